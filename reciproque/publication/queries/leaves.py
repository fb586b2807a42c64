"""What the files of an indicator are made of, and which of them are out of date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Breakdown, Value
from reciproque.publication.models import Leaf, PublishedIndicator
from reciproque.publication.rules.opening import stamp_of

Label = tuple[str, str, str, str, str, str, str, str]
"""How files name a breakdown: sex, age, neighbourhood, commune, other dimension, official code of the place; then the
keys of the neighbourhood and of the commune, for two may bear one name."""
SEXES = {"F": "Femmes", "H": "Hommes"}


@dataclass(frozen=True)
class Told:
    """The validated values of an indicator, column by column, in the order of their shape, period and breakdown."""

    periods: Sequence[int]
    breakdowns: Sequence[int]
    statuses: Sequence[int]
    numbers: Sequence[float | None]
    denominators: Sequence[float | None]


NOTHING = Told((), (), (), (), ())


def stale(contract_id: int | None = None) -> list[tuple[int, str]]:
    """The published indicators of open contracts whose files are not of today: (key, stamp that they should bear)."""
    rows = PublishedIndicator.objects.filter(
        withdrawn_at=None,
        indicator__archived_at=None,
        contract__archived_at=None,
        contract__open_data__opened_at__isnull=False,
    )
    if contract_id is not None:
        rows = rows.filter(contract=contract_id)
    columns = (
        "pk",
        "leaf__stamp",
        "indicator__version",
        "indicator__headline__revision",
        "indicator__node__version",
        "contract__open_data__version",
    )
    found = []
    for key, stamp, definition, values, node, opening in rows.order_by("pk").values_list(*columns):
        wanted = stamp_of(definition, values, node, opening, settings.SMALL_COUNTS)
        if stamp != wanted:
            found.append((key, wanted))
    return found


def told_cells(indicator_id: int) -> Told:
    """One query, along the index of the official values; what was told in words is not published."""
    rows = Value.objects.filter(indicator=indicator_id, standing=Standing.OFFICIAL).exclude(
        status=ValueStatus.WORDS
    )
    lines = rows.order_by("shape", "period", "breakdown_id").values_list(
        "period", "breakdown_id", "status", "number", "denominator"
    )
    columns: list[Any] = list(zip(*lines, strict=True)) or [(), (), (), (), ()]
    return Told(*columns)


def labels_of(breakdowns: Collection[int]) -> dict[int, Label]:
    """How files name these breakdowns. One query."""
    rows = Breakdown.objects.filter(pk__in=list(breakdowns)).values_list(
        "pk", "sex", "age", "neighbourhood__name", "commune__name", "other",
        "neighbourhood__code", "commune__code", "neighbourhood_id", "commune_id",
    )  # fmt: skip
    return {
        key: (
            SEXES.get(sex, sex), age, place or "", commune or "", other, code or commune_code or "",
            str(place_key or ""), str(commune_key or ""),
        )
        for key, sex, age, place, commune, other, code, commune_code, place_key, commune_key in rows
    }  # fmt: skip


def leaves_of(contract_id: int, *columns: str) -> QuerySet[Leaf]:
    """The leaves of a contract with these columns only, in the order of the indicators."""
    rows = Leaf.objects.filter(
        published__contract=contract_id,
        published__withdrawn_at=None,
        published__indicator__archived_at=None,
    )
    return (
        rows.select_related("published")
        .only("published__number", *columns)
        .order_by("published__indicator__position", "pk")
    )
