"""A campaign that was prepared by mistake goes with one click; one that people worked on, or that left, stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries.models import Answer, Question, Round, Sheet
from reciproque.evaluation import actions
from reciproque.evaluation.actions import judging
from reciproque.evaluation.actions.verdicts import give_verdict
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.tests.conftest import AT
from reciproque.evaluation.tests.factories import SessionFactory
from reciproque.journal.models import Entry


def test_what_was_prepared_goes_whole_and_leaves_its_trace(town):
    first = town.sent()
    actions.accept_and_take_up(first, town.hand_over(town.sheet(first)), by=town.team, at=AT)
    mistake = actions.repeat_campaign(first, by=town.team, at=AT)
    assert Sheet.objects.filter(round=mistake.round, previous__isnull=False).exists()
    judging_question = judging.add_evaluation_question(mistake, wording="Avec qui ?", by=town.team, at=AT)
    judging.archive_evaluation_question(judging_question, by=town.team, at=AT)

    actions.remove_campaign(mistake, by=town.team, at=AT)

    assert list(Campaign.objects.all()) == [first]
    assert list(Round.objects.all()) == [first.round]
    assert not Question.objects.exclude(round=first.round).exists()
    assert not Sheet.objects.exclude(round=first.round).exists()
    entry = Entry.objects.get(act="campaign.removed")
    assert (entry.by_id, entry.contract_id, entry.details) == (
        town.team.pk,
        town.contract.pk,
        {"title": "Évaluation annuelle 2026"},
    )
    assert "Évaluation annuelle 2026" in entry.sentence


def test_a_campaign_that_left_is_not_removed(town):
    campaign = town.sent()

    with pytest.raises(Refused, match="sont parties"):
        actions.remove_campaign(campaign, by=town.team, at=AT)

    assert Campaign.objects.count() == 1


HANGING = {
    "séances": lambda town, one: SessionFactory(campaign=one),
    "verdicts": lambda town, one: give_verdict(
        one, town.results[0], voice="session", value="partly", evidence="Vu.", by=town.team, at=AT
    ),
    "questions évaluatives": lambda town, one: judging.add_evaluation_question(
        one, wording="À quoi bon ?", by=town.team, at=AT
    ),
    "campagnes préparées à sa suite": lambda town, one: actions.repeat_campaign(one, by=town.team, at=AT),
    "réponses saisies": lambda town, one: Answer.objects.create(
        sheet=town.sheet(one), question=one.round.questions.get(key="done"), value="Trois ateliers", at=AT
    ),
}


@pytest.mark.parametrize("what", HANGING)
def test_what_people_made_with_it_stands_in_the_way(client, read, town, what):
    campaign = town.prepare()
    HANGING[what](town, campaign)

    with pytest.raises(Refused, match=what):
        actions.remove_campaign(campaign, by=town.team, at=AT)

    client.force_login(town.team)
    page = read(client.get(reverse("evaluation:remove_campaign", args=[campaign.pk])))
    assert what in page.select_one("ul.obstacles").get_text()
    assert page.select_one("main form") is None


@pytest.mark.parametrize("role", [Role.READER, Role.STATE])
def test_only_the_team_removes(town, role):
    campaign = town.prepare()

    with pytest.raises(PermissionDenied):
        actions.remove_campaign(campaign, by=member_of(town.contract, role), at=AT)


def test_it_is_confirmed_on_a_page_of_its_own(client, read, town):
    campaign = town.prepare()
    client.force_login(town.team)
    home = read(client.get(reverse("evaluation:campaign_detail", args=[campaign.pk])))
    address = home.find("a", string="Retirer la campagne")["href"]
    assert "3 fiches préparées" in client.get(address).text
    assert Campaign.objects.exists()

    answer = client.post(address, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("evaluation:campaign_list", args=[town.contract.pk])
    assert "est retirée" in answer.text
    assert not Campaign.objects.exists()


def test_a_refusal_leads_back_to_its_reasons(client, town):
    campaign = town.sent()
    client.force_login(town.team)

    answer = client.post(reverse("evaluation:remove_campaign", args=[campaign.pk]), follow=True)

    assert "sont parties" in answer.text
    assert Campaign.objects.exists()


def test_a_validation_with_nothing_to_validate_is_not_the_main_act(client, read, town):
    campaign = town.sent()
    client.force_login(town.team)
    address = reverse("evaluation:campaign_detail", args=[campaign.pk])

    def button():
        return read(client.get(address)).find("button", string="Ouvrir la validation")["class"]

    assert "main" not in button()
    assert "Aucune fiche n’est encore rendue sur 3 (à rendre le 27/02/2026)" in client.get(address).text
    assert (
        "Aucune fiche n’est encore rendue"
        not in client.get(reverse("evaluation:campaign_list", args=[town.contract.pk])).text
    )
    town.hand_over(town.sheet(campaign))

    assert "main" in button()
    assert "Aucune fiche n’est encore rendue" not in client.get(address).text


def test_the_team_may_open_it_all_the_same(town):
    campaign = actions.begin_validation(town.sent(), by=town.team, at=AT)

    assert campaign.state == "validating"
