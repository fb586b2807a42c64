"""The plainest open contract: one indicator that anybody may read."""

from datetime import UTC, datetime

import factory

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.publication.models import OpenData, PublishedIndicator

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class OpenDataFactory(factory.django.DjangoModelFactory):
    """`opened_at=None` for a contract that is closed."""

    class Meta:
        model = OpenData

    contract = factory.SubFactory(ContractFactory)
    opened_at = AT


class PublishedIndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PublishedIndicator

    indicator = factory.SubFactory(FedIndicatorFactory)
    contract = factory.SelfAttribute("indicator.contract")
    number = factory.Sequence(lambda n: f"1-1-{n + 1}")
    published_at = AT
