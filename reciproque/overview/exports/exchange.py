"""A contract in the exchange format of a reading: what other software, or another house, opens as a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reciproque.core.text import one_line
from reciproque.intake.reading.result import (
    Body,
    Commitment,
    FrameworkItem,
    Neighbourhood,
    Passage,
    Reading,
    Signatory,
    Statement,
    Term,
)
from reciproque.overview.exports.protocol import KINDS
from reciproque.overview.exports.words import communes_of, organisation_of, party_of, population_of
from reciproque.overview.queries.leaving import Leaving
from reciproque.territories.choices import NeighbourhoodKind


def exchange(leaving: Leaving) -> dict[str, Any]:
    """As `Reading.as_json()` gives it. Places are those of the lists of this file, counted from one."""
    thing = leaving.text or leaving.contract
    places = {line.node.pk: number for number, line in enumerate(leaving.lines)}
    reading = Reading(
        title=one_line(leaving.title),
        territory=str(leaving.contract.epci) if leaving.contract.epci else None,
        kind=leaving.text.get_kind_display() if leaving.text else "contrat de ville",
        period_start=thing.starts_on.isoformat() if thing.starts_on else None,
        period_end=thing.ends_on.isoformat() if thing.ends_on else None,
        framework=_framework(leaving),
        results=_statements("results", leaving.results, places),
        indicators=_statements("indicators", leaving.indicators, places),
        leads=_statements("leads", leaving.tracks, places),
        findings=_statements("findings", leaving.findings, places),
        commitments=_commitments(leaving),
        neighbourhoods=_neighbourhoods(leaving),
        signatories=_signatories(leaving),
        governance=_bodies(leaving),
        reference_documents=[
            Passage(text=one_line(one.title), **_place("reference_documents", number))
            for number, one in enumerate(leaving.cited, 1)
        ],
        glossary=[
            Term(term=one_line(one.word), definition=one_line(one.meaning), **_place("glossary", number))
            for number, one in enumerate(leaving.terms, 1)
        ],
    )
    return {"format": "reciproque.reading", "version": 1, **reading.as_json()}


def _place(name: str, number: int) -> dict[str, Any]:
    anchor = f"{name}-{number}"
    return {"source_line": number, "anchor": anchor, "anchors": (anchor,)}


def _framework(leaving: Leaving) -> list[FrameworkItem]:
    return [
        FrameworkItem(
            title=one_line(line.node.title),
            label=one_line(line.node.label),
            code=one_line(line.node.code) or None,
            level=line.depth + 1,
            parent=line.parent,
            engagement_level=line.node.get_engagement_display() or None,
            sub_items=tuple(one.strip("• ") for one in line.node.notes.split("\n") if one.startswith("•")),
            **_place("framework", number),
        )
        for number, line in enumerate(leaving.lines, 1)
    ]


def _statements(name: str, rows: Iterable[Any], places: dict[int, int]) -> list[Statement]:
    return [
        Statement(
            text=one_line(row.wording),
            parent=places.get(row.node_id),
            target=one_line(getattr(row, "target", "") or "") or None if name == "results" else None,
            **_place(name, number),
        )
        for number, row in enumerate(rows, 1)
    ]


def _commitments(leaving: Leaving) -> list[Commitment]:
    return [
        Commitment(text=one_line(one.wording), party=party_of(one) or None, **_place("commitments", number))
        for number, one in enumerate(leaving.commitments, 1)
    ]


def _neighbourhoods(leaving: Leaving) -> list[Neighbourhood]:
    return [
        Neighbourhood(
            name=one_line(one.name),
            type=KINDS.get(NeighbourhoodKind(one.kind)),
            commune=communes_of(one) or None,
            population=population_of(one),
            **_place("neighbourhoods", number),
        )
        for number, one in enumerate(leaving.places, 1)
    ]


def _signatories(leaving: Leaving) -> list[Signatory]:
    return [
        Signatory(
            organisation=organisation_of(one),
            role=one_line(one.role) or None,
            person=one_line(one.person) or None,
            **_place("signatories", number),
        )
        for number, one in enumerate(leaving.signatures, 1)
    ]


def _bodies(leaving: Leaving) -> list[Body]:
    return [
        Body(
            body=one_line(one.name),
            composition=one_line(one.composition) or None,
            role=one_line(one.role) or None,
            meetings_per_year=one.meetings_per_year,
            scope=one_line(one.scope) or None,
            **_place("governance", number),
        )
        for number, one in enumerate(leaving.bodies, 1)
    ]
