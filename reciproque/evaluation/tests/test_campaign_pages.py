"""The pages of campaigns: preparing in one page, what is missing before the sheets leave, the board, my day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import member_of
from reciproque.core.registers import what_waits
from reciproque.enquiries import actions as enquiries
from reciproque.evaluation import actions
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.tests.conftest import AT
from reciproque.framework.tests.factories import NodeFactory


def page_of(client, campaign, more=""):
    return client.get(reverse("evaluation:campaign_detail", args=[campaign.pk]) + more)


def test_a_campaign_is_prepared_on_one_page_with_its_usual_answers(client, read, town):
    client.force_login(town.team)
    url = reverse("evaluation:prepare_campaign", args=[town.contract.pk])
    page = read(client.get(url))
    form = {
        one["name"]: one.get("value", "")
        for one in page.select("main input[name]")
        if one.get("type") != "checkbox"
    }
    form |= {"kind": "annual", "way": "leaves:", "introduction": ""}
    way = page.select_one("[name=way] option").text.strip()
    assert way == "les objectifs du dernier niveau : 3 fiches, 1 résultat attendu"

    answer = client.post(url, form)
    campaign = Campaign.objects.get()
    assert answer.url == reverse("evaluation:campaign_detail", args=[campaign.pk])
    assert campaign.round.sheets.count() == 3


def test_what_was_typed_stays_when_the_period_is_upside_down(client, read, town):
    client.force_login(town.team)
    url = reverse("evaluation:prepare_campaign", args=[town.contract.pk])
    form = {
        "kind": "annual",
        "title": "À moi",
        "starts_on": "2025-12-31",
        "ends_on": "2025-01-01",
        "due_on": "2026-02-01",
        "closes_on": "2026-03-01",
        "way": "leaves:",
        "reminder_days": "-3",
    }
    page = read(client.post(url, form))

    assert "finit après son début" in page.main.text or "finit avant d’avoir commencé" in page.main.text
    assert page.select_one("[name=title]")["value"] == "À moi"
    assert not Campaign.objects.exists()


def test_before_anything_leaves_one_reads_how_many_for_whom_and_what_is_missing(client, read, town):
    today = timezone.localdate()
    campaign = town.prepare(due_on=today + timedelta(days=40), closes_on=today + timedelta(days=60))
    client.force_login(town.team)
    page = read(page_of(client, campaign))
    words = " ".join(page.main.text.split())

    assert "Envoyer 2 fiches" in words
    assert "Sans organisme pilote ni pilote : 1 fiche" in words
    assert "14 jours et 3 jours avant la date, 1 jour et 8 jours après" in words
    assert client.post(reverse("evaluation:send_campaign", args=[campaign.pk])).status_code == 302
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.ASKING


def test_a_campaign_in_preparation_is_the_teams_alone(client, town):
    campaign = town.prepare()
    client.force_login(member_of(town.contract, Role.READER))
    assert page_of(client, campaign).status_code == 404
    assert (
        "Évaluation annuelle"
        not in client.get(reverse("evaluation:campaign_list", args=[town.contract.pk])).text
    )
    actions.send_campaign(campaign, by=town.team, at=AT)
    page = page_of(client, campaign)
    assert page.status_code == 200
    assert "À décider aujourd’hui" not in page.text.replace("Prochaines relances", "")


def test_the_board_filters_by_links_with_counts(client, read, town):
    campaign = town.sent()
    town.hand_over(town.sheet(campaign))
    client.force_login(town.team)
    page = read(page_of(client, campaign))
    chips = {" ".join(chip.text.split()) for chip in page.select("a.chip")}
    assert {"à valider 1", "sans personne 1", "par pilier", "par organisme", "par personne"} <= chips

    for way, key in (
        ("pilier", town.pillars[1].pk),
        ("personne", town.referent.pk),
        ("organisme", town.body.pk),
    ):
        shown = read(page_of(client, campaign, f"?par={way}&{way}={key}"))
        assert len(shown.select("#fiches tbody tr")) == 1, way
    for strange in ("?par=nulle", "?pilier=999", "?personne=x", "?filtre=rien"):
        assert page_of(client, campaign, strange).status_code == 200
    listed = page_of(client, campaign, "?format=csv&filtre=submitted").content.decode("utf-8-sig")
    assert "Accompagner les familles" in listed
    assert "Isoler les logements" not in listed


def test_what_calls_for_a_decision_leads_to_where_it_is_mended(client, read, town):
    campaign = town.sent()
    sheet = town.hand_over(town.sheet(campaign))
    enquiries.accept_sheet(sheet, by=town.team, at=AT)
    NodeFactory(parent=town.pillars[1], title="Nouveau")
    client.force_login(town.team)
    page = read(page_of(client, campaign))
    said = " ".join(page.main.text.split())

    assert "Une fiche validée n’est pas encore reportée" in said
    assert "1 objectif nouveau" in said
    for name in ("take_up_all", "update_sheets"):
        assert client.post(reverse(f"evaluation:{name}", args=[campaign.pk])).status_code == 302
    said = " ".join(read(page_of(client, campaign)).main.text.split())
    assert "pas encore reportée" not in said
    assert "Le cadre a changé" not in said


@pytest.mark.parametrize("role", [Role.TEAM, Role.READER])
def test_my_day_says_what_waits_for_the_team_alone(town, role):
    campaign = town.sent()
    town.hand_over(town.sheet(campaign))
    person = town.team if role == Role.TEAM else member_of(town.contract, role)
    what = [one.what for one in what_waits(person, AT.date()) if "Évaluation annuelle" in one.what]

    expected = ["1 fiche sans personne", "1 fiche à valider"] if role == Role.TEAM else []
    assert sorted(one.split(" :")[0] for one in what) == expected


def test_next_year_in_one_click(client, town):
    campaign = town.sent()
    client.force_login(town.team)
    answer = client.post(reverse("evaluation:repeat_campaign", args=[campaign.pk]))
    made = Campaign.objects.latest("pk")

    assert answer.url == reverse("evaluation:campaign_detail", args=[made.pk])
    assert (made.previous, made.starts_on - campaign.starts_on) == (campaign, timedelta(days=365))


def test_the_day_of_the_committee_is_set_and_taken_away(client, town):
    campaign = town.sent()
    client.force_login(town.team)
    url = reverse("evaluation:present_campaign", args=[campaign.pk])
    assert client.post(url, {"on": "2026-12-17"}).status_code == 302
    assert client.post(url, {"on": "1999-12-17"}).status_code == 200
    campaign.refresh_from_db()
    assert campaign.presented_on.isoformat() == "2026-12-17"
    assert client.post(url, {"on": ""}).status_code == 302
