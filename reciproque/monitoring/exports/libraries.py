"""Common indicators as plain data: what they say, what has come apart in a contract, what contracts say together."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from reciproque.monitoring.exports.breakdowns import say_total
from reciproque.monitoring.models import Indicator, Standard
from reciproque.monitoring.models.describing import DESCRIBED, Described
from reciproque.monitoring.queries.libraries import Consolidated
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.rules.standards import differing, is_behind


def said_of(thing: Described, name: str) -> str:
    """A field of a definition as a person says it; "" for nothing."""
    display = getattr(thing, f"get_{name}_display", None)
    value = display() if display is not None else getattr(thing, name)
    if isinstance(value, bool) or name == "counts_people":
        return {True: "oui", False: "non"}.get(value, "à préciser")
    return str(value or "")


def _label(name: str) -> str:
    field: Any = Standard._meta.get_field(name)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def facts_of_standard(standard: Standard) -> list[tuple[str, str]]:
    told = [
        (_label(name), said_of(standard, name)) for name in DESCRIBED if name not in ("wording", "age_bands")
    ]
    if standard.by_age:
        told.append((_label("age_bands"), standard.age_bands))
    return [one for one in (*told, ("Source", standard.source)) if one[1] not in ("", "non")]


def followed_by(indicator: Indicator) -> dict[str, Any] | None:
    """The common indicator that this one follows, with what differs: (label, here, in the library)."""
    standard = indicator.standard
    if standard is None:
        return None
    names = differing(indicator, standard)
    return {
        "standard": standard,
        "library": standard.library,
        "url": reverse("monitoring:standard_detail", args=[standard.pk]),
        "behind": is_behind(indicator),
        "differences": [(_label(name), said_of(indicator, name), said_of(standard, name)) for name in names],
    }


def said_periods(standard: Standard, periods: Sequence[int]) -> list[tuple[int, str]]:
    return [(one, say_period(one, standard.periodicity)) for one in periods]


def together_of(
    standard: Standard, told: Consolidated, rows: Sequence[Indicator], period: int
) -> dict[str, Any]:
    """What the contracts say together of a period, in words."""
    as_one = Indicator(kind=standard.kind, unit=standard.unit, levels=standard.levels)
    return {
        "period": say_period(period, standard.periodicity),
        "total": say_total(told.total, as_one, parts="contrats"),
        "known": told.total.known,
        "counted": told.total.counted,
        "apart": len(told.apart),
        "followers": len(rows),
    }
