"""Where the indicators of many contracts stand, counted by contract: judged by the one rule, remembered while true.

A contract is judged again only when something that the judgement rests on has changed: its definitions (`version`),
its values (`Headline.revision`), its settings, its dates, the day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import ProgressState, SourceState
from reciproque.monitoring.models import FollowUp, Headline, Indicator, SeriesBreak
from reciproque.monitoring.queries.briefs import Brief, briefs
from reciproque.monitoring.queries.values import milestones_of, official_points
from reciproque.monitoring.rules.judging import Dates, judge, lacks_sex, next_due, uses_projection


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

    @classmethod
    def of(cls, parts: Collection["Tally"]) -> "Tally":
        """All of them together."""
        told = {name: sum(getattr(one, name) for one in parts) for name in _COUNTS}
        return cls(**told, states={state: sum(one.states[state] for one in parts) for state in ProgressState})

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


Mark = tuple[Any, ...]
_COUNTS = ("indicators", "feedable", "fed", "late", "people", "gendered", "aimed")
_remembered: dict[tuple[int, int | None], tuple[Mark, Tally]] = {}
_KEPT = 5_000
"""Tallies that a process remembers: many times the contracts of the country."""


def tallies(contracts: QuerySet[Contract], *, on: date, library: int | None = None) -> dict[int, Tally]:
    """The tally of each of these contracts, by key. Three queries, and four for what changed.

    `library`: only of the indicators that follow this list.
    """
    rows = contracts.order_by()
    facts: dict[int, list[Any]] = {
        key: told for key, *told in rows.values_list("pk", "starts_on", "ends_on", "follow_up__version")
    }
    marks = _marks(rows.values("pk"), facts, on, library)
    changed = [key for key, mark in marks.items() if _remembered.get((key, library), (None,))[0] != mark]
    if changed:
        if len(_remembered) > _KEPT:
            _remembered.clear()
        fresh = _judged({key: (facts[key][0], facts[key][1]) for key in changed}, on=on, library=library)
        for key in changed:
            _remembered[key, library] = (marks[key], fresh.get(key, Tally()))
    return {key: _remembered[key, library][1] if key in marks else Tally() for key in facts}


def forget_tallies() -> None:
    """For whoever puts another base of data in the place of this one: keys and versions begin anew there."""
    _remembered.clear()


def _live(contracts: Collection[int], library: int | None = None) -> Any:
    rows = Indicator.objects.filter(archived_at=None, contract__in=list(contracts)).order_by()
    return rows if library is None else rows.filter(standard__library=library)


def _marks(keys: Any, facts: Mapping[int, list[Any]], on: date, library: int | None) -> dict[int, Mark]:
    """What tells the state of each contract that has indicators from every other state of it.

    Archived ones as well: no version and no revision ever falls, so that sums of them tell any change. Each of the
    two questions is answered by an index alone.
    """
    defined = Indicator.objects.filter(contract__in=keys).order_by().values_list("contract_id")
    counted = Headline.objects.filter(contract__in=keys).order_by().values_list("contract_id")
    if library is not None:
        defined = defined.filter(standard__library=library)
        counted = counted.filter(indicator__standard__library=library)
    revisions = dict(counted.annotate(Sum("revision")))
    return {
        key: (on, *facts[key], revisions.get(key, 0), *sums)
        for key, *sums in defined.annotate(Count("pk"), Sum("pk"), Sum("version"))
        if key in facts
    }


def _judged(
    contracts: Mapping[int, Dates],
    *,
    on: date,
    library: int | None,
) -> dict[int, Tally]:
    follow_ups = {one.contract_id: one for one in FollowUp.objects.filter(contract__in=list(contracts))}
    rows = briefs(_live(contracts, library))
    milestones, since = milestones_of(_live(contracts).values("pk")), _since(contracts)
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


def _since(contracts: Collection[int]) -> dict[int, int]:
    """The first period of the present series of each indicator that was once counted otherwise."""
    rows = SeriesBreak.objects.filter(indicator__contract__in=list(contracts)).order_by()
    return dict(rows.values_list("indicator_id").annotate(Max("from_period")))


def _count(tally: Tally, one: Brief, dates: Dates, on: date) -> None:
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
