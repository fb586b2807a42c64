"""Campaigns from their preparation to the day of the committee, and what changes in the framework meanwhile."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import TextFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions as enquiries
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.rules.sheets import blocks_of, items_of
from reciproque.evaluation import actions, queries
from reciproque.evaluation.choices import CampaignState, SheetsOn
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.campaigns import annual_ones_in, remarks_about
from reciproque.evaluation.tests.conftest import AT, DAYS
from reciproque.framework.actions.describing import edit_node
from reciproque.framework.actions.moving import move_node
from reciproque.framework.actions.shaping import archive_node
from reciproque.framework.tests.factories import ActionFactory, NodeFactory, ResultFactory
from reciproque.journal.queries import entries_about
from reciproque.notices.models import Notice

LATER = AT + timedelta(days=3)


def titles(campaign):
    return [one.title for one in campaign.round.sheets.order_by("position")]


def test_each_objective_of_the_last_level_gets_its_sheet(town):
    campaign = town.prepare()
    sheet = town.sheet(campaign)

    assert titles(campaign) == [
        "1.1 Accompagner les familles",
        "1.2 Rompre l’isolement",
        "2.1 Isoler les logements",
    ]
    assert (sheet.place, sheet.group) == ("1 Cohésion sociale", "1 Cohésion sociale")
    assert items_of(sheet) == [
        {
            "key": f"framework.result:{town.results[0].pk}",
            "title": "Davantage de familles suivies",
            "remark": "Cible : 120",
        }
    ]
    assert "framework.engagement" in {block["key"] for block in blocks_of(sheet)}
    assert campaign.state == CampaignState.PREPARING
    assert not Notice.objects.exists()


def test_the_lead_is_asked_then_the_referent_of_the_body_then_nobody(town):
    campaign = town.prepare()

    assert town.sheet(campaign, 0).recipient == town.lead
    assert (town.sheet(campaign, 1).recipient, town.sheet(campaign, 1).organisation) == (
        town.referent,
        town.body,
    )
    assert town.sheet(campaign, 2).recipient is None


def test_the_questions_are_the_standard_ones_then_those_of_last_year(town):
    first = town.sent()
    enquiries.add_question(first.round, kind="long", wording="Et le sport ?", by=town.team, at=AT)
    second = actions.repeat_campaign(first, by=town.team, at=LATER)

    assert (second.starts_on, second.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert second.title == "Évaluation annuelle 2026"
    assert second.round.questions.count() == first.round.questions.count() == 13
    assert town.sheet(second).previous == town.sheet(first)


def test_what_was_answered_last_year_is_recalled(town):
    first = town.sent()
    town.hand_over(town.sheet(first), engagement="done")
    second = actions.repeat_campaign(first, by=town.team, at=LATER)
    recalled = town.sheet(second).answers.get(question__key="engagement")

    assert (recalled.value, recalled.brought_over) == ("done", True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": date(2024, 12, 31)}, "finit avant d’avoir commencé"),
        ({"ends_on": date(2025, 1, 1)}, "finit avant d’avoir commencé"),
        ({"due_on": date(2024, 6, 1), "closes_on": date(2024, 7, 1)}, "avant le début"),
        ({"closes_on": date(2026, 2, 1)}, "fin des réponses"),
        ({"sheets_on": SheetsOn.LEVEL}, "quel niveau"),
        ({"sheets_on": SheetsOn.CHOSEN}, "au moins un objectif"),
        ({"title": "  "}, "titre"),
        ({"reminder_days": "lundi"}, "nombre de jours"),
    ],
)
def test_settings_that_cannot_be_are_refused_whole(town, wrong, said):
    with pytest.raises(Refused, match=said):
        town.prepare(**wrong)
    assert not Campaign.objects.exists()


def test_a_campaign_without_any_lead_does_not_leave(town):
    for held in (town.lead, town.referent):
        held.memberships.all().delete()
    campaign = town.prepare()

    with pytest.raises(Refused, match="nommez au moins un pilote"):
        actions.send_campaign(campaign, by=town.team, at=AT)


def test_a_campaign_of_nothing_does_not_leave(town):
    campaign = town.prepare(sheets_on=SheetsOn.ACTIONS)

    with pytest.raises(Refused, match="Aucun objectif"):
        actions.send_campaign(campaign, by=town.team, at=AT)


def test_two_campaigns_of_one_year_are_said(town):
    town.prepare()
    again = town.prepare(title="Une autre")

    assert "« Évaluation annuelle 2025 »" in remarks_about(again)[0]
    assert remarks_about(town.prepare(kind="midterm", title="Mi-parcours")) == []


def test_the_sheets_leave_once_one_mail_a_person(town):
    campaign = town.sent()

    assert campaign.state == CampaignState.ASKING
    assert town.sheet(campaign, 0).state == SheetState.SENT
    assert town.sheet(campaign, 2).state == SheetState.READY
    assert Notice.objects.count() == 2
    with pytest.raises(Refused):
        actions.send_campaign(campaign, by=town.team, at=AT)


def test_scopes(town):
    action = ActionFactory(node=town.objectives[0], wording="Café des parents", lead_organisation=town.body)
    ResultFactory(node=town.objectives[1])
    by_pillar = town.prepare(scope={"pillars": [town.pillars[1]]})
    by_level = town.prepare(sheets_on=SheetsOn.LEVEL, level="pilier")
    chosen = town.prepare(sheets_on=SheetsOn.CHOSEN, scope={"pillars": [town.objectives[1]]})
    actions_ = town.prepare(sheets_on=SheetsOn.ACTIONS)

    assert titles(by_pillar) == ["2.1 Isoler les logements"]
    assert titles(by_level) == ["1 Cohésion sociale", "2 Cadre de vie"]
    assert len(items_of(by_level.round.sheets.get(subject_key=town.pillars[0].pk))) == 2
    assert titles(chosen) == ["1.2 Rompre l’isolement"]
    sheet = actions_.round.sheets.get()
    assert (sheet.subject_label, sheet.subject_key) == ("framework.action", action.pk)
    assert (sheet.title, sheet.place, sheet.recipient) == (
        "Café des parents",
        "1 Cohésion sociale › 1.1 Accompagner les familles",
        town.referent,
    )


def test_a_text_without_a_tree_takes_in_nothing(town):
    text = TextFactory(contract=town.contract)
    assert titles(town.prepare(scope={"texts": [text]})) == []
    town.tree.text = text
    town.tree.save()
    assert len(titles(town.prepare(scope={"texts": [text]}))) == 3


def test_the_sheets_follow_the_framework(town):
    NodeFactory(parent=town.pillars[0], title="Ce qui ne bouge pas", position=3)
    campaign = town.sent()
    new = NodeFactory(parent=town.pillars[1], title="Planter des arbres", position=2)
    archive_node(town.objectives[1], by=town.team, at=LATER)
    move_node(town.objectives[0], parent=town.pillars[1], by=town.team, at=LATER)
    edit_node(town.objectives[2], seen=None, by=town.team, at=LATER, title="Isoler mieux")
    drift = queries.drift_of(campaign)

    assert [one.subject_key for one in drift.new] == [new.pk]
    assert [reason for _sheet, reason in drift.gone] == ["L’objectif a été archivé le 15/01/2026."]
    assert [group for _sheet, group in drift.moved] == ["2 Cadre de vie"]
    assert [title for _sheet, title in drift.reworded] == ["2.1 Isoler mieux"]

    done = actions.update_sheets(campaign, by=town.team, at=LATER)
    gone = town.sheet(campaign, 1)
    assert (done.new, done.excused) == (1, 1)
    assert (gone.state, gone.reason) == (SheetState.EXCUSED, "L’objectif a été archivé le 15/01/2026.")
    assert town.sheet(campaign, 0).group == "2 Cadre de vie"
    assert not queries.drift_of(campaign)


def test_a_sheet_that_was_handed_over_stays_as_it_was(town):
    campaign = town.sent()
    town.hand_over(town.sheet(campaign))
    archive_node(town.objectives[0], by=town.team, at=LATER)
    actions.update_sheets(campaign, by=town.team, at=LATER)

    assert town.sheet(campaign).state == SheetState.SUBMITTED


def test_a_lead_who_leaves_is_replaced_by_who_comes(town):
    campaign = town.sent()
    town.lead.is_active = False
    town.lead.save()
    assert queries.standing_of(campaign, on=date(2026, 1, 15), whole=True).counts["nobody"] == 2
    newcomer = MembershipFactory(
        user=UserFactory(),
        role=Role.LEAD,
        scope_kind="objective",
        scope_id=town.objectives[0].pk,
        contract_id=town.contract.pk,
        since=LATER,
    ).user
    assert [one.recipient for _sheet, one in queries.drift_of(campaign).found] == [newcomer]
    done = actions.update_sheets(campaign, by=town.team, at=LATER)

    assert done.given == 1
    assert town.sheet(campaign).recipient == newcomer


def test_a_person_chosen_by_hand_stays(town):
    campaign = town.sent()
    enquiries.set_recipient(
        town.sheet(campaign), email="autre@exemple.fr", name="Autre", by=town.team, at=LATER
    )

    assert queries.drift_of(campaign).found == []


def test_a_newly_named_lead_gets_the_sheet_that_had_nobody(town):
    campaign = town.sent()
    lead = MembershipFactory(
        role=Role.LEAD,
        scope_kind="objective",
        scope_id=town.objectives[2].pk,
        contract_id=town.contract.pk,
    ).user
    actions.update_sheets(campaign, by=town.team, at=LATER)

    assert (town.sheet(campaign, 2).recipient, town.sheet(campaign, 2).state) == (lead, SheetState.SENT)


def test_settings_change_and_the_sheets_follow_until_they_leave(town):
    campaign = town.prepare()
    changed = actions.edit_campaign(
        campaign,
        seen=1,
        by=town.team,
        at=AT,
        title="Bilan 2025",
        pillars=[town.pillars[1]],
        due_on=date(2026, 2, 1),
    )

    assert (changed.title, changed.round.title) == ("Bilan 2025", "Bilan 2025")
    assert changed.round.due_on == date(2026, 2, 1)
    assert titles(changed) == ["2.1 Isoler les logements"]
    assert len(titles(actions.edit_campaign(changed, seen=None, by=town.team, at=AT, pillars=[]))) == 3
    sent = town.sent()
    with pytest.raises(Refused, match="le périmètre ne change plus"):
        actions.edit_campaign(sent, seen=None, by=town.team, at=AT, pillars=[town.pillars[0]])
    assert actions.edit_campaign(sent, seen=None, by=town.team, at=AT, title="Bilan").round.title == "Bilan"


def test_the_steps_are_walked_in_their_order(town):
    campaign = town.prepare()
    with pytest.raises(Refused):
        actions.begin_validation(campaign, by=town.team, at=AT)
    with pytest.raises(Refused, match="pas encore parties"):
        actions.present_campaign(campaign, on=date(2026, 5, 1), by=town.team, at=AT)
    campaign = actions.send_campaign(campaign, by=town.team, at=AT)
    campaign = actions.begin_validation(campaign, by=town.team, at=AT)
    campaign = actions.resume_collection(campaign, by=town.team, at=AT)
    campaign = actions.begin_validation(campaign, by=town.team, at=AT)
    campaign = actions.present_campaign(campaign, on=date(2026, 5, 1), by=town.team, at=AT)
    with pytest.raises(Refused, match="précéder l’envoi"):
        actions.present_campaign(campaign, on=date(2025, 5, 1), by=town.team, at=AT)

    acts = [one.act for one in entries_about("evaluation.campaign", campaign.pk)]
    assert (acts[0], acts[-1]) == ("campaign.presented", "campaign.prepared")


@pytest.mark.parametrize("role", [Role.READER, Role.STATE, Role.COUNCILLOR])
def test_only_the_team_steers(town, role):
    other = member_of(town.contract, role)
    with pytest.raises(PermissionDenied):
        actions.prepare_campaign(town.contract, title="À moi", by=other, at=AT, **DAYS)
    campaign = town.prepare()
    for deed in (actions.send_campaign, actions.update_sheets, actions.begin_validation):
        with pytest.raises(PermissionDenied):
            deed(campaign, by=other, at=AT)


def test_the_campaigns_of_a_period_are_those_that_end_in_it(town):
    first, second = town.prepare(), town.prepare(ends_on=date(2026, 12, 31), starts_on=date(2026, 1, 1))
    town.prepare(kind="midterm", title="Une autre")
    whole = town.prepare(kind="final", starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))

    assert list(annual_ones_in(whole)) == [first, second]
