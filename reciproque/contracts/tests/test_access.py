"""Who sees and steers contracts."""

import pytest

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts import access
from reciproque.contracts.tests.factories import (
    ContractFactory,
    PassageFactory,
    SignatureFactory,
    StepFactory,
    TextFactory,
    member_of,
)


@pytest.mark.parametrize(
    "role",
    [
        Role.TEAM,
        Role.STATE,
        Role.FUNDER,
        Role.SIGNATORY,
        Role.ASSOCIATION,
        Role.COUNCILLOR,
        Role.READER,
    ],
)
def test_every_role_of_the_contract_reads_that_contract_alone(role):
    ours, _theirs = ContractFactory.create_batch(2)

    assert list(access.contracts_visible_to(member_of(ours, role))) == [ours]


def test_a_lead_and_a_stranger_read_no_contract():
    contract = ContractFactory()

    assert not access.contracts_visible_to(member_of(contract, Role.LEAD))
    assert not access.contracts_visible_to(UserFactory())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OBSERVER])
def test_the_platform_is_read_whole_by_its_own_roles(role):
    contracts = ContractFactory.create_batch(2)

    assert set(access.contracts_visible_to(MembershipFactory(role=role).user)) == set(contracts)


def test_only_the_team_and_administrators_steer():
    contract = ContractFactory()

    assert list(access.contracts_steered_by(member_of(contract))) == [contract]
    assert list(access.contracts_steered_by(MembershipFactory(role=Role.ADMINISTRATOR).user)) == [contract]
    assert not access.contracts_steered_by(member_of(contract, Role.READER))
    assert not access.contracts_steered_by(MembershipFactory(role=Role.OBSERVER).user)


def test_texts_and_signatures_follow_their_contract():
    ours, theirs = SignatureFactory(), SignatureFactory()
    PassageFactory(text=ours.text)
    StepFactory(text=ours.text)
    reader = member_of(ours.text.contract, Role.READER)

    assert list(access.texts_visible_to(reader)) == [ours.text]
    assert list(access.signatures_visible_to(reader)) == [ours]
    assert theirs.text.contract not in access.contracts_visible_to(reader)


def test_what_is_archived_is_not_edited_any_more():
    contract = ContractFactory(archived_at="2026-01-01T09:00Z")
    text = TextFactory(archived_at="2026-01-01T09:00Z")

    assert not access.may_edit_contract(member_of(contract), contract)
    assert not access.may_edit_text(member_of(text.contract), text)
