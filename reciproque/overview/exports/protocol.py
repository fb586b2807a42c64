"""The protocol: the document that the parties sign."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from reciproque.contracts.models import Signature as Party
from reciproque.core.text import one_line
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    Content,
    Contents,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    TableBlock,
    TableColumn,
    say,
)
from reciproque.overview.exports.framework import NOTE, framework_blocks, in_landscape
from reciproque.overview.exports.words import (
    communes_of,
    meetings_of,
    organisation_of,
    party_of,
    population_of,
    with_article,
)
from reciproque.overview.queries.leaving import Leaving
from reciproque.territories.choices import PRIORITY, NeighbourhoodKind

KINDS = {**dict.fromkeys(PRIORITY, "QPV"), NeighbourhoodKind.QVA: "QVA", NeighbourhoodKind.TVA: "TVA"}

FEW = 15  # parties that fit below a title in the middle of the page


def protocol_paper(leaving: Leaving, *, on: date) -> Paper:
    """Title page with the parties, purpose, framework, commitments, governance, neighbourhoods, documents, glossary,
    blocks to sign in. What the contract does not say yet is left out rather than invented."""
    blocks: list[Content] = [
        *_parties(leaving),
        PageBreak(),
        Contents(),
        PageBreak(),
        Heading("Objet du document"),
        *_purpose(leaving, on),
        *in_landscape(
            [
                Heading("Cadre stratégique"),
                Paragraph(NOTE, quiet=True),
                *framework_blocks(leaving),
                *_commitments(leaving),
                *_governance(leaving),
            ]
        ),
        *_places(leaving),
        *_documents(leaving),
        *_glossary(leaving),
        *_signatures(leaving),
    ]
    return Paper(one_line(leaving.title), _subtitle(leaving), blocks, cover=len(leaving.signatures) <= FEW)


def _subtitle(leaving: Leaving) -> str:
    said = [one_line(str(leaving.contract))] if leaving.title != str(leaving.contract) else []
    thing = leaving.text or leaving.contract
    if thing.starts_on and thing.ends_on:
        said.append(f"{thing.starts_on.year}-{thing.ends_on.year}")
    return ", ".join(said)


def _parties(leaving: Leaving) -> list[Content]:
    names = [organisation_of(one) for one in leaving.signatures]
    if not names:
        return []
    return [Paragraph("Entre les parties", strong=True), Bullets(list(dict.fromkeys(names)))]


def _purpose(leaving: Leaving, on: date) -> list[Content]:
    thing = leaving.text or leaving.contract
    kind = leaving.text.get_kind_display() if leaving.text else "contrat de ville"
    said = (
        f"Nature\u00a0: {kind}.",
        f"Contrat\u00a0: {one_line(str(leaving.contract))}.",
        f"Intercommunalité\u00a0: {leaving.contract.epci}." if leaving.contract.epci else "",
        f"Début\u00a0: {_day(thing.starts_on)}." if thing.starts_on else "",
        f"Fin\u00a0: {_day(thing.ends_on)}." if thing.ends_on else "",
        f"État des données au {_day(on)}.",
    )
    return [
        Paragraph(
            "Ce document réunit en un seul texte le cadre stratégique, les engagements et la gouvernance du contrat, "
            "tels qu’ils sont tenus à jour par l’équipe projet."
        ),
        *(Paragraph(line) for line in said if line),
    ]


def _day(on: date) -> str:
    return date_format(on, "j F Y").replace("1 ", "1er ", 1) if on.day == 1 else date_format(on, "j F Y")


def _commitments(leaving: Leaving) -> list[Content]:
    if not leaving.commitments:
        return []
    rows = [
        [
            party_of(one),
            one_line(one.wording),
            " ".join((leaving.mark_of(one.node_id), leaving.named(one.node_id))).strip(),
            say("date", one.due_on),
        ]
        for one in leaving.commitments
    ]
    columns = [
        TableColumn("Partenaire", 2.5),
        TableColumn("Engagement", 6),
        TableColumn("Pour l’objectif", 3),
        TableColumn("Échéance", 1.5),
    ]
    return [Heading("Engagements réciproques"), TableBlock(columns, rows)]


def _governance(leaving: Leaving) -> list[Content]:
    if not leaving.bodies:
        return []
    rows = [
        [
            one_line(one.name),
            meetings_of(one),
            one_line(one.role),
            one_line(one.composition),
            one_line(one.scope),
        ]
        for one in leaving.bodies
    ]
    named = (("Instance", 2.5), ("Fréquence", 1.5), ("Rôle", 4), ("Composition", 4), ("Périmètre", 3))
    columns = [TableColumn(heading, width) for heading, width in named]
    return [Heading("Gouvernance"), without_empty(TableBlock(columns, rows), kept=2)]


def _places(leaving: Leaving) -> list[Content]:
    if not leaving.places:
        return []
    rows = [
        [
            one_line(one.name),
            KINDS.get(NeighbourhoodKind(one.kind), ""),
            communes_of(one),
            say("number", population_of(one)),
        ]
        for one in leaving.places
    ]
    columns = [
        TableColumn("Quartier", 4),
        TableColumn("Type", 1),
        TableColumn("Commune", 3),
        TableColumn("Habitants", 1.5, numeric=True),
    ]
    return [Heading("Quartiers et population"), without_empty(TableBlock(columns, rows), kept=2)]


def _documents(leaving: Leaving) -> list[Content]:
    if not leaving.cited:
        return []
    return [Heading("Documents de référence"), Bullets([one_line(one.title) for one in leaving.cited])]


def _glossary(leaving: Leaving) -> list[Content]:
    if not leaving.terms:
        return []
    rows = [[one_line(one.word), one_line(one.meaning)] for one in leaving.terms]
    return [Heading("Glossaire"), TableBlock([TableColumn("Terme", 2), TableColumn("Définition", 6)], rows)]


def _signatures(leaving: Leaving) -> list[Content]:
    if not leaving.signatures:
        return []
    return [PageBreak(), Heading("Signatures"), Signatures([signing(one) for one in leaving.signatures])]


def signing(party: Party) -> Signature:
    return Signature(
        with_article(organisation_of(party)),
        one_line(party.person),
        one_line(party.role),
        _day(party.on) if party.on else "",
    )


def without_empty(table: TableBlock, *, kept: int) -> TableBlock:
    """The table without the columns that hold nothing, the first `kept` aside."""

    def holds(at: int) -> bool:
        return at < kept or any(_texts(row[at]) for row in table.rows)

    places = [at for at in range(len(table.columns)) if holds(at)]
    return TableBlock(
        [table.columns[at] for at in places],
        [[row[at] for at in places] for row in table.rows],
        table.caption,
    )


def _texts(cell: str | Cell) -> bool:
    return bool(cell) if isinstance(cell, str) else any(cell.texts)
