"""What sheets and frozen years are told of the indicators of an objective."""

import json
from datetime import date

import pytest

from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.registers import sheet_blocks
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.choices import Shape, ValueStatus
from reciproque.monitoring.tests.factories import (
    BreakdownFactory,
    FedIndicatorFactory,
    IndicatorFactory,
    ValueFactory,
)

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def node():
    contract = ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))
    return NodeFactory(tree__contract=contract, contract=contract)


def block(node, starts_on=YEAR[0], ends_on=YEAR[1]):
    [hung] = [one for one in sheet_blocks.on("framework.node") if one.key == "monitoring.indicators"]
    facts = hung.facts(node, starts_on, ends_on)
    assert json.loads(json.dumps(facts)) == facts
    return facts


def fed(node, *numbers, **definition):
    indicator = FedIndicatorFactory(node=node, **definition)
    for year, number in enumerate(numbers, 2023):
        status = ValueStatus.NUMBER if number is not None else ValueStatus.SECRET
        ValueFactory(indicator=indicator, period=year * 100 + 12, number=number, status=status)
    rewrite_headlines([indicator.pk])
    return indicator


COURSE = {
    "baseline": 0.0,
    "baseline_on": date(2022, 12, 31),
    "target": 80.0,
    "target_on": date(2026, 12, 31),
}


def test_nothing_is_said_of_an_objective_without_indicators(node):
    assert block(node) is None


def test_a_row_says_value_target_pace_state_and_sexes(node):
    indicator = fed(node, 20, 30, wording="Élèves suivis", counts_people=True, **COURSE)
    cell = BreakdownFactory(key="F|||", shape=Shape.SEX, sex="F")
    ValueFactory(indicator=indicator, breakdown=cell, number=9)

    told = block(node)

    assert told["rows"] == [
        ["Élèves suivis", "30\u00a0familles", "2024", "80\u00a0familles, 31 décembre 2026",
         "75\u00a0% du chemin attendu", {"state": "accelerate", "word": "à accélérer"}, "distingués"]
    ]  # fmt: skip
    assert told["points"] == [["2023", 20.0], ["2024", 30.0]]


def test_a_past_year_reads_alike_whatever_came_later(node):
    indicator = fed(node, 20, 30, **COURSE)
    before = block(node)

    ValueFactory(indicator=indicator, period=202512, number=80)
    rewrite_headlines([indicator.pk])

    assert block(node) == before
    assert block(node, date(2025, 1, 1), date(2025, 12, 31))["rows"][0][5]["word"] == "atteint"


def test_secret_missing_and_no_source_are_words_never_numbers(node):
    fed(node, 20, None, wording="Agressions")
    fed(node, wording="Jamais compté")
    IndicatorFactory(node=node, wording="Sans données", kind="ratio", source_state="none")
    fed(node, 20, wording="Ancien")

    told = block(node)

    assert [row[1] for row in told["rows"]] == [
        "secret",
        "jamais renseigné",
        "aucune source n’existe",
        "20\u00a0familles (rien sur la période)",
    ]
    assert "points" not in told
    assert told["sentence"].startswith("4 indicateurs : 1 renseigné sur la période")


def test_the_indicators_of_what_stands_under_it_are_those_of_a_pillar(node):
    fed(NodeFactory(tree=node.tree, parent=node, contract=node.contract), 1, wording="Sous l’objectif")

    assert [row[0] for row in block(node)["rows"]] == ["Sous l’objectif"]


def test_a_block_costs_the_same_whatever_its_length(node, django_assert_max_num_queries):
    for _ in range(5):
        fed(node, 1, 2)

    with django_assert_max_num_queries(8):
        block(node)
