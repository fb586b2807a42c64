"""What breaks a chain of entries, and how it is called. Pure: entries are handed in, in order of their number."""

from dataclasses import dataclass, field

from reciproque.journal.models import Entry
from reciproque.journal.models.chain import START


@dataclass(frozen=True)
class Fault:
    """Where the chain breaks: the sealed number, the key of the entry if there is one, what happened."""

    number: int
    key: int | None
    said: str

    def __str__(self) -> str:
        row = f" (ligne {self.key})" if self.key is not None else ""
        return f"Entrée n° {self.number}{row} : {self.said}"


@dataclass
class Walk:
    """A walk along the chain: takes one entry after the other and keeps what is wrong."""

    faults: list[Fault] = field(default_factory=list)
    number: int = 0
    hash: str = START
    before: Entry | None = None
    strays: list[Entry] = field(default_factory=list)  # intact, but not after what they say they follow

    def take(self, entry: Entry) -> None:
        number = entry.number or 0
        gap = number - self.number - 1
        if gap < 0 or number != int(number):  # twice the same, or between two: SQLite keeps 100.5 if asked to
            self._fault(entry, "insérée après coup : son numéro n’est pas celui qui suit.")
            return
        if gap > 0:
            self._missing(self.number + 1, number - 1)
        if not entry.intact():
            self._fault(entry, "modifiée depuis son scellement.")
        elif gap == 0 and entry.previous != self.hash:
            self._misplaced(entry)
        self.number, self.hash, self.before = number, entry.hash, entry

    def _misplaced(self, entry: Entry) -> None:
        before = self.before
        if before is not None and before.previous == entry.previous:
            if self.faults and self.faults[-1].key == before.pk:
                self.faults.pop()
            self._fault(before, "insérée après coup : l’entrée suivante suit celle d’avant.")
        else:
            self.strays.append(entry)

    def judge_strays(self, known: dict[str, int]) -> None:
        """Say of each stray whether it was moved or lost the entry before it. `known`: seal → number."""
        for entry in self.strays:
            place = entry.previous == START or entry.previous in known
            self._fault(
                entry,
                f"déplacée : elle suivait l’entrée n° {known.get(entry.previous, 0)}."
                if place
                else "l’entrée qu’elle suivait manque ou a été réécrite.",
            )
        self.faults.sort(key=lambda fault: fault.number)

    def end_at(self, number: int, seal: str) -> None:
        """Hold the end of the walk against the head that was kept."""
        if self.number < number:
            self._missing(self.number + 1, number)
        elif self.number > number:
            key = self.before.pk if self.before is not None else None
            self.faults.append(Fault(self.number, key, f"insérée après la tête (n° {number})."))
        elif self.hash != seal and not self.faults:
            key = self.before.pk if self.before is not None else None
            self.faults.append(Fault(number, key, "ce n’est pas celle qui a été scellée en dernier."))

    def erased(self, entry: Entry) -> None:
        self._fault(entry, "effacée sans qu’un oubli soit noté.")

    def _missing(self, first: int, last: int) -> None:
        for number in range(first, min(last, first + 20) + 1):
            self.faults.append(Fault(number, None, "manque."))

    def _fault(self, entry: Entry, said: str) -> None:
        self.faults.append(Fault(entry.number or 0, entry.pk, said))
