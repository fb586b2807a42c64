"""The plainest valid contracts, and what they are made of."""

from datetime import date

import factory

from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.choices import Generation, SignatureState, StepKind, TextKind
from reciproque.contracts.models import (
    AdoptionStep,
    CitedDocument,
    Contract,
    Passage,
    Signature,
    Term,
    Text,
)
from reciproque.core.text import fold, sort_key
from reciproque.organisations.tests.factories import OrganisationFactory


class ContractFactory(factory.django.DjangoModelFactory):
    """A contract without places; `communes=[…]` and `neighbourhoods=[…]` give it some."""

    class Meta:
        model = Contract
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Contrat de ville du Val {n}")
    generation = Generation.COMMITMENTS
    starts_on = date(2024, 1, 1)
    ends_on = date(2030, 12, 31)
    search_key = factory.LazyAttribute(lambda contract: fold(contract.name))
    sort_key = factory.LazyAttribute(lambda contract: sort_key(contract.name))

    @factory.post_generation
    def communes(self, create, extracted, **kwargs):
        if create and extracted:
            self.communes.set(extracted)

    @factory.post_generation
    def neighbourhoods(self, create, extracted, **kwargs):
        if create and extracted:
            self.neighbourhoods.set(extracted)


class TextFactory(factory.django.DjangoModelFactory):
    """A founding text that was typed: no document behind it, no step, nobody named."""

    class Meta:
        model = Text

    contract = factory.SubFactory(ContractFactory)
    kind = TextKind.FOUNDING
    title = factory.Sequence(lambda n: f"Contrat cadre {n}")
    starts_on = date(2024, 1, 1)
    ends_on = date(2030, 12, 31)


class PassageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Passage

    text = factory.SubFactory(TextFactory)
    anchor = factory.LazyAttribute(lambda passage: f"l{passage.line}")
    line = factory.Sequence(lambda n: n + 1)
    quote = factory.Sequence(lambda n: f"Article {n} : les parties s’engagent à agir ensemble.")


class StepFactory(factory.django.DjangoModelFactory):
    """A step that is done: validated by the steering committee. `on=None` makes it one to come."""

    class Meta:
        model = AdoptionStep

    text = factory.SubFactory(TextFactory)
    kind = StepKind.STEERING
    by_whom = "Comité de pilotage"
    on = date(2024, 3, 15)


class SignatureFactory(factory.django.DjangoModelFactory):
    """An association that is expected to sign. `state=SignatureState.SIGNED` dates it by itself."""

    class Meta:
        model = Signature

    text = factory.SubFactory(TextFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    printed = factory.LazyAttribute(lambda one: one.organisation.name if one.organisation else "Une partie")
    state = SignatureState.EXPECTED
    on = factory.LazyAttribute(lambda one: date(2024, 5, 2) if one.state == SignatureState.SIGNED else None)


class CitedDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CitedDocument

    text = factory.SubFactory(TextFactory)
    title = factory.Sequence(lambda n: f"Loi n° 2014-{n} de programmation")


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    text = factory.SubFactory(TextFactory)
    word = factory.Sequence(lambda n: f"TERME{n}")
    meaning = "Ce que le texte entend par là."


def member_of(contract: Contract, role: str = Role.TEAM) -> User:
    """A person who holds that role in the contract (its project team unless said otherwise)."""
    return MembershipFactory(contract_id=contract.pk, role=role).user
