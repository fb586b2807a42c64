"""The tables of monitoring: indicators by objective with what is known, and how far the objectives are, by commune."""

from __future__ import annotations

from typing import Any

from reciproque.core.tables import Column
from reciproque.core.text import one_line
from reciproque.framework.models import Node
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.periods import end_of
from reciproque.office.papers.content import Content, Heading, Paper, Paragraph, table_of
from reciproque.office.sheets import Sheet
from reciproque.overview.exports.framework import MARK
from reciproque.overview.queries.leaving import Leaving, Line
from reciproque.territories.models import Commune

EVERYWHERE = "Tout le territoire"
NOT_FILLED = "non renseigné"


def monitoring_sheets(leaving: Leaving) -> list[Sheet]:
    """What is not filled is said so; it is not a zero."""
    sheets = [Sheet("Indicateurs", _of_indicator(leaving), _in_order(leaving))]
    sheets.append(Sheet("Avancement des objectifs", _of_advance(leaving), leaving.lines))
    return sheets


def monitoring_paper(leaving: Leaving) -> Paper:
    blocks: list[Content] = []
    for sheet in monitoring_sheets(leaving):
        rows = list(sheet.rows)
        blocks.append(Heading(sheet.title))
        empty: Content = Paragraph("Rien n’est encore défini.", quiet=True)
        blocks.append(table_of(sheet.columns, rows) if rows else empty)
    return Paper(
        f"Suivi\u00a0: {one_line(leaving.title)}",
        one_line(str(leaving.contract)) if leaving.title != str(leaving.contract) else "",
        blocks,
        landscape=True,
    )


def _in_order(leaving: Leaving) -> list[Indicator]:
    """By objective, in the order of the framework; those without one at the end."""
    places = {line.node.pk: number for number, line in enumerate(leaving.lines)}
    last = len(places)
    return sorted(
        leaving.indicators, key=lambda one: (places.get(one.node_id or 0, last), one.position, one.pk)
    )


def _of_indicator(leaving: Leaving) -> list[Column[Any]]:
    return [
        Column(MARK, lambda one: leaving.mark_of(one.node_id)),
        Column("Objectif", lambda one: leaving.named(one.node_id)),
        Column("Indicateur", lambda one: one_line(one.wording)),
        Column("Nature", lambda one: one.get_kind_display()),
        Column("Unité", lambda one: one.unit),
        Column("Sens souhaité", lambda one: one.get_direction_display()),
        Column("Référence", lambda one: one.baseline, "number"),
        Column("Cible", lambda one: one.target, "number"),
        Column("Échéance", lambda one: one.target_on, "date"),
        Column("Dernière valeur", lambda one: _last(leaving, one), "number"),
        Column("Au", lambda one: _last_on(leaving, one), "date"),
        Column("Source", lambda one: one.source or one.get_source_state_display()),
    ]


def _last(leaving: Leaving, indicator: Indicator) -> Any:
    """The last figure, or in words why there is none: missing, secret and not applicable are no zero."""
    headline = leaving.headlines.get(indicator.pk)
    if headline is None or headline.period is None:
        return NOT_FILLED
    return headline.number if headline.number is not None else headline.get_status_display()


def _last_on(leaving: Leaving, indicator: Indicator) -> Any:
    headline = leaving.headlines.get(indicator.pk)
    return end_of(headline.period) if headline is not None and headline.period is not None else None


def _of_advance(leaving: Leaving) -> list[Column[Any]]:
    """One column a commune where objectives name communes; otherwise one for the whole territory."""
    named = {one.pk: one for line in leaving.lines for one in line.node.communes.all()}
    communes = sorted(named.values(), key=lambda one: one.sort_key)
    columns: list[Column[Any]] = [
        Column(MARK, lambda line: line.mark),
        Column("Niveau", lambda line: one_line(line.node.label)),
        Column("Objectif", lambda line: one_line(str(line.node))),
        Column(EVERYWHERE, lambda line: "" if _communes(line.node) else _advance(line)),
    ]
    return columns + [_in_commune(commune) for commune in communes]


def _in_commune(commune: Commune) -> Column[Any]:
    return Column(commune.name, lambda line: _advance(line) if commune.pk in _communes(line.node) else "")


def _communes(node: Node) -> set[int]:
    return {one.pk for one in node.communes.all()}


def _advance(line: Line) -> str:
    return line.node.get_engagement_display() or NOT_FILLED
