"""A team, a round that was sent, a person who was asked."""

from datetime import UTC, datetime

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.enquiries.tests.factories import QuestionFactory, RoundFactory, SheetFactory

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)


@pytest.fixture
def round_():
    round_ = RoundFactory()
    QuestionFactory(round=round_, key="done", required=True, position=1)
    QuestionFactory(round=round_, key="count", kind="number", position=2)
    return round_


@pytest.fixture
def team(round_):
    return member_of(round_.contract)


@pytest.fixture
def sheet(round_):
    return SheetFactory(round=round_)


@pytest.fixture
def done(round_):
    return round_.questions.get(key="done")


@pytest.fixture
def count(round_):
    return round_.questions.get(key="count")
