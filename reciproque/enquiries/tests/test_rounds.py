"""Rounds prepared, opened, closed; their questions; sheets made ready in bulk."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.accounts.models import Link
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import RoundState, SheetState, Step
from reciproque.enquiries.models import Answer, Round
from reciproque.enquiries.rules.asking import AskedOf
from reciproque.enquiries.rules.rounds import reminder_days
from reciproque.enquiries.rules.sheets import blocks_of, items_of
from reciproque.enquiries.tests.conftest import NOW
from reciproque.enquiries.tests.factories import QuestionFactory, RoundFactory, SheetFactory
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice

DATES = {"due_on": date(2026, 3, 15), "closes_on": date(2026, 4, 1)}


@pytest.fixture
def draft():
    round_ = RoundFactory(state=RoundState.DRAFT, opened_at=None, opens_on=None)
    QuestionFactory(round=round_, key="done", carries_over=True)
    return round_


def prepare(contract, team, **values):
    return actions.prepare_round(
        contract, kind="enquiries.survey", title="Votre avis", by=team, at=NOW, **{**DATES, **values}
    )


def test_a_team_prepares_a_round_and_nobody_else_does():
    contract = ContractFactory()

    round_ = prepare(contract, member_of(contract), reminder_days="+8, -3")

    assert (round_.state, round_.reminder_days) == (RoundState.DRAFT, "-3 8")
    assert Entry.objects.filter(act="round.prepared", contract_id=contract.pk).count() == 1
    with pytest.raises(PermissionDenied):
        prepare(contract, member_of(contract, "reader"))
    with pytest.raises(PermissionDenied):
        prepare(contract, member_of(ContractFactory()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"closes_on": date(2026, 3, 1)},
        {"opens_on": date(2026, 3, 16)},
        {"reminder_days": "lundi"},
        {"reminder_days": "900"},
        {"reminder_days": " ".join(str(day) for day in range(20))},
        {"kind": "nulle.part"},
    ],
)
def test_a_round_that_makes_no_sense_is_refused(wrong):
    contract = ContractFactory()

    with pytest.raises(Refused):
        actions.prepare_round(
            contract,
            **{"kind": "enquiries.survey", "title": "Votre avis", **DATES, **wrong},
            by=member_of(contract),
            at=NOW,
        )


def test_days_of_reminders_are_read_in_order_each_once():
    assert reminder_days("8, -14 −3 +8") == [-14, -3, 8]


def test_questions_are_those_of_last_year(round_, team, done):
    actions.archive_question(round_.questions.get(key="count"), by=team, at=NOW)

    again = prepare(round_.contract, team, copy_of=round_)

    assert [(q.key, q.wording, q.required) for q in queries.live_questions(again)] == [
        ("done", done.wording, True)
    ]


def test_opening_sends_one_mail_a_person(draft):
    team, person = member_of(draft.contract), UserFactory()
    SheetFactory.create_batch(3, round=draft, recipient=person, state=SheetState.READY, sent_at=None)
    nobody = SheetFactory(round=draft, recipient=None, state=SheetState.READY, sent_at=None)

    actions.open_round(draft, by=team, at=NOW)

    notice = Notice.objects.get(kind="enquiries.sheets")
    assert notice.person_id == person.pk
    assert "3 fiches" in notice.subject
    assert notice.url.startswith("/fiches/")
    assert set(queries.sheets_of(draft).exclude(pk=nobody.pk).values_list("state", flat=True)) == {"sent"}
    nobody.refresh_from_db()
    assert nobody.state == SheetState.READY
    link = Link.objects.get(user=person)
    assert (link.subject_label, link.subject_key) == ("enquiries.round", draft.pk)
    assert link.expires_at.date() > draft.closes_on


@pytest.mark.parametrize("lack", ["questions", "sheets", "time"])
def test_a_round_that_nobody_could_answer_is_not_opened(draft, lack):
    if lack != "sheets":
        SheetFactory(round=draft, state=SheetState.READY, sent_at=None)
    if lack == "questions":
        draft.questions.all().delete()
    at = NOW.replace(year=2027) if lack == "time" else NOW

    with pytest.raises(Refused) as refusal:
        actions.open_round(draft, by=member_of(draft.contract), at=at)

    assert len(refusal.value.reasons) == 1


def test_another_last_day_moves_the_end_of_links_that_were_sent(draft):
    team = member_of(draft.contract)
    SheetFactory(round=draft, state=SheetState.READY, sent_at=None)
    round_ = actions.open_round(draft, by=team, at=NOW)
    before = Link.objects.get().expires_at

    actions.edit_round(round_, seen=round_.version, closes_on=date(2026, 4, 30), by=team, at=NOW)

    assert (Link.objects.get().expires_at - before).days == 30
    with pytest.raises(Overtaken):
        actions.edit_round(round_, seen=round_.version, title="Autre", by=team, at=NOW)


def test_a_round_is_closed_and_reopened(round_, team):
    actions.close_round(round_, by=team, at=NOW)
    with pytest.raises(Refused):
        actions.close_round(round_, by=team, at=NOW)

    actions.reopen_round(round_, by=team, at=NOW)

    assert Round.objects.get().state == RoundState.OPEN
    actions.close_round(round_, by=team, at=NOW)
    with pytest.raises(Refused, match="passée"):
        actions.reopen_round(round_, by=team, at=NOW.replace(year=2027))


def test_questions_move_and_leave(round_, team, done, count):
    third = actions.add_question(round_, wording="Et ensuite ?", by=team, at=NOW)

    actions.move_question(third, up=True, by=team, at=NOW)
    actions.move_question(third, up=True, by=team, at=NOW)
    actions.move_question(third, up=True, by=team, at=NOW)
    actions.archive_question(count, by=team, at=NOW)

    assert [q.key for q in queries.live_questions(round_)] == ["et-ensuite", "done"]


def test_a_question_that_was_answered_stays_what_it_is(round_, team, sheet):
    choice = actions.add_question(
        round_, wording="Où ?", kind="choice", options="Ici\nLà\nPartout", by=team, at=NOW
    )
    actions.save_answer(sheet, choice, value="la", by=sheet.recipient, at=NOW)

    actions.edit_question(choice, seen=choice.version, options="Là\nPartout", by=team, at=NOW)
    with pytest.raises(Refused, match="Là"):
        actions.edit_question(choice, seen=None, options="Ici\nPartout", by=team, at=NOW)
    with pytest.raises(Refused, match="nature"):
        actions.edit_question(choice, seen=None, kind="long", by=team, at=NOW)
    with pytest.raises(Refused, match="choix"):
        actions.add_question(round_, wording="Et ?", kind="choice", options="seul", by=team, at=NOW)


def test_sheets_are_prepared_once_and_brought_up_to_date(draft):
    team, person = member_of(draft.contract), UserFactory()
    asked = [
        AskedOf("x.y", n, f"Sujet {n}", recipient=person, items=[{"key": "a", "title": "A"}]) for n in (1, 2)
    ]
    first = actions.prepare_sheets(draft, asked, by=team, at=NOW)
    sent = SheetFactory(round=draft, subject_label="x.y", subject_key=3, title="Avant", state="accepted",
                        submitted_at=NOW, accepted_at=NOW)  # fmt: skip

    again = actions.prepare_sheets(
        draft,
        [
            AskedOf("x.y", 3, "Après"),
            AskedOf("x.y", 2, "Sujet 2 bis", blocks=[{"heading": "Chiffres"}], recipient=UserFactory()),
            AskedOf("x.y", 4, "Nouveau"),
        ],
        by=team,
        at=NOW,
    )

    assert [one.title for one in again] == ["Avant", "Sujet 2 bis", "Nouveau"]
    assert again[0].pk == sent.pk
    second = again[1]
    second.refresh_from_db()
    assert (second.pk, second.recipient) == (first[1].pk, person)
    assert (blocks_of(second), items_of(second)) == ([{"heading": "Chiffres"}], [])
    assert [step.step for step in first[0].steps.all()] == [Step.PREPARED]
    assert first[0].participations.get().user == person


def test_answers_that_carry_over_come_from_last_year(draft, team, sheet, done):
    actions.save_answer(sheet, done, value="Deux ateliers", by=sheet.recipient, at=NOW)
    asked = AskedOf("x.y", 1, "Sujet", previous=sheet)

    new = actions.prepare_sheets(draft, [asked], by=None, at=NOW)

    answer = Answer.objects.get(sheet=new[0])
    assert (answer.value, answer.brought_over, answer.question.round_id) == ("Deux ateliers", True, draft.pk)


def test_preparing_many_sheets_costs_the_same_number_of_questions(draft):
    person = UserFactory()

    def count_of(numbers):
        asked = [AskedOf("x.y", n, f"Sujet {n}", recipient=person) for n in numbers]
        with CaptureQueriesContext(connection) as told:
            actions.prepare_sheets(draft, asked, by=None, at=NOW)
        return len(told)

    assert count_of(range(1, 4)) == count_of(range(10, 40))


def test_the_same_subject_twice_is_refused(draft):
    with pytest.raises(Refused):
        actions.prepare_sheets(draft, [AskedOf("x.y", 1, "A"), AskedOf("x.y", 1, "B")], by=None, at=NOW)
