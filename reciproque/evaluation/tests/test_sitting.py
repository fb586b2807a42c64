"""Validation sessions: planned with their agenda, held sheet by sheet, closed; and what goes wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.enquiries.choices import QuestionKind, SheetState
from reciproque.enquiries.models import Answer
from reciproque.enquiries.tests.factories import QuestionFactory
from reciproque.evaluation.actions import sessions, settling
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Attendance, SessionSheet
from reciproque.evaluation.rules.sessions import Attended, read_attendance
from reciproque.evaluation.tests.factories import (
    CampaignFactory,
    SessionFactory,
    SessionSheetFactory,
    handed_over,
)
from reciproque.journal.models import Entry
from reciproque.notices.actions import send_due
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 3, 12, 14, tzinfo=UTC)


def team_of(campaign):
    return member_of(campaign.contract, "team")


def test_a_session_is_planned_with_its_agenda_in_order():
    campaign = CampaignFactory()
    first, second = handed_over(campaign), handed_over(campaign)

    session = sessions.plan_session(
        campaign,
        title="Emploi",
        starts_at=AT,
        place="Mairie",
        sheets=[second, first],
        by=team_of(campaign),
        at=AT,
    )

    assert [row.sheet for row in session.agenda.all()] == [second, first]
    assert Entry.objects.get().act == "session.planned"


def test_a_sheet_of_another_contract_is_not_on_the_agenda():
    campaign = CampaignFactory()

    with pytest.raises(Refused, match="autre campagne"):
        sessions.plan_session(
            campaign,
            title="Emploi",
            starts_at=AT,
            sheets=[handed_over(CampaignFactory())],
            by=team_of(campaign),
            at=AT,
        )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": " ", "starts_at": AT}, "titre"),
        ({"title": "Emploi", "starts_at": None}, "quand"),
        ({"title": "Emploi", "starts_at": AT, "ends_at": AT - timedelta(hours=1)}, "après son début"),
    ],
)
def test_a_session_says_what_and_when(values, said):
    campaign = CampaignFactory()

    with pytest.raises(Refused, match=said):
        sessions.plan_session(campaign, by=team_of(campaign), at=AT, **values)


def test_a_reader_plans_nothing():
    campaign = CampaignFactory()

    with pytest.raises(PermissionDenied):
        sessions.plan_session(
            campaign, title="Emploi", starts_at=AT, by=member_of(campaign.contract, "reader"), at=AT
        )


def test_two_people_set_the_agenda_and_the_second_is_told():
    session = SessionFactory()
    team, one, other = team_of(session.campaign), handed_over(session.campaign), handed_over(session.campaign)
    seen = session.version
    sessions.set_agenda(session, [one], seen=seen, by=team, at=AT)

    with pytest.raises(Overtaken):
        sessions.set_agenda(session, [other], seen=seen, by=team, at=AT)

    assert [row.sheet for row in session.agenda.all()] == [one]


def test_what_was_settled_stays_on_the_agenda():
    row = SessionSheetFactory()
    team = team_of(row.session.campaign)
    settling.settle_sheet(row, outcome="accepted", by=team, at=AT)

    with pytest.raises(Refused, match="tranchée"):
        sessions.set_agenda(row.session, [], seen=None, by=team, at=AT)


def test_accepting_twice_by_a_double_click_is_accepting_once():
    row = SessionSheetFactory()
    team = team_of(row.session.campaign)

    for _ in range(2):
        settling.settle_sheet(row, outcome="accepted", seen=row.version, by=team, at=AT)

    row.refresh_from_db()
    assert (row.outcome, row.sheet.state) == ("accepted", SheetState.ACCEPTED)
    assert Entry.objects.filter(act="session.sheet_settled").count() == 1
    assert Entry.objects.filter(act="sheet.accepted").count() == 1


def test_who_settles_what_somebody_else_has_settled_since_is_told():
    row = SessionSheetFactory()
    team, seen = team_of(row.session.campaign), row.version
    settling.settle_sheet(row, outcome="accepted", seen=seen, by=team, at=AT)

    with pytest.raises(Overtaken):
        settling.settle_sheet(row, outcome="postponed", seen=seen, by=team, at=AT)


def test_a_return_says_what_is_to_be_reworked():
    row = SessionSheetFactory()
    team = team_of(row.session.campaign)

    with pytest.raises(Refused, match="à reprendre"):
        settling.settle_sheet(row, outcome="returned", note="  ", by=team, at=AT)
    settling.settle_sheet(row, outcome="returned", note="Précisez les effectifs.", by=team, at=AT)

    row.refresh_from_db()
    assert (row.sheet.state, row.sheet.reason) == (SheetState.RETURNED, "Précisez les effectifs.")


def test_a_session_may_change_its_mind():
    row = SessionSheetFactory()
    team = team_of(row.session.campaign)
    settling.settle_sheet(row, outcome="accepted", by=team, at=AT)

    settling.settle_sheet(row, outcome="returned", note="À la réflexion, non.", by=team, at=AT)

    row.refresh_from_db()
    assert (row.outcome, row.sheet.state) == ("returned", SheetState.RETURNED)


def test_a_sheet_that_was_not_handed_over_is_postponed_only():
    campaign = CampaignFactory()
    sheet = handed_over(campaign, state=SheetState.SENT, submitted_at=None)
    row = SessionSheetFactory(session=SessionFactory(campaign=campaign), sheet=sheet)
    team = team_of(campaign)

    with pytest.raises(Refused, match="reportez-la"):
        settling.settle_sheet(row, outcome="accepted", by=team, at=AT)
    settling.settle_sheet(row, outcome="postponed", by=team, at=AT)

    row.refresh_from_db()
    assert (row.outcome, row.sheet.state) == ("postponed", SheetState.SENT)


def test_nothing_is_settled_before_the_session_is_open_nor_with_a_word_of_nobody():
    row = SessionSheetFactory(session__opened_at=None)
    team = team_of(row.session.campaign)

    with pytest.raises(Refused, match="Ouvrez"):
        settling.settle_sheet(row, outcome="accepted", by=team, at=AT)
    with pytest.raises(Refused, match="valider"):
        settling.settle_sheet(row, outcome="avalée", by=team, at=AT)


def test_amended_answers_leave_their_trace_and_the_sheet_is_accepted():
    row = SessionSheetFactory()
    people = QuestionFactory(round=row.sheet.round, key="publics", kind=QuestionKind.PEOPLE)
    Answer.objects.create(sheet=row.sheet, question=people, value="12 8", at=AT)
    team = team_of(row.session.campaign)

    settling.amend_sheet(
        row, {("publics", ""): ("14 ; 8", "given", "")}, note="Compté en séance.", by=team, at=AT
    )

    row.refresh_from_db()
    assert (row.outcome, row.sheet.state) == ("amended", SheetState.ACCEPTED)
    assert row.sheet.answers.get().value == "14 8"
    assert Entry.objects.filter(act="sheet.answer_amended").count() == 1


def test_an_amendment_that_cannot_be_read_changes_nothing_and_names_its_question():
    row = SessionSheetFactory()
    QuestionFactory(round=row.sheet.round, key="done", wording="Qu’avez-vous fait ?")
    QuestionFactory(round=row.sheet.round, key="publics", kind=QuestionKind.PEOPLE, wording="Combien ?")
    answers = {("done", ""): ("Tout.", "given", ""), ("publics", ""): ("beaucoup", "given", "")}

    with pytest.raises(Refused, match=r"Combien \?"):
        settling.amend_sheet(row, answers, by=team_of(row.session.campaign), at=AT)

    row.refresh_from_db()
    assert (row.outcome, row.sheet.answers.count()) == ("", 0)


def test_a_session_closes_when_every_sheet_has_its_outcome():
    row = SessionSheetFactory()
    team = team_of(row.session.campaign)

    with pytest.raises(Refused, match="Reportez"):
        sessions.close_session(row.session, by=team, at=AT)
    settling.settle_sheet(row, outcome="postponed", by=team, at=AT)
    sessions.close_session(row.session, by=team, at=AT)

    with pytest.raises(Refused, match="close"):
        settling.settle_sheet(SessionSheet.objects.get(), outcome="accepted", by=team, at=AT)


def test_a_frozen_campaign_sits_no_more():
    session = SessionFactory()
    campaign, team = session.campaign, team_of(session.campaign)
    campaign.state, campaign.frozen_at = CampaignState.FROZEN, AT
    campaign.save()

    for deed in (
        lambda: sessions.plan_session(campaign, title="Encore", starts_at=AT, by=team, at=AT),
        lambda: sessions.edit_session(session, seen=None, title="Autre", by=team, at=AT),
        lambda: sessions.write_notes(session, notes="Non", seen=None, by=team, at=AT),
        lambda: sessions.set_attendance(session, [], seen=None, by=team, at=AT),
    ):
        with pytest.raises(Refused, match="figée"):
            deed()


def test_attendance_is_typed_a_line_each():
    rows = read_attendance(
        "Conseil citoyen, coprésidente\nCAF – excusée\n\nBailleur – Le Havre – absent\nM. Martin – DDETS"
    )

    assert [(one.name, one.presence) for one in rows] == [
        ("Conseil citoyen, coprésidente", "present"),
        ("CAF", "excused"),
        ("Bailleur – Le Havre", "absent"),
        ("M. Martin – DDETS", "present"),
    ]


def test_nobody_is_twice_in_the_list():
    session, body = SessionFactory(), OrganisationFactory(name="CAF")
    team = team_of(session.campaign)
    twice = [Attended("present", organisation=body), Attended("absent", organisation=body)]

    with pytest.raises(Refused, match="deux fois"):
        sessions.set_attendance(session, twice, seen=None, by=team, at=AT)
    sessions.set_attendance(session, twice[:1], seen=None, by=team, at=AT)

    assert Attendance.objects.get().organisation == body


def test_a_convening_brings_the_agenda_and_an_invitation():
    row = SessionSheetFactory(session__starts_at=AT + timedelta(days=9), session__place="Hôtel de ville")
    person = UserFactory()

    sessions.convene(row.session, [person], message="Venez tôt.", by=team_of(row.session.campaign), at=AT)
    send_due(AT)

    (sent,) = mail.outbox
    assert row.sheet.title in sent.body
    assert "Venez tôt." in sent.body
    name, text, kind = sent.attachments[0]
    assert (name, kind) == ("invitation.ics", "text/calendar")
    assert f"UID:seance-{row.session.pk}@" in text
    assert "LOCATION:Hôtel de ville" in text


def test_nobody_is_convened_to_a_session_that_is_over():
    session = SessionFactory(starts_at=AT - timedelta(days=1))
    team = team_of(session.campaign)

    with pytest.raises(Refused, match="déjà eu lieu"):
        sessions.convene(session, [UserFactory()], by=team, at=AT)
    with pytest.raises(Refused, match="au moins une personne"):
        sessions.convene(SessionFactory(campaign=session.campaign), [], by=team, at=AT - timedelta(days=2))
