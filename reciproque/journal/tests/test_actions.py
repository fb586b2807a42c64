"""Writing: once, in the transaction of the act, in canonical text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import transaction
from django.db.transaction import TransactionManagementError

from reciproque.journal.actions import forget_person, record, seal
from reciproque.journal.models import AppendOnly, Entry

Neighbourhood = apps.get_model("territories", "Neighbourhood")

AT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)


def test_an_entry_says_who_did_what_to_what(someone):
    entry = record("user.renamed", someone, by=someone, at=AT, contract=7, organisation=9, reason="mariage")

    entry.refresh_from_db()
    assert (entry.act, entry.at, entry.by_id, entry.by_name) == (
        "user.renamed",
        AT,
        someone.pk,
        "Camille Exemple",
    )
    assert (entry.subject_label, entry.subject_key, entry.subject_title) == (
        "accounts.user",
        someone.pk,
        "Camille Exemple",
    )
    assert (entry.contract_id, entry.organisation_id) == (7, 9)
    assert entry.details == {"reason": "mariage"}


def test_the_body_is_canonical_text(someone):
    details = {
        "b": Decimal("12.50"),
        "a": 987654,  # no key that a person may have here
        "on": date(2026, 1, 2),
        "yes": True,
        "none": None,
        "some": ["one", "x\x00"],
    }

    entry = record("thing.done", someone, by=None, changes={"z": [3.5, 4.5], "a": [None, someone]}, **details)

    assert entry.body.replace(f'"{someone.pk}"', "KEY") == (
        '{"changes":{"a":[null,KEY],"z":["3.5","4.5"]},'
        '"details":{"a":"987654","b":"12.50","none":null,"on":"2026-01-02","some":["one","x"],"yes":true}}'
    )


def test_the_house_itself_acts_without_a_person(someone):
    entry = record("user.reminded", someone, by=None)

    assert (entry.by_id, entry.by_name, entry.who) == (None, "", "Réciproque")


def test_the_contract_of_the_subject_is_taken_when_none_is_said():
    neighbourhood = Neighbourhood.objects.create(name="Bellevue", contract_id=12)

    assert record("neighbourhood.added", neighbourhood, by=None).contract_id == 12
    assert record("neighbourhood.added", neighbourhood, by=None, contract=13).contract_id == 13


def test_an_unsaved_subject_is_refused(someone):
    with pytest.raises(ValueError, match="avant de supprimer"):
        record("user.deleted", type(someone)(), by=None)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(someone):
    with pytest.raises(TransactionManagementError, match="record"):
        record("user.renamed", someone, by=someone)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry(someone):
    @transaction.atomic
    def act():
        record("user.renamed", someone, by=someone)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Entry.objects.exists()


def test_an_entry_is_never_changed_nor_deleted(someone):
    entry = record("user.renamed", someone, by=someone)
    entry.act = "user.praised"

    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(act="x"),
        lambda: Entry.objects.bulk_update([entry], ["act"]),
        lambda: Entry.objects.bulk_create([Entry(act="x")]),
        lambda: Entry.objects.filter(pk=entry.pk).update(act="x"),
    ):
        with pytest.raises(AppendOnly):
            attempt()

    assert Entry.objects.get().act == "user.renamed"


def test_sealing_numbers_all_that_waits_and_only_once(someone):
    for number in range(7):
        record("user.counted", someone, by=None, number=number)

    assert (seal(AT), seal(AT)) == (7, 0)

    entries = list(Entry.objects.order_by("number"))
    assert [e.number for e in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert [e.details["number"] for e in entries] == [str(n) for n in range(7)]
    assert [e.previous for e in entries[1:]] == [e.hash for e in entries[:-1]]


def test_forgetting_erases_name_and_content_with_their_salt(someone):
    record("user.edited", someone, by=someone, changes={"email": ["a@b.fr", "c@d.fr"]})
    seal()

    erased = forget_person(someone, by=someone, at=AT)

    told, forgetting = Entry.objects.order_by("pk")
    assert erased == 2
    assert (told.by_name, told.subject_title, told.body, told.name_salt, told.content_salt) == (
        "",
        "",
        "",
        "",
        "",
    )
    assert told.who == "Une personne oubliée"
    assert told.changes == {}
    assert (forgetting.by_name, forgetting.details["key"]) == ("", str(someone.pk))
