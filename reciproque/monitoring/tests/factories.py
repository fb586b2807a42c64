"""The plainest valid indicators."""

from datetime import UTC, date, datetime

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.text import fold
from reciproque.enquiries.tests.factories import RoundFactory
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import (
    Batch,
    Breakdown,
    Collection,
    Indicator,
    Library,
    RegisterEntry,
    Standard,
    Value,
)


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


class BreakdownFactory(factory.django.DjangoModelFactory):
    """The whole; `key=` and its dimensions for another."""

    class Meta:
        model = Breakdown
        django_get_or_create = ("key",)

    key = ""
    shape = 0


class BatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Batch

    contract = factory.SubFactory(ContractFactory)
    way = "grid"
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)


class ValueFactory(factory.django.DjangoModelFactory):
    """A validated figure of 2024, written beside the acts: it leaves no headline."""

    class Meta:
        model = Value

    indicator = factory.SubFactory(FedIndicatorFactory)
    period = 202412
    breakdown = factory.SubFactory(BreakdownFactory)
    shape = factory.SelfAttribute("breakdown.shape")
    standing = Standing.OFFICIAL
    status = ValueStatus.NUMBER
    number = 12.0
    batch = factory.SubFactory(BatchFactory, contract=factory.SelfAttribute("..indicator.contract"))


class EntryFactory(factory.django.DjangoModelFactory):
    """One thing in an inventory, written beside the acts: it is not counted."""

    class Meta:
        model = RegisterEntry

    indicator = factory.SubFactory(FedIndicatorFactory, kind="register", unit="")
    on = date(2024, 6, 1)
    title = factory.Sequence(lambda n: f"Fête de quartier {n}")


class LibraryFactory(factory.django.DjangoModelFactory):
    """A published list of the platform; `contract=` for one that a team keeps, `published_at=None` for a draft."""

    class Meta:
        model = Library

    name = factory.Sequence(lambda n: f"Base nationale {n}")
    publisher = "ANCT"
    published_at = datetime(2025, 1, 6, 9, tzinfo=UTC)


class StandardFactory(factory.django.DjangoModelFactory):
    """An annual number of people that should rise, and adds up."""

    class Meta:
        model = Standard

    library = factory.SubFactory(LibraryFactory)
    position = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"EDU-{n}")
    wording = factory.Sequence(lambda n: f"Nombre d’élèves suivis {n}")
    kind = "number"
    unit = "élèves"
    direction = "rise"
    counts_people = True
    periodicity = "year"
    over_time = "sum"
    over_places = "sum"


class CollectionFactory(factory.django.DjangoModelFactory):
    """The values of 2024, asked for by an open round."""

    class Meta:
        model = Collection

    round = factory.SubFactory(RoundFactory, kind="monitoring.values")
    first = 202401
    last = 202412
