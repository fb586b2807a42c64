"""The years of an objective: the same as the pictures of its campaigns tell, and no whole picture drawn."""

from datetime import UTC, date, datetime

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.exports.comparison import years_of
from reciproque.evaluation.exports.node_years import parts_about
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.pictures import told_campaigns
from reciproque.evaluation.queries.scope import NODE
from reciproque.evaluation.tests.factories import CampaignFactory, handed_over
from reciproque.evaluation.tests.test_freezing import campaign as campaign
from reciproque.evaluation.tests.test_freezing import edit_everything
from reciproque.framework.models import Node
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory

AT = datetime(2026, 4, 2, 14, tzinfo=UTC)
ON = date(2026, 4, 2)


@pytest.fixture
def node(campaign):
    """An objective of the campaign, with another one beside it, and indicators fed over two years."""
    one = Node.objects.get(pk=Sheet.objects.get().subject_key)
    handed_over(
        campaign, node=NodeFactory(tree=one.tree, title="Un autre"), state=SheetState.ACCEPTED, accepted_at=AT
    )
    first, second = FedIndicatorFactory(node=one, position=2), FedIndicatorFactory(node=one, position=1)
    for indicator, period, number in ((first, 202412, 3.0), (first, 202512, 5.0), (second, 202612, 9.0)):
        ValueFactory(indicator=indicator, period=period, number=number)
    return one


def in_year(contract, year, node, **more):
    campaign = CampaignFactory(
        round__contract=contract,
        contract=contract,
        title=f"Évaluation {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    handed_over(campaign, node=node, **more)
    return campaign


def by_pictures(node, *, accepted_only=False):
    campaigns = told_campaigns(node.contract)
    return years_of([picture_of(one, on=ON, accepted_only=accepted_only) for one in campaigns], NODE, node.pk)


def by_parts(node, *, accepted_only=False):
    return years_of(
        parts_about(node, told_campaigns(node.contract), accepted_only=accepted_only), NODE, node.pk
    )


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("accepted_only", [False, True])
def test_the_parts_say_what_the_pictures_say(campaign, node, frozen, accepted_only):
    late = in_year(campaign.contract, 2026, node, title="Reformulé")
    question = campaign.round.questions.get(key="done")
    Answer.objects.create(
        sheet=Sheet.objects.get(round=late.round), question=question, value="D’une autre enquête", at=AT
    )
    in_year(campaign.contract, 2024, NodeFactory(tree=node.tree))
    if frozen:
        freeze_campaign(campaign, by=None, at=AT)

    told = by_parts(node, accepted_only=accepted_only)

    assert [one["year"] for one in told] == ["2026", "2025"]
    assert told == by_pictures(node, accepted_only=accepted_only)
    if frozen:
        edit_everything(campaign)
        assert by_parts(node)[-1] == told[-1]


def test_the_years_cost_the_same_however_many_there_are(client, campaign, node, query_count_is_flat):
    client.force_login(member_of(campaign.contract, "team"))
    freeze_campaign(campaign, by=None, at=AT)
    years = iter(range(2026, 2040))

    def more():
        in_year(campaign.contract, next(years), node)
        closed = in_year(campaign.contract, next(years), node, state=SheetState.ACCEPTED, accepted_at=AT)
        Campaign.objects.filter(pk=closed.pk).update(state="validating")
        freeze_campaign(Campaign.objects.get(pk=closed.pk), by=None, at=AT)

    query_count_is_flat(f"/objectifs/{node.pk}/annees/", more, at_most=30)


def test_readers_see_the_answers_that_were_accepted(client, campaign, node):
    late = in_year(campaign.contract, 2026, node)
    question = late.round.questions.create(key="done", kind="text", wording="Qu’avez-vous fait ?")
    Answer.objects.create(
        sheet=Sheet.objects.get(round=late.round), question=question, value="Pas encore relu.", at=AT
    )

    for role, shown in (("team", True), ("reader", False)):
        client.force_login(member_of(campaign.contract, role))
        page = client.get(f"/objectifs/{node.pk}/annees/").text
        assert ("Pas encore relu." in page) is shown
        assert "Aïssa Bencherif a reçu 20 familles." in page


def test_a_sheet_that_nobody_handed_over_is_waited_for_rather_than_silent(client, read, campaign, node):
    in_year(campaign.contract, 2026, node, state=SheetState.SENT)
    client.force_login(member_of(campaign.contract, "team"))

    years = read(client.get(f"/objectifs/{node.pk}/annees/")).select("main section .section-head")
    compared = read(client.get(f"/contrats/{campaign.contract_id}/campagnes/comparer/"))

    assert [one.select_one(".badge").get_text() for one in years] == ["fiche envoyée", "non renseigné"]
    cells = compared.select_one(f"[href='/objectifs/{node.pk}/annees/']").find_parent("tr").select("td")
    assert [one.get_text(strip=True) for one in cells][:2] == ["non renseigné", "fiche envoyée"]


def test_years_are_compared_with_years(client, read, campaign, node):
    in_year(campaign.contract, 2026, node)
    Campaign.objects.filter(title="Évaluation 2026").update(starts_on=date(2024, 1, 1), kind="midterm")
    in_year(campaign.contract, 2024, node)
    client.force_login(member_of(campaign.contract, "team"))
    address = f"/contrats/{campaign.contract_id}/campagnes/comparer/"

    def ticked(query=""):
        page = read(client.get(address + query))
        return [
            one.find_parent("label").get_text(strip=True) for one in page.select("[name=campagne][checked]")
        ]

    assert ticked() == ["Évaluation 2024", campaign.title]
    midterm = Campaign.objects.get(kind="midterm")
    assert ticked(f"?campagne={midterm.pk}") == ["Évaluation 2026"]
