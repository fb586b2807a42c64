"""The same content as sheets: one list a sheet, every row whole, so that sorting breaks nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reciproque.core.tables import CellKind, Column
from reciproque.core.text import one_line
from reciproque.office.sheets import Sheet
from reciproque.overview.exports.framework import CODE, LEVEL, MARK, TITLE
from reciproque.overview.exports.protocol import KINDS
from reciproque.overview.exports.words import (
    communes_of,
    meetings_of,
    organisation_of,
    partners_of,
    party_of,
    places_of,
    population_of,
)
from reciproque.overview.queries.leaving import Leaving
from reciproque.territories.choices import NeighbourhoodKind

Value = Callable[[Any], Any]


def _columns(*described: tuple[str, Value] | tuple[str, Value, CellKind]) -> list[Column[Any]]:
    return [Column(one[0], one[1], one[2] if len(one) == 3 else "text") for one in described]


def framework_sheets(leaving: Leaving) -> list[Sheet]:
    plan = _columns(
        (MARK, lambda line: line.mark),
        (LEVEL, lambda line: one_line(line.node.label)),
        (CODE, lambda line: one_line(line.node.code)),
        (TITLE, lambda line: one_line(line.node.title)),
        ("Avancement", lambda line: line.node.get_engagement_display()),
        ("Pilote", lambda line: str(line.node.lead_organisation or "")),
        ("Partenaires", lambda line: partners_of(line.node)),
        ("Lieux", lambda line: places_of(line.node)),
        ("Précisions", lambda line: line.node.notes),
    )
    sheets = [Sheet("Cadre", plan, leaving.lines)]
    for name, heading, rows in (
        ("Résultats attendus", "Résultat attendu", leaving.results),
        ("Indicateurs", "Indicateur", leaving.indicators),
        ("Pistes de travail", "Piste de travail", leaving.tracks),
        ("Constats", "Constat", leaving.findings),
    ):
        if rows:
            sheets.append(Sheet(name, _of_statement(leaving, heading), rows))
    if leaving.links:
        sheets.append(Sheet("Liens", _of_link(leaving), leaving.links))
    return sheets


def _of_statement(leaving: Leaving, heading: str) -> list[Column[Any]]:
    columns = _columns(
        (MARK, lambda row: leaving.mark_of(row.node_id)),
        ("Objectif", lambda row: leaving.named(row.node_id)),
        (heading, lambda row: one_line(row.wording)),
    )
    if heading == "Résultat attendu":
        columns += _columns(
            ("Cible", lambda row: one_line(row.target)), ("Année", lambda row: str(row.year or ""))
        )
    return columns


def _of_link(leaving: Leaving) -> list[Column[Any]]:
    return _columns(
        (MARK, lambda link: leaving.mark_of(link.source_id)),
        ("Objectif", lambda link: one_line(str(link.source))),
        ("Lien", lambda link: link.get_kind_display()),
        ("Vers", lambda link: leaving.mark_of(link.target_id)),
        ("Objectif lié", lambda link: one_line(str(link.target))),
    )


def protocol_sheets(leaving: Leaving) -> list[Sheet]:
    """The framework, then the other lists of the protocol: those that hold something."""
    lists: Sequence[tuple[str, list[Column[Any]], list[Any]]] = (
        ("Engagements", _of_commitment(leaving), leaving.commitments),
        ("Gouvernance", _of_body(), leaving.bodies),
        ("Quartiers", _of_place(), leaving.places),
        ("Documents de référence", _of_document(), leaving.cited),
        ("Glossaire", _of_term(), leaving.terms),
        ("Signataires", _of_signature(), leaving.signatures),
    )
    return framework_sheets(leaving) + [Sheet(name, columns, rows) for name, columns, rows in lists if rows]


def _of_commitment(leaving: Leaving) -> list[Column[Any]]:
    return _columns(
        ("Partenaire", party_of),
        ("Engagement", lambda one: one_line(one.wording)),
        ("Pour l’objectif", lambda one: leaving.mark_of(one.node_id)),
        ("Échéance", lambda one: one.due_on, "date"),
    )


def _of_body() -> list[Column[Any]]:
    return _columns(
        ("Instance", lambda one: one_line(one.name)),
        ("Fréquence", meetings_of),
        ("Rôle", lambda one: one_line(one.role)),
        ("Composition", lambda one: one_line(one.composition)),
        ("Périmètre", lambda one: one_line(one.scope)),
    )


def _of_place() -> list[Column[Any]]:
    return _columns(
        ("Quartier", lambda one: one_line(one.name)),
        ("Type", lambda one: KINDS.get(NeighbourhoodKind(one.kind), "")),
        ("Commune", communes_of),
        ("Habitants", population_of, "number"),
    )


def _of_signature() -> list[Column[Any]]:
    return _columns(
        ("Signataire", organisation_of),
        ("Nom", lambda one: one_line(one.person)),
        ("Qualité", lambda one: one_line(one.role)),
        ("État", lambda one: one.get_state_display()),
        ("Signé le", lambda one: one.on, "date"),
    )


def _of_document() -> list[Column[Any]]:
    return _columns(
        ("Document de référence", lambda one: one_line(one.title)),
        ("Cité par", lambda one: one.text.get_kind_display()),
    )


def _of_term() -> list[Column[Any]]:
    return _columns(
        ("Terme", lambda one: one_line(one.word)), ("Définition", lambda one: one_line(one.meaning))
    )
