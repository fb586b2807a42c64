"""kill -9 of the worker at each stage of a reading: nothing acknowledged is lost, and the document is read once."""

import os
import subprocess
import sys

import pytest

from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.reading.reader import read_document
from reciproque.intake.tests.factories import AT, CONTRACT
from reciproque.intake.tests.stopping import STAGES
from reciproque.jobs.actions import recover
from reciproque.jobs.actions.running import run_next
from reciproque.jobs.choices import JobState
from reciproque.jobs.models import Job
from reciproque.jobs.tests.test_worker import ROOT, address, wait_until
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice
from reciproque.office.opening import open_document
from reciproque.office.paths import path_of
from reciproque.office.tests.test_apart import gone

WORKER = """
import os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "reciproque.config.settings.test"
django.setup()
from reciproque.intake.tests.stopping import work_until
work_until(*sys.argv[1:])
"""


@pytest.fixture
def stopped_at(settings, tmp_path):
    """Start a worker that stops at a stage, wait until it is there, kill it; returns the process of its child."""

    def kill(stage):
        sign = tmp_path / "sign"
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, stage, str(sign), str(settings.MEDIA_ROOT)],
            cwd=ROOT,
            env={**os.environ, "RECIPROQUE_TEST_DATABASE": address()},
        )
        wait_until(lambda: sign.exists() and sign.read_text())
        worker.kill()
        worker.wait(30)
        return int(sign.read_text())

    return kill


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_at_any_stage_loses_nothing(client, ada, upload, stopped_at, stage):
    client.force_login(ada)
    upload(client, CONTRACT.encode(), "contrat.md")

    child = stopped_at(stage)

    assert not child or gone(child)
    job, reading = Job.objects.get(), Reading.objects.get()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)
    assert path_of(reading.file).read_bytes() == CONTRACT.encode()
    assert reading.state == (ReadingState.READY if stage == "kept" else ReadingState.READING)
    Job.objects.update(lease_until=AT)
    recover(job.heartbeat_at)
    again = run_next("bob", AT)

    reading.refresh_from_db()
    assert (again.state, again.attempts) == (JobState.DONE, 2)
    assert reading.state == ReadingState.READY
    assert Entry.objects.filter(act="reading.done").count() == 1
    assert Notice.objects.filter(kind="intake.read").count() == 1
    told = read_document(open_document(CONTRACT.encode(), name="contrat.md")).as_json()
    assert Item.objects.count() == sum(len(told[kind]) for kind in ItemKind)
