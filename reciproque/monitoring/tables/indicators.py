"""The indicators of a contract as a table: what they count, where they stand, what calls for a look."""

from collections.abc import Sequence
from typing import Any

from reciproque.core.tables import Column, Filter, Table, choice_of, links_to
from reciproque.core.templatetags.reciproque import number as french
from reciproque.monitoring.choices import PROGRESS_WORDS, IndicatorKind, ProgressState, ValueStatus
from reciproque.monitoring.models import Headline, Indicator
from reciproque.monitoring.models.describing import Described
from reciproque.monitoring.queries.situations import ALERTS, Situation
from reciproque.monitoring.rules import kind_from_wording
from reciproque.monitoring.rules.periods import say_period

BADGES = {
    ProgressState.ACHIEVED: "achieved",
    ProgressState.ON_TRACK: "on-track",
    ProgressState.ACCELERATE: "accelerate",
    ProgressState.INSUFFICIENT: "insufficient",
    ProgressState.MOVING_AWAY: "away",
    ProgressState.BETTER: "on-track",
    ProgressState.STABLE: "insufficient",
    ProgressState.WORSE: "away",
    ProgressState.NOT_ASSESSABLE: "unknown",
}
WITHOUT = {
    ValueStatus.MISSING: "non disponible",
    ValueStatus.NOT_APPLICABLE: "sans objet",
    ValueStatus.SECRET: "secret",
    ValueStatus.WORDS: "en toutes lettres",
}


def say_number(number: float | None, indicator: Described, unit: str | None = None) -> str:
    """« 12,5 % », « 1 200 familles », « oui », « 3 (rendu durable) »; `unit`: that of its period, if it changed."""
    if number is None:
        return "—"
    if indicator.kind == IndicatorKind.YES_NO:
        return "oui" if number else "non"
    whole = int(number) if number == int(number) else number
    said = french(whole)
    if indicator.kind == IndicatorKind.LEVEL:
        words = indicator.levels.splitlines()
        return f"{said} ({words[int(number)]})" if int(number) < len(words) else said
    unit = indicator.unit if unit is None else unit
    return f"{said}\u00a0{unit}" if unit else said


def say_value(headline: Headline | None, indicator: Indicator, unit: str | None = None) -> str:
    """The last validated value, or in words why there is no figure; "" for nothing at all."""
    if headline is None or headline.period is None:
        return ""
    if headline.number is None:
        return WITHOUT[ValueStatus(headline.status)]
    return say_number(headline.number, indicator, unit)


def _kind(indicator: Indicator) -> str:
    if indicator.kind:
        return str(indicator.get_kind_display())
    guessed = kind_from_wording(indicator.wording)
    return f"{IndicatorKind(guessed).label} ?" if guessed else ""


def board_table(rows: Sequence[Situation]) -> Table[Indicator]:
    """The table of these indicators: what is computed is looked up by key, what is stored is read from the row."""
    known = {one.indicator.pk: one for one in rows}

    def progress(indicator: Indicator) -> Any:
        return known[indicator.pk].progress

    def last_period(indicator: Indicator) -> str:
        headline = known[indicator.pk].headline
        period = headline.period if headline is not None else None
        return say_period(period, indicator.periodicity) if period else ""

    choices = [
        choice_of(key, label, those)
        for key, (label, holds) in ALERTS.items()
        if (those := [one.indicator.pk for one in rows if holds(one)])
    ]
    address = links_to("monitoring:indicator_detail")
    return Table(
        name="indicateurs",
        caption=("indicateur", "indicateurs"),
        columns=[
            Column(
                "Indicateur",
                lambda i: i.wording,
                sort="search_key",
                link=lambda i: address(i.pk),
            ),
            Column("Objectif", lambda i: i.node and str(i.node), sort="node__position"),
            Column("Dernière valeur", lambda i: say_value(known[i.pk].headline, i, known[i.pk].unit)),
            Column("Période", last_period, sort="headline__period"),
            Column(
                "Progression",
                lambda i: PROGRESS_WORDS[progress(i).state],
                badge=lambda i: BADGES[progress(i).state],
            ),
            Column("Attendue le", lambda i: known[i.pk].due_on, kind="date"),
            Column("Retard", lambda i: "en retard" if known[i.pk].late else "", badge=lambda i: "late"),
            Column("Nature", _kind, sort="kind", shown=False),
            Column("Unité", lambda i: i.unit, shown=False),
            Column("Cible", lambda i: i.target, kind="number", shown=False),
            Column("Échéance", lambda i: i.target_on, kind="date", shown=False),
            Column("Compte des personnes", lambda i: i.counts_people, kind="yesno", shown=False),
            Column("Source", lambda i: i.get_source_state_display(), sort="source_state", shown=False),
            Column("Producteur", lambda i: i.producer and str(i.producer), shown=False),
            Column("Pourquoi", lambda i: progress(i).reason, shown=False),
        ],
        filters=[Filter("filtre", "Indicateurs", choices)],
        search="search_key",
        default_order=("position", "pk"),
        empty="Aucun indicateur : ajoutez-en un, ou déposez le document qui les contient.",
    )
