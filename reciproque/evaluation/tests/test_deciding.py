"""What sessions decide becomes changes of the contract: all or nothing, with the reason of what cannot be."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.evaluation.actions.proposals import (
    apply_proposals,
    decide,
    drop_proposals,
    take_up_proposal,
)
from reciproque.evaluation.choices import ProposalState
from reciproque.evaluation.models import Proposal
from reciproque.evaluation.tests.factories import CampaignFactory, SessionFactory
from reciproque.framework.actions.describing import edit_node
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.journal.models import Entry
from reciproque.monitoring.actions import archive_indicator
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.tests.factories import IndicatorFactory

AT = datetime(2026, 3, 12, 14, tzinfo=UTC)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def team(campaign):
    return member_of(campaign.contract, "team")


def node_in(campaign, **values):
    return NodeFactory(tree=TreeFactory(contract=campaign.contract), **values)


def test_decisions_change_the_contract_in_one_act(campaign, team):
    node, lost = node_in(campaign, title="Aider les familles"), node_in(campaign)
    reworded, dropped = IndicatorFactory(node=node), IndicatorFactory(node=lost)
    given = {"by": team, "at": AT}
    decide(campaign, kind="drop_objective", target_key=lost.pk, reason="Plus de porteur.", **given)
    decide(campaign, kind="reword_objective", target_key=node.pk, after="Accompagner les familles", **given)
    decide(campaign, kind="set_engagement", target_key=node.pk, after="rolling_out", **given)
    decide(campaign, kind="add_indicator", target_key=node.pk, after="Nombre de familles suivies", **given)
    decide(campaign, kind="reword_indicator", target_key=reworded.pk, after="Familles reçues", **given)
    decide(campaign, kind="drop_indicator", target_key=dropped.pk, reason="Pas de source.", **given)
    decide(campaign, kind="other", after="Réunir les bailleurs", **given)

    apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)

    for thing in (node, lost, reworded, dropped):
        thing.refresh_from_db()
    assert (node.title, node.engagement) == ("Accompagner les familles", "rolling_out")
    assert (lost.archived_at, dropped.archived_at) == (AT, AT)
    assert reworded.wording == "Familles reçues"
    assert Indicator.objects.filter(node=node, wording="Nombre de familles suivies").exists()
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.APPLIED}
    assert Entry.objects.filter(act="proposals.applied").count() == 1


def test_what_has_changed_since_is_refused_and_nothing_is_applied(campaign, team):
    node, other = node_in(campaign, title="Aider les familles"), node_in(campaign)
    decide(campaign, kind="reword_objective", target_key=node.pk, after="Accompagner", by=team, at=AT)
    decide(campaign, kind="reword_objective", target_key=other.pk, after="Soutenir", by=team, at=AT)
    before = other.title
    edit_node(node, seen=None, by=team, at=AT, title="Aider toutes les familles")

    with pytest.raises(Refused, match="a changé depuis la séance"):
        apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)

    other.refresh_from_db()
    assert other.title == before
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.PROPOSED}


def test_each_decision_that_cannot_be_applied_has_its_reason(campaign, team):
    node, indicator = node_in(campaign), IndicatorFactory(node=node_in(campaign))
    decide(campaign, kind="reword_objective", target_key=node.pk, after="Autre", by=team, at=AT)
    decide(campaign, kind="reword_indicator", target_key=indicator.pk, after="Autre", by=team, at=AT)
    edit_node(node, seen=None, by=team, at=AT, title="Changé")
    archive_indicator(indicator, by=team, at=AT)

    with pytest.raises(Refused) as refused:
        apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)

    assert len(refused.value.reasons) == 2
    assert "archivé depuis" in refused.value.reasons[1]


def test_an_obstacle_of_the_framework_undoes_what_came_before_it(campaign, team):
    node, other = node_in(campaign), node_in(campaign, title="Avant")
    IndicatorFactory(node=node)
    decide(campaign, kind="reword_objective", target_key=other.pk, after="Après", by=team, at=AT)
    decide(campaign, kind="drop_objective", target_key=node.pk, reason="Fini.", by=team, at=AT)

    with pytest.raises(Refused, match="indicateur"):
        apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)

    other.refresh_from_db()
    assert other.title == "Avant"


def test_applying_twice_is_refused(campaign, team):
    node = node_in(campaign)
    decide(campaign, kind="reword_objective", target_key=node.pk, after="Autre", by=team, at=AT)
    apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)

    with pytest.raises(Refused, match="déjà appliquée"):
        apply_proposals(campaign, Proposal.objects.all(), by=team, at=AT)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("reword_objective", {"after": "Autre", "target_key": 0}, "Choisissez l’objectif"),
        ("reword_objective", {"after": "  "}, "Écrivez"),
        ("drop_objective", {}, "pourquoi"),
        ("set_engagement", {"after": "très bien"}, "niveau"),
        ("reword_objective", {"after": "Aider"}, "ne change rien"),
        ("raser_la_mairie", {"after": "Non"}, "ce que la séance décide"),
        ("other", {}, "Écrivez"),
    ],
)
def test_a_decision_says_what_and_of_what(campaign, team, kind, values, said):
    node = node_in(campaign, title="Aider")

    with pytest.raises(Refused, match=said):
        decide(campaign, **({"kind": kind, "target_key": node.pk} | values), by=team, at=AT)


def test_an_archived_indicator_and_one_of_another_contract_are_no_targets(campaign, team):
    gone = IndicatorFactory(node=node_in(campaign), archived_at=AT)
    foreign = IndicatorFactory()

    for indicator, said in ((gone, "déjà archivé"), (foreign, "autre contrat")):
        with pytest.raises(Refused, match=said):
            decide(campaign, kind="drop_indicator", target_key=indicator.pk, reason="Non.", by=team, at=AT)


def test_a_decision_of_another_campaign_s_session_is_refused(campaign, team):
    with pytest.raises(Refused, match="autre campagne"):
        decide(campaign, kind="other", after="Réunir", session=SessionFactory(), by=team, at=AT)


def test_decisions_are_dropped_with_a_reason_and_may_be_taken_up_again(campaign, team):
    node = node_in(campaign)
    one = decide(campaign, kind="reword_objective", target_key=node.pk, after="Autre", by=team, at=AT)
    edit_node(node, seen=None, by=team, at=AT, title="Changé entre-temps")

    with pytest.raises(Refused, match="pourquoi"):
        drop_proposals(campaign, [one], reason=" ", by=team, at=AT)
    drop_proposals(campaign, [one], reason="Le comité de pilotage a tranché.", by=team, at=AT)
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("dropped", "Le comité de pilotage a tranché.")

    take_up_proposal(one, by=team, at=AT)
    apply_proposals(campaign, [one], by=team, at=AT)
    node.refresh_from_db()
    assert node.title == "Autre"


def test_readers_decide_and_apply_nothing(campaign):
    reader = member_of(campaign.contract, "reader")

    with pytest.raises(PermissionDenied):
        decide(campaign, kind="other", after="Réunir", by=reader, at=AT)
    with pytest.raises(PermissionDenied):
        apply_proposals(campaign, [], by=reader, at=AT)
