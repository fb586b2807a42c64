"""What a template looks like when it is filled, for papers whose content is made elsewhere."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from reciproque.office.charts import Chart, ChartKind, Series
from reciproque.office.choices import Format
from reciproque.office.papers.content import (
    Bullets,
    ChartBlock,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
)
from reciproque.office.papers.making import Dress, write_paper
from reciproque.office.slides import Deck, Slide, write_pptx

CHART = Chart(
    ChartKind.STACKED,
    "Engagement par axe (exemple)",
    ["Premier axe", "Deuxième axe"],
    [Series("réalisé", [3, 1]), Series("en cours", [2, 4]), Series("non renseigné", [1, 0], hatched=True)],
)
TABLE = TableBlock(
    [TableColumn("Objectif", 4), TableColumn("Fiches", 1, numeric=True)],
    [["Premier objectif", "6"], ["Deuxième objectif", "5"]],
    "Un tableau (exemple)",
)
FIGURES = KeyFigures(
    [KeyFigure("11 sur 12", "fiches rendues (exemple)"), KeyFigure("4", "indicateurs suivis")]
)
LIST = Bullets(
    ["Un premier point.", "Un deuxième point, un peu plus long, qui tient sur deux lignes au besoin."]
)


def sample_of(form: str, contract: str, *, dress: Dress, on: date) -> bytes:
    """A document, or slides, with one of each thing that ours hold: nothing in it is true."""
    if form == Format.PPTX:
        return write_pptx(_deck(contract, on), dress.template)
    paper = Paper(
        "Aperçu du modèle",
        contract,
        [
            Heading("Un titre"),
            Paragraph("Un paragraphe."),
            FIGURES,
            ChartBlock(CHART),
            Heading("Suite", 2),
            LIST,
            TABLE,
        ],
    )
    day = date_format(on, "j F Y")
    values = {"titre": paper.title, "sous-titre": contract, "contrat": contract, "texte": "", "date": day}
    return write_paper(paper, form, dress=dress, values=values)


def _deck(contract: str, on: date) -> Deck:
    slides = [
        Slide("Chiffres et graphique", [FIGURES, CHART], foot="Chiffres inventés pour l’aperçu."),
        Slide("Texte", [LIST]),
        Slide("Graphique et texte", [CHART, LIST]),
        Slide("Tableau", [TABLE]),
    ]
    return Deck("Aperçu du modèle", contract, [date_format(on, "j F Y")], slides, footer=contract)
