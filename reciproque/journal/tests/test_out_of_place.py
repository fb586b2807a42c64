"""Entries whose number takes nobody's place: in whole, in half, twice the same."""

from datetime import UTC, datetime

import pytest

from reciproque.journal.models import Entry
from reciproque.journal.models.chain import START
from reciproque.journal.rules import Walk

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def chained(number, after, act="user.counted"):
    """A forged entry that holds together by itself: the seal needs no secret."""
    before = after.hash if after else START
    entry = Entry(pk=number, act=act, at=AT, number=number, previous=before)
    entry.name_salt, entry.content_salt = "", ""
    entry.hash = entry.seal_after(before)
    return entry


@pytest.fixture
def honest():
    entries = []
    for number in range(1, 6):
        entries.append(chained(number, entries[-1] if entries else None))
    return entries


def walked(entries):
    walk = Walk()
    for entry in entries:
        walk.take(entry)
    walk.judge_strays({entry.hash: entry.number for entry in entries})
    walk.end_at(5, entries[-1].hash)
    return [(fault.number, fault.said.split(" ")[0]) for fault in walk.faults]


def test_an_honest_chain_has_no_fault(honest):
    assert walked(honest) == []


@pytest.mark.parametrize("number", [3.5, 3, 2.9, 0, -7])
def test_a_forged_entry_beside_the_numbers_is_found(honest, number):
    forged = chained(3.5, honest[2], act="user.forged")
    forged.number = number
    entries = sorted([*honest, forged], key=lambda one: one.number)

    assert (number, "insérée") in walked(entries)


def test_a_forged_entry_where_one_is_missing_does_not_stop_the_proof(honest):
    forged = chained(3.5, honest[2], act="user.forged")

    assert walked([*honest[:2], forged, *honest[3:]]) == [(3, "manque."), (3.5, "insérée")]
