"""What can be asked about libraries of indicators, and about what several contracts count alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import Shape, Standing, ValueStatus
from reciproque.monitoring.models import Indicator, Library, Standard, Value
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.standards import is_counted_alike
from reciproque.monitoring.rules.sums import Total, over_places

PERIODS_SHOWN = 8
NOTHING = Figure(ValueStatus.MISSING)


def with_counts(libraries: QuerySet[Library]) -> QuerySet[Library]:
    """Each with `standards_count`, how many indicators it lists, and `adopters`, how many contracts follow some."""
    adopted = Q(standards__adopted__archived_at=None)
    return libraries.annotate(
        standards_count=Count("standards", filter=Q(standards__archived_at=None), distinct=True),
        adopters=Count("standards__adopted__contract", filter=adopted, distinct=True),
    ).select_related("contract")


def standards_of(library: Library, *, archived: bool = False) -> QuerySet[Standard]:
    """Those of a list, each with `adopters`, the number of contracts that follow it."""
    rows = Standard.objects.filter(library=library, archived_at__isnull=not archived)
    adopted = Q(adopted__archived_at=None)
    return rows.annotate(adopters=Count("adopted__contract", filter=adopted, distinct=True))


def standards_offered(libraries: QuerySet[Library]) -> QuerySet[Standard]:
    """All that a contract may adopt of these lists."""
    rows = Standard.objects.filter(library__in=libraries.filter(published_at__isnull=False), archived_at=None)
    return rows.select_related("library").order_by("library__name", "library_id", "position", "pk")


def is_adopted(standard: Standard, contract: Contract) -> bool:
    return Indicator.objects.filter(standard=standard, contract=contract, archived_at=None).exists()


def adopted_by(contract: Contract) -> dict[int, Indicator]:
    """The live indicators of a contract that follow a library, by the key of what they follow."""
    rows = Indicator.objects.filter(contract=contract, archived_at=None, standard__isnull=False)
    return {one.standard_id: one for one in rows if one.standard_id is not None}


@dataclass(frozen=True)
class Consolidated:
    """What several contracts say of one common indicator in one period.

    `apart` are the keys of those that count otherwise (another kind, unit or rhythm): shown, never added.
    """

    figures: dict[int, Figure]
    total: Total
    apart: frozenset[int]


def periods_counted(indicators: Collection[int]) -> list[int]:
    """The last periods in which some of these have a validated value, the last first."""
    rows = Value.objects.filter(indicator__in=indicators, shape=Shape.WHOLE, standing=Standing.OFFICIAL)
    return list(rows.order_by("-period").values_list("period", flat=True).distinct()[:PERIODS_SHOWN])


def consolidate(standard: Standard, rows: Sequence[Indicator], period: int) -> Consolidated:
    """Put together what these indicators say of a period. One query; one that says nothing is missing, not zero."""
    values = Value.objects.filter(
        indicator__in=[one.pk for one in rows], shape=Shape.WHOLE, standing=Standing.OFFICIAL, period=period
    )
    figures = {
        one.indicator_id: Figure(one.status, one.number, "", one.numerator, one.denominator) for one in values
    }
    apart = frozenset(one.pk for one in rows if not is_counted_alike(one, standard))
    counted = [figures.get(one.pk, NOTHING) for one in rows if one.pk not in apart]
    return Consolidated(figures, over_places(_as_indicator(standard), counted), apart)


def _as_indicator(standard: Standard) -> Indicator:
    """The common definition in the place of each contract's own."""
    return Indicator(kind=standard.kind, unit=standard.unit, over_places=standard.over_places)
