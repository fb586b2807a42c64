"""Many rows at once go in and change as they would one by one."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from reciproque.core.engine import insert_lines, insert_many, update_many

Region = apps.get_model("territories", "Region")
Department = apps.get_model("territories", "Department")
Commune = apps.get_model("territories", "Commune")
Organisation = apps.get_model("organisations", "Organisation")
Succession = apps.get_model("organisations", "Succession")
Job = apps.get_model("jobs", "Job")

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
real = pytest.mark.django_db(transaction=True)


def region(code, name="Bretagne"):
    return Region.objects.create(code=code, name=name, sort_key=name.lower())


def test_many_rows_come_back_as_they_were_inserted():
    odd = "tab\t, ligne\n, \\N \\. \"guillemets\" 'apostrophe' ; € é 🏘"
    payloads = [{}, {"a": [1, 2.5, None, True], "é": odd}, {"n": {"m": "\\"}}]

    inserted = insert_many(
        Job(
            kind=odd if number == 1 else "k",
            payload=payloads[number],
            message=odd,
            done=number,
            contract_id=None if number else 7,
            asked_at=AT,
        )
        for number in range(3)
    )

    rows = list(Job.objects.order_by("done"))
    assert inserted == 3
    assert [row.payload for row in rows] == payloads
    assert [row.contract_id for row in rows] == [7, None, None]
    assert {row.message for row in rows} == {odd}
    assert {row.asked_at for row in rows} == {AT}
    assert rows[1].kind == odd
    assert rows[0].result is None
    assert Job.objects.filter(result__isnull=True).count() == 3


def test_keys_that_are_given_are_kept_and_others_are_made():
    insert_many([Region(pk=500, code="a", name="A", sort_key="a")])
    insert_many([Region(code="b", name="B", sort_key="b")])

    assert Region.objects.get(code="a").pk == 500
    assert Region.objects.get(code="b").pk is not None


def test_nothing_to_insert_is_nothing():
    assert insert_many([]) == 0
    assert insert_many(iter([])) == 0


@real
def test_money_is_inserted_as_cents(envelope_model):
    insert_many([envelope_model(voted=Decimal("12.34")), envelope_model(voted=5, committed=Decimal("0.01"))])

    assert list(envelope_model.objects.order_by("voted").values_list("voted", "committed")) == [
        (Decimal("5.00"), Decimal("0.01")),
        (Decimal("12.34"), Decimal("0.00")),
    ]


@real
def test_slices_before_a_bad_one_are_kept_and_inside_a_transaction_none_is():
    def rows():
        codes = [f"{number:03}" for number in range(25)] + ["003"]
        return (Region(code=code, name=code, sort_key=code) for code in codes)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many(rows(), size=10)
    assert Region.objects.count() == 0

    with pytest.raises(IntegrityError):
        insert_many(rows(), size=10)
    assert Region.objects.count() == 20


def test_more_rows_than_a_statement_can_hold():
    assert (
        insert_many(Commune(code=f"{n:05}", name="x", search_key="x", sort_key="x") for n in range(12_000))
        == 12_000
    )
    assert Commune.objects.count() == 12_000


def test_many_rows_are_updated_each_with_its_own_values():
    jobs = [Job.objects.create(kind="k", asked_at=AT, done=number) for number in range(5)]
    for job in jobs[:4]:
        job.payload, job.message, job.total, job.done = {"n": job.done}, f"n° {job.done}", 7, 99

    update_many(jobs[:4], ["payload", "message", "total"])
    update_many([], ["payload"])

    assert list(Job.objects.order_by("pk").values_list("payload", "message", "total", "done")) == [
        *(({"n": number}, f"n° {number}", 7, number) for number in range(4)),
        ({}, "", 0, 4),
    ]


def test_lines_go_in_as_the_database_keeps_them():
    region = Region.objects.create(code="1", name="A", sort_key="a")
    lines = ((f"{n:02}", f"Département {n}", region.pk, None if n < 0 else "x") for n in range(23))

    assert insert_lines(Department, ["code", "name", "region", "sort_key"], lines, size=10) == 23
    assert Department.objects.filter(region=region, name="Département 22", code="22").exists()
    assert insert_lines(Department, ["code", "name", "region", "sort_key"], []) == 0


@real
def test_a_line_that_breaks_a_rule_keeps_its_slice_out():
    region = Region.objects.create(code="1", name="A", sort_key="a")
    lines = [("01", "A", region.pk, "a"), ("02", "B", region.pk, "b"), ("02", "C", region.pk, "c")]

    with pytest.raises(IntegrityError):
        insert_lines(Department, ["code", "name", "region", "sort_key"], lines, size=1)

    assert list(Department.objects.order_by("code").values_list("code", flat=True)) == ["01", "02"]
