"""How a sheet stands on the board of its round, and what the team looks for there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.enquiries.choices import AWAITED, FILLABLE, SheetState


@dataclass(frozen=True)
class Line:
    """A sheet on the board. `person`: whom it waits for or who answered, None when nobody has it any more.

    `opened`: she has come to it. `done` of `total` places are answered. `next_reminder`: the day, None when there is
    none.
    """

    sheet: Any
    person: Any
    due_on: date
    late: bool
    opened: bool
    done: int
    total: int
    next_reminder: date | None = None

    @property
    def share(self) -> float | None:
        return self.done / self.total if self.total else None


FILTERS: dict[str, tuple[str, Callable[[Line], bool]]] = {
    "late": ("en retard", lambda line: line.late),
    "unopened": ("jamais ouvertes", lambda line: line.sheet.state in FILLABLE and not line.opened),
    "begun": ("commencées", lambda line: line.sheet.state == SheetState.BEGUN),
    "checking": ("à relire par l’organisme", lambda line: line.sheet.state == SheetState.CHECKING),
    "returned": ("à reprendre", lambda line: line.sheet.state == SheetState.RETURNED),
    "submitted": ("à valider", lambda line: line.sheet.state == SheetState.SUBMITTED),
    "accepted": ("validées", lambda line: line.sheet.state == SheetState.ACCEPTED),
    "refused": ("refusées", lambda line: line.sheet.state == SheetState.REFUSED),
    "excused": ("dispensées", lambda line: line.sheet.state == SheetState.EXCUSED),
    "ready": ("à envoyer", lambda line: line.sheet.state == SheetState.READY),
    "nobody": ("sans personne", lambda line: line.person is None and is_asked(line.sheet)),
}
"""What the team looks for: key → (words, whether a line is of it)."""


def is_asked(sheet: Any) -> bool:
    return sheet.state in (SheetState.READY, *AWAITED)


def is_open(sheet: Any) -> bool:
    """Whether somebody still has to do something with it outside the team."""
    return sheet.state in AWAITED


@dataclass(frozen=True)
class Board:
    lines: Sequence[Line]

    def only(self, key: str) -> list[Line]:
        """The lines of a filter; all of them for a key that is none."""
        found = FILTERS.get(key)
        return [line for line in self.lines if found is None or found[1](line)]

    @property
    def counts(self) -> dict[str, int]:
        return {key: sum(map(holds, self.lines)) for key, (_words, holds) in FILTERS.items()}

    @property
    def returned(self) -> int:
        """How many came back: handed over or accepted."""
        return sum(line.sheet.state in (SheetState.SUBMITTED, SheetState.ACCEPTED) for line in self.lines)

    @property
    def asked(self) -> int:
        """Of how many: those that are excused are not waited for."""
        return sum(line.sheet.state != SheetState.EXCUSED for line in self.lines)


def person_of(sheet: Any) -> Any:
    """Whom the sheet waits for: who checks while it is checked, else who answers; None if her account is closed."""
    person = sheet.checker if sheet.state == SheetState.CHECKING else sheet.recipient
    return person if person is not None and person.is_active else None
