"""The plainest valid indicators."""

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.text import fold
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.models import Indicator


class IndicatorFactory(factory.django.DjangoModelFactory):
    """What a document gives: a wording, on an objective of its own. `node=None` leaves it to the contract."""

    class Meta:
        model = Indicator

    node = factory.SubFactory(NodeFactory)
    contract = factory.Maybe(
        "node", factory.SelfAttribute("node.contract"), factory.SubFactory(ContractFactory)
    )
    position = factory.Sequence(lambda n: n + 1)
    wording = factory.Sequence(lambda n: f"Nombre de familles suivies {n}")
    search_key = factory.LazyAttribute(lambda indicator: fold(indicator.wording))


class FedIndicatorFactory(IndicatorFactory):
    """One that can be fed: an annual number that should rise."""

    kind = "number"
    unit = "familles"
    direction = "rise"
    periodicity = "year"
    over_time = "sum"
    over_places = "sum"
