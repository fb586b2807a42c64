"""Reference documents: lists of them, and citations in the text."""

import pytest

from reciproque.intake.reading.annexes import read_missing_annexes
from reciproque.intake.reading.documents import read_reference_documents
from reciproque.intake.reading.outline import outline_of
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def cited(text):
    document = read_text(text)
    return [each.text for each in read_reference_documents(document, outline_of(document))]


def missing(text):
    document = read_text(text)
    return [each.text for each in read_missing_annexes(document, outline_of(document))]


def test_entries_of_an_introduced_list():
    text = """Le présent avenant s'appuie sur plusieurs documents de référence :

- la loi du 21 février 2014 de programmation pour la ville,
- le décret n° 2023-1314 du 28 décembre 2023 ;
- Charte de la participation « Parlons-en ».

Le contrat vise à réduire les écarts.
"""
    assert cited(text) == [
        "loi du 21 février 2014 de programmation pour la ville",
        "décret n° 2023-1314 du 28 décembre 2023",
        "Charte de la participation « Parlons-en ».",
    ]


def test_an_enumeration_in_brackets_is_taken_apart():
    text = """Les partenaires tiennent compte :

- des lois récentes (loi ELAN, loi relative à l'égalité, plan régional de santé, ...)
"""
    assert cited(text) == ["loi ELAN", "loi relative à l'égalité", "plan régional de santé"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Par la circulaire du 31 août 2023, le Gouvernement relance les contrats.", "circulaire du 31 août 2023"),
        ("Le rapport « Vivre ensemble », 2021, le montre.", "rapport « Vivre ensemble », 2021"),
        ("Selon l'article L. 5219-1 du code général des collectivités territoriales, la Métropole agit.",
         "article L. 5219-1 du code général des collectivités territoriales"),
        ("Le Pacte de Dijon dont la Ville est signataire demeure.", "Pacte de Dijon"),
        ("Le Contrat de Ville signé le 3 mars 2015 est prolongé.", "Contrat de Ville signé le 3 mars 2015"),
        ("La convention relative à l'abattement de taxe foncière est prolongée.",
         "convention relative à l'abattement de taxe foncière"),
        ("Le détail figure en annexe 4 du présent contrat.", "annexe 4"),
    ],
)  # fmt: skip
def test_a_citation_ends_with_its_date_title_or_complement(text, expected):
    assert cited(f"Préambule\n\n{text}") == [expected]


def test_a_second_citation_is_not_another_document():
    text = """Préambule

La loi du 21 février 2014 de programmation pour la ville fonde le contrat.

Depuis la loi du 21 février 2014, la géographie a changé. Le Pacte de Dijon la complète.

Le pacte de Dijon a été signé.
"""
    assert cited(text) == ["loi du 21 février 2014", "Pacte de Dijon"]


@pytest.mark.parametrize(
    "text",
    [
        "Le plan d'actions sera suivi. Les conventions sont signées. Un rapport sera fait.",
        "Le présent protocole d'engagements prend effet.",
        "The Plan for the harbour and the Convention on piers of 2019 are in the annual report.",
        "Sommaire\n\nLoi du 21 février 2014 ..... 4",
        "",
    ],
)
def test_what_nothing_tells_from_others_is_not_cited(text):
    assert cited(text) == []


def test_an_annex_that_is_cited_and_absent():
    text = "Les leviers figurent en annexe 1 et l'annexe 2 les chiffre.\n\nAnnexe 2 : Chiffres\n\nUn tableau.\n\nFin."

    assert missing(text) == ["annexe 1"]


def test_annexes_that_are_only_listed_are_absent():
    text = "Voir l'annexe 1.\n\nArticle 9 : Durée\n\nSix ans.\n\nAnnexes\n\nAnnexe 1 : Carte\n\nAnnexe 2 : Glossaire"

    assert missing(text) == ["annexe 1"]


def test_the_annex_of_another_paper_is_not_missed():
    assert missing("Selon l'annexe 1 de la convention du 3 mai 2019, tout va bien.") == []
