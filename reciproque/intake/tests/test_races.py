"""Two people at the same instant. On SQLite transactions queue; on PostgreSQL only locks keep them apart."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from reciproque.contracts.models import Contract
from reciproque.core.engine import close_connections, insist
from reciproque.core.refusals import Refused
from reciproque.intake.actions import reviewing
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.storing import ask_reading
from reciproque.intake.choices import ItemState
from reciproque.intake.models import Item, Reading, Reviewer
from reciproque.intake.rules import Terms
from reciproque.intake.tests.factories import AT, ItemFactory, ReadingFactory, StoredFileFactory
from reciproque.jobs.models import Job
from reciproque.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Do all of it from threads that start together; what was refused is None."""
    barrier = Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            return deed()
        except Refused:
            return None
        finally:
            close_connections()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_a_proposal_is_accepted_once(ada):
    reading = ItemFactory(reading__asked_by=ada).reading
    terms = Terms(name="Contrat de Valbourg", title="Protocole")

    def accept():
        return accept_reading(reading, contract=None, terms=terms, by=ada, at=AT)

    done = at_once(accept, accept, accept)

    assert [one is not None for one in done].count(True) == 1
    assert Contract.objects.count() == 1


def test_the_same_file_is_asked_for_once(ada):
    file = StoredFileFactory()

    def ask():
        return ask_reading(file, name="contrat.md", by=ada, at=AT)[0].pk

    assert len(set(at_once(ask, ask, ask))) == 1
    assert (Reading.objects.count(), Job.objects.count()) == (1, 1)


def test_a_correction_is_either_in_the_contract_or_refused(ada):
    item = ItemFactory(reading=ReadingFactory(asked_by=ada), words="Avant")
    terms = Terms(name="Contrat de Valbourg", title="Protocole")

    _made, corrected = at_once(
        lambda: accept_reading(item.reading, contract=None, terms=terms, by=ada, at=AT),
        lambda: reviewing.correct_item(item, words="Après", by=ada, at=AT),
    )

    titles = [node.title for node in Contract.objects.get().trees.get().nodes.all()]
    assert titles == [Item.objects.get().words] == ["Avant" if corrected is None else "Après"]


def test_of_two_people_on_one_item_the_second_is_told(ada):
    item = ItemFactory(reading=ReadingFactory(asked_by=ada), words="Avant")
    deeds = [
        lambda: reviewing.correct_item(item, words="Après", seen=1, by=ada, at=AT),
        lambda: reviewing.discard_item(item, seen=1, by=ada, at=AT),
        lambda: reviewing.check_item(item, seen=1, by=ada, at=AT),
        lambda: reviewing.split_item(item, parts=["a", "b"], seen=1, by=ada, at=AT),
    ]

    done = at_once(*deeds)

    assert [one is not None for one in done].count(True) == 1
    assert item.reading.steps.count() == Entry.objects.filter(subject_label="intake.item").count() == 1


def test_an_act_is_undone_once(ada):
    item = ItemFactory(reading=ReadingFactory(asked_by=ada), words="Avant")
    reviewing.correct_item(item, words="Après", by=ada, at=AT)

    done = at_once(*[lambda: reviewing.undo_last(item.reading, by=ada, at=AT)] * 3)

    assert [one is not None for one in done].count(True) == 1
    item.refresh_from_db()
    assert (item.words, item.state) == ("Avant", ItemState.PROPOSED)


def test_a_place_is_noted_once_however_many_windows_are_open(ada):
    item = ItemFactory(reading=ReadingFactory(asked_by=ada))

    def note():
        return insist(lambda: reviewing.note_place(item.reading, item.kind, item.pk, by=ada, at=AT))

    at_once(note, note, note)

    assert Reviewer.objects.count() == 1
