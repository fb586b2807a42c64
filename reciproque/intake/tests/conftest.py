"""The people of the tests of the way in."""

import pytest

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory


@pytest.fixture
def ada():
    """An administrator."""
    return MembershipFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def tom():
    """Of the project team of another contract: may bring documents for new contracts."""
    return MembershipFactory(role=Role.TEAM, contract_id=4_000).user
