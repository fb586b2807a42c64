"""A frozen year says what it said, letter for letter, whatever is edited afterwards."""

import json
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from reciproque.accounts.actions import forget_person
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.engine import close_connections
from reciproque.core.refusals import Refused
from reciproque.enquiries.actions import accept_sheet, amend_answer, reopen_round, return_sheet
from reciproque.enquiries.choices import QuestionKind, RoundState, SheetState
from reciproque.enquiries.models import Answer, Question, Round, Sheet
from reciproque.enquiries.tests.factories import QuestionFactory
from reciproque.evaluation.actions.freezing import freeze_campaign
from reciproque.evaluation.actions.proposals import decide
from reciproque.evaluation.choices import CampaignState, Presence
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import (
    Attendance,
    Campaign,
    Criterion,
    EvaluationQuestion,
    Proposal,
    ResultVerdict,
    SessionSheet,
    Snapshot,
    SnapshotName,
    ValidationSession,
)
from reciproque.evaluation.queries.freezing import troubles_of
from reciproque.evaluation.tests.factories import CampaignFactory, SessionFactory, handed_over
from reciproque.framework.models import Node, Result, Tree
from reciproque.framework.tests.factories import NodeFactory, ResultFactory, TreeFactory
from reciproque.journal.models import Entry
from reciproque.monitoring.models import Indicator, Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory
from reciproque.organisations.models import Organisation
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 4, 2, 14, tzinfo=UTC)
ON = date(2026, 4, 2)


def accepted(campaign, **more):
    given = {"state": SheetState.ACCEPTED, "accepted_at": AT}
    return handed_over(campaign, **(given | more))


@pytest.fixture
def campaign():
    """A year with a bit of everything in it, ready to be frozen."""
    campaign = CampaignFactory(state=CampaignState.VALIDATING)
    node = NodeFactory(tree=TreeFactory(contract=campaign.contract), title="Accompagner les familles")
    result = ResultFactory(node=node)
    key = f"framework.result:{result.pk}"
    sheet = accepted(
        campaign,
        node=node,
        recipient=UserFactory(name="Aïssa Bencherif"),
        organisation=OrganisationFactory(name="Caisse d’allocations familiales"),
        items=json.dumps([{"key": key, "title": result.wording}]),
        blocks=json.dumps([{"heading": "Pilote", "facts": [["Pilote", "Aïssa Bencherif"]]}]),
    )
    done = QuestionFactory(round=campaign.round, key="done", wording="Qu’avez-vous fait ?")
    people = QuestionFactory(round=campaign.round, key="publics", kind=QuestionKind.PEOPLE)
    Answer.objects.create(sheet=sheet, question=done, value="Aïssa Bencherif a reçu 20 familles.", at=AT)
    Answer.objects.create(sheet=sheet, question=people, value="12 8", at=AT)
    ValueFactory(indicator=FedIndicatorFactory(node=node), period=202512, number=41.0)
    ResultVerdict.objects.create(
        campaign=campaign, result=result, voice="session", value="partly", evidence="Vu.", at=AT
    )
    question = EvaluationQuestion.objects.create(campaign=campaign, wording="À quoi bon ?")
    Criterion.objects.create(question=question, wording="Les familles viennent", judgement="reached")
    session = SessionFactory(campaign=campaign, closed_at=AT, notes="Riche échange.")
    SessionSheet.objects.create(session=session, sheet=sheet, outcome="accepted", position=1)
    Attendance.objects.create(session=session, person=sheet.recipient, presence=Presence.PRESENT)
    Attendance.objects.create(
        session=session, organisation=OrganisationFactory(name="Ville"), presence=Presence.EXCUSED
    )
    decide(campaign, kind="other", after="Réunir les bailleurs", session=session, by=None, at=AT)
    return campaign


def edit_everything(campaign):
    """What people, and the house, may do to all that the year was drawn from."""
    later = AT + timedelta(days=200)
    Campaign.objects.update(title="Autre titre", presented_on=date(2027, 1, 1))
    Round.objects.update(title="Autre enquête")
    type(campaign.contract).objects.update(name="Autre contrat")
    Sheet.objects.update(title="Autre fiche", place="Ailleurs", group="Autre axe", items="", blocks="")
    Sheet.objects.update(state=SheetState.SUBMITTED, reason="Non", organisation=OrganisationFactory())
    Question.objects.update(wording="Autre question", archived_at=later)
    Answer.objects.update(value="Autre réponse", comment="Autre")
    Tree.objects.update(archived_at=later)
    Node.objects.update(title="Autre objectif", archived_at=later)
    Result.objects.update(wording="Autre résultat", target="99")
    Indicator.objects.update(wording="Autre indicateur", unit="tonnes", archived_at=later, target=None)
    Value.objects.update(number=99999.0)
    ResultVerdict.objects.update(value="no", evidence="Autre")
    EvaluationQuestion.objects.update(wording="Autre", conclusion="Autre")
    Criterion.objects.update(wording="Autre", judgement="no")
    ValidationSession.objects.update(title="Autre séance", place="Ailleurs", notes="Rien", starts_at=later)
    SessionSheet.objects.update(outcome="returned", note="Autre")
    Attendance.objects.all().delete()
    Proposal.objects.update(after="Autre décision", state="applied", settled_at=later)
    Organisation.objects.update(name="Autre organisme")


def test_the_picture_of_a_frozen_year_is_that_of_its_day_whatever_is_edited(campaign):
    team = member_of(campaign.contract, "team")
    freeze_campaign(campaign, by=team, at=AT)
    campaign = Campaign.objects.get()
    before = json.dumps(picture_of(campaign, on=ON))
    assert (
        "Aïssa Bencherif a reçu 20 familles."
        in json.loads(before)["pillars"][0]["sheets"][0]["answers"]["done"][0]["said"]
    )

    edit_everything(campaign)
    User.objects.update(name="Autre nom")

    campaign = Campaign.objects.select_related("contract").get()
    assert json.dumps(picture_of(campaign, on=ON + timedelta(days=900))) == before
    assert troubles_of(Snapshot.objects.get()) == []


def test_a_frozen_picture_says_what_the_live_one_said(campaign):
    live = picture_of(campaign, on=ON)

    freeze_campaign(campaign, by=None, at=AT)

    frozen = picture_of(Campaign.objects.get(), on=ON)
    assert frozen["campaign"]["frozen_at"] == "2026-04-02T16:00+02:00"
    for one in (live, frozen):
        one["campaign"] = one["campaign"] | {"frozen_at": None, "state": "", "state_word": ""}
    assert frozen == live
    assert json.dumps(frozen) == json.dumps(live)  # in the same order


def test_a_person_can_be_forgotten_and_the_seal_still_holds(campaign):
    freeze_campaign(campaign, by=None, at=AT)
    person = SnapshotName.objects.get().person

    forget_person(person, by=None, at=AT)

    told = json.dumps(picture_of(Campaign.objects.get(), on=ON), ensure_ascii=False)
    assert "Bencherif" not in told
    assert "Bencherif" not in Snapshot.objects.get().body
    assert "(nom effacé) a reçu 20 familles." in told
    assert not SnapshotName.objects.exclude(name="", salt="").exists()
    assert troubles_of(Snapshot.objects.get()) == []


def test_whatever_is_changed_behind_the_house_is_named(campaign):
    freeze_campaign(campaign, by=None, at=AT)
    call_command("verify_years")
    SnapshotName.objects.update(name="Quelqu’un d’autre")
    assert troubles_of(Snapshot.objects.get()) == ["Le nom n° 1 ne correspond plus à son empreinte."]

    Snapshot.objects.update(body="{}")

    with pytest.raises(CommandError, match="1"):
        call_command("verify_years")


def test_a_freeze_names_the_sheets_that_it_would_leave_open(campaign):
    open_one = handed_over(campaign, title="Une fiche oubliée")

    with pytest.raises(Refused, match="Une fiche oubliée"):
        freeze_campaign(campaign, by=None, at=AT)
    freeze_campaign(campaign, left_open=[open_one.pk], by=None, at=AT)

    campaign.refresh_from_db()
    assert (campaign.state, campaign.frozen_at) == (CampaignState.FROZEN, AT)
    assert campaign.round.state == RoundState.CLOSED
    assert picture_of(campaign, on=ON)["missing"][0] == (
        "1 fiche est rendue mais pas validée : Une fiche oubliée."
    )


def test_a_freeze_waits_for_sessions_and_for_decisions_about_the_contract(campaign):
    node = NodeFactory(tree=TreeFactory(contract=campaign.contract))
    SessionFactory(campaign=campaign, title="Séance en cours")
    decide(campaign, kind="reword_objective", target_key=node.pk, after="Autre", by=None, at=AT)

    with pytest.raises(Refused) as refused:
        freeze_campaign(campaign, by=None, at=AT)

    assert [reason.split(":")[0].strip() for reason in refused.value.reasons] == [
        "Closez d’abord les séances",
        "Appliquez ou abandonnez d’abord les décisions des séances qui restent (1).",
    ]


def test_a_campaign_is_frozen_once(campaign):
    freeze_campaign(campaign, by=None, at=AT)

    with pytest.raises(Refused, match="déjà figée"):
        freeze_campaign(campaign, by=None, at=AT)


def test_nothing_is_frozen_of_a_campaign_that_asked_nothing_nor_by_a_reader():
    campaign = CampaignFactory()

    with pytest.raises(Refused, match="rien à figer"):
        freeze_campaign(campaign, by=None, at=AT)
    with pytest.raises(PermissionDenied):
        freeze_campaign(campaign, by=member_of(campaign.contract, "reader"), at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_people_freeze_at_the_same_instant():
    campaign = CampaignFactory(state=CampaignState.VALIDATING)
    accepted(campaign)
    team, gate, outcomes = member_of(campaign.contract, "team"), threading.Barrier(2), []

    def freeze():
        try:
            gate.wait(10)
            freeze_campaign(campaign, by=team, at=AT)
            outcomes.append("figée")
        except Refused as refused:
            outcomes.append(refused.reasons[0])
        finally:
            close_connections()

    threads = [threading.Thread(target=freeze) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["Cette campagne est déjà figée.", "figée"]
    assert Snapshot.objects.count() == 1
    assert Entry.objects.filter(act="campaign.frozen").count() == 1


def test_nothing_is_written_any_more_on_the_sheets_of_a_frozen_year(campaign):
    left = handed_over(campaign, title="Rendue, jamais validée")
    question = campaign.round.questions.get(key="done")
    freeze_campaign(campaign, left_open=[left.pk], by=None, at=AT)
    team = member_of(campaign.contract, "team")

    for deed in (
        lambda: amend_answer(left, question, value="Autre chose", by=team, at=AT),
        lambda: return_sheet(left, reason="À revoir", by=team, at=AT),
        lambda: accept_sheet(left, by=team, at=AT),
        lambda: reopen_round(campaign.round, by=team, at=AT),
    ):
        with pytest.raises(Refused, match="figée"):
            deed()
    left.refresh_from_db()
    assert left.state == SheetState.SUBMITTED
    assert not Answer.objects.filter(sheet=left).exists()
