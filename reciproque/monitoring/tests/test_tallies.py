"""Many contracts counted at once say what the board of each says, also after anything has changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring import actions, queries
from reciproque.monitoring.actions import Origin, Said
from reciproque.monitoring.choices import Method, ProgressState, Standing, ValueStatus
from reciproque.monitoring.queries.tallies import tallies
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory, IndicatorFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ON = date(2026, 3, 2)


def tally_of(contract, on=ON):
    return tallies(Contract.objects.filter(pk=contract.pk), on=on)[contract.pk]


def say(indicator, year, number, cell=WHOLE, status=ValueStatus.NUMBER):
    said = Said(indicator, year * 100 + 12, Figure(status, number), cell)
    actions.record_values(
        indicator.contract, [said], origin=Origin("grid"), standing=Standing.OFFICIAL, by=None, at=AT
    )


def same_as_board(contract, on=ON):
    """The board's own figures, from its own way of loading."""
    rows = queries.situations_in(contract, on=on)
    told, gendered = tally_of(contract, on), queries.gendered_share(rows)
    assert told.states == queries.counts_by_state(rows)
    assert (told.indicators, told.fed, told.late) == (
        len(rows),
        sum(one.is_fed for one in rows),
        sum(one.late for one in rows),
    )
    assert (told.people, told.gendered) == (gendered.people, gendered.gendered)
    return told


@pytest.fixture
def contract():
    return ContractFactory()


def aimed(contract, **more):
    facts = {"baseline": 40, "baseline_on": date(2023, 12, 31), "target": 30, "target_on": date(2027, 12, 31)}
    return FedIndicatorFactory(node=None, contract=contract, direction="fall", **{**facts, **more})


def test_it_counts_what_the_board_counts(contract):
    say(aimed(contract), 2025, 40)
    say(aimed(contract), 2025, 45)
    people = FedIndicatorFactory(node=None, contract=contract, counts_people=True)
    say(people, 2024, 10)
    say(people, 2025, 0)
    both = FedIndicatorFactory(node=None, contract=contract, counts_people=True)
    say(both, 2025, 10)
    say(both, 2025, 6, Cell(sex="F"))
    IndicatorFactory(node=None, contract=contract, source_state="none")
    secret = aimed(contract)
    say(secret, 2025, None, status=ValueStatus.SECRET)
    IndicatorFactory(node=None, contract=contract, archived_at=AT)

    told = same_as_board(contract)

    assert told.states[ProgressState.INSUFFICIENT] == told.states[ProgressState.MOVING_AWAY] == 1
    assert told.states[ProgressState.WORSE] == 1
    assert (told.coverage, told.gendered_share) == (5 / 5, 1 / 2)


def test_a_contract_without_indicators_has_no_share(contract):
    told = tally_of(contract)

    assert (told.indicators, told.coverage, told.gendered_share) == (0, None, None)


def test_whatever_changes_is_seen(contract):
    """Each of these changes what the board says without adding or removing an indicator."""
    member = member_of(contract)
    indicator = aimed(contract)
    say(indicator, 2025, 35)
    assert same_as_board(contract).states[ProgressState.ACCELERATE] == 0
    say(indicator, 2025, 36.9)  # typed by hand: no entry in the journal
    assert same_as_board(contract).states[ProgressState.ACCELERATE] == 1
    actions.edit_indicator(indicator, seen=None, by=member, at=AT, milestones=[(date(2025, 12, 31), 37.0)])
    assert same_as_board(contract).states[ProgressState.ON_TRACK] == 1
    actions.edit_indicator(indicator, seen=None, by=member, at=AT, target=10.0)
    same_as_board(contract)
    actions.set_follow_up(contract, seen=None, by=member, at=AT, method=Method.PROJECTION)
    assert same_as_board(contract).states[ProgressState.NOT_ASSESSABLE] == 1
    actions.edit_indicator(
        indicator, seen=None, by=member, at=AT, unit="dossiers", from_period=202612, baseline=None,
        baseline_on=None, target=None, target_on=None, milestones=[], why_break="Autre compte."
    )  # fmt: skip
    assert same_as_board(contract).states[ProgressState.NOT_ASSESSABLE] == 1
    actions.archive_indicator(indicator, by=member, at=AT)
    assert same_as_board(contract).indicators == 0
    actions.restore_indicator(indicator, by=member, at=AT)
    assert same_as_board(contract).indicators == 1


def test_a_day_that_passes_makes_late(contract):
    say(aimed(contract, delay_days=90), 2024, 38)

    assert [same_as_board(contract, on).late for on in (date(2026, 3, 31), date(2026, 4, 1))] == [0, 1]


def test_what_nobody_changed_is_not_judged_again(contract):
    other = ContractFactory()
    say(aimed(contract), 2025, 36)
    moved = aimed(other)
    say(moved, 2025, 36)
    counts = []
    for change in (None, None, moved):
        if change is not None:
            say(change, 2025, 35)
        with CaptureQueriesContext(connection) as asked:
            tallies(Contract.objects.all(), on=ON)
        counts.append(len(asked))
    judged_again = asked.captured_queries[3]["sql"]

    assert counts == [7, 3, 7]
    assert f"IN ({other.pk})" in judged_again
