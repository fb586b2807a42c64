"""People, roles and links, the plainest valid ones."""

import hashlib
from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.hashers import make_password

from reciproque.accounts.choices import LinkPurpose, Role, ScopeKind
from reciproque.accounts.models import Link, Membership, User
from reciproque.core.text import fold, sort_key

PASSWORD = "tournesol-et-brouette-42"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with an account, the password `PASSWORD` and no role."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    email_key = factory.LazyAttribute(lambda user: fold(user.email))
    name = factory.Sequence(lambda n: f"Personne {n}")
    search_key = factory.LazyAttribute(lambda user: fold(f"{user.name} {user.email}"))
    sort_key = factory.LazyAttribute(lambda user: sort_key(user.name))
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    created_at = datetime(2026, 1, 1, tzinfo=UTC)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A member of the project team of contract 1. `contract_id=` sets the contract and, for a role in it, its scope.

    `MembershipFactory(role=Role.ADMINISTRATOR)` holds for the platform; a lead needs `scope_id=` and
    `contract_id=`.
    """

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.TEAM
    since = datetime(2026, 1, 1, tzinfo=UTC)

    @factory.lazy_attribute
    def scope_kind(self):
        if self.role in {Role.ADMINISTRATOR, Role.OBSERVER}:
            return ScopeKind.PLATFORM
        return ScopeKind.OBJECTIVE if self.role == Role.LEAD else ScopeKind.CONTRACT

    @factory.lazy_attribute
    def contract_id(self):
        return None if self.scope_kind == ScopeKind.PLATFORM else 1

    @factory.lazy_attribute
    def scope_id(self):
        if self.scope_kind == ScopeKind.PLATFORM:
            return 0
        return self.contract_id if self.scope_kind == ScopeKind.CONTRACT else 1


class LinkFactory(factory.django.DjangoModelFactory):
    """An open invitation, valid for thirty days from now; its secret is `link.token`."""

    class Meta:
        model = Link

    token = factory.Sequence(lambda n: f"jeton-{n}-{'x' * 30}")
    user = factory.SubFactory(UserFactory, password=make_password(None))
    purpose = LinkPurpose.INVITATION
    created_at = factory.LazyFunction(lambda: datetime.now(UTC))
    expires_at = factory.LazyAttribute(lambda link: link.created_at + timedelta(days=30))

    @classmethod
    def _create(cls, model_class, *args, token, **kwargs):
        hashed = hashlib.sha256(token.encode()).hexdigest()
        link = super()._create(model_class, *args, token_hash=hashed, **kwargs)
        link.token = token
        return link
