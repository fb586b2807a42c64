"""Plans kept in spreadsheets: the same framework whatever the order and the names of the columns."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.tests.books import WRITERS, Merged

pytestmark = pytest.mark.once  # no database: one engine is enough

EMPLOI, SANTE = "Favoriser l’emploi", "Améliorer la santé"
YOUNG, SITES, CENTRE = "Accompagner les jeunes", "Créer des chantiers", "Ouvrir un centre"
HOW = ("Nombre de jeunes", "Nombre de chantiers", "Nombre de patients")
TREE = [(0, EMPLOI), (1, YOUNG), (1, SITES), (0, SANTE), (1, CENTRE)]
TIES = [(HOW[0], YOUNG), (HOW[1], SITES), (HOW[2], CENTRE)]
HEAD = ["Axe", "Objectif opérationnel", "Indicateur", "Pilote"]
BARE = ["Objectif opérationnel", "Indicateur", "Pilote"]
PLANS = {
    "blank cells inherit": [
        HEAD,
        [EMPLOI, YOUNG, HOW[0], "Ville"],
        [None, SITES, HOW[1], "Ville"],
        [SANTE, CENTRE, HOW[2], "ARS"],
    ],
    "merged cells": [
        HEAD,
        [Merged(EMPLOI, rows=2), YOUNG, HOW[0], "Ville"],
        [None, SITES, HOW[1], "Ville"],
        [SANTE, CENTRE, HOW[2], "ARS"],
    ],
    "everything repeated": [
        HEAD,
        [EMPLOI, YOUNG, HOW[0], "Ville"],
        [EMPLOI, SITES, HOW[1], "Ville"],
        [SANTE, CENTRE, HOW[2], "ARS"],
    ],
    "from right to left": [
        HEAD[::-1],
        ["Ville", HOW[0], YOUNG, EMPLOI],
        ["Ville", HOW[1], SITES, EMPLOI],
        ["ARS", HOW[2], CENTRE, SANTE],
    ],
    "who first, how last": [
        ["Porteur", "Axe stratégique", "Objectifs opérationnels", "Échéance", "Indicateurs de suivi"],
        ["Ville", EMPLOI, YOUNG, "2025", HOW[0]],
        ["Ville", None, SITES, "2026", HOW[1]],
        ["ARS", SANTE, CENTRE, "2027", HOW[2]],
    ],
    "a header of two rows": [
        [Merged("Axe", rows=2), Merged("Objectif opérationnel", rows=2), Merged("Suivi", columns=2)],
        [None, None, "Indicateur", "Pilote"],
        [EMPLOI, YOUNG, HOW[0], "Ville"],
        [None, SITES, HOW[1], "Ville"],
        [SANTE, CENTRE, HOW[2], "ARS"],
    ],
    "a title and empty rows": [
        ["*Plan d’actions 2024-2030*"],
        [],
        HEAD,
        [EMPLOI, YOUNG, HOW[0], "Ville"],
        [],
        [None, SITES, HOW[1], "Ville"],
        [SANTE, CENTRE, HOW[2], "ARS"],
    ],
}  # fmt: skip


def read(rows, kind, name="Plan d’actions"):
    return read_document(open_document(WRITERS[kind]({name: rows}), name=f"plan.{kind}")).as_json()


def tree(reading):
    return [(item["level"] - 1, item["title"]) for item in reading["framework"]]


def ties(reading):
    framework = reading["framework"]
    return [(one["text"], framework[one["parent"]]["title"]) for one in reading["indicators"]]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("plan", PLANS)
def test_the_same_plan_in_many_shapes(plan, kind):
    reading = read(PLANS[plan], kind)

    assert (tree(reading), ties(reading)) == (TREE, TIES)


@pytest.mark.parametrize(
    "across", [Merged("Axe 1 : Favoriser l’emploi", columns=3), "Axe 1 : Favoriser l’emploi"]
)
def test_a_title_across_the_table_stands_above_the_rows_below_it(across):
    rows = [
        BARE,
        [across],
        [YOUNG, HOW[0], "Ville"],
        [SITES, HOW[1], "Ville"],
        ["Axe 2 : Améliorer la santé"],
        [CENTRE, HOW[2], "ARS"],
    ]

    reading = read(rows, "xlsx")

    assert (tree(reading), ties(reading)) == (TREE, TIES)
    assert [(item["code"], item["label"]) for item in reading["framework"] if item["level"] == 1] == [
        ("Axe 1", "axe"),
        ("Axe 2", "axe"),
    ]


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (["N°", "Axe", "Code", "Objectif"], [["1", None, "2"], ["1.1", "1.2", "2.1"]]),
        (["Réf.", "Axe", "Numéro", "Objectif"], [["A", None, "B"], ["A1", "A2", "B1"]]),
        (["N°", "Axe", "N° objectif", "Objectif"], [[1, None, 2], [1.1, 1.2, 2.1]]),
    ],
)
def test_codes_in_a_column_of_their_own_are_those_of_the_level_beside_it(heads, codes):
    axes, aims = [EMPLOI, None, SANTE], [YOUNG, SITES, CENTRE]
    rows = [list(row) for row in zip(codes[0], axes, codes[1], aims, strict=True)]

    reading = read([heads, *rows], "xlsx")

    assert tree(reading) == TREE
    flat = [str(codes[0][0]), *map(str, codes[1][:2]), str(codes[0][2]), str(codes[1][2])]
    assert [item["code"] for item in reading["framework"]] == flat


def test_an_order_that_the_contents_deny_is_left_as_it_is():
    """Two axes for each objective: whatever the words, the objective stands above them."""
    rows = [
        ["Objectif opérationnel", "Axe", "Pilote"],
        [YOUNG, "Emploi", "Ville"],
        [None, "Formation", "Ville"],
    ]

    assert tree(read(rows, "xlsx")) == [(0, YOUNG), (1, "Emploi"), (1, "Formation")]


@pytest.mark.parametrize("name", ["Plan", "Tableau de suivi", "Actions 2024", "Feuil1"])
def test_the_name_of_a_sheet_that_names_only_a_table_is_no_objective(name):
    assert tree(read(PLANS["blank cells inherit"], "xlsx", name)) == TREE


def test_a_sheet_named_after_an_axis_stands_above_its_table():
    rows = [BARE, [YOUNG, HOW[0], "Ville"]]

    assert tree(read(rows, "xlsx", "Axe 1 - Emploi")) == [(0, "Emploi"), (1, YOUNG)]
