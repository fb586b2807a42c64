"""Bodies in governance sections, flattened charts, tables, and in passing."""

import pytest

from reciproque.intake.reading.frequency import meetings_per_year
from reciproque.intake.reading.governance import read_governance
from reciproque.intake.reading.outline import outline_of
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def bodies(text):
    document = read_text(text)
    return [(each.body, each.meetings_per_year) for each in read_governance(document, outline_of(document))]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("3 réunions par an/Comité", 3),
        ("Il se réunit deux fois par an.", 2),
        ("Le comité se réunit une fois par trimestre", 4),
        ("se réunit tous les deux mois", 6),
        ("Réunions mensuelles", 12),
        ("au moins une réunion par semestre", 2),
        ("tenue de quatre comités de pilotage par an", 4),
        ("se réunit annuellement", 1),
        ("se réunit 2 fois/an", 2),
        ("un budget de 300 000 euros par an", None),
        ("en tant que de besoin", None),
    ],
)
def test_how_often_a_body_meets(text, times):
    assert meetings_per_year(text) == times


CHART = """Article 7 : Gouvernance

COMITE DE PILOTAGE

Préfet + Maire + Présidente de
l'agglomération

2 réunions par an

Comité thématique éducation

Comité thématique santé

Services de l'État + Ville

Suivi des actions.

4 réunions par an/comité

GROUPE DE TRAVAIL EVALUATION

Membres du comité technique
"""


def test_a_chart_flattened_into_lines_shares_the_frequency_of_a_group():
    assert bodies(CHART) == [
        ("COMITE DE PILOTAGE", 2),
        ("Comité thématique éducation", 4),
        ("Comité thématique santé", 4),
        ("GROUPE DE TRAVAIL EVALUATION", None),
    ]


def test_items_of_a_governance_section_hold_their_own_frequency():
    text = """## Gouvernance du contrat

- **Comité de pilotage** : il réunit les signataires une fois par an.
- Le comité technique prépare les décisions. Il se réunit chaque trimestre.
- Un secrétariat permanent est assuré par la Ville.
"""
    assert bodies(text) == [
        ("Comité de pilotage", 1),
        ("comité technique", 4),
        ("secrétariat permanent", None),
    ]


def test_titles_may_be_the_bodies():
    text = """# 3. Gouvernance

## 3.1 Le comité de pilotage

Présidé par le préfet, il se réunit au moins deux fois par an.

## 3.2 Les groupes de travail thématiques

Ils se réunissent en tant que de besoin.

# 4. Suivi
"""
    assert bodies(text) == [("comité de pilotage", 2), ("groupes de travail thématiques", None)]


def test_a_table_of_bodies():
    text = (
        "## Pilotage\n\nInstance\tComposition\tFréquence\n"
        "Comité de pilotage\tPréfet, élus\t1 fois par an\nRevue de projet\tTechniciens\tmensuelle\n"
    )
    assert bodies(text) == [("Comité de pilotage", 1), ("Revue de projet", 12)]


def test_the_same_body_in_another_plan_is_another_body():
    text = """# Contrat

## Gouvernance

Le comité de pilotage valide le bilan.

# Plan de lutte contre la pauvreté

## Gouvernance

Le comité de pilotage se réunit quatre fois par an.
"""
    document = read_text(text)
    found = read_governance(document, outline_of(document))

    assert [(each.meetings_per_year, bool(each.scope)) for each in found] == [(None, False), (4, True)]


def test_elsewhere_only_named_bodies_count():
    text = """Préambule

Les conseils citoyens ont été consultés, puis le Conseil citoyen du Viguier et la commission inter-quartiers.

Ingrédients

Un groupe d'amis.
"""
    assert [body for body, _times in bodies(text)] == [
        "Conseil citoyen du Viguier",
        "commission inter-quartiers",
    ]


def test_a_date_is_no_part_of_a_name():
    assert bodies("Validé par le comité de pilotage du 3 juillet 2019") == [("comité de pilotage", None)]


def test_nothing_to_read():
    assert bodies("") == []
    assert bodies("# Sales report\n\nThe committee met three times per year.") == []


def test_the_next_sentence_may_say_how_often_a_body_meets():
    text = """Article 6 : Gouvernance

Le comité de pilotage est coprésidé par le préfet et la présidente. Il se réunit trois fois par an.
Un comité technique mensuel prépare ses décisions. Il est animé par l'équipe projet.
"""

    assert bodies(text) == [("comité de pilotage", 3), ("comité technique", 12)]
