"""Two contracts that say things, and the index that knows them."""

import pytest
from django.utils import timezone

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.journal.actions import seal
from reciproque.overview.jobs import follow_journal


@pytest.fixture
def brest():
    return ContractFactory(name="Contrat de Brest")


@pytest.fixture
def metz():
    return ContractFactory(name="Contrat de Metz")


def caught_up():
    """What the worker does: seal, then follow. Returns how many rows of the index were wrong."""
    seal()
    return follow_journal(timezone.now())
