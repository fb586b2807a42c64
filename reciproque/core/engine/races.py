"""Acts that the database gives up because of somebody else."""

from collections.abc import Callable
from itertools import count
from random import uniform
from time import monotonic, sleep
from typing import TypeVar

from django.db import OperationalError, connection

Done = TypeVar("Done")
TRIES, PATIENCE = 5, 10.0  # of an act that the database gives up; seconds


def is_race(error: BaseException) -> bool:
    """Whether the database gave up because of somebody else (deadlock, lock timeout): asking again may succeed."""
    said = str(error).lower()
    return any(
        word in said for word in ("deadlock", "could not serialize", "database is locked", "lock timeout")
    )


def insist(deed: Callable[[], Done]) -> Done:
    """Do an act, and once more when the database gave it up because of somebody else: it lost nothing, nor gained.

    Not inside a transaction, where all that came before would be lost as well; and not for longer than a person
    waits: after that the error rises.
    """
    until = monotonic() + PATIENCE
    for attempt in count(1):
        try:
            return deed()
        except OperationalError as error:
            if connection.in_atomic_block or not is_race(error) or attempt == TRIES or monotonic() > until:
                raise
            sleep(uniform(0.02, 0.1) * attempt)  # noqa: S311 -- so that two do not meet again
    raise AssertionError  # never reached: the count has no end
