"""What must hold on both engines; races count on PostgreSQL, where many write at the same instant."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.utils.functional import SimpleLazyObject

from reciproque.core.engine import (
    claim,
    close_connections,
    draw,
    engine_name,
    is_race,
    lock,
    lock_one,
    one_at_a_time,
)
from reciproque.core.money import euros

Region = apps.get_model("territories", "Region")
Commune = apps.get_model("territories", "Commune")
Organisation = apps.get_model("organisations", "Organisation")
Succession = apps.get_model("organisations", "Succession")
Job = apps.get_model("jobs", "Job")
ChoreRun = apps.get_model("jobs", "ChoreRun")

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
real = pytest.mark.django_db(transaction=True)
only_postgresql = pytest.mark.skipif(
    "sqlite" in connection.settings_dict["ENGINE"], reason="SQLite lets one transaction write at a time"
)


def at_once(people, deed):
    """Run `deed(number)` in as many threads, all starting together."""
    together = threading.Barrier(people)

    def run(number):
        together.wait(20)
        try:
            return deed(number)
        finally:
            close_connections()

    with ThreadPoolExecutor(people) as threads:
        return list(threads.map(run, range(people)))


def region(code, name="Bretagne"):
    return Region.objects.create(code=code, name=name, sort_key=name.lower())


@real
def test_an_envelope_is_never_overdrawn_by_twelve_at_once(envelope_model):
    envelope = envelope_model.objects.create(voted=Decimal("2000.10"))
    rows = envelope_model.objects.filter(pk=envelope.pk)

    def draw_ten_times(_number):
        amount = euros(Decimal("33.33"))
        return sum(draw(rows, drawn="committed", limit="voted", amount=amount) for _ in range(10))

    drawn = sum(at_once(12, draw_ten_times))

    envelope.refresh_from_db()
    assert drawn == 60  # 60 × 33.33 = 1999.80; one more would be 2033.13
    assert envelope.committed == Decimal("1999.80")


@real
def test_an_envelope_is_drawn_to_the_last_cent_and_not_beyond(envelope_model):
    rows = envelope_model.objects.filter(pk=envelope_model.objects.create(voted=Decimal("0.30")).pk)

    cents = [draw(rows, drawn="committed", limit="voted", amount=euros(Decimal("0.10"))) for _ in range(4)]

    assert cents == [True, True, True, False]
    assert rows.get().committed == Decimal("0.30")


@real
def test_the_database_itself_refuses_an_overdrawn_or_negative_envelope(envelope_model):
    rows = envelope_model.objects.filter(pk=envelope_model.objects.create(voted=10).pk)

    with pytest.raises(IntegrityError):
        rows.update(committed=F("committed") + euros(11))
    with pytest.raises(IntegrityError):
        rows.update(committed=F("committed") - euros(1))


@real
def test_outside_a_transaction_nothing_is_locked():
    with pytest.raises(TransactionManagementError, match="lock"):
        lock(Region.objects.all())


def test_lock_gives_fresh_rows_in_key_order():
    rows = [region(str(number)) for number in range(3)]
    Region.objects.filter(pk=rows[0].pk).update(name="Changée ailleurs")

    locked = lock(Region.objects.order_by("-pk"))

    assert [row.pk for row in locked] == sorted(row.pk for row in rows)
    assert locked[0].name == "Changée ailleurs"


def test_a_row_that_is_gone_cannot_be_locked():
    gone = region("1")
    Region.objects.filter(pk=gone.pk).delete()

    with pytest.raises(Region.DoesNotExist):
        lock_one(gone)


def test_lock_one_takes_the_person_of_a_request(someone):
    """`request.user` is wrapped, and is of another type than the row until somebody asks it something."""
    locked = lock_one(SimpleLazyObject(lambda: someone))

    assert (type(locked), locked.pk) == (type(someone), someone.pk)


@real
def test_whoever_locks_second_waits_and_sees_what_the_first_wrote():
    row = Commune.objects.create(code="29019", name="Brest", population=0)

    def one_more(_number):
        for _ in range(5):
            with transaction.atomic():
                mine = lock_one(row)
                time.sleep(0.002)
                mine.population += 1
                mine.save()

    at_once(8, one_more)

    row.refresh_from_db()
    assert row.population == 40


@real
def test_two_acts_that_lock_the_same_rows_the_other_way_round_never_deadlock():
    for code in "abcdef":
        region(code)

    def lock_all(number):
        wish = Region.objects.order_by("-code" if number % 2 else "code")
        for _ in range(15):
            with transaction.atomic():
                for row in lock(wish):
                    row.name = str(number)
                    row.save()
        return True

    assert at_once(6, lock_all) == [True] * 6


@only_postgresql
@real
def test_without_an_order_there_is_a_deadlock_and_it_is_known_as_a_race():
    first, second = region("1"), region("2")
    both_have_one = threading.Barrier(2)

    def cross(number):
        mine, other = (first, second) if number else (second, first)
        try:
            with transaction.atomic():
                Region.objects.filter(pk=mine.pk).update(name="x")
                both_have_one.wait(20)
                Region.objects.filter(pk=other.pk).update(name="x")
        except OperationalError as error:
            return is_race(error)
        return None

    assert sorted(at_once(2, cross), key=str) == [None, True]


@pytest.mark.parametrize(
    ("said", "race"),
    [
        ("deadlock detected", True),
        ("database is locked", True),
        ("could not serialize access due to concurrent update", True),
        ("no such table: x", False),
        ("server closed the connection unexpectedly", False),
    ],
)
def test_a_race_is_told_from_other_troubles(said, race):
    assert is_race(OperationalError(said)) is race


@real
def test_several_workers_never_claim_the_same_row():
    for number in range(48):
        ChoreRun.objects.create(key=f"{number:02}", due_at=AT)

    def work(number):
        mine = []
        while (
            row := claim(ChoreRun.objects.filter(claimed_by="").order_by("key"), claimed_by=f"w{number}")
        ) is not None:
            mine.append((row.key, row.claimed_by))
        return mine

    claimed = [one for mine in at_once(6, work) for one in mine]

    assert sorted(key for key, _by in claimed) == [f"{number:02}" for number in range(48)]
    assert sorted(claimed) == sorted(ChoreRun.objects.values_list("key", "claimed_by"))


def test_nothing_is_claimed_when_nothing_waits():
    assert claim(ChoreRun.objects.filter(claimed_by=""), claimed_by="w") is None


@only_postgresql
@real
def test_a_claim_does_not_wait_for_a_row_that_another_holds():
    for key in ("a", "b"):
        ChoreRun.objects.create(key=key, due_at=AT)
    held, done = threading.Event(), threading.Event()

    def deed(number):
        if number == 0:
            with transaction.atomic():
                lock(ChoreRun.objects.filter(key="a"))
                held.set()
                assert done.wait(20)
            return None
        assert held.wait(20)
        try:
            return claim(ChoreRun.objects.filter(claimed_by="").order_by("key"), claimed_by="w").key
        finally:
            done.set()

    assert at_once(2, deed) == [None, "b"]


@real
def test_one_at_a_time_gives_each_number_once():
    def take_numbers(_number):
        taken = []
        for _ in range(6):
            with one_at_a_time("test.number"):
                number = Job.objects.count()
                time.sleep(0.001)
                Job.objects.create(kind="n", done=number, asked_at=AT)
                taken.append(number)
        return taken

    numbers = [number for taken in at_once(8, take_numbers) for number in taken]

    assert sorted(numbers) == list(range(48))


@only_postgresql
@real
def test_different_names_do_not_wait_for_each_other():
    both_inside = threading.Barrier(2)

    def enter(number):
        with one_at_a_time(f"test.{number}"):
            both_inside.wait(20)
        return True

    assert at_once(2, enter) == [True, True]


def test_the_engine_says_its_name():
    assert engine_name() in {"sqlite", "postgresql"}
