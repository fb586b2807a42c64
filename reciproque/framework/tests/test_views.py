"""Who sees which page of the framework, and what it shows."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, PassageFactory, member_of
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.models import Node, Tree
from reciproque.framework.tests.factories import (
    ActionFactory,
    FindingFactory,
    LinkFactory,
    NodeFactory,
    ResultFactory,
    TrackFactory,
    TreeFactory,
)
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.references.tests.factories import ReferenceFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
OF_CONTRACT = ["tree_list", "result_list", "declension"]
OF_TEAM_IN_CONTRACT = ["create_tree", "archived_list"]
OF_TEAM_ON_NODE = ["edit_node", "move_node", "split_node", "merge_nodes", "link_nodes"]


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


def lead_of(*nodes):
    user = UserFactory()
    for node in nodes:
        MembershipFactory(user=user, role=Role.LEAD, contract_id=node.contract_id, scope_id=node.pk)
    return user


def status(client, user, url):
    client.force_login(user)
    return client.get(url).status_code


@pytest.fixture
def node(tree):
    return NodeFactory(tree=tree, title="Accompagner les familles", code="1.1")


# Who may come


def test_a_visitor_is_asked_to_sign_in(client, node):
    for url in (at("tree_list", node.contract_id), at("node_detail", node.pk)):
        assert client.get(url).status_code == 302


def test_a_stranger_finds_nothing(client, node):
    result = ResultFactory(node=node)
    stranger = member_of(ContractFactory())

    urls = [at(name, node.contract_id) for name in OF_CONTRACT + OF_TEAM_IN_CONTRACT]
    urls += [at(name, node.pk) for name in ["node_detail", "report_on_node", *OF_TEAM_ON_NODE]]
    urls += [at("edit_tree", node.tree_id), at("add_node", node.tree_id)]
    urls += [at("add_part", node.pk, "pistes"), at("edit_part", "resultats", result.pk)]
    urls += [at("part_list", node.contract_id, "pistes"), at("archived_parts", node.contract_id, "pistes")]
    urls += [
        at("legal_matrix", node.contract_id),
        at("matrix", node.contract_id, ReferenceFactory().nomenclature_id),
    ]

    assert {url: status(client, stranger, url) for url in urls} == dict.fromkeys(urls, 404)


def test_a_reader_reads_and_changes_nothing(client, node):
    result = ResultFactory(node=node)
    reader = member_of(node.contract, Role.READER)

    reads = [at(name, node.contract_id) for name in OF_CONTRACT] + [at("node_detail", node.pk)]
    reads += [at("part_list", node.contract_id, kind) for kind in ("pistes", "constats", "chantiers")]
    assert {url: status(client, reader, url) for url in reads} == dict.fromkeys(reads, 200)

    barred = [at(name, node.pk) for name in OF_TEAM_ON_NODE]
    barred += [at("edit_tree", node.tree_id), at("add_node", node.tree_id)]
    barred += [at("add_part", node.pk, "pistes"), at("edit_part", "resultats", result.pk)]
    assert {url: status(client, reader, url) for url in barred} == dict.fromkeys(barred, 403)


def test_a_button_pressed_by_a_reader_does_nothing(client, node):
    result = ResultFactory(node=node)
    client.force_login(member_of(node.contract, Role.READER))

    posts = [at(name, node.pk) for name in ("archive_node", "restore_node")]
    posts += [at("shift_node", node.pk, "monter"), at("archive_tree", node.tree_id)]
    posts += [at("archive_part", "resultats", result.pk), at("restore_part", "resultats", result.pk)]

    assert {url: client.post(url).status_code for url in posts} == dict.fromkeys(posts, 403)
    assert Node.objects.get().archived_at is None


def test_every_page_opens_for_the_team(client, node, team):
    result = ResultFactory(node=node)
    urls = [at(name, node.contract_id) for name in OF_CONTRACT + OF_TEAM_IN_CONTRACT]
    urls += [at(name, node.pk) for name in ["node_detail", "report_on_node", *OF_TEAM_ON_NODE]]
    urls += [at("edit_tree", node.tree_id), at("add_node", node.tree_id)]
    urls += [f"{at('add_node', node.tree_id)}?parent={node.pk}", at("edit_part", "resultats", result.pk)]
    urls += [at("add_part", node.pk, kind) for kind in ("resultats", "pistes", "constats", "chantiers")]
    urls += [at("archived_parts", node.contract_id, "constats"), at("legal_matrix", node.contract_id)]

    assert {url: status(client, team, url) for url in urls} == dict.fromkeys(urls, 200)


def test_a_lead_sees_her_objective_what_is_below_and_nothing_beside(client, node, read):
    above = Node.objects.get(pk=node.pk)
    hers = NodeFactory(parent=above, title="Le mien")
    below, beside = NodeFactory(parent=hers, title="En dessous"), NodeFactory(parent=above, title="À côté")
    LinkFactory(source=hers, target=beside)
    LinkFactory(source=below, target=hers)
    lead = lead_of(hers)

    assert [status(client, lead, at("node_detail", one.pk)) for one in (hers, below, beside, above)] == [
        200,
        200,
        404,
        404,
    ]
    assert status(client, lead, at("tree_list", node.contract_id)) == 404
    links = read(client.get(at("node_detail", hers.pk))).select("main a[href], .crumbs a[href]")
    codes = {
        link["href"]: client.get(link["href"]).status_code for link in links if link["href"].startswith("/")
    }
    assert set(codes.values()) == {200}, codes
    assert at("node_detail", below.pk) in codes
    assert read(client.get(at("node_detail", hers.pk))).find(string="À côté") is None
    trail = [link["href"] for link in read(client.get(at("node_detail", below.pk))).select(".crumbs a")]
    assert trail == [at("node_detail", hers.pk)]


def test_a_lead_says_how_far_it_is(client, node):
    client.force_login(lead_of(node))

    client.post(
        at("report_on_node", node.pk), {"engagement": "launching", "notes": "Deux réunions", "version": "1"}
    )

    node.refresh_from_db()
    assert (node.engagement, node.notes) == (Engagement.LAUNCHING, "Deux réunions")


# The trees


def test_the_trees_show_codes_leads_counts_and_state(client, tree, team, read):
    lead = OrganisationFactory(name="Mission locale")
    axis = NodeFactory(tree=tree, code="2", label="axe", title="Réussir", lead_organisation=lead)
    aim = NodeFactory(parent=axis, code="2.1", title="Lire", engagement=Engagement.DONE)
    ResultFactory.create_batch(2, node=aim)
    ResultFactory(node=aim, archived_at=AT)
    TrackFactory(node=aim)
    client.force_login(team)

    page = read(client.get(at("tree_list", tree.contract_id)))

    rows = [row.get_text(" ", strip=True) for row in page.select(".tree .row")]
    assert rows == [
        "2 axe Réussir Mission locale",
        "2.1 objectif Lire réalisé 2 résultats · 1 piste",
    ]
    assert page.select_one(f"#n{axis.pk} details #n{aim.pk}")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("filtre=sans-pilote", ["Axe", "Sans"]),
        ("filtre=sans-resultat", ["Axe", "Sans"]),
        ("filtre=done", ["Axe", "Mené"]),
        ("filtre=abandoned", []),
        ("recherche=mene", ["Axe", "Mené"]),
        ("recherche=axe", ["Axe"]),
        ("filtre=inconnu", ["Axe", "Mené", "Sans"]),
    ],
)
def test_filters_and_search_keep_what_stands_above(client, tree, team, read, query, shown):
    body = OrganisationFactory()
    axis = NodeFactory(tree=tree, title="Axe", lead_organisation=body)
    ResultFactory(node=axis)
    done = NodeFactory(parent=axis, title="Mené", lead_organisation=body, engagement=Engagement.DONE)
    ResultFactory(node=done)
    NodeFactory(parent=axis, title="Sans")
    client.force_login(team)

    page = read(client.get(f"{at('tree_list', tree.contract_id)}?{query}"))

    assert [link.get_text() for link in page.select(".tree .name a")] == shown


def test_several_trees_stand_in_their_order(client, tree, team, read):
    TreeFactory(contract=tree.contract, title="Archivé", archived_at=AT)
    first = TreeFactory(contract=tree.contract, title="Le premier", position=0)
    NodeFactory(tree=tree)
    NodeFactory(tree=first)
    client.force_login(team)

    page = read(client.get(at("tree_list", tree.contract_id)))

    assert [head.get_text() for head in page.select(".table .section-head h2")] == ["Le premier", tree.title]


def test_what_is_written_in_a_tree_is_shown_as_text(client, tree, team):
    NodeFactory(tree=tree, title="<script>alert(1)</script>", code='"><u>', label="<i>")
    client.force_login(team)

    page = client.get(at("tree_list", tree.contract_id)).content.decode()

    assert "<script>alert" not in page
    assert '"><u>' not in page
    assert "<i>" not in page


def test_the_export_reads_like_the_tree(client, tree, team):
    later = NodeFactory(tree=tree, title="Deux", code="2", position=9)
    NodeFactory(parent=later, title="=2.1", code="2.1", position=1)
    NodeFactory(tree=tree, title="Un", code="1", position=5)
    client.force_login(team)

    response = client.get(at("tree_list", tree.contract_id), {"format": "xlsx"})

    heads, *rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["Profondeur"], row["Code"], row["Code du parent"] or "") for row in told] == [
        (1, "1", ""),
        (1, "2", ""),
        (2, "2.1", "2"),
    ]
    assert told[2]["Intitulé"] == "'=2.1"


def test_only_ties_whose_both_ends_one_may_open_are_shown(client, node, team, read):
    here = NodeFactory(tree=node.tree, title="Ici")
    away = NodeFactory(title="Ailleurs")
    LinkFactory(source=node, target=here, kind=LinkKind.SPECIFIES)
    LinkFactory(source=node, target=away, kind=LinkKind.CONTRIBUTES)
    LinkFactory(source=node, target=NodeFactory(tree=node.tree, archived_at=AT, title="Archivé"))
    client.force_login(team)

    page = read(client.get(at("tree_list", node.contract_id)))
    [line] = page.select(".lines .line-text")
    assert line.get_text(" ", strip=True) == "1.1 Accompagner les familles précise Ici"

    MembershipFactory(user=team, contract_id=away.contract_id, role=Role.READER)
    page = read(client.get(at("tree_list", node.contract_id)))
    assert len(page.select(".lines .line-text")) == 2


def test_pages_cost_the_same_whatever_their_length(client, tree, team, query_count_is_flat):
    axis = NodeFactory(tree=tree)
    client.force_login(team)

    def grow():
        one = NodeFactory(parent=axis, lead_organisation=OrganisationFactory(), engagement="done")
        for make in (ResultFactory, TrackFactory, FindingFactory, ActionFactory):
            make(node=axis, passage=PassageFactory(text__contract=tree.contract))
            make(node=one)
        LinkFactory(source=one, target=axis)
        MembershipFactory(role=Role.LEAD, contract_id=tree.contract_id, scope_id=axis.pk, user=UserFactory())
        TreeFactory(contract=tree.contract)
        NodeFactory(tree=tree, archived_at=AT)
        ResultFactory(node=axis, archived_at=AT)

    query_count_is_flat(at("tree_list", tree.contract_id), grow, at_most=14)
    query_count_is_flat(at("node_detail", axis.pk), grow, at_most=30)
    query_count_is_flat(f"{at('tree_list', tree.contract_id)}?filtre=done", grow, at_most=14)
    query_count_is_flat(at("result_list", tree.contract_id), grow, at_most=12)
    query_count_is_flat(at("archived_list", tree.contract_id), grow, at_most=12)
    query_count_is_flat(at("archived_parts", tree.contract_id, "resultats"), grow, at_most=12)
    query_count_is_flat(at("move_node", axis.pk), grow, at_most=14)
    query_count_is_flat(at("link_nodes", axis.pk), grow, at_most=14)
    query_count_is_flat(at("merge_nodes", axis.pk), grow, at_most=14)


@pytest.mark.parametrize("asked", ["9" * 5000, "99999999999999999999", "-1", "x", "²", "١"])
def test_addresses_that_name_no_parent_add_at_the_root(client, node, team, asked):
    client.force_login(team)

    assert client.get(at("add_node", node.tree_id), {"parent": asked}).status_code == 200
    assert client.get(at("move_node", node.pk), {"parent": asked}).status_code == 200
    assert client.post(at("move_node", node.pk), {"parent": asked, "before": asked}).status_code == 200


def test_an_empty_contract_says_what_to_do(client, team, read):
    Tree.objects.all().delete()
    contract = ContractFactory._meta.model.objects.get()
    client.force_login(team)

    assert "Déposez le document du contrat" in read(client.get(at("tree_list", contract.pk))).get_text()
