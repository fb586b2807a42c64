"""Values and their life: written, validated, sent back, contested, closed."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
from reciproque.monitoring import actions
from reciproque.monitoring.actions import CellOvertaken, Origin, Said
from reciproque.monitoring.choices import Sex, Shape, Standing, ValueStatus
from reciproque.monitoring.models import Headline, Value, ValueChange, ValueNote
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
GRID, FILE = Origin("grid"), Origin("import", source="tableau de bord")
WOMEN, MEN = Cell(sex=Sex.WOMEN), Cell(sex=Sex.MEN)


def number(value):
    return Figure(ValueStatus.NUMBER, float(value))


@pytest.fixture
def indicator():
    return FedIndicatorFactory()


@pytest.fixture
def team(indicator):
    return MembershipFactory(role=Role.TEAM, contract_id=indicator.contract_id).user


@pytest.fixture
def lead(indicator):
    return MembershipFactory(
        role=Role.LEAD,
        scope_kind=ScopeKind.OBJECTIVE,
        scope_id=indicator.node_id,
        contract_id=indicator.contract_id,
    ).user


def write(
    indicator, figure, *, by, period=202412, cell=WHOLE, standing=Standing.OFFICIAL, origin=GRID, **more
):
    said = Said(indicator, period, figure, cell, **more)
    return actions.record_values(indicator.contract, [said], origin=origin, standing=standing, by=by, at=AT)


def shown(standing=Standing.OFFICIAL):
    rows = Value.objects.filter(standing=standing).order_by("period", "shape", "breakdown__key")
    return [(row.period, row.breakdown.key, row.status, row.number) for row in rows]


def test_the_team_writes_an_official_value(indicator, team):
    assert write(indicator, number(12.5), by=team) == 1

    assert shown() == [(202412, "", ValueStatus.NUMBER, 12.5)]
    headline = Headline.objects.get()
    assert (headline.period, headline.number, headline.before_period) == (202412, 12.5, None)


@pytest.mark.parametrize("status", [ValueStatus.MISSING, ValueStatus.NOT_APPLICABLE, ValueStatus.SECRET])
def test_missing_not_applicable_and_secret_are_kept_apart_from_zero(indicator, team, status):
    write(indicator, Figure(status), by=team)
    write(indicator, number(0), by=team, period=202312)

    assert shown() == [(202312, "", ValueStatus.NUMBER, 0.0), (202412, "", status, None)]
    headline = Headline.objects.get()
    assert (headline.period, headline.status, headline.number, headline.before_number) == (
        202412,
        status,
        None,
        0.0,
    )


def test_the_database_refuses_a_number_that_is_none(indicator, team):
    write(indicator, number(3), by=team)

    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.update(status=ValueStatus.SECRET)


def test_words_are_kept_beside_the_value(team, indicator):
    judgement = FedIndicatorFactory(contract=indicator.contract, node=None, kind="judgement")

    write(judgement, Figure(ValueStatus.WORDS, None, "Charte adoptée"), by=team)

    assert shown() == [(202412, "", ValueStatus.WORDS, None)]
    assert ValueNote.objects.get().words == "Charte adoptée"


def test_writing_the_same_again_changes_nothing(indicator, team):
    write(indicator, number(3), by=team, origin=FILE)

    assert write(indicator, number(3), by=team, origin=FILE) == 0
    assert Entry.objects.filter(act="values.recorded").count() == 1


def test_a_cell_can_be_emptied_and_its_history_tells_everything(indicator, team):
    for figure in (number(3), number(4), None):
        write(indicator, figure, by=team)

    assert shown() == []
    told = ValueChange.objects.order_by("pk").values_list("before", "after")
    assert list(told) == [("", "3"), ("3", "4"), ("4", "")]
    assert Headline.objects.get().period is None


def test_breakdowns_stand_beside_the_whole_never_in_it(indicator, team):
    indicator.by_sex = True
    indicator.save()
    for cell, figure in ((WHOLE, 10), (WOMEN, 6), (MEN, 4)):
        write(indicator, number(figure), by=team, cell=cell)

    assert [row[1:] for row in shown()] == [("", 0, 10.0), ("F|||", 0, 6.0), ("H|||", 0, 4.0)]
    headline = Headline.objects.get()
    assert (headline.number, headline.shapes) == (10.0, Shape.SEX)


def test_two_people_on_one_cell(indicator, team):
    write(indicator, number(3), by=team, seen="")

    with pytest.raises(CellOvertaken, match="elle dit maintenant « 3 »") as overtaken:
        write(indicator, number(4), by=team, seen="")

    assert overtaken.value.current == "3"
    write(indicator, number(4), by=team, seen="3")
    assert shown() == [(202412, "", 0, 4.0)]


def test_what_a_lead_submits_waits_for_the_team(indicator, lead, team):
    write(indicator, number(3), by=team)
    write(indicator, number(5), by=lead, standing=Standing.SUBMITTED)

    assert (shown(), shown(Standing.SUBMITTED)) == ([(202412, "", 0, 3.0)], [(202412, "", 0, 5.0)])
    assert Headline.objects.get().pending == 1

    actions.validate_values(
        indicator.contract, Value.objects.filter(standing=Standing.SUBMITTED), by=team, at=AT
    )

    assert (shown(), shown(Standing.SUBMITTED)) == ([(202412, "", 0, 5.0)], [])
    headline = Headline.objects.get()
    assert (headline.number, headline.pending) == (5.0, 0)
    assert ValueChange.objects.filter(act="validated").values_list("before", "after").get() == ("3", "5")


def test_a_lead_makes_nothing_official(indicator, lead):
    with pytest.raises(PermissionDenied):
        write(indicator, number(3), by=lead)
    with pytest.raises(PermissionDenied):
        actions.validate_values(indicator.contract, [], by=lead, at=AT)


def test_a_stranger_writes_nothing(indicator):
    stranger = MembershipFactory(role=Role.TEAM, contract_id=indicator.contract_id + 1).user

    with pytest.raises(PermissionDenied):
        write(indicator, number(3), by=stranger, standing=Standing.DRAFT)


def test_submitted_values_are_sent_back_with_a_reason(indicator, lead, team):
    write(indicator, number(5), by=lead, standing=Standing.SUBMITTED)
    submitted = list(Value.objects.all())

    with pytest.raises(Refused, match="à revoir"):
        actions.return_values(indicator.contract, submitted, reason=" ", by=team, at=AT)
    actions.return_values(indicator.contract, submitted, reason="Sans les fratries ?", by=team, at=AT)

    assert shown(Standing.DRAFT) == [(202412, "", 0, 5.0)]
    assert ValueChange.objects.filter(act="returned").get().reason == "Sans les fratries ?"


def test_a_contested_value_stands_beside_the_official_one(indicator, lead, team):
    write(indicator, number(3), by=team)
    contested = actions.contest_value(
        indicator, 202412, number(7), cell=WHOLE, reason="Le CCAS en compte 7", by=lead, at=AT
    )

    assert (shown(), shown(Standing.CONTESTED)) == ([(202412, "", 0, 3.0)], [(202412, "", 0, 7.0)])
    assert Headline.objects.get().contested == 1

    actions.settle_contest(contested, accept=True, reason="Vérifié", by=team, at=AT)

    assert (shown(), shown(Standing.CONTESTED)) == ([(202412, "", 0, 7.0)], [])
    assert Headline.objects.get().contested == 0
    with pytest.raises(Refused, match="déjà tranchée"):
        actions.settle_contest(contested, accept=False, reason="Non", by=team, at=AT)


def test_a_refused_contestation_changes_nothing(indicator, lead, team):
    write(indicator, number(3), by=team)
    contested = actions.contest_value(indicator, 202412, number(7), cell=WHOLE, reason="?", by=lead, at=AT)

    actions.settle_contest(contested, accept=False, reason="Doublons", by=team, at=AT)

    assert (shown(), shown(Standing.CONTESTED)) == ([(202412, "", 0, 3.0)], [])
    last = ValueChange.objects.first()
    assert (last.act, last.before, last.after) == ("contest_refused", "3", "3")


def test_a_closed_period_is_changed_by_nobody(indicator, team, lead):
    write(indicator, number(3), by=lead, standing=Standing.SUBMITTED)
    actions.close_periods(indicator.contract, through=202412, by=team, at=AT)

    with pytest.raises(Refused, match="La période 2024 est close"):
        write(indicator, number(4), by=team)
    with pytest.raises(Refused, match="close"):
        actions.validate_values(indicator.contract, list(Value.objects.all()), by=team, at=AT)
    assert write(indicator, number(4), by=team, period=202512) == 1

    actions.close_periods(indicator.contract, through=None, by=team, at=AT)
    assert write(indicator, number(4), by=team) == 1


@pytest.mark.parametrize(
    ("changes", "period", "cell", "reason"),
    [
        ({"kind": ""}, 202412, WHOLE, "nature"),
        ({"archived_at": AT}, 202412, WHOLE, "archivé"),
        ({"source_state": "none"}, 202412, WHOLE, "aucune source"),
        ({}, 202408, WHOLE, "période"),
        ({}, 202412, WOMEN, "sexe"),
        ({"by_age": True}, 202412, Cell(age="12 ans"), "tranche d’âge"),
        ({}, 202412, Cell(other="CDI"), "valeur prévue"),
        ({}, 202412, Cell(neighbourhood=1), "quartier"),
        ({}, 202412, Cell(commune=1), "commune"),
    ],
)
def test_a_cell_that_means_nothing_is_refused(indicator, team, changes, period, cell, reason):
    for name, value in changes.items():
        setattr(indicator, name, value)
    indicator.save()

    with pytest.raises(Refused, match=reason):
        write(indicator, number(3), by=team, period=period, cell=cell)


def test_all_or_nothing(indicator, team):
    good = Said(indicator, 202412, number(3))
    bad = Said(indicator, 202408, number(3))

    with pytest.raises(Refused):
        actions.record_values(
            indicator.contract, [good, bad], origin=FILE, standing=Standing.OFFICIAL, by=team, at=AT
        )

    assert (shown(), Headline.objects.count(), Entry.objects.filter(act="values.recorded").count()) == (
        [],
        0,
        0,
    )


def test_an_indicator_of_another_contract_is_refused(indicator, team):
    other = FedIndicatorFactory()

    with pytest.raises(Refused, match="autre contrat"):
        actions.record_values(
            indicator.contract,
            [Said(other, 202412, number(1))],
            origin=FILE,
            standing=Standing.OFFICIAL,
            by=team,
            at=AT,
        )


def test_many_cells_cost_few_statements(indicator, team, django_assert_max_num_queries):
    said = [Said(indicator, period * 100 + 12, number(period)) for period in range(1970, 2030)]

    with django_assert_max_num_queries(25):
        actions.record_values(
            indicator.contract, said, origin=FILE, standing=Standing.OFFICIAL, by=team, at=AT
        )

    assert Headline.objects.get().before_number == 2028


@pytest.mark.parametrize(("accept", "words"), [(True, "Deux sur quatre"), (False, "Trois sur quatre")])
def test_a_contested_judgement_keeps_its_words(team, lead, indicator, accept, words):
    judgement = FedIndicatorFactory(contract=indicator.contract, node=indicator.node, kind="judgement")
    write(judgement, Figure(ValueStatus.WORDS, None, "Trois sur quatre"), by=team)
    contested = actions.contest_value(
        judgement,
        202412,
        Figure(ValueStatus.WORDS, None, "Deux sur quatre"),
        cell=WHOLE,
        reason="La quatrième convention est échue, la troisième suspendue",
        by=lead,
        at=AT,
    )

    actions.settle_contest(contested, accept=accept, reason="Vérifié", by=team, at=AT)

    assert [(note.standing, note.words) for note in ValueNote.objects.all()] == [(Standing.OFFICIAL, words)]
