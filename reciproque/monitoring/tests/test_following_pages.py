"""The board of a contract and the page of an indicator: what they say, to whom, at what price."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.choices import Shape, Standing, ValueStatus
from reciproque.monitoring.models import Value
from reciproque.monitoring.tests.factories import (
    BreakdownFactory,
    FedIndicatorFactory,
    IndicatorFactory,
    ValueFactory,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def fed(contract, *numbers, **values):
    indicator = FedIndicatorFactory(contract=contract, node=None, **values)
    for year, number in enumerate(numbers, 2022):
        status = ValueStatus.NUMBER if number is not None else ValueStatus.MISSING
        ValueFactory(indicator=indicator, period=year * 100 + 12, number=number, status=status)
    rewrite_headlines([indicator.pk])
    return indicator


def lines(page):
    """Indicator, last value, period and progress of each line of the board."""
    return [
        [cell.get_text(" ", strip=True) for cell in (row.th, *row.select("td")[1:4])]
        for row in page.select("tbody tr")
    ]


def test_the_board_says_where_each_indicator_stands(client, contract, team, read):
    fed(contract, 40, 30, wording="Demandes en attente", direction="fall")
    fed(contract, 10, 0, wording="Ateliers", unit="séances")
    fed(contract, 10, None, wording="Agressions")
    IndicatorFactory(contract=contract, node=None, wording="Variété des contributeurs")

    page = read(client.get(at("indicator_list", contract.pk)))

    assert lines(page) == [
        ["Demandes en attente", "30\u00a0familles", "2023", "en progrès"],
        ["Ateliers", "0\u00a0séances", "2023", "en recul"],
        ["Agressions", "non disponible", "2023", "non évaluable"],
        ["Variété des contributeurs", "—", "—", "non évaluable"],
    ]


def test_what_calls_for_a_look_is_a_chip_with_its_count(client, contract, team, read):
    fed(contract, 10, 0, wording="Ateliers")
    fed(contract, wording="Jamais compté")

    page = read(client.get(at("indicator_list", contract.pk)))
    chips = {chip.get_text(" ", strip=True): chip["href"] for chip in page.select("a.chip")}
    shown = read(client.get(at("indicator_list", contract.pk) + chips["jamais renseignés 1"]))

    assert [line[0] for line in lines(shown)] == ["Jamais compté"]
    assert "s’éloignent ou reculent 1" in chips
    assert "contestés" not in " ".join(chips)


def test_the_board_leaves_as_it_is_shown(client, contract, team):
    fed(contract, 40, 30, wording="Demandes en attente", direction="fall")

    response = client.get(at("indicator_list", contract.pk) + "?format=xlsx")

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "Demandes en attente"
    assert "en progrès" in rows[1]


def test_the_board_costs_the_same_whatever_its_length(client, contract, team, query_count_is_flat):
    query_count_is_flat(at("indicator_list", contract.pk), lambda: fed(contract, 1, 2), at_most=20)


def test_an_indicator_shows_its_course_and_the_same_figures_in_a_table(client, contract, team, read):
    course = {
        "baseline": 0.0,
        "baseline_on": date(2021, 12, 31),
        "target": 100.0,
        "target_on": date(2023, 12, 31),
    }
    indicator = fed(contract, 20, 30, **course)

    page = read(client.get(at("indicator_detail", indicator.pk)))

    caption = page.select_one("figcaption").get_text(strip=True)
    assert caption == "2023 : 30\u00a0familles, pour 100\u00a0familles attendus (insuffisant)."
    assert page.select_one("figure svg path.target")
    figures = [
        [cell.get_text(strip=True) for cell in row.select("th, td")[:3]]
        for row in page.select("figure tbody tr")
    ]
    assert figures == [
        ["2023", "30\u00a0familles", "100\u00a0familles"],
        ["2022", "20\u00a0familles", "50\u00a0familles"],
    ]


def test_women_and_men_stand_side_by_side_and_what_does_not_add_up_is_said(client, contract, team, read):
    indicator = fed(contract, 10, by_sex=True)
    for sex, number in (("F", 6), ("H", 5)):
        cell = BreakdownFactory(key=f"{sex}|||", shape=Shape.SEX, sex=sex)
        ValueFactory(indicator=indicator, period=202212, breakdown=cell, number=number)

    page = read(client.get(at("indicator_detail", indicator.pk)))

    assert "les parties font 11, le total dit 10" in page.get_text()
    assert len(page.select("svg rect.bar title")) == 2


def test_the_team_validates_from_the_page_of_the_indicator(client, contract, team, read):
    indicator = fed(contract, 10)
    waiting = ValueFactory(indicator=indicator, period=202212, number=12, standing=Standing.SUBMITTED)

    client.post(at("validate_values", contract.pk), {"value": waiting.pk, "indicator": indicator.pk})

    assert Value.objects.filter(standing=Standing.OFFICIAL).values_list("number", flat=True).get() == 12


def test_sending_back_wants_a_reason_and_says_so(client, contract, team, read):
    indicator = fed(contract)
    waiting = ValueFactory(indicator=indicator, standing=Standing.SUBMITTED)
    form = {"value": waiting.pk, "indicator": indicator.pk}

    refused = client.post(at("return_values", contract.pk), form, follow=True)
    client.post(at("return_values", contract.pk), form | {"reason": "Et les fratries ?"})

    assert "Dites ce qui est à revoir." in read(refused).get_text()
    waiting.refresh_from_db()
    assert waiting.standing == Standing.DRAFT


def test_a_value_of_another_contract_is_not_validated_here(client, contract, team):
    other = ValueFactory(standing=Standing.SUBMITTED)

    client.post(at("validate_values", contract.pk), {"value": other.pk})

    other.refresh_from_db()
    assert other.standing == Standing.SUBMITTED


def test_a_contestation_is_settled_once(client, contract, team):
    indicator = fed(contract, 10)
    contested = ValueFactory(indicator=indicator, period=202212, number=14, standing=Standing.CONTESTED)
    address = at("settle_contest", indicator.pk, contested.pk)

    client.post(address, {"accept": "1", "reason": "Vérifié au CCAS"})

    assert Value.objects.values_list("standing", "number").get() == (Standing.OFFICIAL, 14)
    assert client.post(address, {"accept": "1", "reason": "Encore"}).status_code == 404


def test_a_reader_sees_and_decides_nothing(client, contract, read):
    client.force_login(member_of(contract, Role.READER))
    indicator = fed(contract, 10)
    waiting = ValueFactory(indicator=indicator, period=202312, standing=Standing.SUBMITTED)

    page = read(client.get(at("indicator_detail", indicator.pk)))

    assert "À valider" in page.get_text()
    assert not page.select("button[formaction], input[type=checkbox]")
    assert client.post(at("validate_values", contract.pk), {"value": waiting.pk}).status_code == 403


def test_a_reader_contests_a_value_with_its_reason(client, contract, read):
    client.force_login(member_of(contract, Role.READER))
    indicator = fed(contract, 10)
    address = at("contest_value", indicator.pk)

    refused = client.post(
        address, {"period": "2022", "figure": "beaucoup", "reason": "Vu sur place"}, follow=True
    )
    page = read(
        client.post(address, {"period": "2022", "figure": "12", "reason": "Vu sur place"}, follow=True)
    )

    assert "« beaucoup » n’est pas un nombre" in read(refused).get_text()
    contested = Value.objects.get(standing=Standing.CONTESTED)
    assert (contested.period, contested.number) == (202212, 12.0)
    assert "« Vu sur place »" in page.get_text()


def test_a_stranger_contests_nothing(client, contract):
    client.force_login(member_of(ContractFactory()))
    indicator = fed(contract, 10)

    response = client.post(
        at("contest_value", indicator.pk), {"period": "2022", "figure": "12", "reason": "?"}
    )

    assert (response.status_code, Value.objects.count()) == (404, 1)


def test_the_share_of_gendered_indicators_stands_beside_its_goal(client, contract, team, read):
    fed(contract, 10, counts_people=True)
    address = at("edit_follow_up", contract.pk)
    form = {
        "method": "pace",
        "threshold": "2",
        "tolerance": "5",
        "gendered_goal": "80",
        "closed_through": "",
        "version": "1",
    }

    usual = read(client.get(at("indicator_list", contract.pk))).get_text(" ", strip=True)
    refused = read(client.post(address, form | {"gendered_goal": "120"})).get_text()
    client.post(address, form)
    page = read(client.get(at("indicator_list", contract.pk)))

    assert "pour un objectif de 100\u00a0%" in usual
    assert "Un pourcentage entre 0 et 100." in refused
    assert page.select_one('svg[aria-label="Indicateurs genrés : 0\u00a0%, attendu 80\u00a0%"]')
