"""What people do on the pages of the framework: nothing typed is lost, nobody is overwritten."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.contracts.tests.factories import PassageFactory, SignatureFactory
from reciproque.framework.models import PART_KINDS, Action, Node, NodeLink, Tree
from reciproque.framework.tests.factories import LinkFactory, NodeFactory
from reciproque.framework.tests.outlines import outline, planted, typed_as_shown
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.references.tests.factories import ReferenceFactory
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


@pytest.fixture(autouse=True)
def _signed_in(client, team):
    client.force_login(team)


@pytest.fixture
def node(tree):
    return NodeFactory(tree=tree, title="Accompagner", code="1.1")


def test_a_framework_is_opened_filled_and_read(client, tree, read):
    client.post(at("create_tree", tree.contract_id), {"title": "Projets de quartier"})
    made = Tree.objects.get(title="Projets de quartier")
    client.post(at("add_node", made.pk), {"label": "quartier", "code": "", "title": "Les Tilleuls"})
    root = Node.objects.get(tree=made)
    client.post(
        f"{at('add_node', made.pk)}?parent={root.pk}", {"label": "projet", "code": "A", "title": "Le marché"}
    )

    assert outline(made) == [("Les Tilleuls", ["Le marché"])]
    page = read(client.get(f"{at('add_node', made.pk)}?parent={root.pk}"))
    assert page.select_one("[name=label]")["value"] == "projet"


def test_a_form_sent_back_untouched_changes_nothing(client, node, read):
    """Bodies, places and references that are no longer offered elsewhere stay where they were."""
    node.partners.set([OrganisationFactory(), OrganisationFactory(archived_at=AT)])
    node.neighbourhoods.set([NeighbourhoodFactory()])
    node.communes.set([CommuneFactory()])
    node.references.set([ReferenceFactory(), ReferenceFactory(nomenclature__code="cerfa-budget")])
    Node.objects.filter(pk=node.pk).update(
        lead_organisation=OrganisationFactory(archived_at=AT), notes="\nUn\n\nDeux"
    )
    before = Node.objects.filter(pk=node.pk).values().get()
    lists = {
        name: set(getattr(node, name).all())
        for name in ("partners", "neighbourhoods", "communes", "references")
    }

    page = read(client.get(at("edit_node", node.pk)))
    response = client.post(at("edit_node", node.pk), typed_as_shown(page))

    assert response.status_code == 302
    after = Node.objects.filter(pk=node.pk).values().get()
    assert after | {"notes": "", "version": 0} == before | {"notes": "", "version": 0}
    assert {name: set(getattr(node, name).all()) for name in lists} == lists


def test_the_form_offers_who_signs_and_the_places_of_the_contract(client, node, read):
    signatory = SignatureFactory(text__contract=node.contract).organisation
    place = NeighbourhoodFactory()
    node.contract.neighbourhoods.add(place)

    page = read(client.get(at("edit_node", node.pk)))

    assert str(signatory.pk) in [one["value"] for one in page.select("[name=lead_organisation] option")]
    assert [one["value"] for one in page.select("[name=neighbourhoods]")] == [str(place.pk)]


def test_an_edit_made_meanwhile_stands_beside_what_was_typed(client, node, read):
    opened = typed_as_shown(read(client.get(at("edit_node", node.pk))))
    Node.objects.filter(pk=node.pk).update(title="Soutenir", version=2)

    page = read(client.post(at("edit_node", node.pk), opened | {"title": ["Épauler"]}))

    assert page.select_one("[name=title]").get_text(strip=True) == "Épauler"
    assert "Soutenir" in page.get_text()
    assert client.post(at("edit_node", node.pk), typed_as_shown(page)).status_code == 302
    node.refresh_from_db()
    assert node.title == "Épauler"


@pytest.mark.parametrize("name", ["move_node", "split_node", "merge_nodes"])
def test_after_being_overtaken_one_may_go_on(client, tree, node, read, name):
    other = NodeFactory(tree=tree)
    values = {
        "move_node": {"parent": str(other.pk), "before": ""},
        "split_node": {"titles": "Un\nDeux"},
        "merge_nodes": {"others": [str(other.pk)], "title": "Ensemble"},
    }[name]
    opened = typed_as_shown(read(client.get(at(name, node.pk)))) | values
    Node.objects.filter(pk=node.pk).update(version=2)

    page = read(client.post(at(name, node.pk), opened))

    assert "Quelqu’un d’autre a modifié" in page.get_text()
    assert client.post(at(name, node.pk), typed_as_shown(page)).status_code == 302


def test_a_node_is_moved_in_two_steps_without_javascript(client, tree, node):
    axis, before = planted(tree, "Axe", "Ailleurs")
    [sibling] = planted(tree, "Déjà là", parent=axis)

    wrong = client.post(at("move_node", node.pk), {"parent": axis.pk, "before": before.pk, "version": 1})
    assert "n’est pas au même endroit" in wrong.content.decode()
    right = client.post(at("move_node", node.pk), {"parent": axis.pk, "before": sibling.pk, "version": 1})

    assert right.status_code == 302
    assert outline(tree) == [("Axe", ["Accompagner", "Déjà là"]), "Ailleurs"]


def test_a_node_is_not_offered_under_itself(client, node, read):
    child = NodeFactory(parent=node)
    NodeFactory(parent=child)
    other = NodeFactory(tree=node.tree)

    page = read(client.get(at("move_node", node.pk)))

    assert [one["value"] for one in page.select("[name=parent] option")] == ["", str(other.pk)]


def test_buttons_shift_split_merge_archive_and_restore(client, tree):
    one, two, three = planted(tree, "Un", "Deux", "Trois")

    client.post(at("shift_node", three.pk, "monter"))
    assert outline(tree) == ["Un", "Trois", "Deux"]
    client.post(at("split_node", one.pk), {"titles": "Un\n\nUn bis\n", "version": 1})
    assert outline(tree) == ["Un", "Un bis", "Trois", "Deux"]
    client.post(at("merge_nodes", two.pk), {"others": [three.pk], "title": "Deux et trois", "version": 1})
    assert outline(tree) == ["Un", "Un bis", "Deux et trois"]
    client.post(at("archive_node", two.pk))
    assert outline(tree) == ["Un", "Un bis"]
    client.post(at("restore_node", two.pk))
    assert outline(tree) == ["Un", "Un bis", "Deux et trois"]


def test_a_refusal_of_a_button_is_said_on_the_page(client, tree, read):
    [one] = planted(tree, "Un")

    page = read(client.post(at("shift_node", one.pk, "monter"), follow=True))

    assert "L’objectif est déjà le premier." in page.get_text()


def test_an_archived_node_offers_to_come_back_and_nothing_else(client, node, read):
    client.post(at("archive_node", node.pk))

    page = read(client.get(at("node_detail", node.pk)))
    acts = {form["action"] for form in page.select("main form")}
    assert {act for act in acts if not act.startswith("/actes/")} == {at("restore_node", node.pk)}
    assert not page.select(f"a[href='{at('edit_node', node.pk)}']")
    listed = read(client.get(at("archived_list", node.contract_id)))
    assert listed.select_one(f"form[action='{at('restore_node', node.pk)}']")


def test_a_framework_is_archived_and_found_again(client, tree, read):
    client.post(at("archive_tree", tree.pk))
    listed = read(client.get(at("archived_list", tree.contract_id)))
    [form] = listed.select("main form")

    client.post(form["action"])

    tree.refresh_from_db()
    assert tree.archived_at is None


@pytest.mark.parametrize("kind", PART_KINDS)
def test_parts_are_typed_edited_archived_and_restored_on_the_node(client, node, read, kind):
    client.post(at("add_part", node.pk, kind), {"wording": "Davantage de familles"})
    part = PART_KINDS[kind].objects.get()
    assert "Davantage de familles" in read(client.get(at("node_detail", node.pk))).get_text()
    client.post(at("edit_part", kind, part.pk), {"wording": "Cent familles", "version": 1})
    client.post(at("archive_part", kind, part.pk))

    assert "Cent familles" not in read(client.get(at("part_list", node.contract_id, kind))).get_text()
    assert "Cent familles" in read(client.get(at("archived_parts", node.contract_id, kind))).get_text()
    client.post(at("restore_part", kind, part.pk))
    assert "Cent familles" in read(client.get(at("part_list", node.contract_id, kind))).get_text()


def test_an_action_says_who_leads_it_and_when(client, node, read):
    body = SignatureFactory(text__contract=node.contract).organisation
    wrong = {
        "wording": "Forum",
        "starts_on": "2026-02-01",
        "ends_on": "2026-01-01",
        "lead_organisation": body.pk,
    }

    page = read(client.post(at("add_part", node.pk, "chantiers"), wrong))
    assert "La fin du chantier vient après son début." in page.get_text()
    client.post(at("add_part", node.pk, "chantiers"), wrong | {"ends_on": "2026-03-01"})

    action = Action.objects.get()
    assert (action.lead_organisation, action.starts_on, action.ends_on) == (
        body,
        date(2026, 2, 1),
        date(2026, 3, 1),
    )


def test_the_passage_of_origin_is_quoted_with_its_place(client, node, read):
    node.passage = PassageFactory(text__contract=node.contract, quote="Chaque famille trouve à qui parler.")
    node.save()

    page = read(client.get(at("node_detail", node.pk)))

    assert "« Chaque famille trouve à qui parler. »" in page.get_text()
    place = reverse("contracts:text_source", args=[node.passage.text_id])
    assert page.select_one(f"a[href='{place}#{node.passage.anchor}']")


def test_the_history_says_who_did_what(client, node, read, team):
    client.post(at("add_part", node.pk, "pistes"), {"wording": "Une piste"})
    client.post(at("archive_node", node.pk))
    client.post(at("restore_node", node.pk))

    told = read(client.get(at("node_detail", node.pk))).select_one(".history").get_text(" ", strip=True)

    assert f"{team} a restauré l’objectif et ce qui en dépend" in told


def test_nodes_are_linked_and_unlinked_from_the_page(client, node, read):
    other = NodeFactory(tree__contract=node.contract, title="Soutenir")
    client.post(at("link_nodes", node.pk), {"kind": "specifies", "target": other.pk})

    here, there = (
        read(client.get(at("node_detail", one.pk))).get_text(" ", strip=True) for one in (node, other)
    )
    assert "Précise Soutenir" in here
    assert "Est précisé par 1.1 Accompagner" in there
    client.post(at("unlink_nodes", node.pk, NodeLink.objects.get().pk))
    assert not NodeLink.objects.exists()


def test_a_link_of_another_node_is_not_undone_from_here(client, node):
    link = LinkFactory()

    assert client.post(at("unlink_nodes", node.pk, link.pk)).status_code == 404
    assert NodeLink.objects.exists()
