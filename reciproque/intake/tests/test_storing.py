"""Bringing a document in, having it read, trying again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.refusals import Refused
from reciproque.intake.actions import storing
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.choices import ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import is_being_read, terms_of
from reciproque.intake.tests.factories import AT, CONTRACT, ReadingFactory, StoredFileFactory, brought
from reciproque.jobs.actions import cancel
from reciproque.jobs.actions.running import recover, run_next
from reciproque.jobs.choices import JobState
from reciproque.jobs.models import Job
from reciproque.notices.models import Notice
from reciproque.office.actions import keep_file
from reciproque.office.paths import path_of


def asked(data, by, *, name="contrat.md", contract=None):
    file = keep_file(ContentFile(data.encode(), name=name), name=name, by=by, at=AT)
    return storing.ask_reading(file, name=name, contract=contract, by=by, at=AT)


def test_a_worker_reads_what_was_brought_and_says_so(ada):
    reading, new = asked(CONTRACT, ada)

    job = run_next("alice", AT)

    reading.refresh_from_db()
    assert (new, reading.state, job.state) == (True, ReadingState.READY, JobState.DONE)
    notice = Notice.objects.get()
    assert (notice.to, notice.url) == (ada.email, f"/documents/{reading.pk}/")


def test_the_same_file_is_one_reading(ada):
    first, _new = asked(CONTRACT, ada)
    again, new = asked(CONTRACT, ada, name="copie.md")

    assert (again, new) == (first, False)
    assert Job.objects.count() == 1


def test_a_file_that_was_taken_over_comes_back_as_it_is(ada):
    reading = brought(CONTRACT, by=ada)
    contract = accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)

    for meant in (None, contract):
        again, new = asked(CONTRACT, ada, contract=meant)
        assert (again.pk, again.state, new) == (reading.pk, ReadingState.ACCEPTED, False)


def test_the_same_file_for_another_contract_is_another_reading(ada):
    one, other = ContractFactory(), ContractFactory()
    first, _new = asked(CONTRACT, ada, contract=one)

    second, new = asked(CONTRACT, ada, contract=other)

    assert new
    assert second != first


def test_a_reading_without_contract_takes_the_one_that_is_named_later(ada):
    contract = ContractFactory()
    first, _new = asked(CONTRACT, ada)

    again, new = asked(CONTRACT, ada, contract=contract)

    assert (again.pk, again.contract, new) == (first.pk, contract, False)


def test_an_abandoned_reading_begins_anew(ada):
    first, _new = asked(CONTRACT, ada)
    storing.discard_reading(first, by=ada, at=AT)

    second, new = asked(CONTRACT, ada)

    assert new
    assert second != first


def test_nobody_sees_by_a_file_what_others_brought(ada, tom):
    first, _new = asked(CONTRACT, ada)

    second, new = asked(CONTRACT, tom)

    assert new
    assert second != first


def test_a_killed_worker_leaves_a_reading_that_is_begun_again_and_not_doubled(ada):
    reading, _new = asked(CONTRACT, ada)
    job = Job.objects.get()
    storing.begin_reading(reading)
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, claimed_by="mort#1", lease_until=AT, attempts=1
    )

    recover(AT + timedelta(hours=1))
    run_next("bernard", AT + timedelta(hours=1))

    reading.refresh_from_db()
    words = list(reading.items.filter(kind="framework").values_list("words", flat=True))
    assert reading.state == ReadingState.READY
    assert len(words) == len(set(words)) == 5


def test_a_worker_that_comes_late_changes_nothing(ada):
    reading = brought(CONTRACT, by=ada)
    kept = Item.objects.count()

    with pytest.raises(Refused):
        storing.begin_reading(reading)

    assert Item.objects.count() == kept


def test_a_reading_that_was_cancelled_can_be_asked_again(ada):
    reading, _new = asked(CONTRACT, ada)
    cancel(Job.objects.get())
    assert not is_being_read(reading)

    storing.read_again(reading, by=ada, at=AT)
    run_next("alice", AT)

    reading.refresh_from_db()
    assert reading.state == ReadingState.READY


def test_what_is_being_read_is_not_asked_twice(ada):
    reading, _new = asked(CONTRACT, ada)

    with pytest.raises(Refused, match="déjà en cours"):
        storing.read_again(reading, by=ada, at=AT)


def test_reading_again_gives_the_proposal_afresh(ada):
    reading = brought(CONTRACT, by=ada)
    reading.items.filter(kind="framework").update(words="barbouillé")

    storing.read_again(reading, by=ada, at=AT)
    run_next("alice", AT)

    assert not reading.items.filter(words="barbouillé").exists()
    assert reading.items.filter(kind="framework").count() == 5


@pytest.mark.parametrize("state", [ReadingState.READY, ReadingState.READING])
def test_an_abandoned_reading_keeps_its_file(ada, state):
    reading = ReadingFactory(asked_by=ada, state=state)

    storing.discard_reading(reading, by=ada, at=AT)

    reading.refresh_from_db()
    assert (reading.state, reading.file_id is None) == (ReadingState.DISCARDED, False)


def test_what_was_accepted_is_not_abandoned_nor_read_again(ada):
    reading = brought(CONTRACT, by=ada)
    accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)
    reading.refresh_from_db()

    for act in (storing.read_again, storing.discard_reading):
        with pytest.raises(Refused):
            act(reading, by=ada, at=AT)


def test_only_who_may_brings_documents(tom):
    file = StoredFileFactory()

    with pytest.raises(PermissionDenied):
        storing.ask_reading(file, name="x.md", by=UserFactory(), at=AT)
    with pytest.raises(PermissionDenied):
        storing.ask_reading(file, name="x.md", contract=ContractFactory(), by=tom, at=AT)
    reader = MembershipFactory(role=Role.READER, contract_id=ContractFactory().pk).user
    with pytest.raises(PermissionDenied):
        storing.ask_reading(file, name="x.md", by=reader, at=AT)
    assert not Reading.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_stays(ada):
    reading = brought(b"%PDF-1.4 rien", name="contrat.docx", by=ada)

    assert reading.state == ReadingState.FAILED
    assert "PDF" in reading.failure
    assert path_of(reading.file).exists()
    assert "n’a pas pu être lu" in Notice.objects.get().subject
