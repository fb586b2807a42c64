"""The plainest valid bodies."""

import factory

from reciproque.core.text import fold, sort_key
from reciproque.organisations.choices import OrganisationKind, SuccessionReason
from reciproque.organisations.models import Organisation, Succession
from reciproque.organisations.rules import match_key


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Association Horizon {n}")
    kind = OrganisationKind.ASSOCIATION
    search_key = factory.LazyAttribute(lambda body: fold(f"{body.name} {getattr(body, 'short_name', '')}"))
    match_key = factory.LazyAttribute(lambda body: match_key(body.name))
    sort_key = factory.LazyAttribute(lambda body: sort_key(body.name))


class OrganisationSuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Succession

    before = factory.SubFactory(OrganisationFactory)
    after = factory.SubFactory(OrganisationFactory)
    reason = SuccessionReason.MERGED
