"""A long work from the asking to its end, whichever end that is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from reciproque.core import registers
from reciproque.core.refusals import Refused
from reciproque.jobs.actions import Lost, ask, cancel, forget_old, recover, run_next
from reciproque.jobs.choices import ATTEMPTS, BROKEN_OFF, LEASE, JobState
from reciproque.jobs.models import Job
from reciproque.jobs.queries import jobs_asked_by, jobs_of_contract

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def kind(monkeypatch):
    """Hang a work for this test only."""
    kept = registers.Register()
    monkeypatch.setattr(registers, "job_kinds", kept)

    def hang(run, key="test.work"):
        kept.hang(registers.JobKind(key, "travail d’essai", run))

    return hang


def asked(payload=None, kind="test.work", **facts):
    return ask(kind, payload or {}, by=None, at=AT, **facts)


def test_a_work_is_done_with_what_was_asked_and_keeps_its_result(kind, someone):
    kind(lambda work: {"sum": work.payload["a"] + 1, "euros": Decimal("1.50"), "by": work.asked_by_id})
    job = ask("test.work", {"a": 2, "person": someone}, by=someone, at=AT, contract=9)

    done = run_next("w", AT)

    assert (done.pk, done.state, done.share) == (job.pk, JobState.DONE, 1.0)
    assert done.result == {"sum": 3, "euros": "1.50", "by": someone.pk}
    assert done.payload == {"a": 2, "person": someone.pk}
    assert (done.claimed_by, done.lease_until, done.attempts) == ("", None, 1)
    assert list(jobs_asked_by(someone.pk)) == list(jobs_of_contract(9)) == [done]


def test_the_oldest_comes_first_and_then_there_is_nothing(kind):
    names = []
    kind(lambda work: names.append(work.payload["name"]))
    for name in ("a", "b", "c"):
        asked({"name": name})

    results = [run_next("w", AT) for _ in range(4)]

    assert names == ["a", "b", "c"]
    assert results[3] is None


def test_a_kind_that_nobody_hung_is_an_error_at_once(kind):
    with pytest.raises(LookupError, match=r"test\.unknown"):
        asked(kind="test.unknown")


def test_a_worker_leaves_what_it_does_not_know_to_others(kind, monkeypatch):
    kind(lambda work: None)
    job = asked()
    monkeypatch.setattr(registers, "job_kinds", registers.Register())

    assert run_next("w", AT) is None
    job.refresh_from_db()
    assert job.state == JobState.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_work_asked_in_an_act_that_failed_does_not_exist(kind):
    kind(lambda work: None)

    @transaction.atomic
    def act():
        asked()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert run_next("w", AT) is None


def test_progress_is_seen_while_the_work_runs_and_renews_the_lease(kind):
    seen = []

    def run(work):
        Job.objects.update(lease_until=AT)
        work.progress(3, 12, "ligne 3")
        seen.append(Job.objects.get())

    kind(run)
    asked()

    run_next("w", AT)

    [job] = seen
    assert (job.state, job.done, job.total, job.message, job.share) == (
        JobState.RUNNING,
        3,
        12,
        "ligne 3",
        0.25,
    )
    assert timezone.now() + LEASE - job.lease_until < timedelta(seconds=5)


def test_much_progress_costs_few_writes_but_the_last_is_always_written(kind, django_assert_max_num_queries):
    def run(work):
        with django_assert_max_num_queries(8):
            for number in range(1, 10_001):
                work.progress(number, 10_000)

    kind(run)
    asked()

    assert run_next("w", AT).done == 10_000


def test_a_waiting_work_is_cancelled_at_once(kind):
    kind(lambda work: None)
    job = cancel(asked(), at=AT)

    assert (job.state, job.ended_at) == (JobState.CANCELLED, AT)
    assert run_next("w", AT) is None


def test_a_running_work_stops_at_its_next_sign_of_progress(kind):
    came_to = []

    def run(work):
        work.progress(1, 3)
        came_to.append(1)
        work._said_at = 0
        cancel(Job.objects.get(), at=AT)
        assert Job.objects.get().is_being_cancelled
        work.progress(2, 3)
        came_to.append(2)

    kind(run)
    asked()

    job = run_next("w", AT)

    assert (came_to, job.state, job.done) == ([1], JobState.CANCELLED, 2)


def test_what_is_over_cannot_be_cancelled(kind):
    kind(lambda work: None)
    asked()

    with pytest.raises(Refused, match="déjà fini"):
        cancel(run_next("w", AT), at=AT)


def test_a_refusal_fails_with_its_reasons(kind):
    def run(work):
        raise Refused(["Il manque la colonne « montant »."])

    kind(run)
    asked()

    job = run_next("w", AT)

    assert (job.state, job.error) == (JobState.FAILED, "Il manque la colonne « montant ».")


def test_the_unexpected_fails_with_a_french_sentence_and_is_logged(kind, caplog):
    def run(work):
        return 1 / 0

    kind(run)
    job = asked()

    failed = run_next("w", AT)

    assert failed.state == JobState.FAILED
    assert f"le numéro {job.pk}." in failed.error
    assert "ZeroDivisionError" in caplog.text
    assert "Zero" not in failed.error


def test_a_race_is_tried_again_and_not_for_ever(kind, caplog):
    def run(work):
        raise OperationalError("deadlock detected")

    kind(run)
    asked()

    assert [run_next("w", AT).state for _ in range(ATTEMPTS)] == ["waiting", "waiting", "failed"]


def abandon(job):
    """The worker was killed long ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=AT)


def killed(work):
    raise KeyboardInterrupt  # what a kill leaves behind: nothing was noted


def test_what_a_dead_worker_left_waits_again_and_is_given_up_after_three_times(kind):
    kind(killed)
    job = asked()
    states = []
    for _ in range(ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            run_next("w", AT)
        assert recover(timezone.now()) == 0  # its lease still runs
        abandon(job)
        assert recover(timezone.now()) == 1
        job.refresh_from_db()
        states.append(job.state)

    assert states == ["waiting", "waiting", "failed"]
    assert job.error == BROKEN_OFF


def test_a_dead_work_that_was_to_stop_is_cancelled(kind):
    kind(killed)
    job = asked()
    with pytest.raises(KeyboardInterrupt):
        run_next("w", AT)
    cancel(job, at=AT)
    abandon(job)

    recover(timezone.now())

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_worker_that_was_silent_too_long_may_not_write_over_the_other(kind):
    """It sleeps past its lease; another takes the work over and ends it; then the first wakes."""
    told = []

    def run(work):
        if work.attempt == 1:
            abandon(Job.objects.get())
            recover(timezone.now())
            run_next("other", AT)
            try:
                work.progress(1, 1)
            except Lost:
                told.append("lost")
                raise
        return work.attempt

    kind(run)
    asked()

    job = run_next("first", AT)

    assert told == ["lost"]
    assert (job.state, job.result, job.attempts) == (JobState.DONE, 2, 2)


def test_a_lost_worker_that_never_asks_does_not_write_its_result(kind):
    def run(work):
        if work.attempt == 1:
            abandon(Job.objects.get())
            recover(timezone.now())
            run_next("other", AT)
        return work.attempt

    kind(run)
    asked()

    assert run_next("first", AT).result == 2


def test_old_work_is_cleared_away(kind):
    kind(lambda work: None)
    asked()
    run_next("w", AT)
    waiting = asked()

    assert forget_old(timezone.now() + timedelta(days=91)) == 1
    assert list(Job.objects.all()) == [waiting]
