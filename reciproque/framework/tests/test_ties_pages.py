"""Pages of ties: objectives and national lists, a contract beside the one that it declines."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.choices import LinkKind
from reciproque.framework.tests.factories import LinkFactory, NodeFactory, TreeFactory
from reciproque.framework.tests.outlines import planted, typed_as_shown
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


@pytest.fixture(autouse=True)
def _signed_in(client, team):
    client.force_login(team)


# Objectives and national lists


def test_the_matrix_shows_ties_and_gaps_on_both_sides(client, tree, read):
    lines = ReferenceFactory.create_batch(2, nomenclature=NomenclatureFactory(code="loi-2014-173"))
    axis, lost = planted(tree, "Axe", "Perdu")
    NodeFactory(parent=axis, title="Rattaché", references=[lines[0]])

    landed = client.get(at("legal_matrix", tree.contract_id), follow=True)
    page = read(landed)

    assert landed.redirect_chain[-1][0] == at("matrix", tree.contract_id, "loi-2014-173")
    missing, alone = (section.get_text(" ", strip=True) for section in page.select(".columns section"))
    assert lines[1].title in missing
    assert lines[0].title not in missing
    assert alone.startswith("Sans rattachement 1 objectif ne se rattache à rien")
    assert [box["value"] for box in page.select("[type=checkbox][checked]")] == [str(lines[0].pk)]
    only = read(client.get(at("matrix", tree.contract_id, "loi-2014-173"), {"filtre": "sans"}))
    assert [row.a.get_text() for row in only.select("tbody tr")] == ["Perdu"]
    assert str(lost) == "Perdu"


def test_boxes_of_the_matrix_are_saved_by_one_button(client, tree, read):
    one, two = ReferenceFactory.create_batch(2, nomenclature=NomenclatureFactory(code="liste"))
    aim = NodeFactory(tree=tree, references=[one])
    url = at("matrix", tree.contract_id, "liste")
    sent = typed_as_shown(read(client.get(url)))
    assert sent[f"lien-{aim.pk}"] == [str(one.pk)]

    page = read(client.post(url, sent | {f"lien-{aim.pk}": [two.pk, "9" * 30, "x"]}, follow=True))

    assert list(aim.references.all()) == [two]
    assert "Les rattachements sont enregistrés." in page.get_text()


def test_a_large_matrix_comes_in_pages_that_one_form_can_carry(client, tree, read):
    ReferenceFactory.create_batch(20, nomenclature=NomenclatureFactory(code="liste"))
    NodeFactory.create_batch(60, tree=tree)

    page = read(client.get(at("matrix", tree.contract_id, "liste")))

    assert len(page.select("form[data-guard] [name]")) < 1000
    assert len(page.select("tbody tr")) == 42
    assert "Page 1 sur 2" in page.get_text()


def test_what_stands_above_or_below_a_tie_is_no_gap(client, tree, read):
    [line] = ReferenceFactory.create_batch(1, nomenclature=NomenclatureFactory(code="liste"))
    [axis] = planted(tree, "Axe")
    [aim, beside] = planted(tree, "Objectif", "À côté", parent=axis)
    aim.references.add(line)
    planted(tree, "Sous l’objectif", parent=aim)

    page = read(client.get(at("matrix", tree.contract_id, "liste"), {"filtre": "sans"}))

    assert [row.a.get_text() for row in page.select("tbody tr")] == [beside.title]


def test_a_reader_sees_the_ties_and_no_box(client, tree, read):
    line = ReferenceFactory(nomenclature=NomenclatureFactory(code="liste"))
    NodeFactory(tree=tree, references=[line])
    client.force_login(member_of(tree.contract, Role.READER))
    url = at("matrix", tree.contract_id, "liste")

    page = read(client.get(url))
    assert not page.select("[type=checkbox], main button")
    assert page.select_one("tbody td").get_text(strip=True) == "oui"
    assert client.post(url, {}).status_code == 403


def test_no_list_no_matrix(client, tree, read):
    page = read(client.get(at("legal_matrix", tree.contract_id)))

    assert "Aucun référentiel n’est chargé" in page.get_text()
    assert client.get(at("matrix", tree.contract_id, "inconnue")).status_code == 404


def test_the_matrix_costs_the_same_whatever_its_length(client, tree, query_count_is_flat):
    line = ReferenceFactory(nomenclature=NomenclatureFactory(code="liste"))

    query_count_is_flat(
        at("matrix", tree.contract_id, "liste"), lambda: NodeFactory(tree=tree, references=[line]), at_most=12
    )


# A contract beside the one that it declines


@pytest.fixture
def above(tree):
    """The contract above, which the team may read."""
    contract = ContractFactory(name="Stratégie métropolitaine")
    tree.contract.parent = contract
    tree.contract.save()
    return contract


def told(page):
    """The rows of each table: what stands on the left, what it is tied to."""
    return [
        [
            (
                row.th.a.get_text(),
                [link.get_text() for link in row.td.select("a") if "/liens/" not in link["href"]],
            )
            for row in table.select("tbody tr")
        ]
        for table in page.select("table")
    ]


def test_both_sides_of_the_ties_are_shown_with_their_gaps(client, tree, team, above, read):
    MembershipFactory(user=team, contract_id=above.pk, role=Role.READER)
    served, forgotten = planted(TreeFactory(contract=above), "Servi", "Oublié")
    giving, _alone = planted(tree, "Contribue", "Seul")
    LinkFactory(source=giving, target=served, kind=LinkKind.CONTRIBUTES)
    LinkFactory(source=giving, target=served, kind=LinkKind.SPECIFIES)

    page = read(client.get(at("declension", tree.contract_id)))

    assert told(page) == [
        [("Contribue", ["Servi"]), ("Seul", [])],
        [("Servi", ["Contribue"]), (forgotten.title, [])],
    ]


def test_the_contract_above_sees_who_contributes(client, tree, above, read):
    served = NodeFactory(tree=TreeFactory(contract=above), title="Servi")
    giving = NodeFactory(tree=tree, title="Contribue")
    LinkFactory(source=giving, target=served, kind=LinkKind.CONTRIBUTES)
    reader = member_of(above, Role.READER)
    MembershipFactory(user=reader, contract_id=tree.contract_id, role=Role.READER)
    client.force_login(reader)

    assert told(read(client.get(at("declension", above.pk)))) == [[("Servi", ["Contribue"])]]


def test_a_contract_that_one_may_not_read_is_not_named(client, tree, above, read):
    NodeFactory(tree=TreeFactory(contract=above), title="Secret")

    page = read(client.get(at("declension", tree.contract_id))).get_text()
    assert "Secret" not in page
    assert above.name not in page
    client.force_login(member_of(above, Role.READER))
    page = read(client.get(at("declension", above.pk))).get_text()
    assert tree.contract.name not in page


def test_the_declension_costs_the_same_whatever_its_length(client, tree, team, above, query_count_is_flat):
    MembershipFactory(user=team, contract_id=above.pk, role=Role.READER)
    upper = TreeFactory(contract=above)

    query_count_is_flat(
        at("declension", tree.contract_id),
        lambda: LinkFactory(source=NodeFactory(tree=tree), target=NodeFactory(tree=upper)),
        at_most=14,
    )
