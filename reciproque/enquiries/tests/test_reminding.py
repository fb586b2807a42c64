"""Who is reminded when: the rule over random lives of sheets, and what leaves in the morning."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.accounts.actions import close_account
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core.engine import close_connections
from reciproque.core.refusals import Refused
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import SheetState, Step
from reciproque.enquiries.models import Reminder, SheetStep
from reciproque.enquiries.rules.reminding import TOGETHER, Pending, due_today, next_day, plan
from reciproque.enquiries.tests.factories import RoundFactory, SheetFactory
from reciproque.notices import actions as notices
from reciproque.notices.models import Notice

DAY = timedelta(days=1)
START = date(2026, 2, 1)
DUE = date(
    2026, 2, 27
)  # of the factory’s round: reminders on the 13th and 24th of February, the 2nd and 7th of March


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


days = st.integers(0, 60).map(lambda n: START + n * DAY)


@st.composite
def lives(draw):
    """Sheets of some persons, and for each the day on which it stops waiting (answered, refused, excused)."""
    sheets = []
    for key in range(draw(st.integers(1, 6))):
        since = START + draw(st.integers(0, 20)) * DAY
        due = since + draw(st.integers(0, 30)) * DAY
        sheets.append(
            (
                Pending(
                    sheet=key,
                    person=draw(st.sampled_from([1, 2, None])),
                    due_on=due,
                    closes_on=due + draw(st.integers(0, 20)) * DAY,
                    days=tuple(draw(st.lists(st.integers(-20, 20), max_size=5))),
                    since=since,
                    paused_until=draw(st.none() | days),
                ),
                draw(st.none() | days),
            )
        )
    return sheets, draw(st.sets(days, max_size=10))  # days on which the server stood still


@pytest.mark.once
@settings(max_examples=300, deadline=None)
@given(lives())
def test_nobody_is_harassed_and_nobody_is_forgotten(life):
    sheets, still = life
    sent: dict[int, set[date]] = {}
    reminded: dict[int, set[date]] = {one.sheet: set() for one, _ends in sheets}
    for on in (START + n * DAY for n in range(75)):
        waiting = [
            replace(one, reminded=frozenset(reminded[one.sheet]))
            for one, ends in sheets
            if (ends is None or on < ends) and on >= one.since
        ]
        told = due_today(waiting, sent, on)
        assert len({one.person for one in told}) == len(told)
        if on in still:
            continue
        for one in told:
            assert on not in sent.setdefault(one.person, set())
            sent[one.person].add(on)
            for key in one.sheets:
                pending = next(p for p in waiting if p.sheet == key)
                assert pending.person == one.person
                assert pending.since < on + TOGETHER <= pending.closes_on + TOGETHER
                assert not (pending.paused_until and on + TOGETHER <= pending.paused_until)
                reminded[key].add(on)
        after = due_today(
            [replace(p, reminded=frozenset(reminded[p.sheet])) for p in waiting],
            sent,
            on,
        )
        assert after == []
    for one, ends in sheets:
        planned = {one.due_on + n * DAY for n in one.days}
        assert len(reminded[one.sheet]) <= len(planned)
        for day in planned:
            lives_on = ends is None or day < ends
            free = day > max(one.since, one.paused_until or one.since) and day <= one.closes_on
            if one.person and lives_on and free and not still:
                assert any(day - TOGETHER <= on <= day for on in reminded[one.sheet])


@pytest.mark.once
def test_a_reminder_that_could_not_leave_leaves_within_a_week():
    sheet = Pending(1, 1, DUE, DUE + 30 * DAY, (-3,), START)

    assert [next_day(sheet, DUE + n * DAY) for n in (-5, 0, 4, 5)] == [
        DUE - 3 * DAY,
        DUE,
        DUE + 4 * DAY,
        None,
    ]


@pytest.mark.once
def test_sheets_of_one_person_go_together():
    sheets = [Pending(n, 7, DUE + n * DAY, DUE + 30 * DAY, (-3,), START) for n in (0, 2, 3)]

    planned = plan(sheets, {7: {DUE - 3 * DAY}}, START)

    assert (planned[7].on, planned[7].sheets) == (DUE - 2 * DAY, (0, 2, 3))


def test_reminders_leave_in_the_morning_once_a_person(round_):
    person = UserFactory()
    sheets = [
        SheetFactory(round=round_, recipient=person),
        SheetFactory(round=RoundFactory(), recipient=person),
    ]
    answered = SheetFactory(round=round_, state=SheetState.SUBMITTED, submitted_at=morning(START))
    day = DUE - 14 * DAY

    assert actions.send_reminders(morning(day).replace(hour=5)) == 0
    assert [actions.send_reminders(morning(day)) for _ in range(3)] == [1, 0, 0]

    notice = Notice.objects.get(kind="enquiries.reminder")
    assert notice.person_id == person.pk
    assert all(one.title in notice.body for one in sheets)
    assert Reminder.objects.get().sheets == 2
    steps = SheetStep.objects.filter(step=Step.REMINDED)
    assert {step.sheet_id for step in steps} == {one.pk for one in sheets}
    assert answered.title not in notice.body


def test_the_next_reminder_is_shown_and_moves_with_what_happens(sheet, team):
    def shown():
        return queries.reminder_plan(sheet.round, START).get(sheet.pk)

    before = shown()
    actions.pause_reminders(sheet, until=DUE, by=team, at=morning(START))
    paused = shown()
    actions.extend_sheet(sheet, due_on=DUE + 10 * DAY, by=team, at=morning(START))
    extended = shown()
    actions.refuse_sheet(sheet, reason="Non", by=sheet.recipient, at=morning(START))

    assert [before, paused, extended, shown()] == [DUE - 14 * DAY, DUE + DAY, DUE + 7 * DAY, None]


def test_in_the_body_s_check_it_is_the_checker_who_is_reminded(round_, done, team):
    checker = UserFactory()
    sheet = SheetFactory(round=round_, checker=checker)
    round_.needs_check = True
    round_.save()
    actions.set_recipient(sheet, checker=UserFactory(), by=team, at=morning(START))
    actions.set_recipient(sheet, checker=checker, by=team, at=morning(START))
    actions.save_answer(sheet, done, value="Fait", by=sheet.recipient, at=morning(START))
    actions.submit_sheet(sheet, by=sheet.recipient, at=morning(START))

    actions.send_reminders(morning(DUE - 14 * DAY))

    assert Notice.objects.get(kind="enquiries.reminder").person_id == checker.pk


def test_who_left_or_wants_no_more_is_left_alone(round_):
    gone, tired = (SheetFactory(round=round_).recipient for _ in range(2))
    close_account(gone, by=None, at=morning(START))
    notices.stop(tired.pk, "enquiries.reminder", at=morning(START))

    assert queries.reminder_plan(round_, START) == {}
    assert actions.send_reminders(morning(DUE - 14 * DAY)) == 0


def test_the_team_reminds_at_once_and_not_twice_a_day(round_, team):
    sheets = [SheetFactory(round=round_) for _ in range(3)]
    actions.pause_reminders(sheets[2], until=DUE, by=team, at=morning(START))
    day = morning(DUE - 15 * DAY)

    assert actions.remind_now(sheets[:2], by=team, at=day) == (2, 0)
    assert actions.remind_now(sheets, by=team, at=day) == (0, 3)
    assert actions.send_reminders(day + DAY) == 0  # told yesterday: covered
    with pytest.raises(Refused):
        actions.remind_now([SheetFactory(round=round_, state="submitted", submitted_at=day)], by=team, at=day)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_that_remind_the_same_person_at_the_same_instant_write_once():
    person = UserFactory()
    rounds = [RoundFactory() for _ in range(4)]
    asked = [(SheetFactory(round=one, recipient=person), member_of(one.contract)) for one in rounds]
    start = Barrier(len(asked))

    def remind(sheet, team):
        try:
            start.wait(timeout=10)
            return actions.remind_now([sheet], by=team, at=morning(DUE))[0]
        finally:
            close_connections()

    with ThreadPoolExecutor(len(asked)) as pool:
        done = list(pool.map(lambda pair: remind(*pair), asked))

    assert sum(done) == 1
    assert (Reminder.objects.count(), Notice.objects.filter(kind="enquiries.reminder").count()) == (1, 1)
