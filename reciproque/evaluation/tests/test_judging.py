"""Evaluation questions, criteria, judgements with their sources; the years that a campaign brings together."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.evaluation import actions, queries
from reciproque.evaluation.actions import judging as acts
from reciproque.evaluation.exports.consolidating import years_of
from reciproque.evaluation.models import Criterion, EvaluationQuestion
from reciproque.evaluation.rules.judging import read_sources, write_sources
from reciproque.evaluation.tests.conftest import AT
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.tests.factories import IndicatorFactory

LATER = AT + timedelta(days=3)


@pytest.fixture
def midterm(town):
    return town.prepare(kind="midterm", title="Mi-parcours", starts_on=date(2024, 1, 1))


@pytest.fixture
def criterion(town, midterm):
    question = acts.add_evaluation_question(midterm, wording="Avec qui ?", by=town.team, at=AT)
    return acts.add_criterion(question, wording="Les habitants décident", by=town.team, at=AT)


def test_sources_are_things_of_the_house_and_words():
    text = write_sources(
        ["monitoring.indicator:4", "nimporte quoi", "monitoring.indicator:4"], "Enquête 2025\n\n"
    )

    assert text == "monitoring.indicator:4\nEnquête 2025"
    assert read_sources(text) == ([("monitoring.indicator", 4)], ["Enquête 2025"])
    assert read_sources("a.b:99999999999999999999") == ([], ["a.b:99999999999999999999"])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"judgement": "reached"}, "constaté"),
        ({"judgement": "oui", "reasons": "x"}, "Choisissez"),
        ({"wording": " "}, "Écrivez"),
    ],
)
def test_a_judgement_says_on_what_it_rests(town, criterion, values, said):
    with pytest.raises(Refused, match=said):
        acts.edit_criterion(criterion, seen=1, by=town.team, at=AT, **values)


def test_a_criterion_is_judged_and_not_overwritten(town, criterion):
    judged = acts.edit_criterion(
        criterion, seen=1, by=town.team, at=AT, judgement="partly", reasons="Trois conseils sur cinq."
    )
    unknown = acts.edit_criterion(judged, seen=2, by=town.team, at=AT, judgement="unknown", reasons="")

    assert unknown.judgement == "unknown"
    with pytest.raises(Overtaken):
        acts.edit_criterion(criterion, seen=1, by=town.team, at=AT, reasons="Autre")


def test_what_is_withdrawn_is_asked_no_more(town, midterm, criterion):
    acts.archive_criterion(criterion, by=town.team, at=AT)
    acts.archive_evaluation_question(criterion.question, by=town.team, at=AT)

    assert queries.evaluation_questions_of(midterm) == []
    assert (Criterion.objects.count(), EvaluationQuestion.objects.count()) == (1, 1)


def test_only_the_team_judges(town, criterion):
    reader = member_of(town.contract, Role.READER)
    with pytest.raises(PermissionDenied):
        acts.edit_criterion(criterion, seen=1, by=reader, at=AT, judgement="unknown")


def test_a_criterion_is_judged_on_its_page_with_links_to_its_sources(client, read, town, midterm, criterion):
    indicator = IndicatorFactory(node=town.objectives[0], wording="Familles suivies")
    client.force_login(town.team)
    form = {
        "wording": "Les habitants décident",
        "judgement": "partly",
        "reasons": "Trois conseils sur cinq.",
        "things": [f"monitoring.indicator:{indicator.pk}"],
        "words": "Entretiens de 2025",
        "version": "1",
    }
    url = reverse("evaluation:edit_criterion", args=[criterion.pk])
    assert "Familles suivies" in client.get(url).text
    page = read(client.post(url, form, follow=True))

    link = page.find("a", string="Familles suivies")
    assert link["href"] == reverse("monitoring:indicator_detail", args=[indicator.pk])
    assert "Entretiens de 2025" in page.main.text
    groups = [one.get_text() for one in read(client.get(url)).select("#id_things > div > label")]
    assert groups[0] == "Déjà choisies"
    forged = client.post(url, {**form, "things": ["accounts.user:1"], "version": "2"})
    assert forged.status_code == 200  # no source that was not offered


def test_the_years_of_a_period_stand_side_by_side(client, read, town, midterm):
    first = town.sent()
    sheet = town.hand_over(town.sheet(first), engagement="launching", verdict="partly")
    actions.accept_and_take_up(first, sheet, by=town.team, at=LATER)
    actions.send_campaign(actions.repeat_campaign(first, by=town.team, at=LATER), by=town.team, at=LATER)
    told = years_of(midterm, on=date(2026, 2, 1))
    assert [one["title"] for one in told["campaigns"]] == ["Évaluation annuelle 2025"]
    line = next(line for line in told["pillars"][0]["lines"] if line["key"] == town.objectives[0].pk)

    assert line["years"][0]["engagement"][1] == "en cours de lancement"
    assert line["years"][0]["verdicts"] == [("accelerate", "en partie", 1)]
    client.force_login(town.team)
    page = client.get(reverse("evaluation:consolidation", args=[midterm.pk]))
    assert "en cours de lancement" in page.text


def test_these_pages_take_a_flat_number_of_queries(client, town, midterm, query_count_is_flat):
    client.force_login(town.team)

    def more():
        question = acts.add_evaluation_question(midterm, wording="Avec qui ?", by=town.team, at=AT)
        one = acts.add_criterion(question, wording="Les habitants", by=town.team, at=AT)
        indicator = IndicatorFactory(node=town.objectives[0])
        acts.edit_criterion(
            one, seen=1, by=town.team, at=AT, sources=f"monitoring.indicator:{indicator.pk}", reasons="x"
        )

    query_count_is_flat(reverse("evaluation:question_list", args=[midterm.pk]), more, at_most=20)


def test_the_page_of_a_campaign_takes_a_flat_number_of_queries(client, town, query_count_is_flat):
    campaign = town.sent()
    client.force_login(town.team)

    def more():
        NodeFactory(parent=town.pillars[1], title="Encore un")
        actions.update_sheets(campaign, by=town.team, at=AT)

    query_count_is_flat(reverse("evaluation:campaign_detail", args=[campaign.pk]), more, at_most=60)
