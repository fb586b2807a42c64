"""What the worker does for accounts, and what it does when a person is forgotten."""

from datetime import datetime
from typing import Any

from reciproque.accounts import actions


def sweep(at: datetime) -> int:
    return actions.sweep_visits(at)


def scrub_secrets(at: datetime) -> int:
    return actions.scrub_secrets(at)


def forget_inactive(at: datetime) -> int:
    return actions.forget_inactive(at)


def erase_person(person: Any, at: datetime) -> None:
    actions.erase_person(person, at)
