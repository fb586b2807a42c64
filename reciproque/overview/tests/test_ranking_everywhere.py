"""The same questions, the same answers in the same order, whichever engine holds the index."""

import pytest

from reciproque.core.registers import Findable
from reciproque.overview.queries.asking import Asked, question_of
from reciproque.search.actions import index
from reciproque.search.queries import Scope, found_for
from reciproque.search.rules.ranking import ranked

TEXTS = {
    1: "Réduire le non-recours aux soins",
    2: "Faciliter l’accès aux droits et aux soins des jeunes",
    3: "Accès effectif de toutes et tous aux droits sociaux",
    4: "SOUTENIR L’ACCES AUX DROITS",
    5: "Emploi des jeunes femmes",
    6: "Emploi",
    7: "Développer l’emploi, la formation et l’insertion des jeunes sans diplôme, avec les employeurs du territoire",
    8: "Lutter contre l’illectronisme",
    9: "Œuvrer à l’égalité entre les femmes et les hommes",
    10: "Santé mentale des adolescents",
    11: "Maison de santé pluriprofessionnelle",
    12: "Rénover 1 200 logements d’ici 2024",
    13: "Emploi",
}
ORDERED = {
    "emploi": [13, 6, 5, 7],  # two that say the same: by their rank in the contract
    "emploi des jeunes": [5, 7],
    "non-recours": [1, 4, 2, 3],
    '"accès aux droits"': [4, 2],
    "santé -mentale": [11],
    "egalite hommes": [9],
    "ilectronisme": [8],
    "rénovation logement 2024": [12],
    "emplo": [13, 6, 5, 7],
    "xylophone": [],
}


@pytest.fixture
def indexed():
    """Two contracts; keys and ranks run against each other, so that no order of rows is right by chance."""
    things = [
        Findable(
            label="app.thing", key=key, kind="objective", text=text, position=20 - key if key < 10 else key
        )
        for key, text in TEXTS.items()
    ]
    index(1, "s", things[::2])
    index(2, "s", things[1::2])


@pytest.mark.parametrize("asked", ORDERED)
def test_answers_come_in_one_order(indexed, asked):
    question, found = found_for(question_of(Asked(asked)), Scope(None))
    assert [one.row.key for one in ranked(question, found.rows) if one.is_full] == ORDERED[asked]


def test_a_word_that_is_begun_answers_in_one_order(indexed):
    question, found = found_for(question_of(Asked("emplo"), last_begins=True), Scope(None))
    assert [one.row.key for one in ranked(question, found.rows) if one.is_full] == [13, 6, 5, 7]
