"""Glossaries and acronyms opened in the text."""

import pytest

from reciproque.intake.reading.glossary import read_acronyms, read_glossary
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def terms(text):
    return [(each.term, each.definition) for each in read_glossary(read_text(text))]


def opened(text):
    return {each.term: each.definition for each in read_acronyms(read_text(text))}


def test_entries_under_a_heading():
    text = """Annexes

Annexe 1 : Carte

Annexe 2 : Glossaire

Glossaire

QPV : Quartier prioritaire de la politique de la ville.

Droit commun : Politiques qui ne relèvent pas du contrat.

Elles s'appliquent à tout le territoire, sans distinction.

Annexe 3

Autre chose : rien.
"""
    assert [term for term, _definition in terms(text)] == ["QPV", "Droit commun"]
    assert terms(text)[1][1].endswith("sans distinction.")


def test_a_table_of_acronyms():
    text = "Sigle\tSignification\nASV\tAtelier santé ville\nPRE\tProgramme de réussite éducative\n"

    assert terms(text) == [("ASV", "Atelier santé ville"), ("PRE", "Programme de réussite éducative")]


def test_a_heading_in_a_list_of_annexes_is_no_glossary():
    assert terms("Annexe 3 : Glossaire\n\nObjectif : faire mieux.\n\nLe reste du texte suit ici.") == []


@pytest.mark.parametrize(
    ("text", "acronym", "meaning"),
    [
        ("un Atelier Santé Ville (ASV) est créé", "ASV", "Atelier Santé Ville"),
        ("le Pacte avec les quartiers pour toutes les entreprises (PAQTE)", "PAQTE",
         "Pacte avec les quartiers pour toutes les entreprises"),
        ("les QPV (quartiers prioritaires de la ville)", "QPV", "quartiers prioritaires de la ville"),
        ("les Dispositifs de Réussite Éducative (DRE)", "DRE", "Dispositifs de Réussite Éducative"),
    ],
)  # fmt: skip
def test_acronyms_are_spelled_by_the_words_before_or_behind(text, acronym, meaning):
    assert opened(text) == {acronym: meaning}


@pytest.mark.parametrize(
    "text", ["", "la ville (Sète) et le port (OK)", "des jeunes (PEDT, PRE, Cité éducative)"]
)
def test_brackets_that_open_nothing(text):
    assert opened(text) == {}
