"""What the journal says to a person: French names, titles, labels; and how entries are found."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from reciproque.core import registers
from reciproque.core.tables import show
from reciproque.journal.actions import record, seal
from reciproque.journal.models import Entry
from reciproque.journal.queries import (
    entries_about,
    entries_by,
    entries_of_contract,
    entries_of_organisation,
    for_history,
    sealed_after,
)
from reciproque.journal.tables import ENTRIES

Organisation = apps.get_model("organisations", "Organisation")
Neighbourhood = apps.get_model("territories", "Neighbourhood")
Commune = apps.get_model("territories", "Commune")


@pytest.fixture
def acts(monkeypatch):
    """Acts hung for this test only."""

    def hang(**sentences):
        kept = registers.Register()
        kept.hang(*(registers.Act(key.replace("__", "."), said) for key, said in sentences.items()))
        monkeypatch.setattr(registers, "acts", kept)

    return hang


def town_hall(name="Ville de Brest"):
    return Organisation.objects.create(name=name, kind="other")


def test_changes_bear_french_names_and_titles(someone):
    before, after = town_hall(), town_hall("Brest métropole")
    changes = {
        "organisation": [before.pk, after.pk],
        "is_active": [True, False],
        "name": ["", "Camille"],
        "created_at": [None, "2026-03-01T09:30:00+00:00"],
    }

    entry = record("user.edited", someone, by=None, changes=changes)

    assert Entry.objects.get(pk=entry.pk).changes_shown == [
        ("nom", "", "Camille"),
        ("organisme", "Ville de Brest", "Brest métropole"),
        ("compte ouvert", "oui", "non"),
        ("créé le", "", "1er mars 2026 à 10\u00a0h\u00a030"),
    ]


def test_choices_by_their_label_and_lists_by_their_titles():
    commune = Commune.objects.create(code="29019", name="Brest")
    quarter = Neighbourhood.objects.create(name="Bellevue")
    field = Neighbourhood._meta.get_field("kind")
    (key, label), *_others = field.flatchoices

    entry = record(
        "neighbourhood.edited",
        quarter,
        by=None,
        changes={"kind": [None, key], "communes": [[], [commune]], "invented": [1, 2]},
    )

    assert entry.changes_shown == [
        ("nature", "", label),
        ("communes", "", "Brest"),
        ("invented", "1", "2"),
    ]


def test_a_row_that_is_gone_is_shown_by_its_key(someone):
    entry = record("user.edited", someone, by=None, changes={"organisation_id": [None, 987654]})

    assert entry.changes_shown == [("organisme", "", "n° 987654")]


def test_a_registered_subject_gives_its_title(someone, monkeypatch):
    kept = registers.Register()
    kept.hang(
        registers.Subject(
            "organisations.organisation",
            "organisme",
            lambda user: None,
            lambda o: f"{o.name} (29)",
            lambda o: "/",
        )
    )
    monkeypatch.setattr(registers, "subjects", kept)

    entry = record("user.edited", someone, by=None, changes={"organisation": [None, town_hall()]})

    assert entry.changes_shown == [("organisme", "", "Ville de Brest (29)")]


def test_an_act_is_said_in_french_with_its_details(someone, acts):
    acts(user__counted="a compté {count} personnes ({seen})", user__sent="a écrit {lacking}")

    counted = record("user.counted", someone, by=someone, count=3, seen=True)
    sent = record("user.sent", someone, by=None)

    assert (counted.sentence, str(counted)) == (
        "a compté 3 personnes (oui)",
        "Camille Exemple a compté 3 personnes (oui)",
    )
    assert str(sent) == "Réciproque a écrit …"


def test_an_act_that_no_app_explains_shows_its_key(someone):
    assert record("user.thing_done", someone, by=None).sentence == "acte « user : thing done »"


def test_entries_are_found_by_subject_contract_organisation_and_person(someone):
    other = town_hall()
    first = record("user.edited", someone, by=someone, contract=5)
    second = record("organisation.edited", other, by=None, contract=5, organisation=other)
    record("organisation.edited", other, by=None, contract=6)

    assert list(entries_about("accounts.user", someone.pk)) == [first]
    assert list(entries_of_contract(5)) == [second, first]
    assert list(entries_of_organisation(other.pk)) == [second]
    assert list(entries_by(someone.pk)) == [first]


def test_followers_read_sealed_numbers_in_order(someone):
    for _ in range(3):
        record("user.counted", someone, by=None)
    seal()
    record("user.counted", someone, by=None)

    assert [entry.number for entry in sealed_after(1)] == [2, 3]


def test_a_longer_history_costs_no_more_queries(someone):
    def cost(entries):
        for _ in range(entries):
            record("user.edited", someone, by=None, changes={"organisation": [town_hall(), town_hall()]})
        with CaptureQueriesContext(connection) as queries:
            for entry in for_history(entries_about("accounts.user", someone.pk)):
                assert entry.changes_shown[0][1] == "Ville de Brest"
        return len(queries)

    assert cost(1) == cost(5) == 2


def test_the_journal_is_a_table(someone):
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    record(
        "user.edited",
        someone,
        by=someone,
        at=at,
        contract=5,
        changes={"name": ["a", "b"], "odd_name": [1, 2]},
    )

    shown = show(ENTRIES, entries_of_contract(5), RequestFactory().get("/").GET)

    [row] = [[column.value(entry) for column in shown.columns] for entry in shown.page]
    assert row == [
        "1er mars 2026 à 10\u00a0h\u00a000",
        "Camille Exemple",
        "acte « user : edited »",
        "personne",
        "Camille Exemple",
        "nom, odd name",
    ]
