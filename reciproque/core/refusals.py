"""How the house says no: with reasons that a person can read and act upon."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

Moves = dict[str, set[str]]


class Refused(Exception):  # noqa: N818 -- reads as the sentence it is: raise Refused(...)
    """An act was asked for that the rules do not allow, for these reasons."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def refuse_if(reasons: Sequence[str]) -> None:
    if reasons:
        raise Refused(reasons)


def admit(allowed: bool) -> None:
    """Let through who may; everybody else gets a 403 on a page, and an error in a command."""
    if not allowed:
        raise PermissionDenied


def check_move(moves: Moves, source: str, target: str) -> None:
    """Refuse a change of state that the table of moves does not hold."""
    if target not in moves.get(source, set()):
        raise Refused([f"Passage impossible de « {source} » à « {target} »."])
