"""Asking for long work, doing it, and doing the chores."""

from reciproque.jobs.actions.asking import ask, cancel, forget_old
from reciproque.jobs.actions.chores import run_due_chores
from reciproque.jobs.actions.running import recover, run_next
from reciproque.jobs.actions.work import Cancelled, Lost, Work

__all__ = [
    "Cancelled",
    "Lost",
    "Work",
    "ask",
    "cancel",
    "forget_old",
    "recover",
    "run_due_chores",
    "run_next",
]
