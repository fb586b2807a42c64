"""The picture of a campaign: its structure, its order, what it must not tell, and its cost."""

import json
from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.enquiries.choices import AnswerStatus, QuestionKind, SheetState
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory, SheetFactory
from reciproque.evaluation.choices import Voice
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import ResultVerdict
from reciproque.evaluation.tests.factories import CampaignFactory
from reciproque.framework.tests.factories import (
    NodeFactory,
    RecommendationFactory,
    ResultFactory,
    TreeFactory,
)
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory

AT = datetime(2026, 2, 20, 9, tzinfo=UTC)
ON = date(2026, 3, 1)


def answer(sheet, question, value, **more):
    return Answer.objects.create(sheet=sheet, question=question, value=value, at=AT, **more)


def pillar_of(campaign):
    return NodeFactory(tree=TreeFactory(contract=campaign.contract), title="Réussir", code="A")


def sheet_on(campaign, pillar, *, state=SheetState.SUBMITTED, **more):
    node = NodeFactory(parent=pillar)
    return SheetFactory(
        round=campaign.round,
        subject_label="framework.node",
        subject_key=node.pk,
        title=str(node),
        group_key=pillar.pk,
        group=str(pillar),
        state=state,
        submitted_at=AT if state in (SheetState.SUBMITTED, SheetState.ACCEPTED) else None,
        accepted_at=AT if state == SheetState.ACCEPTED else None,
        **more,
    )


def test_a_picture_is_plain_data_in_the_structure_agreed():
    campaign = CampaignFactory()

    told = picture_of(campaign, on=ON)

    assert set(told) == {
        "format",
        "campaign",
        "questions",
        "pillars",
        "figures",
        "indicators",
        "evaluation_questions",
        "sessions",
        "proposals",
        "recommendations",
        "missing",
        "consolidated",
    }
    assert json.loads(json.dumps(told)) == told


def test_sheets_stand_under_their_pillar_with_what_was_said():
    campaign = CampaignFactory()
    pillar = pillar_of(campaign)
    engagement = QuestionFactory(
        round=campaign.round,
        key="engagement",
        kind=QuestionKind.CHOICE,
        options="done = réalisé\nlaunching = en cours de lancement",
    )
    people = QuestionFactory(round=campaign.round, key="publics", kind=QuestionKind.PEOPLE)
    sheet = sheet_on(campaign, pillar)
    answer(sheet, engagement, "done")
    answer(sheet, people, "12 8")

    told = picture_of(campaign, on=ON)

    assert [one["title"] for one in told["pillars"]] == ["A Réussir"]
    (shown,) = told["pillars"][0]["sheets"]
    assert shown["answers"]["engagement"][0]["said"] == "réalisé"
    assert shown["answers"]["publics"][0]["value"] == "12 8"
    assert shown["submitted_on"] == "2026-02-20"
    assert told["figures"]["people"]["women"] == 12
    assert told["pillars"][0]["figures"]["engagement"]["done"] == 1
    assert told["questions"][0]["options"] == {"done": "réalisé", "launching": "en cours de lancement"}


def test_a_draft_is_nobodys_business():
    campaign = CampaignFactory()
    done = QuestionFactory(round=campaign.round, key="done")
    sheet = sheet_on(campaign, pillar_of(campaign), state=SheetState.BEGUN)
    answer(sheet, done, "Un brouillon que personne ne doit lire.")

    told = picture_of(campaign, on=ON)

    assert told["pillars"][0]["sheets"][0]["answers"] == {}
    assert "brouillon" not in json.dumps(told, ensure_ascii=False)
    assert told["missing"][0] == f"1 fiche n’a pas été rendue : {sheet.title}."


def test_the_lead_s_verdict_is_that_of_the_sheet_until_it_is_written_down_apart():
    campaign = CampaignFactory()
    result = ResultFactory(node=NodeFactory(tree=TreeFactory(contract=campaign.contract)))
    key = f"framework.result:{result.pk}"
    verdicts = QuestionFactory(
        round=campaign.round,
        key="verdicts",
        kind=QuestionKind.EACH,
        options="reached = atteint\npartly = en partie",
    )
    items = json.dumps([{"key": key, "title": result.wording, "remark": "40 familles"}])
    sheet = sheet_on(campaign, pillar_of(campaign), items=items)
    answer(sheet, verdicts, "reached", item=key, comment="Comptage de décembre.")

    def voices():
        told = picture_of(campaign, on=ON)["pillars"][0]["sheets"][0]["verdicts"]
        return [(one["voice"], one["value"], one["evidence"]) for one in told]

    assert voices() == [("lead", "reached", "Comptage de décembre.")]
    given = {"campaign": campaign, "result": result, "at": AT}
    ResultVerdict.objects.create(voice=Voice.SESSION, value="partly", evidence="Deux quartiers.", **given)
    assert voices() == [
        ("lead", "reached", "Comptage de décembre."),
        ("session", "partly", "Deux quartiers."),
    ]
    ResultVerdict.objects.create(voice=Voice.LEAD, value="no", evidence="Relu.", **given)
    assert [value for _voice, value, _evidence in voices()] == ["no", "partly"]


def test_indicators_are_those_of_the_period_although_later_years_are_known():
    campaign = CampaignFactory()
    pillar = pillar_of(campaign)
    sheet_on(campaign, pillar)
    indicator = FedIndicatorFactory(node=NodeFactory(parent=pillar))
    FedIndicatorFactory(node=None, contract=campaign.contract, wording="Sans objectif")
    ValueFactory(indicator=indicator, period=202412, number=12.0)
    ValueFactory(indicator=indicator, period=202512, number=18.0)
    ValueFactory(indicator=indicator, period=202612, number=99.0)

    told = picture_of(campaign, on=date(2027, 3, 1))["indicators"]

    shown = {one["key"]: one for one in told}[indicator.pk]
    assert (shown["period"], shown["number"], shown["pillar_key"]) == ("2025", 18.0, pillar.pk)
    assert shown["state"] == "better"
    assert {one["wording"] for one in told if one["pillar_key"] is None} == {"Sans objectif"}


def test_a_campaign_of_some_pillars_tells_of_no_other_indicator():
    campaign = CampaignFactory()
    pillar = pillar_of(campaign)
    campaign.pillars.add(pillar)
    sheet_on(campaign, pillar)
    FedIndicatorFactory(node=NodeFactory(tree=pillar.tree))

    assert picture_of(campaign, on=ON)["indicators"] == []


def test_what_is_not_applicable_or_unknown_is_told_apart():
    campaign = CampaignFactory()
    amount = QuestionFactory(round=campaign.round, key="ordinary_amount", kind=QuestionKind.AMOUNT)
    pillar = pillar_of(campaign)
    answer(sheet_on(campaign, pillar), amount, "", status=AnswerStatus.NOT_APPLICABLE)
    answer(sheet_on(campaign, pillar), amount, "", status=AnswerStatus.UNKNOWN)
    answer(sheet_on(campaign, pillar), amount, "0.00")
    sheet_on(campaign, pillar)

    told = picture_of(campaign, on=ON)

    said = [
        one["answers"].get("ordinary_amount", [{}])[0].get("said") for one in told["pillars"][0]["sheets"]
    ]
    assert said == ["sans objet", "ne sait pas", "0\u00a0€", None]
    assert (told["figures"]["ordinary_amount"], told["figures"]["amount_sheets"]) == ("0.00", 1)


def test_a_picture_costs_the_same_whatever_the_number_of_sheets():
    campaign = CampaignFactory()
    pillar = pillar_of(campaign)
    question = QuestionFactory(round=campaign.round, key="done")
    counts = []
    for rows in (1, 5):
        for _ in range(rows):
            answer(sheet_on(campaign, pillar), question, "Fait.")
            ValueFactory(indicator=FedIndicatorFactory(node=NodeFactory(parent=pillar)), period=202512)
        with CaptureQueriesContext(connection) as queries:
            picture_of(campaign, on=ON)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 22, counts


def test_recommendations_of_the_time_are_told_with_what_became_of_them():
    campaign = CampaignFactory()
    RecommendationFactory(contract=campaign.contract, wording="Simplifier", due_on=date(2026, 2, 1))
    RecommendationFactory(contract=campaign.contract, wording="Plus tard", given_on=date(2026, 5, 1))

    told = picture_of(campaign, on=ON)["recommendations"]

    assert [(one["wording"], one["state_word"], one["late"]) for one in told] == [
        ("Simplifier", "à examiner", True)
    ]


def test_readers_are_told_what_was_accepted():
    campaign = CampaignFactory()
    pillar, done = pillar_of(campaign), QuestionFactory(round=campaign.round, key="done")
    answer(sheet_on(campaign, pillar), done, "Rendu.")
    answer(sheet_on(campaign, pillar, state=SheetState.ACCEPTED), done, "Validé.")

    told = json.dumps(picture_of(campaign, on=ON, accepted_only=True))

    assert "Rendu." not in told
    assert "Valid\\u00e9." in told


def test_a_mid_term_campaign_puts_the_years_of_its_period_together():
    midterm = CampaignFactory(kind="midterm", starts_on=date(2024, 1, 1), ends_on=date(2026, 6, 30))
    for year in (2023, 2024, 2025):
        annual = CampaignFactory(
            round__contract=midterm.contract,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            title=str(year),
        )
        people = QuestionFactory(round=annual.round, key="publics", kind=QuestionKind.PEOPLE)
        answer(sheet_on(annual, pillar_of(annual)), people, "10 5")

    told = picture_of(midterm, on=ON)["consolidated"]

    assert [one["title"] for one in told["campaigns"]] == ["2024", "2025"]
    assert (told["people"]["women"], told["people"]["men"]) == (20, 10)
