"""Where the indicators of a contract stand: one query for all, judged in Python by the one rule."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.framework.queries import shape_of
from reciproque.monitoring.choices import IndicatorKind, ProgressState, SourceState
from reciproque.monitoring.models import FollowUp, Headline, Indicator, SeriesBreak
from reciproque.monitoring.queries.briefs import briefs
from reciproque.monitoring.queries.values import (
    breaks_of,
    follow_up_of,
    headlines_at,
    milestones_of,
    official_points,
)
from reciproque.monitoring.rules.judging import Dates, judge, lacks_sex, next_due, uses_projection
from reciproque.monitoring.rules.progress import Point, Progress, of_parts
from reciproque.monitoring.rules.series import start_of_series, unit_in

MANY, MOSTLY_BINARY = 60, 0.5
"""From how many indicators, and from which share of yes-or-no ones, a contract is advised to choose."""


@dataclass(frozen=True)
class Situation:
    """An indicator with what is known of it on a day; `steps` are its milestones."""

    indicator: Indicator
    headline: Headline | None
    progress: Progress
    due_on: date | None
    late: bool
    lacks_sex: bool
    breaks: Sequence[SeriesBreak] = ()
    steps: Sequence[Point] = ()

    @property
    def unit(self) -> str:
        """The unit of the last value: that of before a break, as long as nothing was counted after it."""
        return unit_in(self.indicator, self.headline.period if self.headline else None, self.breaks)

    @property
    def is_fed(self) -> bool:
        return self.headline is not None and self.headline.period is not None


ALERTS: dict[str, tuple[str, Callable[[Situation], bool]]] = {
    "en-retard": ("en retard", lambda one: one.late),
    "s-eloignent": (
        "s’éloignent ou reculent",
        lambda one: one.progress.state in (ProgressState.MOVING_AWAY, ProgressState.WORSE),
    ),
    "jamais-renseignes": (
        "jamais renseignés",
        lambda one: not one.is_fed and one.indicator.source_state != SourceState.NONE,
    ),
    "a-valider": ("à valider", lambda one: bool(one.headline and one.headline.pending)),
    "contestes": ("contestés", lambda one: bool(one.headline and one.headline.contested)),
    "non-genres": ("sans femmes et hommes", lambda one: one.lacks_sex),
    "sans-cible": (
        "sans cible",
        lambda one: one.indicator.target is None and one.indicator.source_state != SourceState.NONE,
    ),
    "a-definir": ("nature à confirmer", lambda one: not one.indicator.kind),
    "sans-source": ("source à préciser", lambda one: one.indicator.source_state == SourceState.UNKNOWN),
    "aucune-source": ("aucune source n’existe", lambda one: one.indicator.source_state == SourceState.NONE),
    "personnes": ("comptent des personnes", lambda one: one.indicator.counts_people is True),
    "sans-objectif": ("sans objectif", lambda one: one.indicator.node_id is None),
}
"""What calls for a look, by the word that stands in addresses."""


def headline_of(indicator: Indicator) -> Headline | None:
    """The headline that was loaded with the indicator, if it has one."""
    return getattr(indicator, "headline", None)


def with_situation(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Load what judging needs of the rows themselves: one query, whatever their number."""
    return rows.select_related(
        "node__lead_organisation", "headline", "contract", "producer", "producer_person"
    )


def situations(rows: Iterable[Indicator], *, on: date, follow_up: FollowUp | None) -> list[Situation]:
    """Judge indicators that were loaded `with_situation`. Two queries, one more for the method of projection."""
    rows = list(rows)
    keys = [one.pk for one in rows]
    points: dict[int, Any] = official_points(keys) if uses_projection(follow_up) else {}
    steps, breaks = milestones_of(keys), breaks_of(keys)
    return [
        _situation(
            one,
            headline_of(one),
            _dates(one.contract),
            on,
            follow_up,
            values=points.get(one.pk, ()),
            steps=steps.get(one.pk, ()),
            breaks=breaks.get(one.pk, ()),
        )
        for one in rows
    ]


def board_of(contract: Contract, *, on: date, follow_up: FollowUp | None) -> list[Situation]:
    """All live indicators of a contract, each in brief: for what is counted, said and looked up by its key.

    Three queries, one more for the method of projection; a third of the time of whole rows.
    """
    rows: list[Any] = list(briefs(Indicator.objects.filter(contract=contract)))
    keys = [one.pk for one in rows] if uses_projection(follow_up) else []
    points: dict[int, Any] = official_points(keys) if keys else {}
    of = Indicator.objects.filter(contract=contract).order_by().values("pk")
    steps, breaks = milestones_of(of), breaks_of(of)
    dates = _dates(contract)
    return [
        _situation(
            one,
            one if one.shapes is not None else None,  # a brief answers to the names of both
            dates,
            on,
            follow_up,
            values=points.get(one.pk, ()),
            steps=steps.get(one.pk, ()),
            breaks=breaks.get(one.pk, ()),
        )
        for one in rows
    ]


def situations_then(node: Node, *, until: date) -> list[Situation]:
    """How the indicators of an objective, and of those under it, stood at the end of a day, by what is validated now.

    What was brought for later periods is left out, so that a past year reads alike whenever it is asked for.
    """
    under, shape = {node.pk}, shape_of(node.tree)
    for _ in shape:  # a tree is no deeper than it has nodes
        more = {key for key, parent in shape.items() if parent in under} - under
        if not more:
            break
        under |= more
    rows = list(with_situation(Indicator.objects.filter(node__in=under, archived_at=None)))
    return _then(rows, until=until, follow_up=follow_up_of(node.contract_id))


def situations_on(node: Node, days: Collection[date]) -> dict[date, list[Situation]]:
    """How the indicators of an objective itself stood at the end of each of these days. A flat number of queries."""
    rows = list(with_situation(Indicator.objects.filter(node=node, archived_at=None)))
    return _at(rows, days, follow_up=follow_up_of(node.contract_id))


def _then(rows: Sequence[Indicator], *, until: date, follow_up: FollowUp | None) -> list[Situation]:
    """These indicators, loaded `with_situation`, by the values of the periods that end by a day."""
    return _at(rows, [until], follow_up=follow_up)[until]


def _at(
    rows: Sequence[Indicator], days: Collection[date], *, follow_up: FollowUp | None
) -> dict[date, list[Situation]]:
    keys = [one.pk for one in rows]
    known = headlines_at(keys, days)
    points = official_points(keys) if uses_projection(follow_up) else {}
    steps, breaks = milestones_of(keys), breaks_of(keys)
    return {
        day: [
            _situation(
                one,
                known[day].get(one.pk),
                _dates(one.contract),
                day,
                follow_up,
                values=[point for point in points.get(one.pk, ()) if point[0] <= day],
                steps=steps.get(one.pk, ()),
                breaks=breaks.get(one.pk, ()),
            )
            for one in rows
        ]
        for day in days
    }


def _dates(contract: Contract) -> Dates:
    return contract.starts_on, contract.ends_on


def _situation(
    indicator: Indicator,
    headline: Headline | None,
    dates: Dates,
    on: date,
    follow_up: FollowUp | None,
    *,
    values: Sequence[Point],
    steps: Sequence[Point],
    breaks: Sequence[SeriesBreak],
) -> Situation:
    due_on = next_due(indicator, headline, starts_on=dates[0], ends_on=dates[1])
    return Situation(
        indicator,
        headline,
        judge(indicator, headline, follow_up, milestones=steps, values=values, since=start_of_series(breaks)),
        due_on,
        due_on is not None and due_on < on,
        lacks_sex(indicator, headline),
        breaks,
        steps,
    )


def situations_in(contract: Contract, *, on: date) -> list[Situation]:
    """All live indicators of a contract."""
    rows = Indicator.objects.filter(contract=contract, archived_at=None)
    return situations(with_situation(rows), on=on, follow_up=follow_up_of(contract.pk))


def situations_through(contract: Contract, last_day: date) -> list[Situation]:
    """All live indicators of a contract as their values of the periods that end by a day tell them.

    How a past year stood is judged again by the definitions of today: who wants it unchanged keeps what it gives.
    """
    rows = list(with_situation(Indicator.objects.filter(contract=contract, archived_at=None)))
    return _then(rows, until=last_day, follow_up=follow_up_of(contract.pk))


def situation_of(indicator: Indicator, *, on: date) -> Situation:
    """One indicator, loaded afresh."""
    row = with_situation(Indicator.objects.all()).get(pk=indicator.pk)
    return situation_as_loaded(row, on=on)


def situation_as_loaded(indicator: Indicator, *, on: date) -> Situation:
    """One indicator that was just loaded: what came with it is not asked for again."""
    return situations([indicator], on=on, follow_up=follow_up_of(indicator.contract_id))[0]


def counts_by_state(rows: Iterable[Situation]) -> dict[ProgressState, int]:
    counts = dict.fromkeys(ProgressState, 0)
    for one in rows:
        counts[one.progress.state] += 1
    return counts


@dataclass(frozen=True)
class Gendered:
    """Of the indicators that count people: how many there are, and how many tell women and men apart."""

    people: int
    gendered: int

    @property
    def share(self) -> float | None:
        return self.gendered / self.people if self.people else None


def gendered_share(rows: Iterable[Situation]) -> Gendered:
    people = [one for one in rows if one.indicator.counts_people is True and one.is_fed]
    return Gendered(len(people), sum(not one.lacks_sex for one in people))


def advice_for(rows: list[Situation]) -> list[str]:
    """What a team may want to hear about its set of indicators."""
    said = []
    if len(rows) > MANY:
        said.append(
            f"{len(rows)} indicateurs : au-delà de {MANY}, peu de contrats les renseignent tous. Gardez ceux qui "
            "servent à décider, archivez les autres."
        )
    binary = [one for one in rows if one.indicator.kind == IndicatorKind.YES_NO]
    if len(rows) > 4 and len(binary) > MOSTLY_BINARY * len(rows):
        said.append(
            f"{len(binary)} indicateurs sur {len(rows)} se répondent par oui ou non : ils diront si une chose est "
            "faite, pas ce qu’elle change."
        )
    return said


def progress_of_nodes(rows: Iterable[Situation]) -> dict[int, tuple[float | None, float]]:
    """For each objective: the weighted progress of its indicators (None when one is missing), and its coverage."""
    parts: dict[int, list[tuple[Progress, float]]] = {}
    for one in rows:
        if one.indicator.node_id is not None and one.indicator.source_state != SourceState.NONE:
            parts.setdefault(one.indicator.node_id, []).append((one.progress, one.indicator.weight))
    return {node: of_parts(those) for node, those in parts.items()}
