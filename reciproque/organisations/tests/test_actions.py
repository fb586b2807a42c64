from datetime import UTC, date, datetime

import pytest

from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.core.registers import Obstacle, obstacles
from reciproque.journal.models import Entry
from reciproque.organisations.actions import (
    archive_organisation,
    create_organisation,
    edit_organisation,
    find_or_create_organisation,
    restore_organisation,
    succeed,
)
from reciproque.organisations.choices import OrganisationKind, SuccessionReason
from reciproque.organisations.models import Organisation, Succession
from reciproque.organisations.queries import like
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
SIRET = "21060004500392"


def test_a_new_body_gets_its_kind_from_its_name_and_leaves_a_trace(someone):
    body = create_organisation(name="  Limoges\x00  Habitat ", siret="210 600 045 00392", by=someone, at=AT)

    body.refresh_from_db()
    assert (body.name, body.kind, body.siret) == ("Limoges Habitat", OrganisationKind.LANDLORD, SIRET)
    assert (body.match_key, body.sort_key) == ("limoges habitat", "limoges habitat")
    entry = Entry.objects.get()
    assert (entry.act, entry.by_id, entry.subject_key) == ("organisations.created", someone.pk, body.pk)


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ({"name": " . "}, ["Indiquez le nom de l’organisme."]),
        ({"name": "Guéret", "siret": "12"}, ["Un SIRET compte 14 chiffres."]),
        ({"name": "Guéret", "email": "mairie"}, ["L’adresse électronique n’est pas valable."]),
        ({"name": "Guéret", "short_name": "G" * 61}, ["Le sigle dépasse 60 caractères."]),
        ({"name": "G" * 301}, ["Le nom dépasse 300 caractères."]),
    ],
)
def test_a_body_that_cannot_be_kept_is_refused(someone, typed, reasons):
    with pytest.raises(Refused) as refused:
        create_organisation(**typed, by=someone, at=AT)

    assert refused.value.reasons == reasons
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_two_bodies_never_bear_one_siret(someone):
    OrganisationFactory(siret=SIRET)

    with pytest.raises(Refused, match="Un organisme porte déjà ce SIRET"):
        create_organisation(name="Une autre", siret=SIRET, by=someone, at=AT)


def test_editing_keeps_before_and_after(someone):
    body = OrganisationFactory(name="Vivre ici", version=4)

    edited = edit_organisation(body, name="Vivre là", short_name="VL", by=someone, at=AT, seen=4)

    assert (edited.version, edited.match_key) == (5, "vivre")
    assert Entry.objects.get().changes == {"name": ["Vivre ici", "Vivre là"], "short_name": ["", "VL"]}


def test_an_edit_from_an_older_version_is_refused(someone):
    body = OrganisationFactory(name="Vivre ici", version=2)

    with pytest.raises(Overtaken):
        edit_organisation(body, name="Vivre là", by=someone, at=AT, seen=1)

    body.refresh_from_db()
    assert body.name == "Vivre ici"


def test_an_edit_that_changes_nothing_leaves_no_trace(someone):
    body = OrganisationFactory(name="Vivre ici")

    edit_organisation(body, name="Vivre ici", by=someone, at=AT, seen=1)

    assert not Entry.objects.exists()


def test_archiving_is_refused_for_the_reasons_of_upper_apps(someone, monkeypatch):
    monkeypatch.setattr(obstacles, "_entries", [])
    obstacles.hang(
        Obstacle("organisations.archive_organisation", lambda body: [f"{body.name} pilote un objectif."])
    )
    body = OrganisationFactory(name="Vivre ici")

    with pytest.raises(Refused, match="Vivre ici pilote un objectif"):
        archive_organisation(body, by=someone, at=AT)

    body.refresh_from_db()
    assert body.archived_at is None


def test_a_body_is_archived_once_and_can_come_back(someone):
    body = OrganisationFactory()

    archive_organisation(body, by=someone, at=AT)
    archive_organisation(body, by=someone, at=AT)
    restored = restore_organisation(body, by=someone, at=AT)

    assert restored.archived_at is None
    assert sorted(Entry.objects.values_list("act", flat=True)) == [
        "organisations.archived",
        "organisations.restored",
    ]


def test_who_takes_over_is_noted_and_the_one_before_is_archived(someone):
    before, after = OrganisationFactory(), OrganisationFactory()

    link = succeed(before, after, reason=SuccessionReason.MERGED, on=date(2026, 1, 1), by=someone, at=AT)

    assert (link.before, link.after, link.on) == (before, after, date(2026, 1, 1))
    before.refresh_from_db()
    assert before.archived_at == AT
    with pytest.raises(Refused, match="a un successeur"):
        restore_organisation(before, by=someone, at=AT)


def test_a_succession_never_turns_in_a_ring(someone):
    first, second, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    succeed(first, second, reason=SuccessionReason.RENAMED, by=someone, at=AT)
    succeed(second, third, reason=SuccessionReason.RENAMED, by=someone, at=AT)

    with pytest.raises(Refused, match="tournerait en rond"):
        succeed(third, first, reason=SuccessionReason.RENAMED, by=someone, at=AT)
    with pytest.raises(Refused, match="ne se succède pas à lui-même"):
        succeed(third, third, reason=SuccessionReason.RENAMED, by=someone, at=AT)


def test_only_a_scission_has_several_successors(someone):
    before, north, south = OrganisationFactory(), OrganisationFactory(name="Nord"), OrganisationFactory()
    succeed(before, north, reason=SuccessionReason.SPLIT, by=someone, at=AT)

    with pytest.raises(Refused, match="a déjà pour successeur « Nord »"):
        succeed(before, south, reason=SuccessionReason.MERGED, by=someone, at=AT)
    succeed(before, south, reason=SuccessionReason.SPLIT, by=someone, at=AT)
    with pytest.raises(Refused, match="déjà notée"):
        succeed(before, south, reason=SuccessionReason.SPLIT, by=someone, at=AT)

    assert Succession.objects.count() == 2


def test_what_is_archived_takes_nothing_over(someone):
    before, after = OrganisationFactory(), OrganisationFactory()
    archive_organisation(after, by=someone, at=AT)

    with pytest.raises(Refused, match="est archivé"):
        succeed(before, after, reason=SuccessionReason.MERGED, by=someone, at=AT)


def test_the_same_printed_name_creates_one_body(someone):
    first = find_or_create_organisation("Caisse d’Allocations Familiales de la Creuse", by=someone, at=AT)
    second = find_or_create_organisation("Pour la CAF de la Creuse", by=someone, at=AT)
    other = find_or_create_organisation("CAF de la Corrèze", by=someone, at=AT)

    assert first == second
    assert first != other
    assert first.kind == OrganisationKind.SOCIAL


@pytest.mark.parametrize("printed", ["Métropole du Val", "ValMétropole", "VM"])
def test_word_order_spaces_and_short_names_do_not_make_a_second_body(someone, printed):
    known = OrganisationFactory(
        name="Val métropole", short_name="VM", kind=OrganisationKind.EPCI, search_key="val metropole vm"
    )

    assert find_or_create_organisation(printed, kind=OrganisationKind.EPCI, by=someone, at=AT) == known


def test_one_name_for_two_kinds_is_two_bodies(someone):
    commune = find_or_create_organisation("Guéret", kind=OrganisationKind.COMMUNE, by=someone, at=AT)
    landlord = find_or_create_organisation("Guéret", kind=OrganisationKind.LANDLORD, by=someone, at=AT)

    assert commune != landlord
    assert [one.organisation for one in like("Guéret", kind=OrganisationKind.COMMUNE)] != []


def test_a_body_that_was_succeeded_is_answered_by_its_successor(someone):
    before = OrganisationFactory(name="Pôle emploi", kind=OrganisationKind.EMPLOYMENT)
    after = OrganisationFactory(name="France Travail", kind=OrganisationKind.EMPLOYMENT)
    succeed(before, after, reason=SuccessionReason.RENAMED, by=someone, at=AT)

    assert find_or_create_organisation("Pôle-Emploi", by=someone, at=AT) == after


def test_a_duplicate_set_aside_is_not_created_again(someone):
    kept, twice = OrganisationFactory(name="Vivre ici"), OrganisationFactory(name="Vivre Ici")
    succeed(twice, kept, reason=SuccessionReason.DUPLICATE, by=someone, at=AT)

    assert (
        find_or_create_organisation("vivre ici", kind=OrganisationKind.ASSOCIATION, by=someone, at=AT) == kept
    )


def test_the_siret_decides_before_the_name(someone):
    known = OrganisationFactory(name="Ancien nom", siret=SIRET)

    assert find_or_create_organisation("Nouveau nom", siret=SIRET, by=someone, at=AT) == known
