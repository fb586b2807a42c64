"""The amendment of 2026, a PDF half reviewed by two people: what is checked, corrected, settled, still open."""

from typing import Any

from reciproque.demo.chapters.documents import bring
from reciproque.demo.chapters.stage import Stage, on
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, PointKind, PointState
from reciproque.office.papers.content import Bullets, Heading, PageBreak, Paper, Paragraph
from reciproque.office.papers.pdf import write_pdf

AMENDMENT = Paper(
    "Avenant au contrat de ville de Port-Lambert Métropole",
    "2026-2030",
    (
        Heading("Préambule"),
        Paragraph(
            "Le contrat de ville de Port-Lambert Métropole a été signé le 26 mars 2024. "
            "Le présent avenant le complète. "
            "Les moyens de chaque signataire figurent en annexe 1."
        ),
        PageBreak(),
        Heading("Priorités nouvelles"),
        Bullets(
            (
                "Ouvrir un lieu d’accueil de jour pour les jeunes au Grand Large",
                "Financer les déplacements vers les lieux de soin",
                "Tenir une permanence du conciliateur de justice à Bel-Air",
                "Renforcer les équipes de proximité",
            ),
            numbered=True,
        ),
        PageBreak(),
        Heading("Les engagements des signataires"),
        Paragraph(
            "L’État s’engage à ouvrir deux postes d’adultes-relais avant le 31 décembre 2026.",
            lead="L’État s’engage",
        ),
        Heading("Validité"),
        Paragraph(
            "Le contrat de ville, signé le 28 mars 2024, reste en vigueur "
            "pour tout ce que cet avenant ne modifie pas."
        ),
    ),
    author="Port-Lambert Métropole",
    cover=True,
)


def begin_review(stage: Stage, contract: Any) -> None:
    """The project manager began on Monday, the administrator went on the next day; some of it waits."""
    reading = bring(
        "avenant-2026.pdf",
        contract=contract,
        by=stage.team,
        at=on("2026-11-09"),
        data=write_pdf(AMENDMENT),
    )
    tree = {item.words: item for item in reading.items.filter(kind=ItemKind.FRAMEWORK)}
    youth = next(item for words, item in tree.items() if words.startswith("Ouvrir un lieu"))
    care = next(item for words, item in tree.items() if words.startswith("Financer"))
    nearby = next(item for words, item in tree.items() if words.startswith("Renforcer"))
    reviewing.check_item(youth, by=stage.team, at=on("2026-11-09"))
    reviewing.correct_item(
        care, words="Financer les déplacements vers les soins", by=stage.team, at=on("2026-11-09")
    )
    reviewing.discard_item(nearby, by=stage.team, at=on("2026-11-09"))
    reviewing.undo_last(reading, by=stage.team, at=on("2026-11-09"))
    for item in reading.items.filter(kind=ItemKind.COMMITMENT):
        reviewing.check_item(item, by=stage.admin, at=on("2026-11-10"))
    for point in reading.points.all():
        if point.kind == PointKind.CONTRADICTION:
            reviewing.settle_point(point, PointState.SETTLED, choice=0, by=stage.team, at=on("2026-11-10"))
        else:
            reviewing.settle_point(point, PointState.ASKED, by=stage.admin, at=on("2026-11-10"))
    reviewing.note_place(reading, ItemKind.FRAMEWORK, care.pk, by=stage.team, at=on("2026-11-10"))
