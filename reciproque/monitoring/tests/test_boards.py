"""The indicators of a contract by neighbourhood and by who answers for them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.registers import what_waits
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.choices import Shape, ValueStatus
from reciproque.monitoring.tests.factories import BreakdownFactory, FedIndicatorFactory, ValueFactory
from reciproque.organisations.models import Succession
from reciproque.organisations.tests.factories import OrganisationFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


@pytest.fixture
def places(contract):
    made = [NeighbourhoodFactory(name="Beauséjour"), NeighbourhoodFactory(name="Les Tilleuls")]
    contract.neighbourhoods.add(*made)
    return made


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def fed(contract, numbers, **definition):
    """`numbers`: {(year, neighbourhood or None): number or None for a secret}."""
    definition = {"contract": contract, "node": None} | definition
    indicator = FedIndicatorFactory(**definition)
    for (year, place), number in numbers.items():
        cell = (
            BreakdownFactory(key=f"||q{place.pk}|", shape=Shape.PLACE, neighbourhood=place)
            if place
            else BreakdownFactory()
        )
        status = ValueStatus.NUMBER if number is not None else ValueStatus.SECRET
        ValueFactory(
            indicator=indicator, period=year * 100 + 12, breakdown=cell, number=number, status=status
        )
    rewrite_headlines([indicator.pk])
    return indicator


def lines(page, table="table.grid"):
    body = page.select(f"{table} tbody")[-1]
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in body.select("tr")]


def chips(page):
    return [chip.get_text(" ", strip=True) for chip in page.select("a.chip")]


def test_neighbourhoods_stand_side_by_side_with_what_they_make_together(client, contract, team, places, read):
    one, two = places
    fed(contract, {(2023, one): 9, (2024, one): 10, (2024, two): 0}, wording="Ateliers")
    fed(contract, {(2024, one): 10, (2024, two): None}, wording="Agressions")
    fed(contract, {(2024, one): 10}, wording="Délai", over_places="none")
    fed(contract, {}, wording="Jamais", by_place=True)
    fed(contract, {(2024, None): 3}, wording="Sans lieu")

    page = read(client.get(at("indicators_by_place", contract.pk)))

    assert lines(page) == [
        ["Ateliers", "2024", "10\u00a0familles", "0\u00a0familles", "10\u00a0familles"],
        ["Agressions", "2024", "10\u00a0familles", "secret", "secret"],
        ["Délai", "2024", "10\u00a0familles", "—", "ces valeurs ne s’additionnent pas"],
        ["Jamais", "—", "—", "—", "—"],
    ]
    assert {"Beauséjour 3", "Les Tilleuls 2", "renseignés partout 2", "jamais par quartier 1"} <= set(
        chips(page)
    )


def test_one_neighbourhood_says_how_it_moves_and_what_it_weighs(client, contract, team, places, read):
    one, two = places
    fed(contract, {(2023, one): 9, (2024, one): 12, (2024, None): 48}, wording="Ateliers")
    fed(contract, {(2023, one): 9, (2024, two): 1, (2024, None): 48}, wording="En retard ici")

    address = at("indicators_by_place", contract.pk) + f"?quartier={one.pk}"
    page = read(client.get(address))
    late = read(client.get(address + "&filtre=en-retard"))
    file = client.get(address + "&filtre=en-retard&format=xlsx")

    assert lines(page)[0] == [
        "Ateliers", "12\u00a0familles", "2024", "9\u00a0familles", "en progrès", "25\u00a0%", "—",
    ]  # fmt: skip
    assert [line[0] for line in lines(late)] == ["En retard ici"]
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Indicateur", "En retard ici"]


def test_a_neighbourhood_of_another_contract_is_not_asked_for(client, contract, team, places, read):
    stranger = NeighbourhoodFactory(name="Ailleurs")

    page = read(client.get(at("indicators_by_place", contract.pk) + f"?quartier={stranger.pk}"))

    assert page.h1.get_text(strip=True) == "Indicateurs par quartier"


def test_the_board_of_neighbourhoods_costs_the_same(client, contract, team, places, query_count_is_flat):
    one, two = places
    grow = lambda: fed(contract, {(2024, one): 1, (2024, two): 2, (2024, None): 3})  # noqa: E731 -- short, and named for what it is handed to
    address = at("indicators_by_place", contract.pk)

    query_count_is_flat(address, grow, at_most=18)
    query_count_is_flat(address + f"?quartier={one.pk}", grow, at_most=19)


def led(contract, body, **definition):
    node = NodeFactory(tree__contract=contract, contract=contract, lead_organisation=body)
    return fed(contract, definition.pop("numbers", {}), node=node, **definition)


def test_each_body_says_what_is_late_fed_and_moving_away(client, contract, team, read):
    caf = OrganisationFactory(name="CAF", sort_key="caf")
    led(contract, caf, numbers={(2024, None): 10, (2023, None): 20})
    led(contract, caf)
    fed(contract, {}, wording="À personne")

    address = at("indicators_by_lead", contract.pk)
    page = read(client.get(address))
    [summary, _board] = page.select("table.grid")
    caf_only = read(client.get(address + "?par=pilote&qui=o" + str(caf.pk)))

    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in summary.select("tbody tr")
    ]
    assert rows[0][:3] == ["CAF", "2", "1"]
    assert rows[0][5] == "1"
    assert rows[1][:2] == ["sans pilote", "1"]
    assert len(lines(caf_only)) == 2
    assert "À personne" not in [line[0] for line in lines(caf_only)]


def test_a_body_that_was_renamed_or_succeeded_answers_under_its_name_of_today(client, contract, team, read):
    before = OrganisationFactory(name="Emplois 2000", sort_key="emplois 2000")
    after = OrganisationFactory(name="France Emplois", sort_key="france emplois")
    Succession.objects.create(before=before, after=after, reason="renamed")
    led(contract, before)
    led(contract, after)

    page = read(client.get(at("indicators_by_lead", contract.pk)))

    summary = page.select("table.grid")[0]
    assert [row.th.get_text(strip=True) for row in summary.select("tbody tr")] == ["France Emplois"]


def test_who_feeds_is_a_person_before_a_body_and_the_table_leaves_as_a_file(client, contract, team, read):
    person = member_of(contract, Role.READER)
    caf = OrganisationFactory(name="CAF", sort_key="caf")
    fed(contract, {}, producer=caf)
    fed(contract, {}, producer=caf, producer_person=person)
    address = at("indicators_by_lead", contract.pk) + "?par=producteur"

    summary = read(client.get(address)).select("table.grid")[0]
    file = client.get(address + "&resume=xlsx")

    assert [row.th.get_text(strip=True) for row in summary.select("tbody tr")] == ["CAF", str(person)]
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Qui", "CAF", str(person)]
    assert client.get(address + "&resume=exe").status_code == 404


def test_the_board_of_leads_costs_the_same(client, contract, team, query_count_is_flat):
    query_count_is_flat(
        at("indicators_by_lead", contract.pk), lambda: led(contract, OrganisationFactory()), at_most=20
    )


def test_what_is_late_waits_for_whoever_is_named_and_may_feed_it(client, contract, team, read):
    person, stranger = member_of(contract, Role.READER), member_of(ContractFactory(), Role.READER)
    late = fed(contract, {(2022, None): 1}, producer_person=person, wording="Ateliers")
    fed(contract, {(2022, None): 1}, producer_person=person, computed_by="framework.led")
    fed(contract, {(2022, None): 1}, producer_person=stranger)
    fed(contract, {(2022, None): 1})
    on = date(2024, 6, 1)

    waiting = [one for one in what_waits(person, on) if one.contract_id == contract.pk]

    assert [(one.what, one.url, one.due_on) for one in waiting] == [
        ("Valeur à renseigner : Ateliers", at("enter_indicator", late.pk), date(2024, 3, 30))
    ]
    assert what_waits(stranger, on) == []
    client.force_login(person)
    assert client.get(waiting[0].url).status_code == 200
