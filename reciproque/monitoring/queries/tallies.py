"""Where the indicators of many contracts stand, counted by contract: judged by the one rule, remembered while true.

A contract is judged again only when something that the judgement rests on has changed: its definitions (`version`),
its values (`Headline.revision`), its settings, its dates, the day.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Sum

from reciproque.monitoring.choices import ProgressState, SourceState
from reciproque.monitoring.models import FollowUp, Indicator, Milestone, SeriesBreak
from reciproque.monitoring.queries.values import official_points
from reciproque.monitoring.rules.judging import judge, lacks_sex, next_due, uses_projection


@dataclass
class Tally:
    """How many indicators there are, and how many of them …

    `fed`: have a validated value; `feedable`: are not said to be without any source; `late`: should have one more;
    `people`: count people and are fed, `gendered`: of these, tell women and men apart; `aimed`: have a target.
    """

    indicators: int = 0
    feedable: int = 0
    fed: int = 0
    late: int = 0
    people: int = 0
    gendered: int = 0
    aimed: int = 0
    states: dict[ProgressState, int] = field(default_factory=lambda: dict.fromkeys(ProgressState, 0))

    def add(self, other: "Tally") -> None:
        for name in ("indicators", "feedable", "fed", "late", "people", "gendered", "aimed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for state, count in other.states.items():
            self.states[state] += count

    @property
    def coverage(self) -> float | None:
        """The share of what can be fed that is; None where nothing can."""
        return self.fed / self.feedable if self.feedable else None

    @property
    def gendered_share(self) -> float | None:
        return self.gendered / self.people if self.people else None

    @property
    def late_share(self) -> float | None:
        return self.late / self.feedable if self.feedable else None


class _Brief(NamedTuple):
    """What judging needs of an indicator and of its headline, in one: the names of both, as the rule reads them."""

    pk: int
    contract_id: int
    kind: str
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

    @property
    def needs_sex(self) -> bool:
        return self.by_sex or self.counts_people is True

    @property
    def archived_at(self) -> None:
        """Only live indicators are counted."""


_OF_HEADLINE = {"period", "status", "number", "before_period", "before_number", "shapes"}
_COLUMNS = [f"headline__{name}" if name in _OF_HEADLINE else name for name in _Brief._fields]

Mark = tuple[Any, ...]
_remembered: dict[int, tuple[Mark, Tally]] = {}
_KEPT = 5_000
"""Contracts whose tallies a process remembers: more than the country has."""


def tallies(contracts: Mapping[int, tuple[date | None, date | None]], *, on: date) -> dict[int, Tally]:
    """The tally of each of these contracts (key: first and last day). Two queries, and four for what changed."""
    follow_ups = {one.contract_id: one for one in FollowUp.objects.filter(contract__in=list(contracts))}
    marks = _marks(contracts, follow_ups, on)
    changed = [key for key, mark in marks.items() if _remembered.get(key, (None,))[0] != mark]
    if changed:
        if len(_remembered) > _KEPT:
            _remembered.clear()
        dates = {key: contracts[key] for key in changed}
        fresh = _judged(dates, follow_ups, on=on)
        for key in changed:
            _remembered[key] = (marks[key], fresh.get(key, Tally()))
    return {key: _remembered[key][1] if key in marks else Tally() for key in contracts}


def _live(contracts: Collection[int]) -> Any:
    return Indicator.objects.filter(archived_at=None, contract__in=list(contracts)).order_by()


def _marks(
    contracts: Mapping[int, tuple[date | None, date | None]], follow_ups: Mapping[int, FollowUp], on: date
) -> dict[int, Mark]:
    """What tells the state of each contract that has indicators from every other state of it."""
    rows = (
        _live(contracts)
        .values_list("contract_id")
        .annotate(Count("pk"), Max("pk"), Sum("pk"), Sum("version"), Sum("headline__revision"))
    )
    return {
        key: (on, *contracts[key], follow_ups[key].version if key in follow_ups else 0, *sums)
        for key, *sums in rows
    }


def _judged(
    contracts: Mapping[int, tuple[date | None, date | None]],
    follow_ups: Mapping[int, FollowUp],
    *,
    on: date,
) -> dict[int, Tally]:
    rows: Iterable[_Brief] = map(_Brief._make, _live(contracts).values_list(*_COLUMNS))
    milestones, since = _milestones(contracts), _since(contracts)
    projected = [key for key in contracts if uses_projection(follow_ups.get(key))]
    points: Mapping[int, Any] = {}
    if projected:
        points = official_points(list(_live(projected).values_list("pk", flat=True)))
    counted: dict[int, Tally] = {}
    for one in rows:
        follow_up = follow_ups.get(one.contract_id)
        tally = counted.setdefault(one.contract_id, Tally())
        _count(tally, one, contracts[one.contract_id], on)
        # a brief answers to the names of both: the rule needs no more of an indicator and of its headline
        both: Any = one
        progress = judge(
            both,
            both,
            follow_up,
            milestones=milestones.get(one.pk, ()),
            values=points.get(one.pk, ()),
            since=since.get(one.pk, 0),
        )
        tally.states[progress.state] += 1
    return counted


def _milestones(contracts: Collection[int]) -> dict[int, list[tuple[date, float]]]:
    steps: dict[int, list[tuple[date, float]]] = {}
    rows = Milestone.objects.filter(indicator__contract__in=list(contracts)).order_by("on", "pk")
    for key, on, number in rows.values_list("indicator_id", "on", "number"):
        steps.setdefault(key, []).append((on, number))
    return steps


def _since(contracts: Collection[int]) -> dict[int, int]:
    """The first period of the present series of each indicator that was once counted otherwise."""
    rows = SeriesBreak.objects.filter(indicator__contract__in=list(contracts)).order_by()
    return dict(rows.values_list("indicator_id").annotate(Max("from_period")))


def _count(tally: Tally, one: _Brief, dates: tuple[date | None, date | None], on: date) -> None:
    both: Any = one
    tally.indicators += 1
    tally.feedable += one.source_state != SourceState.NONE
    tally.aimed += one.target is not None
    due_on = next_due(both, both, starts_on=dates[0], ends_on=dates[1])
    tally.late += due_on is not None and due_on < on
    if one.period is None:
        return
    tally.fed += 1
    if one.counts_people is True:
        tally.people += 1
        tally.gendered += not lacks_sex(both, both)
