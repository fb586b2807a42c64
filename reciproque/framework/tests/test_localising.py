"""A national measure in one contract: applies, will apply, does not; where, how much, how far."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.actions import lists
from reciproque.framework.choices import Applies, Engagement
from reciproque.framework.models import Localisation
from reciproque.framework.queries import localisations_of
from reciproque.journal.models import Entry
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def team(contract):
    return member_of(contract)


@pytest.fixture
def roadmap():
    return NomenclatureFactory(measures=True)


@pytest.fixture
def measure(roadmap):
    return ReferenceFactory(nomenclature=roadmap)


def test_a_measure_is_localised_and_leaves_one_entry(contract, measure, team):
    place = NeighbourhoodFactory()

    one = lists.localise(
        contract, measure, seen=0, by=team, at=AT, state=Applies.APPLIES, target="80", neighbourhoods=[place]
    )

    assert (one.version, one.get_state_display(), list(one.neighbourhoods.all())) == (
        1,
        "s’applique",
        [place],
    )
    entry = Entry.objects.get()
    assert (entry.act, entry.contract_id) == ("measure.localised", contract.pk)
    assert set(entry.changes) == {"state", "target", "neighbourhoods"}


def test_saying_the_same_again_changes_nothing(contract, measure, team):
    for _ in range(2):
        lists.localise(contract, measure, seen=None, by=team, at=AT, state=Applies.WILL, neighbourhoods=[])

    assert Entry.objects.count() == 1


def test_two_who_look_at_it_first_see_each_other(contract, measure, team):
    lists.localise(contract, measure, seen=0, by=team, at=AT, state=Applies.WILL)

    with pytest.raises(Overtaken):
        lists.localise(contract, measure, seen=0, by=team, at=AT, state=Applies.NOT)

    assert Localisation.objects.get().state == Applies.WILL


@pytest.mark.parametrize(
    "values",
    [
        {"state": Applies.NOT, "engagement": Engagement.DONE},
        {"state": "", "engagement": Engagement.DONE},
        {"state": "", "target": "80"},
    ],
)
def test_what_contradicts_itself_is_refused(contract, measure, team, values):
    with pytest.raises(Refused):
        lists.localise(contract, measure, seen=None, by=team, at=AT, **values)

    assert not Localisation.objects.exists()


def test_only_lists_of_measures_are_localised(contract, team):
    with pytest.raises(Refused, match="mesures"):
        lists.localise(contract, ReferenceFactory(), seen=None, by=team, at=AT, state=Applies.WILL)


def test_each_contract_stands_to_it_by_itself(contract, roadmap, measure, team):
    other = ContractFactory()
    lists.localise(contract, measure, seen=None, by=team, at=AT, state=Applies.APPLIES)
    lists.localise(other, measure, seen=None, by=member_of(other), at=AT, state=Applies.NOT)

    assert [one.said.state for one in localisations_of(contract, roadmap)] == ["applies"]
    assert [one.said.state for one in localisations_of(other, roadmap)] == ["not"]


def test_nobody_but_the_team_localises(contract, measure):
    for person in (member_of(contract, Role.READER), member_of(ContractFactory())):
        with pytest.raises(PermissionDenied):
            lists.localise(contract, measure, seen=None, by=person, at=AT, state=Applies.WILL)
