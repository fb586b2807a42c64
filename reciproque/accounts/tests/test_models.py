"""What the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import PASSWORD, LinkFactory, MembershipFactory, UserFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_person_is_found_whatever_the_case_and_accents_of_the_address():
    user = UserFactory(email="Rene.Lefevre@Exemple.FR")

    assert User.objects.get_by_natural_key("René.Lefèvre@exemple.fr") == user
    assert user.check_password(PASSWORD)


def test_nobody_has_the_address_of_another():
    UserFactory(email="ana@exemple.fr")

    with pytest.raises(IntegrityError):
        UserFactory(email="ANA@exemple.fr")


def test_the_same_role_is_held_once_in_a_place():
    member = MembershipFactory()

    with pytest.raises(IntegrityError):
        MembershipFactory(user=member.user)


@pytest.mark.parametrize(
    ("kind", "key"), [(ScopeKind.CONTRACT, 0), (ScopeKind.PLATFORM, 4), (ScopeKind.OBJECTIVE, -1)]
)
def test_a_scope_and_its_key_go_together(kind, key):
    with pytest.raises(IntegrityError):
        MembershipFactory(scope_kind=kind, scope_id=key)


def test_factories_give_each_role_its_scope():
    scopes = {
        role: (m.scope_kind, m.scope_id, m.contract_id)
        for role in [Role.ADMINISTRATOR, Role.TEAM, Role.LEAD]
        for m in [MembershipFactory(role=role, **({} if role == Role.ADMINISTRATOR else {"contract_id": 7}))]
    }

    assert scopes == {
        Role.ADMINISTRATOR: ("platform", 0, None),
        Role.TEAM: ("contract", 7, 7),
        Role.LEAD: ("objective", 1, 7),
    }


def test_a_link_is_open_until_it_expires_is_used_or_is_revoked():
    link = LinkFactory(created_at=NOON, expires_at=NOON + timedelta(hours=1))

    assert link.is_open(NOON)
    assert not link.is_open(NOON + timedelta(hours=1))
    assert not LinkFactory(created_at=NOON, used_at=NOON).is_open(NOON)
    assert not LinkFactory(created_at=NOON, revoked_at=NOON).is_open(NOON)


def test_a_link_expires_after_its_creation():
    with pytest.raises(IntegrityError):
        LinkFactory(created_at=NOON, expires_at=NOON)
