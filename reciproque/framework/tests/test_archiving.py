"""Archiving takes a branch out of sight, restoring undoes it and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciproque.contracts.tests.factories import member_of
from reciproque.core import registers
from reciproque.core.refusals import Refused
from reciproque.framework.actions import shaping
from reciproque.framework.models import Node
from reciproque.framework.tests.factories import (
    TreeFactory,
)
from reciproque.framework.tests.outlines import any_nodes, outline, planted

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_restoring_undoes_archiving_and_nothing_else(data):
    tree = TreeFactory()
    team = member_of(tree.contract)
    nodes = any_nodes(data, tree, by=team, at=AT)
    shaping.archive_node(data.draw(st.sampled_from(nodes)), by=team, at=AT)
    before = dict(Node.objects.filter(tree=tree).values_list("pk", "archived_at"))
    live = [node for node in nodes if before[node.pk] is None]
    if not live:
        return
    chosen = data.draw(st.sampled_from(live))

    shaping.archive_node(chosen, by=team, at=LATER)
    assert Node.objects.get(pk=chosen.pk).archived_at == LATER
    shaping.restore_node(chosen, by=team, at=LATER + timedelta(days=1))

    assert dict(Node.objects.filter(tree=tree).values_list("pk", "archived_at")) == before


def test_a_branch_is_archived_whole_and_restored_from_its_top(tree, team):
    [axis] = planted(tree, "Axe")
    [aim] = planted(tree, "Objectif", parent=axis)

    shaping.archive_node(axis, by=team, at=AT)

    assert outline(tree) == []
    with pytest.raises(Refused, match="dont il dépend"):
        shaping.restore_node(aim, by=team, at=LATER)
    with pytest.raises(Refused, match="archivé"):
        shaping.archive_node(axis, by=team, at=LATER)
    shaping.restore_node(axis, by=team, at=LATER)
    assert outline(tree) == [("Axe", ["Objectif"])]
    with pytest.raises(Refused, match="n’est pas archivé"):
        shaping.restore_node(axis, by=team, at=LATER)


def test_an_app_above_may_forbid_archiving_once_for_all_nodes(tree, team, monkeypatch):
    asked = []
    obstacle = registers.Obstacle("framework.archive_nodes", lambda nodes: asked.append(nodes) or ["Non."])
    monkeypatch.setattr(registers.obstacles, "_entries", [obstacle])
    [axis] = planted(tree, "Axe")
    [aim] = planted(tree, "Objectif", parent=axis)

    for deed in (
        lambda: shaping.archive_node(axis, by=team, at=AT),
        lambda: shaping.archive_tree(tree, by=team, at=AT),
    ):
        with pytest.raises(Refused, match="Non"):
            deed()

    assert [set(nodes) for nodes in asked] == [{axis, aim}, {axis, aim}]
    assert outline(tree) == [("Axe", ["Objectif"])]
