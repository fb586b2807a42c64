"""The plainest valid bodies of governance."""

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.text import fold
from reciproque.governance.models import Body


class BodyFactory(factory.django.DjangoModelFactory):
    """A steering committee, whose meetings nobody planned yet."""

    class Meta:
        model = Body

    contract = factory.SubFactory(ContractFactory)
    name = factory.Sequence(lambda n: f"Comité de pilotage {n}")
    position = factory.Sequence(lambda n: n + 1)
    search_key = factory.LazyAttribute(lambda body: fold(body.name))
