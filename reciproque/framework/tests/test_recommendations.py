"""The register of recommendations: what it must say, what becomes of it, who sees it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.access import recommendations_visible_to
from reciproque.framework.actions.merging import merge_nodes
from reciproque.framework.actions.recommendations import (
    add_recommendation,
    archive_recommendation,
    edit_recommendation,
    restore_recommendation,
)
from reciproque.framework.choices import RecommendationState
from reciproque.framework.tests.factories import NodeFactory, RecommendationFactory
from reciproque.journal.queries import entries_about

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def keep(tree, team, **values):
    said = {"origin": "Évaluation finale", "wording": "Compter les femmes", **values}
    return add_recommendation(tree.contract, by=team, at=AT, **said)


def test_a_recommendation_is_kept_with_the_objectives_that_answer_it(tree, team):
    node = NodeFactory(tree=tree)
    one = keep(tree, team, nodes=[node], state=RecommendationState.ACCEPTED)

    assert (list(one.nodes.all()), one.settled_on) == ([node], date(2026, 3, 2))
    assert entries_about("framework.recommendation", one.pk).count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"origin": "  "}, "d’où vient"),
        ({"wording": "\n"}, "Écrivez"),
        ({"state": RecommendationState.REFUSED}, "pourquoi"),
        ({"state": RecommendationState.PARTLY, "reason": " "}, "pourquoi"),
    ],
)
def test_what_is_not_said_is_asked_for(tree, team, values, said):
    with pytest.raises(Refused, match=said):
        keep(tree, team, **values)


def test_the_objectives_are_those_of_the_contract(tree, team):
    with pytest.raises(Refused, match="ceux de son contrat"):
        keep(tree, team, nodes=[NodeFactory()])


def test_an_edit_leaves_its_trace_and_is_not_overwritten(tree, team):
    one, node = keep(tree, team), NodeFactory(tree=tree)
    edited = edit_recommendation(
        one, seen=1, by=team, at=AT, nodes=[node], state=RecommendationState.REFUSED, reason="Trop cher."
    )

    changes = entries_about("framework.recommendation", one.pk).first().changes
    assert changes["state"] == ["to_examine", "refused"]
    assert changes["nodes"] == [[], [str(node.pk)]]
    assert edited.settled_on == date(2026, 3, 2)
    with pytest.raises(Overtaken):
        edit_recommendation(one, seen=1, by=team, at=AT, answer="Autre chose")


def test_back_to_be_examined_it_has_no_day_any_more(tree, team):
    one = keep(tree, team, state=RecommendationState.DONE)
    edited = edit_recommendation(one, seen=1, by=team, at=AT, state=RecommendationState.TO_EXAMINE)

    assert edited.settled_on is None


def test_objectives_that_merge_keep_what_they_answer(tree, team):
    kept, absorbed = NodeFactory(tree=tree), NodeFactory(tree=tree)
    one = keep(tree, team, nodes=[absorbed])
    merge_nodes(kept, [absorbed], by=team, at=AT)

    assert list(one.nodes.all()) == [kept]


def test_archived_then_restored(tree, team):
    one = archive_recommendation(keep(tree, team), by=team, at=AT)

    assert one.archived_at == AT
    assert restore_recommendation(one, by=team, at=AT).archived_at is None


def test_the_list_counts_what_calls_for_a_look(client, read, tree, team):
    RecommendationFactory(contract=tree.contract, due_on=date(2025, 1, 1))
    RecommendationFactory(contract=tree.contract, due_on=date(2025, 1, 1), state=RecommendationState.DONE)
    RecommendationFactory(contract=tree.contract, nodes=[NodeFactory(tree=tree)])
    client.force_login(team)
    page = read(client.get(reverse("framework:recommendation_list", args=[tree.contract_id])))
    chips = [" ".join(chip.text.split()) for chip in page.select("a.chip")]

    assert "en retard 1" in chips
    assert "sans objectif qui y réponde 2" in chips
    late = client.get(reverse("framework:recommendation_list", args=[tree.contract_id]) + "?filtre=en-retard")
    assert len(read(late).select("tbody tr")) == 1


def test_the_list_takes_a_flat_number_of_queries(client, tree, team, query_count_is_flat):
    client.force_login(team)
    url = reverse("framework:recommendation_list", args=[tree.contract_id])
    query_count_is_flat(
        url,
        lambda: RecommendationFactory(contract=tree.contract, nodes=[NodeFactory(tree=tree)]),
        at_most=20,
    )


def test_it_is_typed_followed_and_exported(client, read, tree, team):
    client.force_login(team)
    node = NodeFactory(tree=tree)
    url = reverse("framework:add_recommendation", args=[tree.contract_id])
    form = {
        "origin": "CRC 2021",
        "wording": "Publier <b>les comptes</b>",
        "state": "to_examine",
        "nodes": [node.pk],
    }
    page = read(client.post(url, form, follow=True))

    assert page.h1.text.strip() == "Publier <b>les comptes</b>"
    assert "Recommandations auxquelles" in client.get(reverse("framework:node_detail", args=[node.pk])).text
    listed = client.get(reverse("framework:recommendation_list", args=[tree.contract_id]) + "?format=csv")
    assert "Publier <b>les comptes</b>" in listed.content.decode("utf-8-sig")


def test_a_refusal_without_a_reason_keeps_what_was_typed(client, read, tree, team):
    client.force_login(team)
    url = reverse("framework:add_recommendation", args=[tree.contract_id])
    page = read(client.post(url, {"origin": "CRC", "wording": "Publier", "state": "refused"}))

    assert "pourquoi" in page.main.text
    assert page.select_one("[name=wording]").text.strip() == "Publier"


def test_a_lead_sees_what_her_objective_answers_only(tree):
    node = NodeFactory(tree=tree)
    answered = RecommendationFactory(contract=tree.contract, nodes=[node])
    other = RecommendationFactory(contract=tree.contract)
    lead = MembershipFactory(
        role=Role.LEAD, scope_kind=ScopeKind.OBJECTIVE, scope_id=node.pk, contract_id=tree.contract_id
    ).user
    reader = member_of(tree.contract, Role.READER)

    assert set(recommendations_visible_to(lead)) == {answered}
    assert set(recommendations_visible_to(reader)) == {answered, other}
