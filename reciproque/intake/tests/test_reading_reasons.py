"""What the reader says of what it is less than sure of, and of what does not agree."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.papers.content import Heading, PageBreak, Paper, Paragraph
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough

TABLE = """# Contrat de ville de Valbourg

## Cadre stratégique

| Axe | Objectif | Action |
| --- | --- | --- |
| Axe 1 : Réussir | 1.1 Accompagner les familles | 1.1.1 Ouvrir un lieu d'accueil |
| | | {code} Former les professionnels du quartier |
"""


def items_of(code):
    return {item.title: item for item in read_document(read_text(TABLE.format(code=code))).framework}


def test_a_code_that_is_given_twice_is_said_of_both():
    found = items_of("1.1.1")

    for title in ("Ouvrir un lieu d'accueil", "Former les professionnels du quartier"):
        assert "Le code 1.1.1 est donné à plusieurs éléments (ligne 7 et ligne 8)." in found[title].reason
        assert found[title].confidence == 0.8


def test_codes_that_differ_are_no_reason_for_a_doubt():
    assert {(item.reason, item.confidence) for item in items_of("1.1.2").values()} == {("", 1.0)}


def test_whoever_is_less_than_sure_says_why(a_whole_contract):
    told = read_document(read_text(a_whole_contract)).as_json()
    unsure = [
        item
        for name, items in told.items()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and item["confidence"] < 1
    ]

    assert len(unsure) > 4
    assert [item for item in unsure if not item["reason"]] == []


@pytest.fixture
def a_whole_contract():
    return """# Contrat de ville de Valbourg

## Les quartiers

| Commune | Quartier | Statut | Population |
| --- | --- | --- | --- |
| Valbourg | Les Tilleuls | QPV | 2 300 |

## Gouvernance

Le comité de pilotage se réunit deux fois par an.

## Engagements

L'État s'engage à maintenir ses crédits spécifiques pendant toute la durée du contrat.
Il s'engage à nommer un référent.

## Signataires

Pour l'État, le Préfet, Jean MARTIN

Pour la Ville de Valbourg, le Maire, Anne DUPONT
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Le contrat de ville a été signé le 3 mai 2015.\n\nLe contrat de ville, signé le 4 juin 2015, court.",
            ["2015-05-03", "2015-06-04"],
        ),
        (
            "Il fixe 22 objectifs généraux, déclinés en 24 objectifs généraux.",
            ["22 objectifs généraux", "24 objectifs généraux"],
        ),
    ],
)
def test_each_side_of_a_contradiction_gives_its_value_and_its_place(text, says):
    (found,) = read_document(read_text(text)).contradictions

    assert [side["says"] for side in found.sides] == says
    assert all(side["anchor"] and side["line"] for side in found.sides)


def test_what_a_pdf_says_twice_or_lacks_is_told_by_its_pages():
    paper = Paper(
        "Contrat de ville de Valbourg",
        blocks=[
            Heading("Préambule"),
            Paragraph("Le contrat de ville du Val a été signé le 23 octobre 2015. Voir l’annexe 4."),
            PageBreak(),
            Heading("Durée"),
            Paragraph("Le contrat de ville, signé le 30 juin 2015, reste le cadre."),
        ],
    )
    found = read_document(open_document(write_pdf(paper), name="contrat.pdf"))
    [signature] = found.contradictions

    assert "2015-10-23 (page 1) ; 2015-06-30 (page 2)" in signature.text
    assert "Page 1 : « annexe 4 » n’est pas dans le document." in found.complaints
