"""What upper apps hang on an objective follows it when a merger is undone."""

from datetime import UTC, datetime

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.shaping import add_node
from reciproque.framework.actions.undoing import redo_deed, undo_deed
from reciproque.framework.models import Deed
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.monitoring.actions import add_indicator, edit_indicator
from reciproque.monitoring.tests.factories import IndicatorFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def tree():
    return TreeFactory()


@pytest.fixture
def team(tree):
    return member_of(tree.contract)


def test_indicators_come_back_to_what_was_absorbed(tree, team):
    keep, other = NodeFactory(tree=tree), NodeFactory(tree=tree)
    mine, theirs = (IndicatorFactory(node=node, contract=tree.contract) for node in (keep, other))
    merge_nodes(keep, [other], by=team, at=AT)
    edit_indicator(theirs, seen=None, by=member_of(tree.contract), at=AT, unit="personnes")

    undo_deed(Deed.objects.get(), by=team, at=AT)

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.node, theirs.node, theirs.unit) == (keep, other, "personnes")
    redo_deed(Deed.objects.get(), by=team, at=AT)
    theirs.refresh_from_db()
    assert theirs.node == keep


def test_an_indicator_that_was_moved_on_since_is_not_taken_back(tree, team):
    keep, other, third = (NodeFactory(tree=tree) for _ in range(3))
    indicator = IndicatorFactory(node=other, contract=tree.contract)
    merge_nodes(keep, [other], by=team, at=AT)
    edit_indicator(indicator, seen=None, by=member_of(tree.contract), at=AT, node=third)

    with pytest.raises(Refused, match="a été modifié depuis"):
        undo_deed(Deed.objects.get(), by=team, at=AT)

    indicator.refresh_from_db()
    assert indicator.node == third


def test_an_objective_with_an_indicator_is_not_taken_away(tree, team):
    node = add_node(tree, parent=None, title="Nouveau", by=team, at=AT)
    add_indicator(tree.contract, wording="Nombre", node=node, by=member_of(tree.contract), at=AT)

    with pytest.raises(Refused, match="« Nouveau » porte maintenant quelque chose \\(indicateur\\)"):
        undo_deed(Deed.objects.get(), by=team, at=AT)
