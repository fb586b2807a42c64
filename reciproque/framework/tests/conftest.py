"""A tree, and somebody who may shape it."""

import pytest

from reciproque.contracts.tests.factories import member_of
from reciproque.framework.tests.factories import TreeFactory


@pytest.fixture
def tree():
    return TreeFactory()


@pytest.fixture
def team(tree):
    return member_of(tree.contract)
