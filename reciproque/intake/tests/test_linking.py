"""Links proposed between the objectives of several texts: the rule, the page, the decisions."""

import json
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.choices import TextKind
from reciproque.contracts.tests.factories import ContractFactory, TextFactory
from reciproque.core.refusals import Refused
from reciproque.framework.actions.shaping import Sprout, create_tree, grow_tree
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Node, NodeLink
from reciproque.intake.actions.linking import offer_link_again
from reciproque.intake.models import LinkRefusal
from reciproque.intake.queries.linking import proposed_links
from reciproque.intake.rules.kinships import Twig, kinships
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory
from reciproque.journal.models import Entry

OLD = [
    "Prévenir le décrochage scolaire",
    "Rénover les logements dégradés du centre",
    "Ouvrir une maison de santé",
]
NEW = [
    "Prévenir le décrochage scolaire",
    "Rénover les logements dégradés du centre par une opération programmée d’amélioration de l’habitat",
    "Financer des permis de conduire",
]


def planted(contract, titles, *, kind=TextKind.FOUNDING, year=2015):
    text = TextFactory(contract=contract, kind=kind, starts_on=date(year, 1, 1))
    tree = create_tree(contract, title=f"Cadre {year}", text=text, by=None, at=AT)
    return text, grow_tree(tree, [Sprout(title=one, label="objectif") for one in titles], by=None, at=AT)


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def team(contract):
    return MembershipFactory(role=Role.TEAM, contract_id=contract.pk).user


def told(contract, **more):
    return [
        (one.source.title, one.kinship.kind, one.target.title)
        for one in proposed_links(contract, Node.objects.all(), **more)
    ]


def test_a_newer_text_repeats_and_specifies_an_older_one(contract):
    planted(contract, OLD)
    planted(contract, NEW, kind=TextKind.PROTOCOL, year=2019)

    assert told(contract) == [(NEW[0], LinkKind.REPEATS, OLD[0]), (NEW[1], LinkKind.SPECIFIES, OLD[1])]


def test_what_an_amendment_says_otherwise_replaces(contract):
    planted(contract, ["Ouvrir une maison de santé au centre du quartier"])
    planted(contract, ["Ouvrir une maison de santé au nord du quartier"], kind=TextKind.AMENDMENT, year=2019)

    assert [kind for _source, kind, _target in told(contract)] == [LinkKind.REPLACES]


def test_links_go_up_to_the_contract_above(contract):
    above = ContractFactory()
    contract.parent = above
    contract.save()
    planted(above, OLD[2:])
    planted(contract, OLD[2:], year=2020)

    assert told(contract) == [(OLD[2], LinkKind.REPEATS, OLD[2])]


def test_a_document_that_says_what_it_serves_is_believed(contract):
    planted(contract, ["Accès aux droits", "Emploi et formation"])
    _text, [node] = planted(contract, ["Réduire le non-recours"], kind=TextKind.ROADMAP, year=2018)
    ItemFactory(
        reading=ReadingFactory(contract=contract),
        data_json=json.dumps({"linked_to": "Accès aux droits"}),
        target_label="framework.node",
        target_key=node.pk,
    )

    [link] = proposed_links(contract, Node.objects.all())

    assert link.target.title == "Accès aux droits"
    assert link.kinship.reason == "le document le dit : « Accès aux droits »"


def test_what_is_linked_or_refused_from_either_side_is_not_proposed(contract, team):
    _text, [old, house, _health] = planted(contract, OLD)
    _text, [new, other, _permit] = planted(contract, NEW, kind=TextKind.PROTOCOL, year=2019)
    NodeLink.objects.create(source=old, target=new, kind=LinkKind.CONTRIBUTES)
    LinkRefusal.objects.create(source=other, target=house, by=team, at=AT)

    assert told(contract) == []


def test_themes_that_share_only_what_every_objective_says_are_no_kin():
    found = kinships(
        [Twig(1, "Lutter contre l’isolement des personnes âgées"), Twig(2, "Améliorer la vie des quartiers")],
        [Twig(3, "Lutter contre les discriminations"), Twig(4, "Renforcer le développement des quartiers")],
    )

    assert found == []


@pytest.mark.once
@given(
    st.lists(st.text("aeiou bcdlmnprst", max_size=40), max_size=8), st.lists(st.text(max_size=40), max_size=8)
)
def test_any_titles_give_kin_among_those_given_each_pair_once(left, right):
    sources = [Twig(number, words, says_of=words[:5]) for number, words in enumerate(left)]
    targets = [Twig(100 + number, words) for number, words in enumerate([*right, *left])]

    pairs = [(one.source, one.target) for one in kinships(sources, targets)]

    assert len(pairs) == len(set(pairs))
    assert {source for source, _target in pairs} <= {one.key for one in sources}
    assert {target for _source, target in pairs} <= {one.key for one in targets}


def test_a_person_confirms_changes_the_kind_and_refuses(client, contract, team, read):
    planted(contract, OLD)
    planted(contract, NEW, kind=TextKind.PROTOCOL, year=2019)
    client.force_login(team)
    url = reverse("intake:link_proposals", args=[contract.pk])
    boxes = [one["value"] for one in read(client.get(url)).select("input[name=lien]")]

    client.post(url, {"acte": "confirmer", "lien": boxes[:1], f"nature-{boxes[0]}": "replaces"})
    client.post(url, {"acte": "refuser", "lien": boxes[1:]})

    assert NodeLink.objects.get().kind == LinkKind.REPLACES
    assert LinkRefusal.objects.count() == 1
    page = read(client.get(url))
    assert "Aucun lien à proposer" in page.main.text
    refusal = page.select_one("button[name=refus]")["value"]
    client.post(reverse("intake:offer_again", args=[contract.pk]), {"refus": refusal})
    assert [one["value"] for one in read(client.get(url)).select("input[name=lien]")] == boxes[1:]


def test_two_people_who_confirm_the_same_link_make_one(client, contract, team, read):
    planted(contract, OLD[:1])
    planted(contract, NEW[:1], year=2019)
    client.force_login(team)
    url = reverse("intake:link_proposals", args=[contract.pk])
    [box] = [one["value"] for one in read(client.get(url)).select("input[name=lien]")]

    for _person in range(2):
        client.post(url, {"acte": "confirmer", "lien": [box], f"nature-{box}": "repeats"})

    assert NodeLink.objects.count() == 1


def test_choosing_nothing_is_said_and_what_is_not_ours_is_left_out(client, contract, team):
    _text, [mine, *_rest] = planted(contract, OLD)
    _text, [foreign, *_rest] = planted(ContractFactory(), OLD)
    client.force_login(team)
    url = reverse("intake:link_proposals", args=[contract.pk])

    for said in ([], [f"{mine.pk}-{foreign.pk}"], ["x"], ["1-"], ["9" * 30 + "-1"]):
        response = client.post(url, {"acte": "confirmer", "lien": said}, follow=True)
        assert "Choisissez au moins un lien." in response.content.decode()
    assert not NodeLink.objects.exists()


def test_a_refusal_towards_a_contract_that_is_closed_to_her_by_now_is_not_shown(client, team, read):
    above = ContractFactory()
    contract = ContractFactory(parent=above)
    for one in (contract, above):
        MembershipFactory(user=team, role=Role.TEAM, contract_id=one.pk)
    _text, [far, *_rest] = planted(above, ["Un secret du contrat d’en haut"])
    _text, [mine, *_rest] = planted(contract, OLD)
    refusal = LinkRefusal.objects.create(source=mine, target=far, by=team, at=AT)
    client.force_login(team)
    url = reverse("intake:link_proposals", args=[contract.pk])
    assert "Un secret" in read(client.get(url)).main.text

    team.memberships.filter(scope_id=above.pk).delete()

    assert "Un secret" not in read(client.get(url)).main.text
    again = client.post(reverse("intake:offer_again", args=[contract.pk]), {"refus": refusal.pk})
    assert again.status_code == 404


def test_a_refusal_is_taken_back_once(contract, team):
    _text, [mine, other, *_rest] = planted(contract, OLD)
    refusal = LinkRefusal.objects.create(source=mine, target=other, by=team, at=AT)
    same = LinkRefusal.objects.get()
    offer_link_again(refusal, by=team, at=AT)

    with pytest.raises(Refused, match="déjà proposé"):
        offer_link_again(same, by=team, at=AT)
    assert Entry.objects.filter(act="link.offered_again").count() == 1


def test_only_the_team_goes_through_links(client, contract, tom):
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user
    url = reverse("intake:link_proposals", args=[contract.pk])

    client.force_login(tom)
    assert client.get(url).status_code == 404
    client.force_login(reader)
    assert client.get(url).status_code == 403
    assert client.post(url, {"acte": "refuser"}).status_code == 403


def test_a_text_of_another_contract_is_not_found(client, contract, team):
    text, _nodes = planted(ContractFactory(), OLD)
    client.force_login(team)

    assert (
        client.get(reverse("intake:link_proposals", args=[contract.pk]) + f"?texte={text.pk}").status_code
        == 404
    )


def test_the_page_costs_no_query_more_for_more_objectives(client, contract, team, query_count_is_flat):
    planted(contract, OLD)
    _text, [node, *_rest] = planted(contract, NEW, year=2019)
    client.force_login(team)

    def add():
        Node.objects.create(
            contract=contract, tree=node.tree, title=OLD[2], label="objectif", search_key="x", position=9
        )

    query_count_is_flat(reverse("intake:link_proposals", args=[contract.pk]), add, at_most=22)
