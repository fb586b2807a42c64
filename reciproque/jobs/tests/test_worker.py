"""The worker as a process: several at once, told to stop, killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from reciproque.core import registers
from reciproque.core.engine import close_connections
from reciproque.jobs.actions import ask, recover, run_due_chores, run_next
from reciproque.jobs.choices import JobState
from reciproque.jobs.models import ChoreRun, Job
from reciproque.jobs.tests.works import slowly

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
PATIENCE = 30  # seconds


def address():
    """The test database, for another process."""
    told = connection.settings_dict
    if "sqlite" in told["ENGINE"]:
        return f"sqlite://{told['NAME']}"
    who = quote(told["USER"]) + (f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else "")
    host = f"?host={quote(told['HOST'], safe='')}" if told["HOST"].startswith("/") else ""
    where = "" if host else f"{told['HOST']}:{told['PORT']}"
    port = f"&port={told['PORT']}" if host and told["PORT"] else ""
    return f"postgresql://{who}@{where}/{told['NAME']}{host}{port}"


def start_worker():
    return subprocess.Popen(
        [sys.executable, "-m", "reciproque.jobs.tests.works"],
        cwd=ROOT,
        env={**os.environ, "RECIPROQUE_TEST_DATABASE": address()},
    )


def wait_until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def slow(monkeypatch, tmp_path):
    """Ask for slow works that write a diary."""
    kept = registers.Register()
    kept.hang(registers.JobKind("test.slow", "travail d’essai", slowly))
    monkeypatch.setattr(registers, "job_kinds", kept)
    diary = tmp_path / "diary"
    diary.touch()

    def asked(name, *, slices, pause=0.0):
        payload = {"name": name, "slices": slices, "pause": pause, "diary": str(diary)}
        return ask("test.slow", payload, by=None, at=AT)

    asked.lines = lambda: diary.read_text().splitlines()
    return asked


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing(slow):
    """kill -9 in the middle of a work: another worker takes it up and ends it."""
    job = slow("big", slices=400, pause=0.05)
    worker = start_worker()
    wait_until(lambda: len(slow.lines()) >= 8)
    worker.kill()
    worker.wait(PATIENCE)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)
    assert 0 < job.done < 400
    assert recover(job.lease_until) == 0
    Job.objects.update(lease_until=AT, payload={**job.payload, "slices": 3, "pause": 0})
    ChoreRun.objects.update(due_at=AT, lease_until=None, claimed_by="")

    second = start_worker()

    assert second.wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (JobState.DONE, 2, {"slices": 3})
    assert [line for line in slow.lines() if line.startswith("big 2")] == ["big 2 0", "big 2 1", "big 2 2"]


@pytest.mark.django_db(transaction=True)
def test_told_to_stop_the_worker_ends_its_work_and_begins_no_other(slow):
    first, second = slow("first", slices=12, pause=0.05), slow("second", slices=1)
    worker = start_worker()
    wait_until(lambda: len(slow.lines()) >= 2)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (JobState.DONE, JobState.WAITING)
    assert len(slow.lines()) == 12


def work_off(number):
    try:
        done = 0
        while run_next(f"w{number}", AT) is not None:
            done += 1
        return done
    finally:
        close_connections()


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_each_work_once(slow):
    for number in range(60):
        slow(f"n{number:02}", slices=1)

    with ThreadPoolExecutor(6) as workers:
        done = sum(workers.map(work_off, range(6)))

    assert done == 60
    assert sorted(slow.lines()) == [f"n{number:02} 1 0" for number in range(60)]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_a_chore_once_each_time_it_is_due(monkeypatch):
    minute, rounds, people = timedelta(minutes=1), 12, 6
    kept, done = registers.Register(), []
    kept.hang(registers.Chore("test.chore", minute, done.append))
    monkeypatch.setattr(registers, "chores", kept)
    together = threading.Barrier(people)

    def take_turns(number):
        try:
            for turn in range(rounds):
                together.wait(PATIENCE)
                run_due_chores(f"w{number}", AT + turn * minute)
        finally:
            close_connections()

    with ThreadPoolExecutor(people) as workers:
        list(workers.map(take_turns, range(people)))

    assert done == [AT + turn * minute for turn in range(rounds)]


@pytest.mark.django_db(transaction=True)
def test_once_does_one_work_and_the_chores(slow):
    slow("a", slices=1)
    slow("b", slices=1)

    call_command("worker", once=True)

    assert slow.lines() == ["a 1 0"]
    assert ChoreRun.objects.filter(key="journal.seal").exclude(ended_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_until_idle_does_all_that_waits(slow):
    slow("a", slices=1)
    slow("b", slices=2)

    call_command("worker", until_idle=True)

    assert slow.lines() == ["a 1 0", "b 1 0", "b 1 1"]
