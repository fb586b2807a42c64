"""Acts on contracts, texts, signatures, neighbourhoods, bodies: who may, what they refuse, what they leave."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reciproque.accounts.access import forget_roles, steers_contract
from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.actions import adopting, directory, placing, signing, steering
from reciproque.contracts.choices import SignatureState, StepKind
from reciproque.contracts.models import AdoptionStep, Signature, Term
from reciproque.contracts.tests.factories import (
    ContractFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
    member_of,
)
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
from reciproque.organisations.choices import OrganisationKind, SuccessionReason
from reciproque.organisations.models import Organisation
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
SIGNED = SignatureState.SIGNED


def adopted_text():
    """Validated, signed once, in force."""
    text = StepFactory(on=date(2024, 3, 15)).text
    SignatureFactory(text=text, state=SIGNED)
    StepFactory(text=text, kind=StepKind.IN_FORCE, on=date(2024, 6, 1))
    return text


def test_who_opens_a_contract_steers_it():
    someone = MembershipFactory(role=Role.TEAM, contract_id=ContractFactory().pk).user

    contract = steering.create_contract(name="Val d’Alba", generation="2024", by=someone, at=AT)

    forget_roles(someone)
    assert steers_contract(someone, contract.pk)
    assert Entry.objects.filter(act="contract.created", subject_key=contract.pk).count() == 1


@pytest.mark.parametrize("role", [Role.READER, Role.LEAD, Role.STATE, Role.ASSOCIATION])
def test_who_does_not_steer_changes_nothing(role):
    contract = ContractFactory(name="Val d’Alba")
    text = TextFactory(contract=contract)
    someone = member_of(contract, role)

    for deed in (
        lambda: steering.edit_contract(contract, seen=None, by=someone, at=AT, name="Autre"),
        lambda: steering.archive_contract(contract, by=someone, at=AT),
        lambda: adopting.add_text(contract, kind="annex", title="Annexe", by=someone, at=AT),
        lambda: adopting.plan_step(text, kind="steering", by=someone, at=AT),
        lambda: signing.name_signatory(text, organisation_name="CAF", by=someone, at=AT),
        lambda: adopting.explain_term(text, word="QPV", meaning="quartier", by=someone, at=AT),
        lambda: placing.create_place(contract, name="Centre", kind="local", by=someone, at=AT),
        lambda: directory.archive_body(OrganisationFactory(), by=someone, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            deed()

    contract.refresh_from_db()
    assert (contract.name, contract.archived_at) == ("Val d’Alba", None)
    assert not Entry.objects.exists()


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten():
    contract = ContractFactory(name="Val d’Alba")
    team = member_of(contract)
    seen = contract.version
    steering.edit_contract(contract, seen=seen, by=team, at=AT, name="Val d’Alba et Brume")

    with pytest.raises(Overtaken) as overtaken:
        steering.edit_contract(contract, seen=seen, by=team, at=AT, name="Grand Val d’Alba")

    assert overtaken.value.current.name == "Val d’Alba et Brume"
    contract.refresh_from_db()
    assert contract.name == "Val d’Alba et Brume"


def test_a_change_of_communes_alone_is_a_change_that_others_notice():
    contract = ContractFactory()
    team = member_of(contract)
    seen = contract.version
    communes = CommuneFactory.create_batch(2)

    edited = steering.edit_contract(contract, seen=seen, by=team, at=AT, communes=communes)

    assert edited.version == seen + 1
    assert Entry.objects.get().changes == {"communes": [[], sorted(str(one.pk) for one in communes)]}
    with pytest.raises(Overtaken):
        steering.edit_contract(contract, seen=seen, by=team, at=AT, communes=[])


def test_a_contract_with_children_is_not_archived_and_one_without_comes_back():
    metropolis = ContractFactory()
    child = ContractFactory(parent=metropolis)

    with pytest.raises(Refused, match="détachez"):
        steering.archive_contract(metropolis, by=member_of(metropolis), at=AT)

    archived = steering.archive_contract(child, by=member_of(child), at=AT)
    assert archived.archived_at == AT
    assert steering.restore_contract(archived, by=member_of(child), at=AT).archived_at is None


def test_the_texts_of_an_archived_contract_are_not_edited():
    text = TextFactory(contract=ContractFactory(archived_at=AT))

    with pytest.raises(PermissionDenied):
        adopting.edit_text(text, seen=None, by=member_of(text.contract), at=AT, title="Autre")


def test_a_text_does_not_come_into_force_without_the_steering_committee():
    text = TextFactory()
    SignatureFactory(text=text, state=SIGNED)
    team = member_of(text.contract)

    with pytest.raises(Refused, match="comité de pilotage"):
        adopting.plan_step(text, kind=StepKind.IN_FORCE, on=date(2026, 3, 1), by=team, at=AT)

    assert not AdoptionStep.objects.exists()
    StepFactory(text=text, on=date(2026, 2, 1))
    adopting.plan_step(text, kind=StepKind.IN_FORCE, on=date(2026, 3, 1), by=team, at=AT)
    assert text.steps.filter(kind=StepKind.IN_FORCE).exists()


def test_a_day_without_date_for_the_force_is_only_a_wish():
    text = TextFactory()

    step = adopting.plan_step(text, kind=StepKind.IN_FORCE, by=member_of(text.contract), at=AT)

    with pytest.raises(Refused, match="comité de pilotage"):
        adopting.edit_step(step, seen=1, by=member_of(text.contract), at=AT, on=date(2026, 3, 1))
    step.refresh_from_db()
    assert step.on is None


def test_what_put_a_text_in_force_cannot_be_taken_away_afterwards():
    text = adopted_text()
    team = member_of(text.contract)
    validation, signature = text.steps.get(kind=StepKind.STEERING), text.signatures.get()

    for deed in (
        lambda: adopting.remove_step(validation, by=team, at=AT),
        lambda: adopting.edit_step(validation, seen=None, by=team, at=AT, on=None),
        lambda: adopting.archive_signature(signature, by=team, at=AT),
        lambda: adopting.edit_signature(
            signature, seen=None, by=team, at=AT, state=SignatureState.DECLINED, on=None
        ),
    ):
        with pytest.raises(Refused), transaction.atomic():
            deed()

    assert AdoptionStep.objects.filter(pk=validation.pk, on=date(2024, 3, 15)).exists()
    assert Signature.objects.filter(pk=signature.pk, state=SIGNED, archived_at=None).exists()
    assert not Entry.objects.exists()


def test_a_signature_is_recorded_with_its_day():
    signature = SignatureFactory()
    team = member_of(signature.text.contract)

    adopting.record_signature(signature, on=date(2026, 2, 28), by=team, at=AT)

    signature.refresh_from_db()
    assert (signature.state, signature.on) == (SIGNED, date(2026, 2, 28))
    assert Entry.objects.get().changes == {
        "state": ["expected", "signed"],
        "on": [None, "2026-02-28"],
    }


def test_nobody_signs_tomorrow_in_paris():
    signature = SignatureFactory()
    half_past_midnight_in_paris = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    with pytest.raises(Refused, match="dans l’avenir"):
        adopting.record_signature(signature, on=date(2026, 3, 2), by=None, at=AT)
    adopting.record_signature(signature, on=date(2026, 3, 2), by=None, at=half_past_midnight_in_paris)


@pytest.mark.parametrize("wrong", [{"state": SIGNED, "on": None}, {"on": date(2026, 1, 1)}])
def test_the_database_itself_keeps_state_and_date_together(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureFactory(**wrong)


def test_a_party_is_recognised_by_its_name_and_made_only_once():
    text = TextFactory()
    known = OrganisationFactory(name="Mission locale d’Alba", kind=OrganisationKind.EMPLOYMENT)
    team = member_of(text.contract)

    first = signing.name_signatory(text, organisation_name="MISSION LOCALE D'ALBA", by=team, at=AT)
    new = signing.name_signatory(text, organisation_name="Bailleur d’Alba habitat", by=team, at=AT)
    again = signing.name_signatory(text, organisation_name="Bailleur d’Alba habitat", by=team, at=AT)

    assert first.organisation == known
    assert first.printed == "MISSION LOCALE D'ALBA"
    assert new.organisation == again.organisation
    assert Organisation.objects.count() == 2


def test_passages_are_kept_once():
    text = TextFactory()

    first = adopting.keep_passages(text, [("l1", 1, None, "Un"), ("l2", 2, 3, "Deux")])
    second = adopting.keep_passages(text, [("l2", 2, 3, "Deux"), ("l3", 3, None, "Trois")])

    assert sorted(first) == ["l1", "l2"]
    assert second["l2"].pk == first["l2"].pk
    assert text.passages.count() == 3


def test_what_is_taken_off_a_text_is_remembered():
    term = TermFactory(word="Aller-vers")

    adopting.remove_from_text(term, by=member_of(term.text.contract), at=AT)

    assert not Term.objects.exists()
    assert Entry.objects.get().sentence == "a retiré « Aller-vers »"


def test_places_added_by_two_people_are_all_kept():
    contract = ContractFactory()
    team = member_of(contract)
    one, other = NeighbourhoodFactory.create_batch(2)
    stale = type(contract).objects.get(pk=contract.pk)

    placing.add_neighbourhoods(contract, [one], by=team, at=AT)
    placing.add_neighbourhoods(stale, [other], by=team, at=AT)

    assert set(contract.neighbourhoods.all()) == {one, other}


def test_adding_no_place_at_all_is_refused():
    contract = ContractFactory()

    with pytest.raises(Refused, match="au moins un quartier"):
        placing.add_neighbourhoods(contract, [], by=member_of(contract), at=AT)


def test_a_local_place_belongs_to_the_contract_that_made_it():
    contract, neighbour = ContractFactory.create_batch(2)
    place = placing.create_place(contract, name="Centre", kind="local", by=member_of(contract), at=AT)
    neighbour.neighbourhoods.add(place)

    assert (place.contract_id, list(contract.neighbourhoods.all())) == (contract.pk, [place])
    with pytest.raises(PermissionDenied):
        placing.edit_place(neighbour, place, seen=None, by=member_of(neighbour), at=AT, name="À nous")


def test_a_place_taken_out_of_a_contract_stays_in_the_house():
    place, other = NeighbourhoodFactory.create_batch(2)
    contract = ContractFactory(neighbourhoods=[place, other])

    placing.detach_place(contract, place, by=member_of(contract), at=AT)

    place.refresh_from_db()
    assert list(contract.neighbourhoods.all()) == [other]
    assert place.archived_at is None


def test_the_directory_is_edited_by_teams_and_administrators_alone():
    before, after = OrganisationFactory.create_batch(2)
    team = member_of(ContractFactory())

    directory.succeed_body(before, after, reason=SuccessionReason.MERGED, by=team, at=AT)

    before.refresh_from_db()
    assert before.archived_at == AT
    with pytest.raises(PermissionDenied):
        directory.edit_body(after, seen=None, by=UserFactory(), at=AT, name="Autre")
