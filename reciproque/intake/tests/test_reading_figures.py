"""Figures, dates, identity and contradictions."""

import pytest

from reciproque.intake.reading.figures import read_amounts
from reciproque.intake.reading.identity import read_identity
from reciproque.intake.reading.numbers import value_of, whole_number
from reciproque.intake.reading.outline import outline_of
from reciproque.intake.reading.reader import read_document
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def amounts(text):
    document = read_text(text)
    return [(each.text, each.value, each.unit) for each in read_amounts(document, outline_of(document))]


def identity(text):
    document = read_text(text)
    return read_identity(document, outline_of(document))


def contradictions(text):
    return [each.text for each in read_document(read_text(text)).contradictions]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1.850.000", 1850000), ("19 566", 19566), ("9870", 9870), ("2,57", 2.57), ("19.6", 19.6), ("dix-huit", 18),
     ("une", 1), ("Quarantaine", 40), ("beaucoup", None)],
)  # fmt: skip
def test_numbers_as_administrations_print_them(printed, value):
    assert value_of(printed) == value


@pytest.mark.parametrize(
    ("cell", "people"), [("19 566", 19566), ("3100 hab.", 3100), ("n.c.", None), ("", None), ("12,5 %", None)]
)
def test_the_people_of_a_cell(cell, people):
    assert whole_number(cell) == people


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Une dotation de 2,57 ME est prévue.", ("2,57 ME", 2570000, "€")),
        ("Près de 10 millions d'euros sont mobilisés.", ("10 millions d'euros", 10000000, "€")),
        ("Le revenu va de 10.000 € à 35.000 €.", ("10.000 € à 35.000 €", "10000-35000", "€")),
        ("Le taux est de 19.6% en 2019.", ("19.6%", 19.6, "%")),
        ("Une quarantaine d'entreprises participent.", ("Une quarantaine d'entreprises", 40, "entreprises")),
        ("La moitié des jeunes partent.", ("La moitié", 50, "%")),
    ],
)
def test_sums_shares_and_counts(sentence, expected):
    assert amounts(sentence) == [expected]


def test_an_article_is_not_a_count():
    assert amounts("Un comité de pilotage et une commission, article 12, le 3 mai 2019.") == []


def test_what_a_document_is():
    text = """Avenant au contrat de ville de Val-de-Garonne Agglomération

Protocole d'engagements réciproques et renforcés

Le contrat de ville de Val-de-Garonne Agglomération 2015-2020 est prolongé jusqu'au 31 décembre 2023.

Les engagements 2020-2023 portent sur trois axes.
"""
    found = identity(text)

    assert found.title == "Protocole d'engagements réciproques et renforcés"
    assert found.kind == "protocole d'engagements renforcés et réciproques (contrat de ville 2015-2020)"
    assert found.territory == "Val-de-Garonne Agglomération"
    assert (found.period_start, found.period_end) == ("2020", "2023-12-31")
    assert found.base_contract_period == "2015-2020"


@pytest.mark.parametrize("text", ["", "Tarte aux pommes\n\nPelez 6 pommes et réservez jusqu'à 2030."])
def test_what_is_no_contract_has_no_identity(text):
    found = identity(text)

    assert (found.title, found.kind, found.territory, found.period_start, found.period_end) == (None,) * 5


def test_one_signature_with_two_dates():
    text = """Le contrat de ville du Val a été signé le 23 octobre 2015.

Il marque la prorogation du Contrat de Ville, initialement signé le 30 juin 2015 pour cinq ans.

Le contrat de ville signé en 2015 reste le cadre.
"""
    (told,) = contradictions(text)

    assert "2015-10-23 (ligne 1)" in told
    assert "2015-06-30 (ligne 3)" in told


def test_a_year_does_not_contradict_its_day_nor_a_validation_a_signature():
    text = """Le contrat de ville du Val a été signé le 23 octobre 2015, il est cosigné en 2015.

Le protocole du contrat de ville est présenté le 3 juillet 2019 puis devra être signé.
"""
    assert contradictions(text) == []


def test_two_counts_of_the_same_thing_in_one_passage():
    (told,) = contradictions("Il fixe 22 objectifs généraux, déclinés en 24 objectifs généraux.")

    assert "22 objectifs généraux" in told
    assert "24 objectifs généraux" in told


def test_a_total_that_is_not_the_sum_of_its_lines():
    text = "Commune\tQuartier\tPopulation\nSète\tOzanam\t1000\n\tTassigny\t500\nTotal\t\t1600\n"
    (told,) = contradictions(text)

    assert "1600" in told
    assert "1500" in told


def test_dates_left_blank_are_told():
    document = read_text(
        "Le rapport a été validé en comité de pilotage du XXX.\n\nFait à Sète, le 3 mai 2019"
    )
    dates = read_document(document).signature_or_validation_dates

    assert [each.date for each in dates] == [None, "2019-05-03"]
    assert "blanc" in dates[0].reason
