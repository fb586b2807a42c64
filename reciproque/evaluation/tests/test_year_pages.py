"""Synthesis, years side by side, an objective over the years, the freeze: drawn from pictures, frozen to the byte."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from reciproque.accounts.models import User
from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries.choices import QuestionKind, SheetState
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Campaign, Snapshot, ValidationSession
from reciproque.evaluation.rules.comparing import APPEARED, DISAPPEARED, REWORDED, objectives_in
from reciproque.evaluation.tests.factories import CampaignFactory, handed_over
from reciproque.evaluation.tests.test_freezing import campaign as campaign
from reciproque.evaluation.tests.test_freezing import edit_everything
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory

AT = datetime(2026, 4, 2, 14, tzinfo=UTC)


def text_of(page, selector):
    return " ".join(page.select_one(selector).get_text(" ").split())


def matter_of(response):
    """What the page says, without the frame around it: its menu and top are of today."""
    main = re.search(rb"<main.*</main>", response.content, re.DOTALL).group()
    crumbs = rb'<nav class="crumbs".*?</nav>'
    return re.sub(crumbs, b"", re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", main), flags=re.DOTALL)


def test_the_pages_of_a_frozen_year_are_the_same_to_the_byte_whatever_is_edited(client, campaign):
    team = member_of(campaign.contract, "team")
    client.force_login(team)
    freeze_campaign(campaign, by=team, at=AT)
    session = ValidationSession.objects.get()
    addresses = [
        f"/campagnes/{campaign.pk}/synthese/",
        f"/campagnes/{campaign.pk}/seances/",
        f"/campagnes/{campaign.pk}/decisions/",
        f"/campagnes/{campaign.pk}/empreinte/",
        f"/seances/{session.pk}/",
        f"/contrats/{campaign.contract_id}/campagnes/comparer/?campagne={campaign.pk}",
    ]
    before = {address: matter_of(client.get(address)) for address in addresses}
    assert "Aïssa Bencherif a reçu 20 familles.".encode() in before[addresses[0]]

    edit_everything(campaign)
    User.objects.exclude(pk=team.pk).update(name="Autre nom")

    for address in addresses:
        assert matter_of(client.get(address)) == before[address], address


def test_the_minutes_of_a_frozen_session_are_those_of_then(client, campaign):
    client.force_login(member_of(campaign.contract, "team"))
    freeze_campaign(campaign, by=None, at=AT)
    address = f"/seances/{ValidationSession.objects.get().pk}/compte-rendu/docx/"

    def words():
        with ZipFile(BytesIO(client.get(address).content)) as file:
            return file.read("word/document.xml")

    before = words()
    edit_everything(campaign)

    assert words() == before
    assert "Aïssa Bencherif".encode() in before


def test_a_frozen_session_cannot_be_changed_from_its_pages(client, campaign):
    client.force_login(member_of(campaign.contract, "team"))
    freeze_campaign(campaign, by=None, at=AT)
    session = ValidationSession.objects.get()

    page = client.get(f"/seances/{session.pk}/").content.decode()

    assert "Rouvrir" not in page
    assert client.get(f"/seances/{session.pk}/ecran/").status_code == 302
    client.post(f"/seances/{session.pk}/rouvrir/")
    session.refresh_from_db()
    assert session.closed_at is not None


def test_the_freeze_is_confirmed_sheet_by_sheet(client, read, campaign):
    handed_over(campaign, title="Une fiche oubliée")
    client.force_login(member_of(campaign.contract, "team"))
    address = f"/campagnes/{campaign.pk}/figer/"
    page = read(client.get(address))
    assert "Une fiche oubliée" in text_of(page, "form ul.lines")
    left_open = page.select_one("[name=left_open]")["value"]

    client.post(address, {"left_open": left_open})
    assert not Snapshot.objects.exists()
    client.post(address, {"left_open": left_open, "confirmed": "1"})

    assert Campaign.objects.get().state == CampaignState.FROZEN


def test_the_seal_is_shown_and_says_when_it_is_broken(client, read, campaign):
    client.force_login(member_of(campaign.contract, "reader"))
    freeze_campaign(campaign, by=None, at=AT)
    address = f"/campagnes/{campaign.pk}/empreinte/"
    page = read(client.get(address))
    assert text_of(page, ".seal") == Snapshot.objects.get().digest
    assert "correspond encore" in text_of(page, ".callout")

    snapshot = Snapshot.objects.get()
    Snapshot.objects.update(body=snapshot.body.replace("20 familles", "99 familles"))

    assert "ne correspond plus" in text_of(read(client.get(address)), ".obstacles")


def year(contract, number, *, state=CampaignState.VALIDATING):
    return CampaignFactory(
        round__contract=contract,
        title=f"Évaluation {number}",
        starts_on=date(number, 1, 1),
        ends_on=date(number, 12, 31),
        state=state,
    )


def said(campaign, node, *, level=None, people=None, **more):
    sheet = handed_over(campaign, node=node, **({"state": SheetState.ACCEPTED, "accepted_at": AT} | more))
    for key, kind, value in (
        ("engagement", QuestionKind.CHOICE, level),
        ("publics", QuestionKind.PEOPLE, people),
    ):
        if value is not None:
            question = campaign.round.questions.filter(key=key).first() or QuestionFactory(
                round=campaign.round, key=key, kind=kind, options="done = réalisé\nlaunching = lancé"
            )
            Answer.objects.create(sheet=sheet, question=question, value=value, at=AT)
    return sheet


@pytest.fixture
def years():
    """Two years of one contract: an objective that goes on reworded, one that goes, one that comes."""
    first = year(CampaignFactory().contract, 2024)
    second = year(first.contract, 2025)
    tree = TreeFactory(contract=first.contract)
    going_on, gone, new = (NodeFactory(tree=tree) for _ in range(3))
    said(first, going_on, level="launching", people="10 5", title="Aider les familles")
    said(first, gone, level="launching")
    said(second, going_on, level="done", people="20 -", title="Accompagner les familles")
    said(second, new)
    indicator = FedIndicatorFactory(node=going_on)
    ValueFactory(indicator=indicator, period=202412, number=12.0)
    ValueFactory(indicator=indicator, period=202512, number=18.0)
    return first, second, going_on


def test_years_stand_side_by_side(client, read, years):
    first, second, _node = years
    client.force_login(member_of(first.contract, "team"))
    address = f"/contrats/{first.contract_id}/campagnes/comparer/?campagne={first.pk}&campagne={second.pk}"

    page = read(client.get(address))

    figures = {row.th.get_text(strip=True): row for row in page.select("[aria-labelledby=chiffres] tbody tr")}
    assert [one.get_text(" ", strip=True) for one in figures["Femmes touchées"].select("td")] == [
        "10 1 fiche",
        "20 1 fiche",
    ]
    assert [one.get_text(" ", strip=True) for one in figures["Hommes touchés"].select("td")] == [
        "5 1 fiche",
        "— 0 fiche",
    ]
    rows = page.select("[aria-labelledby=objectifs] tbody tr:not(.group-row)")
    told = {row.select_one("th a").get_text(): row.select("td")[-1].get_text(strip=True) for row in rows}
    assert sorted(told.values()) == sorted([APPEARED, DISAPPEARED, REWORDED])
    assert told["Accompagner les familles"] == REWORDED
    assert "18" in text_of(page, "[aria-labelledby=indicateurs]")


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_comparison_leaves_as_a_book(client, years, form):
    first, _second, _node = years
    client.force_login(member_of(first.contract, "team"))
    address = f"/contrats/{first.contract_id}/campagnes/comparer/"

    assert client.get(f"{address}?format={form}").content.startswith(b"PK")
    assert client.get(f"{address}?format=exe").status_code == 404


def test_an_objective_has_its_years_in_a_row(client, read, years):
    first, _second, node = years
    client.force_login(member_of(first.contract, "team"))

    page = read(client.get(f"/objectifs/{node.pk}/annees/"))

    assert [one.get_text(strip=True) for one in page.select("main h2")] == ["2025", "2024"]
    assert text_of(page, ".recall") == "Alors : Accompagner les familles"


def test_one_year_alone_changes_nothing():
    told = objectives_in([{"campaign": {}, "pillars": []}])

    assert told == []


def test_the_synthesis_tells_each_pillar_and_one_alone(client, read, years):
    first, second, _node = years
    client.force_login(member_of(first.contract, "team"))
    address = f"/campagnes/{second.pk}/synthese/"

    page = read(client.get(address))
    assert len(page.select(".pillar")) == 2
    key = page.select(".chip")[1]["href"]
    alone = read(client.get(address + key))

    assert len(alone.select(".pillar")) == 1
    assert text_of(alone, "figure.chart figcaption") == "Niveaux d’engagement"
    assert text_of(alone, "figure.chart .measures li").startswith("réalisé 100 %")


def test_readers_see_what_was_accepted(client, read, years):
    first, second, _node = years
    sheet = said(
        second,
        NodeFactory(tree=TreeFactory(contract=first.contract)),
        state=SheetState.SUBMITTED,
        accepted_at=None,
    )
    question = QuestionFactory(round=second.round, key="done")
    Answer.objects.create(sheet=sheet, question=question, value="Pas encore relu.", at=AT)
    address = f"/campagnes/{second.pk}/synthese/"

    for role, shown in (("team", True), ("reader", False)):
        client.force_login(member_of(first.contract, role))
        assert ("Pas encore relu." in client.get(address).content.decode()) is shown


def test_the_years_of_another_contract_are_not_there(client, years):
    first, second, node = years
    client.force_login(member_of(CampaignFactory().contract, "team"))

    for address in (
        f"/contrats/{first.contract_id}/campagnes/comparer/",
        f"/objectifs/{node.pk}/annees/",
        f"/campagnes/{second.pk}/synthese/",
        f"/campagnes/{second.pk}/figer/",
        f"/campagnes/{second.pk}/empreinte/",
    ):
        assert client.get(address).status_code == 404


def test_a_campaign_of_another_contract_is_not_compared(client, read, years):
    first, _second, _node = years
    foreign = year(CampaignFactory().contract, 2025)
    client.force_login(member_of(first.contract, "team"))

    page = read(client.get(f"/contrats/{first.contract_id}/campagnes/comparer/?campagne={foreign.pk}"))

    assert foreign.contract.name not in page.get_text()


def test_the_synthesis_costs_the_same_whatever_the_number_of_sheets(client, years, query_count_is_flat):
    first, second, _node = years
    tree = TreeFactory(contract=first.contract)
    client.force_login(member_of(first.contract, "team"))

    query_count_is_flat(
        f"/campagnes/{second.pk}/synthese/",
        lambda: said(second, NodeFactory(tree=tree), people="1 1"),
        at_most=40,
    )
