"""The plainest valid commitments."""

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.text import fold
from reciproque.framework.tests.factories import NodeFactory
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.partners.models import Commitment


class CommitmentFactory(factory.django.DjangoModelFactory):
    """What an association commits to, for an objective of its own. `node=None` leaves it to the contract."""

    class Meta:
        model = Commitment

    node = factory.SubFactory(NodeFactory)
    contract = factory.Maybe(
        "node", factory.SelfAttribute("node.contract"), factory.SubFactory(ContractFactory)
    )
    organisation = factory.SubFactory(OrganisationFactory)
    position = factory.Sequence(lambda n: n + 1)
    wording = factory.Sequence(lambda n: f"Maintenir les permanences {n}")
    search_key = factory.LazyAttribute(lambda one: fold(one.wording))
