"""Whoever touches the journal behind its back is found, at the exact entry."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, QuerySet

from reciproque.journal.actions import forget_person, record, seal
from reciproque.journal.models import Entry, Head
from reciproque.journal.queries import prove

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def behind_the_back():
    """The rows as somebody with the database in hands reaches them."""
    return QuerySet(model=Entry)


def faults():
    return [(fault.number, fault.said) for fault in prove().faults]


@pytest.fixture
def sealed(someone):
    """Ten sealed entries, by number."""
    for number in range(10):
        record("user.counted", someone, by=someone, at=AT, number=number)
    seal()
    return {entry.number: entry for entry in Entry.objects.all()}


def forge(after, *, number, previous, hash_="f" * 64):
    forged = Entry(
        **{
            field.attname: getattr(after, field.attname)
            for field in Entry._meta.concrete_fields
            if field.attname != "id"
        }
    )
    forged.number, forged.previous, forged.hash = number, previous, hash_
    if hash_ is None:
        forged.hash = forged.seal_after(previous)
    forged.save()
    return forged


def make_room(at):
    """Push the numbers from `at` on by one, from the end."""
    for entry in behind_the_back().filter(number__gte=at).order_by("-number"):
        behind_the_back().filter(pk=entry.pk).update(number=F("number") + 1)


def test_what_nobody_touched_is_proven(sealed):
    proof = prove()

    assert (proof.faults, proof.sealed, proof.unsealed) == ([], 10, [])
    assert proof.seal == sealed[10].hash == Head.objects.get().hash


def test_an_empty_journal_is_intact():
    assert prove().faults == []


@pytest.mark.parametrize(
    "change",
    [
        {"act": "user.praised"},
        {"at": AT + timedelta(microseconds=1)},
        {"by_id": 99},
        {"by_id": None},
        {"by_name": "Quelqu’un d’autre"},
        {"subject_key": 99},
        {"subject_title": "Autre chose"},
        {"contract_id": 3},
        {"organisation_id": 3},
        {"body": '{"changes":{},"details":{"number":"0"}}'},
        {"content_digest": "0" * 64},
        {"name_digest": "0" * 64},
        {"previous": "0" * 64},
        {"name_salt": "0" * 32},
        {"name_salt": ""},
        {"content_salt": ""},
        {"hash": "e" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_column_names_the_entry(sealed, change):
    behind_the_back().filter(number=5).update(**change)

    assert faults()[0] == (5, "modifiée depuis son scellement.")


def test_an_entry_erased_without_a_noted_forgetting_is_named(sealed):
    behind_the_back().filter(number=5).update(content_salt="", body="", subject_title="")

    assert faults() == [(5, "effacée sans qu’un oubli soit noté.")]


def test_a_rewritten_entry_with_a_seal_of_its_own_is_noticed_by_the_next(sealed):
    entry = sealed[5]
    entry.act = "user.praised"
    behind_the_back().filter(number=5).update(act=entry.act, hash=entry.seal_after(entry.previous))

    assert faults() == [(6, "l’entrée qu’elle suivait manque ou a été réécrite.")]


@pytest.mark.parametrize("number", [1, 5, 9, 10])
def test_a_missing_entry_is_named(sealed, number):
    behind_the_back().filter(number=number).delete()

    assert faults() == [(number, "manque.")]


def test_an_entry_taken_out_of_the_seal_is_named(sealed):
    behind_the_back().filter(number=10).update(number=None, hash="")

    assert faults() == [(10, "manque.")]


def test_a_missing_entry_is_noticed_even_when_the_numbers_were_closed_up(sealed):
    behind_the_back().filter(number=5).delete()
    for number in range(6, 11):
        behind_the_back().filter(number=number).update(number=number - 1)

    assert faults()[0] == (5, "l’entrée qu’elle suivait manque ou a été réécrite.")


@pytest.mark.parametrize("well_made", [True, False])
def test_an_entry_inserted_in_the_middle_is_named(sealed, well_made):
    make_room(5)
    forged = forge(sealed[1], number=5, previous=sealed[4].hash, hash_=None if well_made else "f" * 64)

    [first, *_others] = prove().faults

    assert (first.number, first.key) == (5, forged.pk)
    assert first.said.startswith("insérée")


def test_an_entry_added_after_the_head_is_named(sealed):
    forged = forge(sealed[1], number=11, previous=sealed[10].hash, hash_=None)

    [fault] = prove().faults

    assert (fault.number, fault.key, fault.said) == (11, forged.pk, "insérée après la tête (n° 10).")


def test_two_entries_that_changed_places_are_named(sealed):
    behind_the_back().filter(number=4).update(number=99)
    behind_the_back().filter(number=7).update(number=4)
    behind_the_back().filter(number=99).update(number=7)

    assert faults() == [
        (4, "déplacée : elle suivait l’entrée n° 6."),
        (5, "déplacée : elle suivait l’entrée n° 7."),
        (7, "déplacée : elle suivait l’entrée n° 3."),
        (8, "déplacée : elle suivait l’entrée n° 4."),
    ]


def test_a_chain_rewritten_whole_is_noticed_by_a_seal_kept_outside(sealed):
    noted = (8, sealed[8].hash)
    before = sealed[1].previous
    for number in range(1, 11):
        entry = sealed[number]
        entry.act = "user.praised"
        entry.previous, entry.hash = before, entry.seal_after(before)
        before = entry.hash
        behind_the_back().filter(number=number).update(
            act=entry.act, previous=entry.previous, hash=entry.hash
        )
    Head.objects.update(hash=before)

    assert prove().faults == []
    assert [(fault.number, fault.said) for fault in prove(expected=noted).faults] == [
        (8, "son sceau n’est pas celui qui avait été noté.")
    ]


def test_the_unsealed_tail_is_named_and_what_was_changed_in_it(sealed, someone):
    first = record("user.counted", someone, by=someone)
    second = record("user.counted", someone, by=someone)
    behind_the_back().filter(pk=second.pk).update(by_name="Un autre")

    proof = prove()

    assert [entry.pk for entry in proof.unsealed] == [first.pk, second.pk]
    assert [(fault.key, fault.said) for fault in proof.faults] == [
        (second.pk, "modifiée avant d’être scellée.")
    ]


def test_forgetting_a_person_leaves_the_chain_provable(sealed, someone):
    forget_person(someone, by=None, at=AT)
    seal()

    proof = prove()

    assert (proof.faults, proof.forgotten, proof.sealed) == ([], 10, 11)


def test_after_forgetting_the_facts_that_remain_are_still_proven(sealed, someone):
    forget_person(someone, by=None, at=AT)
    behind_the_back().filter(number=3).update(act="user.praised")

    assert faults()[0] == (3, "modifiée depuis son scellement.")


def test_the_command_tells_the_seal_to_note_and_accepts_it(sealed):
    said = StringIO()

    call_command("verify_journal", stdout=said)
    noted = said.getvalue().split()[-1]
    call_command("verify_journal", attendu=noted, stdout=StringIO())

    assert "Journal intact : 10 entrées scellées." in said.getvalue()
    assert noted == f"10:{sealed[10].hash}"


def test_the_command_names_the_tail(sealed, someone):
    waiting = record("user.counted", someone, by=None)
    said = StringIO()

    call_command("verify_journal", stdout=said)

    assert f"1 entrée (lignes {waiting.pk} à {waiting.pk})" in said.getvalue()


def test_the_command_fails_with_status_one_and_names_the_entry(sealed):
    behind_the_back().filter(number=5).update(act="user.praised")
    said = StringIO()

    with pytest.raises(CommandError, match="rompu") as failure:
        call_command("verify_journal", stderr=said, stdout=StringIO())

    assert failure.value.returncode == 1
    assert f"Entrée n° 5 (ligne {sealed[5].pk}) : modifiée" in said.getvalue()


@pytest.mark.parametrize("noted", ["", "10", "dix:abc", ":"])
def test_the_command_refuses_what_is_no_seal(noted):
    with pytest.raises(CommandError, match="NUMÉRO:SCEAU"):
        call_command("verify_journal", attendu=noted, stdout=StringIO())
