"""Several values made one: never a mean of shares that say what they are made of; parts held against their total."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.choices import Aggregation, Shape, Standing, ValueStatus
from reciproque.monitoring.models import Indicator, Value
from reciproque.monitoring.rules.cells import WHOLE, Cell, Places, cells_of
from reciproque.monitoring.rules.figures import Figure, read_figure, write_figure
from reciproque.monitoring.rules.sums import over_places, over_time, together, troubles_in
from reciproque.monitoring.tests.factories import BreakdownFactory, FedIndicatorFactory, ValueFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

WOMEN, MEN = Cell(sex="F"), Cell(sex="H")


def shares(*said):
    return [read_figure(one, kind="ratio", unit="%") for one in said]


def numbers(*values):
    return [Figure(ValueStatus.NUMBER, float(value)) for value in values]


def test_the_share_of_the_whole_is_the_ratio_of_the_sums_in_its_unit():
    rate = Indicator(kind="ratio", unit="%", over_places=Aggregation.MEAN)

    total = over_places(rate, shares("1 sur 2", "10 sur 100"))

    assert total.figure.number == pytest.approx(100 * 11 / 102)
    assert (total.figure.numerator, total.figure.denominator) == (11, 102)


def test_shares_that_do_not_say_what_they_are_made_of_are_averaged_only_if_asked():
    assert (
        over_time(Indicator(kind="ratio", unit="%", over_time="mean"), shares("50", "10")).figure.number == 30
    )
    silent = over_time(Indicator(kind="ratio", unit="%"), shares("50", "10"))
    assert silent.figure.number is None
    assert "numérateurs" in silent.why


def test_one_part_without_its_parts_leaves_no_ratio():
    assert together(shares("1 sur 2", "30"), Aggregation.RATIO).figure.number is None


@given(some.lists(some.tuples(some.integers(0, 10**6), some.integers(1, 10**6)), min_size=1, max_size=20))
def test_a_share_of_shares_lies_between_them_and_is_written_and_read_again(parts):
    figures = shares(*(f"{above} sur {below}" for above, below in parts))

    total = together(figures, Aggregation.RATIO, scale=100)

    numbers = [one.number for one in figures]
    assert min(numbers) - 1e-6 <= total.figure.number <= max(numbers) + 1e-6
    [again] = shares(write_figure(total.figure, "ratio"))
    assert again.number == pytest.approx(total.figure.number)


def test_what_cannot_be_put_together_says_why():
    assert over_time(Indicator(kind="number", over_time="none"), numbers(1, 2)).why == (
        "ces valeurs ne s’additionnent pas"
    )
    assert "il n’est pas dit" in over_time(Indicator(kind="number"), numbers(1, 2)).why


@pytest.mark.parametrize(
    ("definition", "figures", "told"),
    [
        ({}, {WOMEN: 6, MEN: 5}, "Femmes et hommes, 2024 : les parties font 11, le total dit 10 (écart de 1)."),
        ({}, {WOMEN: 6}, ""),  # men were not said yet
        ({}, {WOMEN: 12}, "Femmes et hommes, 2024 : les parties connues font déjà 12, plus que le total (10 ; écart "
         "de 2)."),
        ({}, {Cell(neighbourhood=1): 4, Cell(neighbourhood=2): 3}, ""),  # some live in none of them
        ({"over_places": "sum"}, {Cell(neighbourhood=1): 4, Cell(neighbourhood=2): 3},
         "Par quartier, 2024 : les parties font 7, le total dit 10 (écart de 3)."),
        ({"over_places": "sum"}, {Cell(neighbourhood=1): 4}, ""),
        ({"over_places": "none"}, {WOMEN: 60, MEN: 50}, ""),
        ({"kind": "ratio"}, {WOMEN: 60, MEN: 50}, ""),
        ({"over_time": "mean"}, {WOMEN: 60, MEN: 50}, ""),
    ],
)  # fmt: skip
def test_parts_are_held_against_their_total_where_they_make_it(definition, figures, told):
    indicator = Indicator(**({"kind": "number", "by_sex": True, "by_place": True} | definition))
    known = {WHOLE: Figure(ValueStatus.NUMBER, 10.0)}
    known |= {cell: Figure(ValueStatus.NUMBER, float(number)) for cell, number in figures.items()}

    assert troubles_in(
        indicator, known, cells_of(indicator, Places({1: "un", 2: "deux"}, {})), period="2024"
    ) == ([told] if told else [])


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def test_a_cell_that_does_not_add_up_is_kept_and_told(client, contract, team, read):
    indicator = FedIndicatorFactory(contract=contract, node=None, by_sex=True)
    address, period = at("enter_indicator", indicator.pk), 202412
    cells = {
        f"v-{indicator.pk}-{period}-{key}": text for key, text in (("", "10"), ("F|||", "6"), ("H|||", "5"))
    }
    form = cells | {f"s{name[1:]}": "" for name in cells}

    told = client.post(address, form, headers={"Accept": "application/json"}).json()
    page = read(client.get(address))

    sentence = "Femmes et hommes, 2024 : les parties font 11, le total dit 10 (écart de 1)."
    assert {one["warning"] for one in told.values()} == {sentence}
    assert page.select_one("[data-grid-warnings]").get_text(strip=True) == sentence
    assert Value.objects.filter(standing=Standing.OFFICIAL).count() == 3


def test_places_stand_together_or_say_why_not(client, contract, team, read):
    places = [NeighbourhoodFactory(), NeighbourhoodFactory()]
    contract.neighbourhoods.add(*places)
    rate = FedIndicatorFactory(
        contract=contract, node=None, kind="ratio", unit="%", by_place=True, over_places="", over_time="none"
    )
    for place, (above, below) in zip(places, ((1, 2), (10, 100)), strict=True):
        cell = BreakdownFactory(key=f"||q{place.pk}|", shape=Shape.PLACE, neighbourhood=place)
        parts = {"numerator": above, "denominator": below, "number": 100 * above / below}
        ValueFactory(indicator=rate, breakdown=cell, **parts)
    for period in (202312, 202412):
        ValueFactory(indicator=rate, period=period, number=40)

    page = read(client.get(at("indicator_detail", rate.pk)))

    table = page.select_one('[aria-label="Par quartier"]')
    assert [one.get_text(strip=True) for one in table.select("tbody td")][-1] == "10,78\u00a0% (11 sur 102)"
    assert "De 2023 à 2024" in page.select_one("#ensemble").find_parent("section").get_text()
    assert "ces valeurs ne s’additionnent pas" in page.get_text()


def test_quarters_make_a_year(client, contract, team, read):
    indicator = FedIndicatorFactory(contract=contract, node=None, periodicity="quarter")
    for period, number in ((202403, 5), (202406, 7), (202503, 1)):
        ValueFactory(indicator=indicator, period=period, number=number)

    page = read(client.get(at("indicator_detail", indicator.pk)))

    facts = page.select_one("#ensemble").find_parent("section").select("dl div")
    assert [fact.get_text(" ", strip=True) for fact in facts] == [
        "Année 2025 1\u00a0familles",
        "Année 2024 12\u00a0familles",
        "De 1er trimestre 2024 à 1er trimestre 2025 13\u00a0familles",
    ]


def test_a_value_after_the_end_of_the_contract_is_refused_with_what_to_do(client, contract, team, read):
    contract.ends_on = date(2023, 12, 31)
    contract.save()
    indicator = FedIndicatorFactory(contract=contract, node=None)
    name = f"v-{indicator.pk}-202412-"
    address = at("enter_indicator", indicator.pk)

    page = read(client.get(address))
    told = client.post(
        address, {name: "3", f"s{name[1:]}": ""}, headers={"Accept": "application/json"}
    ).json()

    assert page.select("thead th")[-1].get_text(strip=True) == "2023"
    assert "Le contrat a pris fin le 31/12/2023" in told[name]["error"]
    assert not Value.objects.exists()


def test_a_part_is_contested_like_the_whole(client, contract, team, read):
    indicator = FedIndicatorFactory(contract=contract, node=None, by_sex=True)
    ValueFactory(indicator=indicator, number=10)
    women = BreakdownFactory(key="F|||", shape=Shape.SEX, sex="F")
    ValueFactory(indicator=indicator, breakdown=women, number=6)
    form = {"period": "2024", "part": "F|||", "figure": "8", "reason": "Deux sœurs oubliées"}

    page = read(client.get(at("indicator_detail", indicator.pk)))
    after = read(client.post(at("contest_value", indicator.pk), form, follow=True))

    assert [one["value"] for one in page.select("#part-contestee option")] == ["", "F|||"]
    contested = Value.objects.get(standing=Standing.CONTESTED)
    assert (contested.breakdown.key, contested.shape, contested.number) == ("F|||", Shape.SEX, 8)
    assert "2024, femmes" in after.select_one("#contestees").find_parent("section").get_text()
