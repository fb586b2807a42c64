"""The matrix as it is worked out: what is inherited, covered, suggested, and the gaps on both sides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.framework.queries import Wish, legal_gaps_of, matrix_of, nomenclatures_for_ties, shown_of
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.framework.tests.outlines import planted
from reciproque.references.choices import BUDGET_LINES, LEGAL_OBJECTIVES
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory


@pytest.fixture
def themes():
    return NomenclatureFactory(code="themes")


def states(matrix, line):
    return {row.place.title: str(row.state_of(line.pk)) for row in matrix.rows}


def test_a_tie_is_inherited_below_and_covers_above(tree, themes):
    line = ReferenceFactory(nomenclature=themes, title="Forges")
    [axis] = planted(tree, "Axe")
    aim, beside = planted(tree, "Objectif", "À côté", parent=axis)
    planted(tree, "Sous l’objectif", parent=aim)
    aim.references.add(line)

    matrix = matrix_of(tree.contract, themes)

    assert states(matrix, line) == {
        "Axe": "covered",
        "Objectif": "confirmed",
        "Sous l’objectif": "inherited",
        "À côté": "",
    }
    assert [row.place.title for row in matrix.uncovered] == [beside.title]
    assert matrix.served() == {line.pk: 1}


def test_a_parent_counts_each_objective_below_once(tree, themes):
    line, other = ReferenceFactory.create_batch(2, nomenclature=themes)
    [axis] = planted(tree, "Axe")
    one, two = planted(tree, "Un", "Deux", parent=axis)
    one.references.set([line, other])
    two.references.set([line])

    matrix = matrix_of(tree.contract, themes)

    assert dict(matrix.rows[0].below) == {line.pk: 2, other.pk: 1}
    assert [row.place.title for row in matrix.several] == ["Un"]


def test_lines_that_nothing_serves_are_named_and_a_theme_is_served_by_its_finest_line(tree, themes):
    theme = ReferenceFactory(nomenclature=themes, title="Thème")
    fine = ReferenceFactory(nomenclature=themes, parent=theme)
    alone = ReferenceFactory(nomenclature=themes, title="Oubliée")
    NodeFactory(tree=tree, references=[fine])

    assert matrix_of(tree.contract, themes).missing == [alone]


def test_gaps_are_those_of_the_branch_that_is_looked_at(tree, themes):
    one, two = ReferenceFactory.create_batch(2, nomenclature=themes)
    left, right = planted(tree, "Gauche", "Droite")
    NodeFactory(parent=left, references=[one])
    NodeFactory(parent=right, references=[two])

    assert matrix_of(tree.contract, themes).missing == []
    assert matrix_of(tree.contract, themes, Wish(branch=left.pk)).missing == [two]


def test_rows_come_in_the_order_of_the_trees_and_levels_can_be_cut(tree, themes):
    ReferenceFactory(nomenclature=themes)
    [axis] = planted(tree, "Axe")
    planted(tree, "Objectif", parent=axis)
    planted(TreeFactory(contract=tree.contract, position=10**6), "Ailleurs")

    def titles(wish):
        return [row.place.title for row in shown_of(matrix_of(tree.contract, themes, wish), wish).rows]

    assert titles(Wish()) == ["Axe", "Objectif", "Ailleurs"]
    assert titles(Wish(tree=tree.pk)) == ["Axe", "Objectif"]
    assert titles(Wish(levels=1)) == ["Axe", "Ailleurs"]


def test_words_of_results_and_of_what_stands_above_count_too(tree, themes):
    line = ReferenceFactory(nomenclature=themes, title="Apiculture, ruches, miel")
    [axis] = planted(tree, "Apiculture et ruches")
    aim = NodeFactory(parent=axis, title="Former")
    ResultFactory(node=aim, wording="Des ruches et du miel")

    [_axis, row] = matrix_of(tree.contract, themes).rows

    assert set(row.suggested[line.pk].words) == {"apiculture", "ruches", "miel"}


def test_what_is_inherited_or_covered_is_not_suggested_again(tree, themes):
    line = ReferenceFactory(nomenclature=themes, title="Apiculture")
    [axis] = planted(tree, "Apiculture")
    aim = NodeFactory(parent=axis, title="Apiculture urbaine", references=[line])
    NodeFactory(parent=aim, title="Apiculture des toits")

    assert [row.suggested for row in matrix_of(tree.contract, themes).rows] == [{}, {}, {}]


def test_lists_of_other_contracts_and_budgets_are_not_offered(tree):
    ours = ReferenceFactory(nomenclature__contract_id=tree.contract_id).nomenclature
    national = ReferenceFactory().nomenclature
    ReferenceFactory(nomenclature__contract_id=TreeFactory().contract_id)
    ReferenceFactory(nomenclature__code=BUDGET_LINES)
    NomenclatureFactory()  # without a line

    assert set(nomenclatures_for_ties(tree.contract)) == {ours, national}


def test_the_gaps_of_a_contract_wait_until_somebody_ties(tree):
    legal = NomenclatureFactory(code=LEGAL_OBJECTIVES)
    served, missing = ReferenceFactory.create_batch(2, nomenclature=legal)
    [aim, _other] = planted(tree, "Un", "Deux")
    assert legal_gaps_of(tree.contract) is None

    aim.references.add(served)

    gaps = legal_gaps_of(tree.contract)
    assert (gaps.missing, gaps.uncovered) == (1, 1)
    assert missing.pk


def test_the_matrix_asks_as_much_whatever_its_size(tree, themes):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            matrix_of(tree.contract, themes)
        return len(queries)

    ReferenceFactory(nomenclature=themes)
    NodeFactory(tree=tree)
    before = asked()
    for line in ReferenceFactory.create_batch(4, nomenclature=themes):
        ResultFactory(node=NodeFactory(tree=tree, references=[line]))

    assert asked() == before <= 7
