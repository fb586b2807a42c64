"""Several values made one: parts of a total, months of a year, communes of a contract."""

from collections.abc import Sequence
from dataclasses import dataclass

from reciproque.monitoring.choices import Aggregation, ValueStatus
from reciproque.monitoring.rules.figures import Figure

CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Total:
    """What the parts make together. `known` of `counted` parts had a number; `partial` says that some lacked one."""

    figure: Figure
    known: int
    counted: int

    @property
    def partial(self) -> bool:
        return 0 < self.known < self.counted


def together(parts: Sequence[Figure], aggregation: str) -> Total:
    """Add, average or take the last of parts in the order of time.

    What does not apply is no part. A secret part keeps the whole secret: it could be worked out from the rest. A
    missing part leaves a sum partial, which is said, never taken for zero.
    """
    counted = [one for one in parts if one.status != ValueStatus.NOT_APPLICABLE]
    known = [one for one in counted if one.number is not None]
    if not counted:
        status = ValueStatus.NOT_APPLICABLE if parts else ValueStatus.MISSING
        return Total(Figure(status), 0, 0)
    if any(one.status == ValueStatus.SECRET for one in counted):
        return Total(Figure(ValueStatus.SECRET), len(known), len(counted))
    if not known or aggregation in ("", Aggregation.NONE):
        return Total(Figure(ValueStatus.MISSING), len(known), len(counted))
    number = _one_number(known, aggregation)
    if number is None:
        return Total(Figure(ValueStatus.MISSING), len(known), len(counted))
    return Total(Figure(ValueStatus.NUMBER, number), len(known), len(counted))


def _one_number(known: Sequence[Figure], aggregation: str) -> float | None:
    numbers = [one.number or 0.0 for one in known]
    if aggregation == Aggregation.SUM:
        return sum(numbers)
    if aggregation == Aggregation.LAST:
        return numbers[-1]
    if aggregation == Aggregation.MEAN:
        return sum(numbers) / len(numbers)
    above = [one.numerator for one in known]
    below = [one.denominator for one in known]
    if None in above or None in below or not sum(filter(None, below)):
        return None
    return sum(filter(None, above)) / sum(filter(None, below))


def disagreement(whole: Figure, parts: Sequence[Figure], dimension: str) -> str:
    """A sentence when the parts of a total do not make it, "" when they do or cannot be judged.

    Only a complete break-down is judged: one part that is missing or secret leaves the difference open, but parts
    that alone pass the total are told.
    """
    if whole.number is None or not parts:
        return ""
    added = sum(one.number or 0.0 for one in parts if one.number is not None)
    complete = all(one.status in (ValueStatus.NUMBER, ValueStatus.NOT_APPLICABLE) for one in parts)
    slack = CLOSE * max(1.0, abs(whole.number))
    if complete and abs(added - whole.number) > slack:
        return f"{dimension} : les parties font {added:g}, le total dit {whole.number:g}."
    if not complete and added > whole.number + slack:
        return f"{dimension} : les parties connues font déjà {added:g}, plus que le total ({whole.number:g})."
    return ""
