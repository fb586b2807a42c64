"""The chores of the queue itself."""

from datetime import datetime

from reciproque.jobs import actions


def recover(at: datetime) -> int:
    return actions.recover(at)


def forget_old(at: datetime) -> int:
    return actions.forget_old(at)
