"""Several values made one: parts of a total, months of a year, communes of a contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reciproque.monitoring.choices import Aggregation, IndicatorKind, Shape, ValueStatus
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure, scale_of
from reciproque.office.numbers import in_french

CLOSE = 1e-6
COUNTED = {IndicatorKind.NUMBER, IndicatorKind.AMOUNT, IndicatorKind.REGISTER}
DIMENSIONS = {
    Shape.SEX: "Femmes et hommes",
    Shape.AGE: "Par âge",
    Shape.PLACE: "Par quartier",
    Shape.OTHER: "Autre ventilation",
}
BY_COMMUNE = "Par commune"


def dimension_of(cell: Cell, indicator: Indicator) -> str:
    """What the parts beside a cell tell apart, in words; "" for the whole and for a crossing of several."""
    if cell.shape == Shape.PLACE and cell.commune is not None:
        return BY_COMMUNE
    if cell.shape == Shape.OTHER and indicator.other_dimension:
        return indicator.other_dimension
    return _SAID.get(cell.shape, "")


_SAID = {int(shape): said for shape, said in DIMENSIONS.items()}


@dataclass(frozen=True, slots=True)
class Total:
    """What the parts make together. `known` of `counted` parts had a number; `partial` says that some lacked one.

    `why` says why there is no figure although some parts have one.
    """

    figure: Figure
    known: int
    counted: int
    why: str = ""

    @property
    def partial(self) -> bool:
        return 0 < self.known < self.counted


def together(parts: Sequence[Figure], aggregation: str, *, scale: float = 1.0) -> Total:
    """Add, average or take the last of parts in the order of time.

    What does not apply is no part. A secret part keeps the whole secret: it could be worked out from the rest. A
    missing part leaves a sum partial, which is said, never taken for zero. Shares of which numerator and denominator
    are known are never averaged: that of the whole is the ratio of the sums, times `scale` (100 for « % »).
    """
    counted = [one for one in parts if one.status != ValueStatus.NOT_APPLICABLE]
    known = [one for one in counted if one.number is not None]
    if not counted:
        status = ValueStatus.NOT_APPLICABLE if parts else ValueStatus.MISSING
        return Total(Figure(status), 0, 0)
    if any(one.status == ValueStatus.SECRET for one in counted):
        return Total(Figure(ValueStatus.SECRET), len(known), len(counted))
    figure, why = _one_figure(known, aggregation, scale) if known else (None, "")
    return Total(figure or Figure(ValueStatus.MISSING), len(known), len(counted), why)


def _one_figure(known: Sequence[Figure], aggregation: str, scale: float) -> tuple[Figure | None, str]:
    if aggregation == Aggregation.NONE:
        return None, "ces valeurs ne s’additionnent pas"
    if not aggregation:
        return None, "il n’est pas dit comment plusieurs valeurs n’en font qu’une"
    numbers = [one.number or 0.0 for one in known]
    if aggregation == Aggregation.SUM:
        return Figure(ValueStatus.NUMBER, sum(numbers)), ""
    if aggregation == Aggregation.LAST:
        return known[-1], ""
    ratio = _ratio_of_sums(known, scale)
    if ratio is not None or aggregation == Aggregation.RATIO:
        return ratio, "" if ratio is not None else "il manque des numérateurs et des dénominateurs"
    return Figure(ValueStatus.NUMBER, sum(numbers) / len(numbers)), ""


def _ratio_of_sums(known: Sequence[Figure], scale: float) -> Figure | None:
    """The share of the whole; None when one part does not say what it is made of."""
    if any(one.numerator is None or one.denominator is None for one in known):
        return None
    above = sum(one.numerator or 0.0 for one in known)
    below = sum(one.denominator or 0.0 for one in known)
    return Figure(ValueStatus.NUMBER, above / below * scale, "", above, below) if below else None


def over_time(indicator: Indicator, parts: Sequence[Figure]) -> Total:
    """Figures of several periods, in their order, as one."""
    return together(parts, _way(indicator, indicator.over_time), scale=scale_of(indicator.unit))


def over_places(indicator: Indicator, parts: Sequence[Figure]) -> Total:
    """Figures of several places as one. What is counted at its end (« la dernière compte ») adds up over places."""
    return together(parts, _way(indicator, indicator.over_places), scale=scale_of(indicator.unit))


def _way(indicator: Indicator, said: str) -> str:
    """How values are put together; a share about which nothing is said is put together by what it is made of."""
    return said or (Aggregation.RATIO if indicator.kind == IndicatorKind.RATIO else "")


def disagreement(whole: Figure, parts: Sequence[Figure], dimension: str, *, may_lack: bool = False) -> str:
    """A sentence when the parts of a total do not make it, "" when they do or cannot be judged.

    Only a complete break-down is judged: one part that is missing or secret leaves the difference open, but parts
    that alone pass the total are told. `may_lack`: the total may hold what is in none of the parts.
    """
    if whole.number is None or not parts:
        return ""
    added = sum(one.number or 0.0 for one in parts if one.number is not None)
    complete = all(one.status in (ValueStatus.NUMBER, ValueStatus.NOT_APPLICABLE) for one in parts)
    slack = CLOSE * max(1.0, abs(whole.number))
    sums, total, gap = (_said(one) for one in (added, whole.number, abs(added - whole.number)))
    if complete and (abs(added - whole.number) > slack if not may_lack else added > whole.number + slack):
        return f"{dimension} : les parties font {sums}, le total dit {total} (écart de {gap})."
    if not complete and added > whole.number + slack:
        return f"{dimension} : les parties connues font déjà {sums}, plus que le total ({total} ; écart de {gap})."
    return ""


def _said(number: float) -> str:
    rounded = round(number, 6)
    return in_french(int(rounded) if rounded == int(rounded) else rounded)


def adds_up(indicator: Indicator) -> bool:
    """Whether the parts of a breakdown make the whole: things and amounts do; shares, levels and means do not."""
    return (
        indicator.kind in COUNTED
        and indicator.over_places in ("", Aggregation.SUM)
        and indicator.over_time != Aggregation.MEAN
    )


def troubles_in(
    indicator: Indicator, figures: Mapping[Cell, Figure], cells: Sequence[Cell], *, period: str
) -> list[str]:
    """What does not add up among the figures of one period: a sentence for each dimension.

    A margin is never added to its parts, nor made from them. `cells` are those in which the indicator is fed
    (`cells_of`); unless it is said that places add up, the whole may count people who live in none of them.
    """
    whole = figures.get(WHOLE)
    if whole is None or not adds_up(indicator):
        return []
    parts: dict[str, dict[Cell, None]] = {dimension_of(one, indicator): {} for one in figures}
    parts.pop("", None)
    for one in (*cells, *figures):
        name = dimension_of(one, indicator)
        if name in parts:
            parts[name][one] = None
    told = []
    for name, those in sorted(parts.items(), key=lambda part: next(iter(part[1])).shape):
        placed = next(iter(those)).shape == Shape.PLACE
        known = [figures.get(one, _UNKNOWN) for one in those]
        loose = placed and indicator.over_places != Aggregation.SUM
        told.append(disagreement(whole, known, f"{name}, {period}", may_lack=loose))
    return [one for one in told if one]


_UNKNOWN = Figure(ValueStatus.MISSING)
