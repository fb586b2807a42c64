"""Every page of a frozen campaign says what it said, letter for letter; a year that kept less stays readable."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from reciproque.accounts.actions import forget_person
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.choices import CampaignKind, CampaignState
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import Campaign, Criterion, ResultVerdict, Snapshot
from reciproque.evaluation.rules.freezing import canonical, digest_of
from reciproque.evaluation.tests.factories import CampaignFactory, SessionSheetFactory, handed_over
from reciproque.evaluation.tests.test_freezing import campaign as campaign
from reciproque.evaluation.tests.test_freezing import edit_everything
from reciproque.evaluation.tests.test_year_pages import matter_of
from reciproque.framework.models import Node, Result
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.monitoring.models import Indicator
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 4, 2, 14, tzinfo=UTC)
WAYS = ["pilier", "organisme", "personne"]


@pytest.fixture
def year(campaign):
    """A mid-term evaluation that brings two years together, follows one of them, and rests on named sources."""
    early = CampaignFactory(
        round__contract=campaign.contract,
        contract=campaign.contract,
        title="Évaluation 2024",
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
    )
    late = CampaignFactory(round__contract=campaign.contract, contract=campaign.contract, title="Année 2025")
    sheet = Sheet.objects.get(round=campaign.round)
    node = Node.objects.get(pk=sheet.subject_key)
    result = Result.objects.get()
    Result.objects.update(target="30 familles", year=2027)
    handed_over(early, node=node)
    handed_over(late, node=node, state=SheetState.ACCEPTED, accepted_at=AT)
    ResultVerdict.objects.create(campaign=early, result=result, voice="lead", value="reached", at=AT)
    apart = ResultFactory(node=NodeFactory(tree=node.tree, title="Un objectif sans fiche"))
    ResultVerdict.objects.create(campaign=campaign, result=apart, voice="inhabitants", value="no", at=AT)
    sources = f"enquiries.sheet:{sheet.pk}\nmonitoring.indicator:{Indicator.objects.get().pk}\nEntretiens"
    Criterion.objects.update(sources=sources)
    handed_over(
        campaign,
        title="Rendue en retard",
        group="Autre pilier",
        recipient=UserFactory(name="Malo Kerguelen"),
        organisation=OrganisationFactory(name="Bailleur social"),
        place="Pilier 2",
    )
    Campaign.objects.filter(pk=campaign.pk).update(
        kind=CampaignKind.MIDTERM, starts_on=date(2024, 1, 1), previous=late
    )
    return Campaign.objects.get(pk=campaign.pk)


def freeze(campaign, by=None):
    left = list(campaign.round.sheets.filter(state=SheetState.SUBMITTED).values_list("pk", flat=True))
    freeze_campaign(campaign, left_open=left, by=by, at=AT)
    return Campaign.objects.get(pk=campaign.pk)


def forget_its_pages():
    """As a year was frozen before its pages were kept with it."""
    snapshot = Snapshot.objects.get()
    told = json.loads(snapshot.body)
    del told["pages"]
    body = canonical(told | {"format": 1})
    Snapshot.objects.update(body=body, digest=digest_of(body))


def pages_of(campaign):
    home = f"/campagnes/{campaign.pk}/"
    sheet = Sheet.objects.filter(round=campaign.round).first()
    return [
        *(f"{home}?par={way}" for way in WAYS),
        f"{home}?filtre=submitted",
        f"{home}?tri=-organisme&colonnes=fiche&colonnes=organisme&colonnes=place_dans_le_cadre",
        f"{home}?personne=1",
        f"{home}fiches/{sheet.pk}/",
        f"{home}verdicts/",
        f"{home}verdicts/?filtre=differents",
        f"{home}questions/",
        f"{home}annees/",
        f"{home}synthese/",
        f"{home}seances/",
        f"{home}decisions/",
        f"{home}documents/",
    ]


@pytest.mark.parametrize("role", ["team", "reader"])
def test_no_page_of_a_frozen_year_changes_by_one_letter(client, year, role):
    visitor = member_of(year.contract, role)
    client.force_login(visitor)
    frozen = freeze(year)
    pages = pages_of(frozen)
    exports = [f"/campagnes/{year.pk}/?format=csv", f"/campagnes/{year.pk}/verdicts/?format=csv"]
    before = {page: matter_of(client.get(page)) for page in pages}
    files = {page: client.get(page).content for page in exports}
    said = "".join(part.decode() for part in before.values())
    for known in (
        "Aïssa Bencherif", "Malo Kerguelen", "Bailleur social", "Accompagner les familles", "30 familles",
        "Un objectif sans fiche", "Évaluation 2024", "Année 2025", "Riche échange", "2 sur 2",
    ):  # fmt: skip
        assert known in said or known == "Riche échange", known

    edit_everything(year)
    User.objects.exclude(pk=visitor.pk).update(name="Autre nom")

    for page in pages:
        assert matter_of(client.get(page)) == before[page], page
    assert {page: client.get(page).content for page in exports} == files
    assert "Cette année est figée" not in said  # no page asks to be read with care


def test_a_year_that_kept_no_pages_is_read_from_what_it_kept(client, year):
    client.force_login(member_of(year.contract, "team"))
    frozen = freeze(year)
    forget_its_pages()
    edit_everything(year)

    for page in pages_of(frozen):
        told = matter_of(client.get(page)).decode()
        assert not re.search(
            "Autre (titre|fiche|axe|objectif|organisme|résultat|réponse|séance|nom)", told
        ), page
    home = client.get(f"/campagnes/{year.pk}/").text
    assert "Caisse d’allocations familiales" in home
    assert "par personne" not in home
    assert "Les familles viennent" in client.get(f"/campagnes/{year.pk}/questions/").text
    assert "Accompagner les familles" in client.get(f"/campagnes/{year.pk}/questions/").text
    assert "Évaluation 2024" in client.get(f"/campagnes/{year.pk}/annees/").text
    assert "en partie" in client.get(f"/campagnes/{year.pk}/verdicts/").text


def test_whoever_is_forgotten_leaves_the_page_of_the_campaign(client, read, year):
    client.force_login(member_of(year.contract, "team"))
    freeze(year)
    forget_person(User.objects.get(name="Malo Kerguelen"), by=None, at=AT)

    page = client.get(f"/campagnes/{year.pk}/?par=personne")

    assert "Malo Kerguelen" not in page.text
    assert "(nom effacé)" in page.text
    assert "Aïssa Bencherif" in page.text


def test_the_sheets_of_a_frozen_year_are_sorted_filtered_and_chosen(client, read, year):
    client.force_login(member_of(year.contract, "reader"))
    freeze(year)

    def titles(query):
        page = read(client.get(f"/campagnes/{year.pk}/{query}"))
        return [one.get_text() for one in page.select("#fiches tbody th")]

    first, second = "Accompagner les familles", "Rendue en retard"
    assert titles("") == [first, second]
    assert titles("?tri=-fiche") == [second, first]
    assert titles("?tri=organisme") == [second, first]
    assert titles("?filtre=accepted") == [first]
    assert titles("?personne=2") == [second]
    assert titles("?organisme=99") == []
    part = client.get(f"/campagnes/{year.pk}/?filtre=accepted", headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert first in part.text


def test_a_kept_sheet_says_what_was_known_and_only_that_of_its_campaign(client, read, year):
    client.force_login(member_of(year.contract, "reader"))
    one = year.round.sheets.get(title__contains="Accompagner")
    address = reverse("evaluation:kept_sheet", args=[year.pk, one.pk])
    assert client.get(address)["Location"] == reverse("enquiries:sheet_detail", args=[one.pk])
    freeze(year)
    other = SessionSheetFactory(session__campaign__round__contract=year.contract).sheet

    page = read(client.get(address))

    assert page.h1.get_text() == "Accompagner les familles"
    assert "Aïssa Bencherif a reçu 20 familles." in page.main.get_text()
    assert page.select_one(".panels h2").get_text() == "Pilote"
    assert client.get(reverse("evaluation:kept_sheet", args=[year.pk, other.pk])).status_code == 404


def test_the_page_of_a_frozen_year_takes_a_flat_number_of_queries(client, year, query_count_is_flat):
    client.force_login(member_of(year.contract, "team"))
    freeze(year)
    tree = TreeFactory(contract=year.contract)

    def more():
        snapshot = Snapshot.objects.get()
        told = json.loads(snapshot.body)
        handed_over(year, node=NodeFactory(tree=tree))
        told["pillars"][0]["sheets"].append(told["pillars"][0]["sheets"][0] | {"key": 10**6})
        Snapshot.objects.update(body=canonical(told))

    query_count_is_flat(reverse("evaluation:campaign_detail", args=[year.pk]), more, at_most=20)


def test_the_synthesis_of_a_mid_term_evaluation_says_what_was_judged(client, read, year):
    client.force_login(member_of(year.contract, "reader"))
    freeze(year)

    page = read(client.get(f"/campagnes/{year.pk}/synthese/"))

    section = page.select_one("[aria-labelledby=questions]")
    assert section.h3.get_text() == "À quoi bon ?"
    assert "atteint" in section.li.get_text()
    assert "Les familles viennent" in section.li.get_text()
    assert "Évaluation 2024" in page.select_one("[aria-labelledby=annees]").get_text()


def test_the_steps_of_a_frozen_year_stay_where_they_were(client, read, year):
    client.force_login(member_of(year.contract, "team"))
    Campaign.objects.filter(pk=year.pk).update(presented_on=AT.date() + timedelta(days=30))
    freeze(Campaign.objects.get(pk=year.pk))

    steps = read(client.get(f"/campagnes/{year.pk}/")).select("ol.steps li")

    assert [one["class"] for one in steps] == [["done"]] * 4 + [["to-come"]]
    assert "le 02/05/2026" in steps[4].get_text()
    assert (
        picture_of(Campaign.objects.get(pk=year.pk), on=AT.date())["campaign"]["state"]
        == CampaignState.FROZEN
    )
