"""Indicators by neighbourhood, and by who answers for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table, choice_of
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState, ValueStatus
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries.places import InOnePlace, InPlaces
from reciproque.monitoring.queries.situations import Situation
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.rules.series import unit_in
from reciproque.monitoring.tables.indicators import BADGES, WITHOUT, say_number


def say_here(figure: Figure | None, situation: Situation, period: int | None) -> str:
    """The figure of a place in words, or why there is none; "" when nothing was said."""
    if figure is None:
        return ""
    if figure.number is None:
        return WITHOUT[ValueStatus(figure.status)]
    unit = unit_in(situation.indicator, period, situation.breaks)
    return say_number(round(figure.number, 2), situation.indicator, unit)


def _indicator() -> Column[Indicator]:
    return Column(
        "Indicateur",
        lambda one: one.wording,
        sort="search_key",
        link=lambda one: reverse("monitoring:indicator_detail", args=[one.pk]),
    )


def _period(period: int | None, indicator: Indicator) -> str:
    return say_period(period, indicator.periodicity) if period else ""


def _keys(rows: Mapping[int, Any], holds: Any) -> list[int]:
    return [key for key, one in rows.items() if holds(one)]


def places_table(
    situations: Mapping[int, Situation], known: Mapping[int, InPlaces], places: Mapping[int, str]
) -> Table[Indicator]:
    """Indicators × neighbourhoods, each in its last known period; the last column is what the places make together."""

    def here(place: int) -> Any:
        return lambda one: say_here(
            known[one.pk].figures.get(place), situations[one.pk], known[one.pk].period
        )

    def joined(one: Indicator) -> str:
        total = known[one.pk].total
        if total is None:
            return ""
        if total.figure.number is None:
            return total.why or WITHOUT[ValueStatus(total.figure.status)]
        return say_here(total.figure, situations[one.pk], known[one.pk].period)

    choices = [
        choice_of("renseignes", "renseignés par quartier", _keys(known, lambda one: one.period is not None)),
        choice_of("partout", "renseignés partout", _keys(known, lambda one: len(one.figures) == len(places))),
        choice_of(
            "a-trous",
            "renseignés en partie",
            _keys(known, lambda one: 0 < len(one.figures) < len(places)),
        ),
        choice_of("jamais", "jamais par quartier", _keys(known, lambda one: one.period is None)),
        Choice("a-ventiler", "à ventiler par quartier", Q(by_place=True)),
    ]
    return Table(
        name="indicateurs-par-quartier",
        caption=("indicateur", "indicateurs"),
        columns=[
            _indicator(),
            Column("Période", lambda one: _period(known[one.pk].period, one)),
            *(Column(name, here(key), key=f"quartier_{key}") for key, name in places.items()),
            Column("Réunis", joined),
        ],
        filters=[Filter("filtre", "Indicateurs", choices)],
        search="search_key",
        default_order=("position", "pk"),
        empty="Aucun indicateur n’est ventilé par quartier.",
    )


def place_table(situations: Mapping[int, Situation], known: Mapping[int, InOnePlace]) -> Table[Indicator]:
    """The indicators of one neighbourhood."""
    away = (ProgressState.WORSE, ProgressState.MOVING_AWAY)
    choices = [
        choice_of("renseignes", "renseignés ici", _keys(known, lambda one: one.period is not None)),
        choice_of("jamais", "jamais renseignés ici", _keys(known, lambda one: one.period is None)),
        choice_of("en-retard", "moins récents que l’ensemble", _keys(known, lambda one: one.behind)),
        choice_of("en-recul", "en recul ici", _keys(known, lambda one: one.trend.state in away)),
        choice_of("en-progres", "en progrès ici", _keys(known, lambda one: one.trend.state == "better")),
    ]

    def before(one: Indicator) -> str:
        earlier = known[one.pk].before
        return say_here(earlier[1], situations[one.pk], earlier[0]) if earlier is not None else ""

    return Table(
        name="indicateurs-du-quartier",
        caption=("indicateur", "indicateurs"),
        columns=[
            _indicator(),
            Column(
                "Ici", lambda one: say_here(known[one.pk].figure, situations[one.pk], known[one.pk].period)
            ),
            Column("Période", lambda one: _period(known[one.pk].period, one)),
            Column("Avant", before),
            Column(
                "Évolution ici",
                lambda one: PROGRESS_WORDS[known[one.pk].trend.state],
                badge=lambda one: BADGES[known[one.pk].trend.state],
            ),
            Column("Part du contrat", lambda one: known[one.pk].share, kind="percent"),
            Column("Retard", lambda one: "moins récent que l’ensemble" if known[one.pk].behind else ""),
            Column("Pourquoi", lambda one: known[one.pk].trend.reason, shown=False),
        ],
        filters=[Filter("filtre", "Indicateurs", choices)],
        search="search_key",
        default_order=("position", "pk"),
        empty="Aucun indicateur n’est ventilé par quartier.",
    )


def answerable_columns() -> Sequence[Column[Any]]:
    """One line a body or a person (`queries.leads.Answerable`)."""
    return [
        Column("Qui", lambda one: one.name),
        Column("Indicateurs", lambda one: len(one.rows), kind="number"),
        Column("Renseignés", lambda one: one.fed, kind="number"),
        Column("En retard", lambda one: one.late, kind="number"),
        Column("En bonne voie", lambda one: one.on_course, kind="number"),
        Column("S’éloignent ou reculent", lambda one: one.away, kind="number"),
    ]
