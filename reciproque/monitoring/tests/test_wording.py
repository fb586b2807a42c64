"""What the wording of an indicator lets one guess."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.monitoring.choices import IndicatorKind
from reciproque.monitoring.rules import counts_people, kind_from_wording, says_no_source

GOLD = Path(__file__).parents[4] / "shared" / "gold"


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Nombre d’élèves suivis", "number"),
        ("NOMBRE DE PERMANENCES", "number"),
        ("Nb de réunions", "number"),
        ("Évolution du nombre de licenciés", "number"),
        ("Taux de sorties positives", "ratio"),
        ("Part des femmes parmi les bénéficiaires", "ratio"),
        ("% de logements réhabilités", "ratio"),
        ("Montant des crédits mobilisés", "amount"),
        ("Budget consacré au quartier", "amount"),
        ("Consommation de l’enveloppe", "amount"),
        ("Identification des partenaires", "register"),
        ("Liste des actions", "register"),
        ("Inventaire des locaux", "register"),
        ("Effectivité du diagnostic", "judgement"),
        ("Variété des publics", "judgement"),
        ("Qualité de l’accueil", "judgement"),
        ("Existence d’une charte", "judgement"),
        ("Pas grand-chose", ""),
        ("", ""),
    ],
)
def test_the_first_words_announce_a_kind(wording, kind):
    assert kind_from_wording(wording) == kind


@pytest.mark.parametrize(
    ("wording", "people"),
    [
        ("Nombre de jeunes accompagnés", True),
        ("Taux d’emploi des habitantes", True),
        ("Nombre de logements", False),
        ("Nombre de réunions", False),
        ("Liste des habitants", False),
        ("Montant par habitant", False),
    ],
)
def test_people_are_counted_only_where_something_is_counted(wording, people):
    assert counts_people(wording) is people


@pytest.mark.parametrize(
    ("wording", "none"),
    [
        ("Nombre de vols (Pas de données)", True),
        ("Données non disponibles", True),
        ("Nombre de données", False),
    ],
)
def test_a_document_may_say_that_nobody_can_feed_it(wording, none):
    assert says_no_source(wording) is none


@settings(deadline=None)
@given(st.text())
def test_any_wording_is_judged(wording):
    assert kind_from_wording(wording) in {"", *IndicatorKind.values}
    assert isinstance(counts_people(wording), bool)


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="Les lectures de référence ne sont pas à côté du dépôt (../shared/gold)."
)
def test_most_wordings_of_real_contracts_announce_a_kind():
    files = sorted(GOLD.glob("*.json"))
    wordings = [one["text"] for file in files for one in json.loads(file.read_text())["indicators"]]

    guessed = [kind_from_wording(wording) for wording in wordings]

    assert len(wordings) > 50
    assert sum(map(bool, guessed)) / len(guessed) > 0.8
    assert guessed.count("number") > len(guessed) / 2
