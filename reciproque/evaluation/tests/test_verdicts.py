"""Verdicts: who speaks, what differs, what an accepted sheet brings, what the pages show."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions as enquiries
from reciproque.evaluation import actions, queries
from reciproque.evaluation.choices import CampaignState, Voice
from reciproque.evaluation.models import Campaign, ResultVerdict, TakenUp
from reciproque.evaluation.rules.verdicts import differ, main_voice
from reciproque.evaluation.tests.conftest import AT
from reciproque.framework.actions.describing import report_on_node
from reciproque.framework.actions.shaping import archive_node
from reciproque.framework.tests.factories import ResultFactory
from reciproque.journal.queries import entries_about

LATER = AT + timedelta(days=3)


def say(town, campaign, voice=Voice.SESSION, value="reached", by=None, **more):
    by = by or town.team
    return actions.give_verdict(campaign, town.results[0], voice=voice, value=value, by=by, at=AT, **more)


@pytest.mark.parametrize(
    ("values", "differs", "main"),
    [
        ({}, False, ""),
        ({"lead": "reached"}, False, "reached"),
        ({"lead": "reached", "inhabitants": "no"}, True, "reached"),
        ({"lead": "reached", "inhabitants": "unknown"}, False, "reached"),
        ({"lead": "reached", "session": "partly"}, True, "partly"),
        ({"inhabitants": "no"}, False, "no"),
    ],
)
def test_voices_stand_side_by_side(values, differs, main):
    assert (differ(values.values()), main_voice(values)) == (differs, main)


def test_each_voice_has_one_verdict_which_changes_with_its_trace(town):
    campaign = town.sent()
    say(town, campaign, value="no", evidence=" Aucune famille. ")
    say(town, campaign, value="partly")
    say(town, campaign, voice=Voice.INHABITANTS, value="no")

    assert set(ResultVerdict.objects.values_list("voice", "value")) == {
        ("session", "partly"),
        ("inhabitants", "no"),
    }
    acts = [one.act for one in entries_about("framework.result", town.results[0].pk)]
    assert acts == ["verdict.given"] * 3


def test_two_people_do_not_overwrite_each_other(town):
    campaign = town.sent()
    say(town, campaign, value="no", seen=0)

    with pytest.raises(Overtaken):
        say(town, campaign, value="reached", seen=0)


@pytest.mark.parametrize(
    ("role", "voice", "may"),
    [
        (Role.COUNCILLOR, Voice.INHABITANTS, True),
        (Role.COUNCILLOR, Voice.SESSION, False),
        (Role.COUNCILLOR, Voice.LEAD, False),
        (Role.READER, Voice.INHABITANTS, False),
        (Role.STATE, Voice.SESSION, False),
    ],
)
def test_who_writes_down_which_voice(town, role, voice, may):
    campaign, person = town.sent(), member_of(town.contract, role)
    if may:
        assert say(town, campaign, voice=voice, by=person).by == person
    else:
        with pytest.raises(PermissionDenied):
            say(town, campaign, voice=voice, by=person)


def test_what_is_no_verdict_is_refused(town):
    campaign = town.sent()
    other = ResultFactory()
    for wrong in ("", "peut-être", "REACHED"):
        with pytest.raises(Refused, match="Choisissez"):
            say(town, campaign, value=wrong)
    with pytest.raises(Refused, match="autre contrat"):
        actions.give_verdict(campaign, other, voice=Voice.SESSION, value="no", by=town.team, at=AT)
    Campaign.objects.update(state=CampaignState.FROZEN, frozen_at=AT)
    with pytest.raises(Refused, match="figée"):
        say(town, campaign)
    with pytest.raises(Refused, match="figée"):
        actions.withdraw_verdict(campaign, town.results[0], voice=Voice.SESSION, by=town.team, at=AT)


def test_accepting_a_sheet_brings_its_engagement_and_its_verdicts(town):
    campaign = town.sent()
    sheet = town.hand_over(town.sheet(campaign), engagement="done", verdict="partly")
    actions.accept_and_take_up(campaign, sheet, by=town.team, at=LATER)
    town.objectives[0].refresh_from_db()

    assert town.objectives[0].engagement == "done"
    verdict = ResultVerdict.objects.get()
    assert (verdict.voice, verdict.value, verdict.evidence) == ("lead", "partly", "Chiffres de la CAF.")
    taken = TakenUp.objects.get()
    assert (taken.before, taken.after, taken.verdicts) == ("", "done", 1)
    assert not queries.sheets_to_take_up(campaign)


def test_sheets_accepted_elsewhere_wait_to_be_taken_up_and_are_once(town):
    campaign = town.sent()
    sheet = town.hand_over(town.sheet(campaign), engagement="launching")
    enquiries.accept_sheet(sheet, by=town.team, at=LATER)
    assert queries.standing_of(campaign, on=LATER.date(), whole=True).to_take_up == 1

    assert actions.take_up_all(campaign, by=town.team, at=LATER) == 1
    node = town.objectives[0]
    node.refresh_from_db()
    report_on_node(node, seen=None, engagement="suspended", notes="", by=town.team, at=LATER)
    assert actions.take_up_all(campaign, by=town.team, at=LATER) == 0
    node.refresh_from_db()
    assert node.engagement == "suspended"


def test_an_objective_archived_meanwhile_keeps_its_level(town):
    campaign = town.sent()
    sheet = town.hand_over(town.sheet(campaign), engagement="done", verdict="reached")
    archive_node(town.objectives[0], by=town.team, at=AT)
    actions.accept_and_take_up(campaign, sheet, by=town.team, at=LATER)

    assert (TakenUp.objects.get().after, ResultVerdict.objects.count()) == ("", 1)


def test_a_sheet_that_is_not_accepted_brings_nothing(town):
    campaign = town.sent()
    sheet = town.hand_over(town.sheet(campaign))
    with pytest.raises(Refused, match="Seule une fiche validée"):
        actions.take_up(campaign, sheet, by=town.team, at=LATER)
    with pytest.raises(Refused, match="autre campagne"):
        actions.take_up(town.prepare(title="Une autre"), sheet, by=town.team, at=LATER)


def test_the_page_counts_what_differs_and_what_has_no_verdict(client, read, town):
    campaign = town.sent()
    ResultFactory(node=town.objectives[1])
    actions.update_sheets(campaign, by=town.team, at=AT)
    say(town, campaign, voice=Voice.LEAD, value="reached")
    say(town, campaign, voice=Voice.INHABITANTS, value="no")
    client.force_login(town.team)
    url = reverse("evaluation:verdict_list", args=[campaign.pk])
    page = read(client.get(url))
    chips = {" ".join(one.text.split()) for one in page.select("a.chip")}

    assert {"sans verdict 1", "voix qui diffèrent 1", "atteints 1"} <= chips
    assert "les voix diffèrent" in page.main.text
    assert len(read(client.get(url + "?filtre=sans")).select("tbody tr")) == 1
    assert client.get(url + "?format=csv").status_code == 200
    assert client.get(url + "?filtre=n'importe&pilier=x").status_code == 200


def test_years_before_are_told_beside(client, read, town):
    first = town.sent()
    say(town, first, voice=Voice.LEAD, value="no")
    second = actions.repeat_campaign(first, by=town.team, at=LATER)
    [judged] = queries.verdicts_in(second)

    assert judged.before == [("2025", "no")]
    client.force_login(town.team)
    page = client.get(reverse("framework:node_detail", args=[town.objectives[0].pk]))
    assert "Verdicts des évaluations" in page.text


def test_a_councillor_writes_the_inhabitants_verdict_on_its_page(client, town):
    campaign, councillor = town.sent(), member_of(town.contract, Role.COUNCILLOR)
    client.force_login(councillor)
    url = reverse("evaluation:say_verdict", args=[campaign.pk, town.results[0].pk, "inhabitants"])
    form = {"value": "no", "evidence": "Personne n’est venu.", "version": "0"}
    assert client.post(url, form).status_code == 302
    assert ResultVerdict.objects.get().evidence == "Personne n’est venu."
    again = client.post(url, {**form, "value": "reached"})
    assert "Quelqu’un d’autre" in again.text
    assert client.post(url, {"value": "", "version": "1"}).status_code == 302
    assert not ResultVerdict.objects.exists()
    other = reverse("evaluation:say_verdict", args=[campaign.pk, town.results[0].pk, "personne"])
    assert client.get(other).status_code == 404


def test_the_page_of_verdicts_takes_a_flat_number_of_queries(client, town, query_count_is_flat):
    campaign = town.sent()
    client.force_login(town.team)

    def more():
        say_of = ResultFactory(node=town.objectives[0])
        actions.give_verdict(campaign, say_of, voice=Voice.SESSION, value="no", by=town.team, at=AT)

    query_count_is_flat(reverse("evaluation:verdict_list", args=[campaign.pk]), more, at_most=20)
