"""The framework of a contract as plain data: tables that a person reads and that the reader takes back unchanged.

Each objective is one row, under a mark that no other bears: codes of real documents repeat or are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reciproque.core.text import one_line
from reciproque.office.papers.content import (
    Cell,
    Content,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
    Turn,
)
from reciproque.overview.exports.words import partners_of, places_of
from reciproque.overview.queries.leaving import Leaving, Line

MARK, LEVEL, CODE, TITLE = "Repère", "Niveau", "Code", "Intitulé"
RESULTS, INDICATORS, TRACKS, FINDINGS = (
    "Résultats attendus",
    "Indicateurs",
    "Pistes de travail",
    "Constats",
)
NOTE = (
    "Chaque ligne est un objectif. Le repère dit sa place : 1.2 dépend de 1. Le code est celui du document d’origine ; "
    "il peut manquer ou se répéter."
)


def framework_paper(leaving: Leaving) -> Paper:
    blocks = [Paragraph(NOTE, quiet=True), *framework_blocks(leaving)]
    return Paper(
        f"Cadre stratégique\u00a0: {one_line(leaving.title)}",
        one_line(str(leaving.contract)) if leaving.title != str(leaving.contract) else "",
        blocks,
        landscape=True,
    )


def framework_blocks(leaving: Leaving) -> list[Content]:
    """The tables of the framework, each tree under a heading, then what is known beside it."""
    blocks: list[Content] = []
    for number, (tree, lines) in enumerate(leaving.groves, 1):
        if len(leaving.groves) > 1:
            blocks.append(Heading(f"Tableau du cadre n°\u00a0{number}", 2))
        blocks.append(plan_table(leaving, lines, caption=f"Cadre «\u00a0{one_line(tree.title)}\u00a0»"))
        if not lines:
            blocks.append(Paragraph("Ce cadre ne contient encore rien.", quiet=True))
    return [*blocks, *_loose(leaving), *state_blocks(leaving), *_notes(leaving), *_links(leaving)]


def plan_table(leaving: Leaving, lines: Sequence[Line], *, caption: str) -> TableBlock:
    """One row per objective; of results, indicators, tracks and findings, the columns that hold something."""
    hanging = (
        (RESULTS, _by_node(leaving.results)),
        (INDICATORS, _by_node(leaving.indicators)),
        (TRACKS, _by_node(leaving.tracks)),
        (FINDINGS, _by_node(leaving.findings)),
    )
    told = [(heading, parts) for heading, parts in hanging if any(line.node.pk in parts for line in lines)]
    coded = any(line.node.code for line in lines)
    columns = [TableColumn(MARK, 1.1), TableColumn(LEVEL, 1.7)]
    columns += [TableColumn(CODE, 1.2)] if coded else []
    columns += [TableColumn(TITLE, 5), *(TableColumn(heading, 4) for heading, _parts in told)]
    rows = [_plan_row(line, coded, [parts for _heading, parts in told]) for line in lines]
    return TableBlock(columns, rows, caption)


def _plan_row(line: Line, coded: bool, told: list[dict[int, list[str]]]) -> list[str | Cell]:
    node, top = line.node, line.depth == 0
    code: list[str | Cell] = [one_line(node.code)] if coded else []
    return [
        line.mark,
        one_line(node.label),
        *code,
        Cell((one_line(node.title),), strong=top),
        *(Cell(parts.get(node.pk, []), listed=True) for parts in told),
    ]


def _by_node(rows: Iterable[Any]) -> dict[int, list[str]]:
    told: dict[int, list[str]] = {}
    for row in rows:
        if row.node_id is not None:
            told.setdefault(row.node_id, []).append(one_line(row.wording))
    return told


def _loose(leaving: Leaving) -> list[Content]:
    """What hangs on no objective, in tables that leave the mark empty."""
    blocks: list[Content] = []
    for heading, rows in (
        ("Résultat attendu", leaving.results),
        ("Indicateur", leaving.indicators),
        ("Piste de travail", leaving.tracks),
        ("Constat", leaving.findings),
    ):
        free = [one_line(row.wording) for row in rows if row.node_id is None]
        if free:
            columns = [TableColumn(MARK, 1), TableColumn(heading, 9)]
            blocks.append(TableBlock(columns, [["", text] for text in free], "Sans objectif"))
    return blocks


def state_blocks(leaving: Leaving) -> list[Content]:
    """How far the objectives are, who leads them and where; only those of which something is known."""
    rows = []
    for line in leaving.lines:
        node = line.node
        known = (
            node.get_engagement_display(),
            one_line(str(node.lead_organisation or "")),
            partners_of(node),
            places_of(node),
        )
        if any(known):
            rows.append([line.mark, one_line(str(node)), *known])
    if not rows:
        return []
    headings = (MARK, "Objectif", "Avancement", "Pilote", "Partenaires", "Lieux")
    widths = (1, 4, 2, 2.5, 2.5, 2.5)
    columns = [TableColumn(heading, width) for heading, width in zip(headings, widths, strict=True)]
    return [Heading("Où en sont les objectifs", 2), TableBlock(columns, rows)]


def _notes(leaving: Leaving) -> list[Content]:
    """Precisions of objectives, and targets of results: beside the framework, whose words stay those of the text."""
    notes: list[list[str | Cell]] = [
        [
            line.mark,
            one_line(str(line.node)),
            Cell([one for one in line.node.notes.split("\n") if one.strip()]),
        ]
        for line in leaving.lines
        if line.node.notes.strip()
    ]
    targets = [
        [leaving.mark_of(one.node_id), one_line(one.wording), one_line(one.target), str(one.year or "")]
        for one in leaving.results
        if one.target or one.year
    ]
    blocks: list[Content] = []
    if notes:
        columns = [TableColumn(MARK, 1), TableColumn("Objectif", 4), TableColumn("Précisions", 6)]
        blocks += [Heading("Précisions", 2), TableBlock(columns, notes)]
    if targets:
        columns = [
            TableColumn(MARK, 1),
            TableColumn("Ce qui est visé", 6),
            TableColumn("Cible", 3),
            TableColumn("Année", 1),
        ]
        blocks += [Heading("Cibles", 2), TableBlock(columns, targets)]
    return blocks


def _links(leaving: Leaving) -> list[Content]:
    """Ties between objectives, also to those of a contract above."""
    if not leaving.links:
        return []
    rows = [
        [
            leaving.mark_of(one.source_id),
            one_line(str(one.source)),
            one.get_kind_display(),
            leaving.mark_of(one.target_id),
            one_line(str(one.target)),
        ]
        for one in leaving.links
    ]
    columns = [
        TableColumn(MARK, 1), TableColumn("Objectif", 4), TableColumn("Lien", 2),
        TableColumn("Vers", 1), TableColumn("Objectif lié", 4),
    ]  # fmt: skip
    return [Heading("Liens entre objectifs", 2), TableBlock(columns, rows)]


def in_landscape(blocks: list[Content]) -> list[Content]:
    """Wide tables on pages that lie on their side, then upright pages again."""
    return [Turn(landscape=True), *blocks, Turn(landscape=False)] if blocks else []
