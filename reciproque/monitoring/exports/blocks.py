"""What is known of the indicators of an objective over a period: plain data for sheets, sessions and frozen years."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from reciproque.core.templatetags.reciproque import day
from reciproque.framework.models import Node
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState, SourceState
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries.situations import Situation, situations_then
from reciproque.monitoring.queries.values import official_points
from reciproque.monitoring.rules.periods import end_of, say_period
from reciproque.monitoring.tables import BADGES, say_number, say_value

COLUMNS = ["Indicateur", "Dernière valeur", "Période", "Cible", "Allure", "Progression", "Femmes et hommes"]


def indicators_block(node: Node, starts_on: date, ends_on: date) -> dict[str, Any] | None:
    """See `core.registers.SheetBlock`: one row an indicator, with its course when there is but one."""
    rows = situations_then(node, until=ends_on)
    if not rows:
        return None
    block: dict[str, Any] = {
        "heading": "Indicateurs",
        "sentence": _sentence(rows, starts_on),
        "columns": COLUMNS,
        "rows": [_row(one, starts_on) for one in rows],
    }
    if len(rows) == 1:
        block["points"] = _points(rows[0], ends_on)
    return block


def _is_fed_since(situation: Situation, starts_on: date) -> bool:
    headline = situation.headline
    return headline is not None and headline.period is not None and end_of(headline.period) >= starts_on


def _sentence(rows: Sequence[Situation], starts_on: date) -> str:
    """« 3 indicateurs : 2 renseignés sur la période, 1 s’éloigne. »"""
    told = [_counted(sum(_is_fed_since(one, starts_on) for one in rows), "renseigné", "sur la période")]
    away = sum(one.progress.state in (ProgressState.MOVING_AWAY, ProgressState.WORSE) for one in rows)
    told += (
        [f"{away} {'s’éloignent' if away > 1 else 's’éloigne'} ou recule{'nt' * (away > 1)}"] if away else []
    )
    blind = sum(one.lacks_sex for one in rows)
    told += [f"{blind} sans distinguer femmes et hommes"] if blind else []
    return f"{_counted(len(rows), 'indicateur')} : {', '.join(told)}."


def _counted(number: int, word: str, after: str = "") -> str:
    return f"{number} {word}{'s' * (number > 1)} {after}".strip()


def _row(situation: Situation, starts_on: date) -> list[Any]:
    indicator, progress = situation.indicator, situation.progress
    return [
        indicator.wording,
        _last(situation, starts_on),
        _period(situation),
        _target(indicator),
        _pace(situation),
        {"state": BADGES[progress.state], "word": PROGRESS_WORDS[progress.state]},
        _sexes(situation),
    ]


def _last(situation: Situation, starts_on: date) -> str:
    if situation.indicator.source_state == SourceState.NONE:
        return "aucune source n’existe"
    said = say_value(situation.headline, situation.indicator, situation.unit)
    if not said:
        return "jamais renseigné"
    return said if _is_fed_since(situation, starts_on) else f"{said} (rien sur la période)"


def _period(situation: Situation) -> str:
    headline = situation.headline
    if headline is None or headline.period is None:
        return "—"
    return say_period(headline.period, situation.indicator.periodicity)


def _target(indicator: Indicator) -> str:
    if indicator.target is None or indicator.target_on is None:
        return "sans cible"
    return f"{say_number(indicator.target, indicator)}, {day(indicator.target_on)}"


def _pace(situation: Situation) -> str:
    """The way made against the way expected; else why nothing can be said of it."""
    pace = situation.progress.pace
    return (
        f"{round(100 * pace)}\u00a0% du chemin attendu"
        if pace is not None
        else situation.progress.reason or "—"
    )


def _sexes(situation: Situation) -> str:
    if not situation.indicator.needs_sex:
        return "ne compte pas des personnes"
    if not situation.is_fed:
        return "—"
    return "confondus" if situation.lacks_sex else "distingués"


def _points(situation: Situation, until: date) -> list[list[Any]]:
    known = official_points([situation.indicator.pk]).get(situation.indicator.pk, [])
    periodicity = situation.indicator.periodicity
    return [
        [say_period(on.year * 100 + on.month, periodicity), number] for on, number in known if on <= until
    ]
