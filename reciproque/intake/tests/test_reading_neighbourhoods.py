"""Neighbourhoods in tables, lists and headings."""

import pytest

from reciproque.intake.reading.neighbourhood_tables import read_totals
from reciproque.intake.reading.neighbourhoods import read_neighbourhoods
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


def named(text):
    return [(each.name, each.type, each.population) for each in read_neighbourhoods(read_text(text))]


TABLE = (
    "Ville\tQuartier\tPopulation QPV\tPopulation quartiers de veille\tTotal\n"
    "Sorgues\tLes Griffons\t2 310\t\t\n"
    "\tLe Mourre\t\t850\t3160\n"
    "Le Pontet\tJoffre\t1.204\t\t1204\n"
    "Total\t\t3514\t850\t4364\n"
)


def test_a_table_with_one_column_of_people_per_type():
    assert named(TABLE) == [
        ("Les Griffons", "QPV", 2310),
        ("Le Mourre", "QVA", 850),
        ("Joffre", "QPV", 1204),
    ]


def test_a_blank_commune_is_the_one_above_and_totals_are_kept_apart():
    document = read_text(TABLE)

    assert [each.commune for each in read_neighbourhoods(document)] == ["Sorgues", "Sorgues", "Le Pontet"]
    assert [(each.scope, each.total) for each in read_totals(document)] == [
        ("Sorgues", 3160),
        ("Le Pontet", 1204),
        ("Total QPV", 3514),
        ("Total QVA", 850),
        ("Total", 4364),
    ]


def test_a_table_that_names_the_type_in_a_column():
    text = "Nom du quartier\tType\tHabitants\nMonclar\tQPV\t6 100\nGrange d'Orel\tTVA\tn.c.\n"

    assert named(text) == [("Monclar", "QPV", 6100), ("Grange d'Orel", "TVA", None)]


def test_a_list_gives_names_without_their_description():
    text = """Trois quartiers de veille active sont suivis :

- Le Viguier, dont la rénovation s'achève,
- Ozanam (1 250 habitants),
- Saint-Jacques – Narbonne
"""
    assert named(text) == [
        ("Le Viguier", "QVA", None),
        ("Ozanam", "QVA", 1250),
        ("Saint-Jacques", "QVA", None),
    ]


def test_short_lines_above_lists_under_a_title_on_each_neighbourhood():
    text = """Les objectifs retenus pour chaque quartier prioritaire

Tassigny

- Renforcer la présence des services
- Ouvrir la place aux piétons

Le Grand Rond

- Lutter contre l'isolement
- Soutenir les associations

Une évaluation sera conduite

- Recueillir les avis
"""
    assert [name for name, *_ in named(text)] == ["Tassigny", "Le Grand Rond"]


def test_a_later_population_completes_the_first_mention():
    text = "Les quartiers prioritaires suivants :\n\n- Ozanam\n- Tassigny\n\nQuartier\tPopulation\nOzanam\t1250\n"
    first, _second = read_neighbourhoods(read_text(text))

    assert (first.name, first.population) == ("Ozanam", 1250)
    assert "ligne" in first.reason


@pytest.mark.parametrize(
    "text",
    [
        "Les habitants des quartiers rencontrent des difficultés :\n\n- Chômage élevé\n- Précarité\n",
        "Les quartiers prioritaires suivants appellent des actions :\n\n- Améliorer le cadre de vie\n- Emploi\n",
        "Indicateur\tValeur\nNombre de quartiers\t3\n",
        "Quartiers de pomme\n\n- 3 pommes\n- 1 citron\n",
        "",
    ],
)
def test_what_is_said_of_neighbourhoods_is_no_name(text):
    assert named(text) == []
