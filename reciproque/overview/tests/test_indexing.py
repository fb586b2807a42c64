"""The index is what the rows say, after every act, and nobody has to think of it."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from reciproque.contracts.actions.adopting import archive_text
from reciproque.contracts.actions.steering import archive_contract
from reciproque.contracts.tests.factories import TextFactory, member_of
from reciproque.core import registers
from reciproque.framework.actions import describing, shaping
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.undoing import undo_deed
from reciproque.framework.models import Deed
from reciproque.framework.tests.factories import TreeFactory
from reciproque.governance.tests.factories import BodyFactory
from reciproque.monitoring.actions import add_indicator
from reciproque.office.keeping import document_to_json
from reciproque.office.reading.text import read_text
from reciproque.overview.tests.conftest import caught_up
from reciproque.partners.tests.factories import CommitmentFactory
from reciproque.search.models import Follower, Indexed
from reciproque.search.rules.words import scope_token, stems

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def is_right(contract):
    """The index holds what the apps offer of the contract, word for word, and nothing else."""
    offered = {(t.label, t.key, t.anchor): t for s in registers.findable for t in s.things(contract.pk)}
    rows = {(r.label, r.key, r.anchor): r for r in Indexed.objects.filter(contract_id=contract.pk)}
    assert rows.keys() == offered.keys()
    for name, row in rows.items():
        told = offered[name]
        assert row.words == " ".join([scope_token(contract.pk), *stems(told.text)])
        assert (row.shown, row.context.split(), row.node_id) == (told.text, stems(told.above), told.node_id)
    return len(rows)


@pytest.fixture
def team(brest):
    return member_of(brest)


@pytest.fixture
def tree(brest, team):
    return shaping.create_tree(brest, title="Cadre", by=team, at=AT)


def test_every_act_is_followed(brest, team, tree):
    told = {"by": team, "at": AT}
    health = shaping.add_node(tree, parent=None, title="Santé", **told)
    access = shaping.add_node(tree, parent=health, title="Accès aux soins", **told)
    other = shaping.add_node(tree, parent=None, title="Soins pour tous", **told)
    describing.add_part_of("resultats", access, wording="Une maison de santé", **told)
    add_indicator(brest, wording="Nombre de médecins", node=access, **told)
    assert caught_up() == is_right(brest) == 5

    deeds = [
        lambda: describing.edit_node(health, seen=None, title="Santé et bien-être", **told),
        lambda: merge_nodes(access, [other], title="Soins pour toutes et tous", **told),
        lambda: undo_deed(Deed.objects.filter(undone_at=None).last(), **told),
        lambda: shaping.split_node(other, titles=["Soins", "Prévention"], **told),
        lambda: shaping.archive_node(other, **told),
        lambda: shaping.restore_node(other, **told),
        lambda: undo_deed(Deed.objects.filter(undone_at=None).last(), **told),
        lambda: describing.archive_part(access.results.get(), **told),
        lambda: shaping.edit_tree(tree, seen=None, title="Autre cadre", **told),
    ]
    for number, deed in enumerate(deeds):
        deed()
        caught_up()
        assert is_right(brest), number
    assert caught_up() == 0


def test_an_archived_tree_and_an_archived_contract_are_no_longer_found(brest, team, tree):
    shaping.add_node(tree, parent=None, title="Santé", by=team, at=AT)
    assert caught_up() == 1
    shaping.archive_tree(tree, by=team, at=AT)
    caught_up()
    assert not Indexed.objects.exists()
    shaping.restore_tree(tree, by=team, at=AT)
    caught_up()
    assert Indexed.objects.count() == 1
    archive_contract(brest, by=team, at=AT)
    caught_up()
    assert not Indexed.objects.exists()


def test_a_text_is_indexed_block_by_block_under_its_headings(brest, team):
    source = read_text("# Santé\n\nOuvrir un lieu d’écoute.\n\n## Jeunes\n\n- Une permanence\n", name="a.md")
    text = TextFactory(contract=brest, source_json=document_to_json(source))
    call_command("rebuild_index", verbosity=0)

    rows = list(Indexed.objects.filter(kind="text").order_by("position"))
    assert [row.shown for row in rows] == ["Santé", "Ouvrir un lieu d’écoute.", "Jeunes", "Une permanence"]
    assert rows[3].context.split() == stems("Santé Jeunes")
    assert is_right(brest) == 4
    archive_text(text, by=team, at=AT)
    caught_up()
    assert not Indexed.objects.exists()


def test_what_is_there_before_the_index_is_taken_up_by_the_command(brest, metz, capsys):
    BodyFactory(contract=brest)
    CommitmentFactory(node=None, contract=metz)
    Indexed.objects.create(
        source="x", contract_id=99, label="framework.node", key=9, kind="objective", shown="", words=""
    )

    call_command("rebuild_index")

    assert "2 contrats relus, 3 lignes" in capsys.readouterr().out
    assert (is_right(brest), is_right(metz)) == (1, 1)


def test_the_journal_is_followed_from_where_it_was_left(brest, team, tree):
    caught_up()
    before = Follower.objects.get().number
    shaping.add_node(tree, parent=None, title="Santé", by=team, at=timezone.now())
    caught_up()
    assert Follower.objects.get().number == before + 1
    TreeFactory()
    assert caught_up() == 0
