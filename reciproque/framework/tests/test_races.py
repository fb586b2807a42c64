"""Two people at the same instant, on real connections: what one does is judged after what the other did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.engine import close_connections
from reciproque.core.refusals import Refused
from reciproque.framework.actions import describing, shaping
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.moving import move_node, shift_node
from reciproque.framework.models import Node
from reciproque.framework.queries import branches
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Run the deeds at the same instant, each on a connection of its own. Returns results or refusals."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(10)
            return deed()
        except (Refused, Overtaken) as refused:
            return refused
        finally:
            close_connections()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [future.result() for future in [threads.submit(run, deed) for deed in deeds]]


def refusals(results):
    return [one for one in results if isinstance(one, Refused)]


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


@pytest.fixture
def tree():
    return TreeFactory()


@pytest.fixture
def team(tree):
    return member_of(tree.contract)


def whole(tree):
    """Every node can be reached from a root, and no two siblings have one place."""
    nodes = Node.objects.filter(tree=tree)
    reached = [one.node.pk for root in branches(nodes) for one in root.walk()]
    places = list(nodes.values_list("parent_id", "position"))
    return sorted(reached) == sorted(node.pk for node in nodes) and len(places) == len(set(places))


@pytest.mark.parametrize("_round", range(5))
def test_two_moves_at_once_make_no_ring(tree, team, _round):
    one, two = NodeFactory.create_batch(2, tree=tree)

    results = at_once(
        lambda: move_node(fresh(one), parent=fresh(two), by=fresh(team), at=AT),
        lambda: move_node(fresh(two), parent=fresh(one), by=fresh(team), at=AT),
    )

    assert len(refusals(results)) == 1
    assert whole(tree)


@pytest.mark.parametrize("_round", range(3))
def test_many_moves_at_once_keep_every_place_once(tree, team, _round):
    nodes = NodeFactory.create_batch(6, tree=tree)

    at_once(*(lambda node=node: shift_node(fresh(node), up=False, by=fresh(team), at=AT) for node in nodes))

    assert whole(tree)


def test_nodes_added_at_once_get_places_of_their_own(tree, team):
    deeds = [
        lambda n=n: shaping.add_node(fresh(tree), parent=None, title=str(n), by=fresh(team), at=AT)
        for n in range(6)
    ]

    assert not refusals(at_once(*deeds))
    assert sorted(Node.objects.filter(tree=tree).values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_one_of_two_edits_at_once_is_shown_to_the_other(tree, team):
    node = NodeFactory(tree=tree)

    results = at_once(
        lambda: describing.edit_node(fresh(node), seen=1, title="Le mien", by=fresh(team), at=AT),
        lambda: describing.edit_node(fresh(node), seen=1, title="Le sien", by=fresh(team), at=AT),
    )

    [overtaken] = refusals(results)
    assert isinstance(overtaken, Overtaken)
    assert fresh(node).title == overtaken.current.title


def test_a_node_archived_while_another_moves_under_it(tree, team):
    """Either the move came first and both are archived, or the move is refused: nothing live hangs under it."""
    one, two = NodeFactory.create_batch(2, tree=tree)

    at_once(
        lambda: shaping.archive_node(fresh(two), by=fresh(team), at=AT),
        lambda: move_node(fresh(one), parent=fresh(two), by=fresh(team), at=AT),
    )

    one.refresh_from_db()
    assert (one.parent_id, one.archived_at) in {(None, None), (two.pk, AT)}


def test_two_mergers_at_once_lose_no_result(tree, team):
    one, two = NodeFactory.create_batch(2, tree=tree)
    results = [ResultFactory(node=one), ResultFactory(node=two)]

    done = at_once(
        lambda: merge_nodes(fresh(one), [fresh(two)], by=fresh(team), at=AT),
        lambda: merge_nodes(fresh(two), [fresh(one)], by=fresh(team), at=AT),
    )

    assert len(refusals(done)) == 1
    [kept] = Node.objects.filter(tree=tree, archived_at=None)
    assert {fresh(result).node_id for result in results} == {kept.pk}


@pytest.mark.parametrize("_round", range(5))
def test_a_result_added_while_its_objective_is_merged_is_not_left_behind(tree, team, _round):
    keep, other = NodeFactory.create_batch(2, tree=tree)

    added, _merged = at_once(
        lambda: describing.add_part_of("resultats", other, wording="Tenir", by=team, at=AT),
        lambda: merge_nodes(keep, [other], by=team, at=AT),
    )

    if isinstance(added, Refused):
        assert "archivé" in str(added)
    else:
        assert fresh(added).node == keep
