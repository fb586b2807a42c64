"""What judging needs of an indicator and of its headline, in one short row: for the judging of many."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from reciproque.monitoring.models import Indicator


class Brief(NamedTuple):
    """An indicator and its headline in one: the names of both, as the rule reads them."""

    pk: int
    contract_id: int
    node_id: int | None
    kind: str
    unit: str
    direction: str
    source_state: str
    periodicity: str
    delay_days: int
    counts_people: bool | None
    by_sex: bool
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    period: int | None
    status: int | None
    number: float | None
    before_period: int | None
    before_number: float | None
    shapes: int | None
    pending: int | None
    contested: int | None

    @property
    def needs_sex(self) -> bool:
        return self.by_sex or self.counts_people is True

    @property
    def archived_at(self) -> None:
        """Only live indicators are told in brief."""


_OF_HEADLINE = {
    "period", "status", "number", "before_period", "before_number", "shapes", "pending", "contested",
}  # fmt: skip
_COLUMNS = [f"headline__{name}" if name in _OF_HEADLINE else name for name in Brief._fields]


def briefs(rows: QuerySet[Indicator]) -> Iterable[Brief]:
    """The live ones among these indicators. One query."""
    return map(Brief._make, rows.filter(archived_at=None).order_by().values_list(*_COLUMNS))
