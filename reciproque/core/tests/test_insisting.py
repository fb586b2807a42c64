"""What a database gives up because of somebody else is done again, and never reaches a person as a failure."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, transaction

from reciproque.core.engine import TRIES, close_connections, engine_name, insist, lock, snapshot
from reciproque.core.inputs import HouseForm, attempt
from reciproque.core.middleware import RefusalMiddleware

Region = apps.get_model("territories", "Region")
Department = apps.get_model("territories", "Department")
only_postgresql = pytest.mark.skipif(
    engine_name() == "sqlite", reason="SQLite lets one transaction write at a time"
)
real = pytest.mark.django_db(transaction=True)
DEADLOCK, LOCKED = "deadlock detected", "database is locked"


class Busy:
    """An act that the database gives up some times before it lets it pass."""

    def __init__(self, said, times):
        self.said, self.times, self.calls = said, times, 0

    def __call__(self):
        self.calls += 1
        if self.calls <= self.times:
            raise OperationalError(self.said)
        return "fait"


def elsewhere(deed):
    """Do it on a connection of its own, and wait at most five seconds for it."""

    def run():
        try:
            return deed()
        finally:
            close_connections()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result(timeout=5)


@real
@pytest.mark.parametrize("said", [DEADLOCK, LOCKED, "could not serialize access"])
def test_an_act_that_lost_a_race_is_done_again(said):
    act = Busy(said, 2)

    assert insist(act) == "fait"
    assert act.calls == 3


@real
def test_a_form_does_its_act_again_too():
    assert attempt(HouseForm({}), Busy(DEADLOCK, 1)) == "fait"


@real
def test_it_is_not_done_for_ever():
    act = Busy(DEADLOCK, 100)

    with pytest.raises(OperationalError):
        insist(act)

    assert act.calls == TRIES


@real
def test_another_trouble_rises_at_once():
    act = Busy("no such table", 1)

    with pytest.raises(OperationalError):
        insist(act)

    assert act.calls == 1


@real
def test_inside_a_transaction_nothing_is_done_again():
    act = Busy(DEADLOCK, 1)

    with pytest.raises(OperationalError), transaction.atomic():
        insist(act)

    assert act.calls == 1


def test_a_database_that_stays_busy_is_said_in_french(rf):
    request = rf.post("/")
    request.user = AnonymousUser()

    page = RefusalMiddleware(lambda _request: None).process_exception(request, OperationalError(LOCKED))

    assert page.status_code == 503
    assert "Attendez quelques secondes, puis recommencez" in page.content.decode()
    assert (
        RefusalMiddleware(lambda _r: None).process_exception(request, OperationalError("no such table"))
        is None
    )


@only_postgresql
@real
def test_whoever_names_a_locked_row_is_not_held_up():
    region = Region.objects.create(code="53", name="Bretagne", sort_key="bretagne")
    locked, free = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            lock(Region.objects.all())
            locked.set()
            free.wait(5)
        close_connections()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(5)
    try:
        elsewhere(lambda: Department.objects.create(code="29", name="Finistère", region=region, sort_key="f"))
    finally:
        free.set()
        holder.join()
    assert Department.objects.get().region == region


@real
def test_others_write_while_a_snapshot_is_read():
    Region.objects.create(code="1", name="Avant", sort_key="avant")

    with snapshot():
        before = list(Region.objects.values_list("name", flat=True))
        elsewhere(lambda: Region.objects.create(code="2", name="Pendant", sort_key="pendant"))
        after = list(Region.objects.values_list("name", flat=True))

    assert before == after == ["Avant"]
    assert Region.objects.count() == 2


@real
def test_after_a_snapshot_transactions_take_the_pen_again():
    with snapshot():
        Region.objects.exists()

    with transaction.atomic():
        Region.objects.create(code="3", name="Après", sort_key="apres")
    assert Region.objects.get().name == "Après"


@real
def test_a_command_that_has_asked_nothing_yet_reads_a_snapshot():
    Region.objects.create(code="4", name="Là", sort_key="la")
    close_connections()

    with snapshot():
        assert Region.objects.get().name == "Là"
