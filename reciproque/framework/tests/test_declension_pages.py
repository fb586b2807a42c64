"""A contract beside the one that it declines."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.choices import LinkKind
from reciproque.framework.tests.factories import LinkFactory, NodeFactory, TreeFactory
from reciproque.framework.tests.outlines import planted


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


@pytest.fixture(autouse=True)
def _signed_in(client, team):
    client.force_login(team)


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
