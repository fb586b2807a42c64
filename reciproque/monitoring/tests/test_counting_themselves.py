"""Inventories and indicators that the software feeds itself."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.core.registers import indicator_sources
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring import actions
from reciproque.monitoring.models import RegisterEntry, Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def inventory():
    return FedIndicatorFactory(kind="register", unit="", wording="Liste des fêtes de quartier")


@pytest.fixture
def team(inventory):
    return member_of(inventory.contract)


def counts():
    return {row.period: row.number for row in Value.objects.all()}


def add(inventory, team, day, title="Fête des voisins"):
    return actions.add_entry(inventory, on=date.fromisoformat(day), title=title, by=team, at=AT)


def test_an_inventory_counts_itself(inventory, team):
    first = add(inventory, team, "2025-06-01")
    add(inventory, team, "2025-07-01")
    add(inventory, team, "2024-07-01")
    assert counts() == {202412: 1.0, 202512: 2.0}

    actions.edit_entry(first, seen=first.version, by=team, at=AT, on=date(2024, 6, 1))
    assert counts() == {202412: 2.0, 202512: 1.0}

    actions.archive_entry(first, by=team, at=AT)
    assert counts() == {202412: 1.0, 202512: 1.0}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"on": date(2027, 1, 1), "title": "Plus tard"}, "dans le futur"),
        ({"on": date(2025, 1, 1), "title": "  "}, "de quoi il s’agit"),
    ],
)
def test_an_entry_that_means_nothing_is_refused(inventory, team, values, reason):
    with pytest.raises(Refused, match=reason):
        actions.add_entry(inventory, by=team, at=AT, **values)

    assert (RegisterEntry.objects.count(), counts()) == (0, {})


def test_a_closed_year_takes_no_entry(inventory, team):
    actions.close_periods(inventory.contract, through=202412, by=team, at=AT)

    with pytest.raises(Refused, match="close"):
        add(inventory, team, "2024-06-01")

    assert not RegisterEntry.objects.exists()


def test_an_inventory_is_kept_on_its_page(client, inventory, team, read):
    client.force_login(team)

    client.post(at("add_entry", inventory.pk), {"on": "2025-06-01", "title": "Bal du port", "notes": ""})
    page = read(client.get(at("indicator_detail", inventory.pk)))

    assert "Bal du port" in page.get_text()
    assert client.get(at("enter_values", inventory.contract_id)).status_code == 200
    assert (
        str(inventory)
        not in read(client.get(at("enter_values", inventory.contract_id))).select_one("main").get_text()
    )


def test_a_stranger_finds_no_entry_and_a_reader_changes_none(client, inventory, team):
    entry = add(inventory, team, "2025-06-01")
    address = at("edit_entry", entry.pk)

    client.force_login(member_of(ContractFactory()))
    assert client.get(address).status_code == 404
    client.force_login(member_of(inventory.contract, Role.READER))
    assert client.get(address).status_code == 403


def test_the_software_counts_what_it_knows_and_shows_each_thing(client, read):
    contract = ContractFactory()
    led = NodeFactory(tree__contract=contract, lead_organisation=OrganisationFactory(name="Mission locale"))
    NodeFactory(tree=led.tree)
    indicator = FedIndicatorFactory(
        contract=contract, node=None, computed_by="framework.led", kind="ratio", unit="%"
    )
    client.force_login(member_of(contract))

    client.post(at("compute_indicator", indicator.pk))
    page = read(client.get(at("indicator_detail", indicator.pk)))

    value = Value.objects.get()
    assert (value.number, value.numerator, value.denominator) == (50.0, 1.0, 2.0)
    assert f"{led} – Mission locale" in page.get_text()


def test_nothing_to_count_is_missing_and_not_zero():
    indicator = FedIndicatorFactory(computed_by="contracts.signed", kind="ratio", unit="%")

    actions.compute_indicators(AT)

    value = Value.objects.get()
    assert (value.number, value.get_status_display(), value.indicator) == (None, "non renseignée", indicator)
    assert actions.compute_indicators(AT) == 0


def test_a_source_that_is_gone_says_nothing():
    FedIndicatorFactory(computed_by="gone.source")

    assert actions.compute_indicators(AT) == 0


@pytest.mark.parametrize("source", [one.key for one in indicator_sources])
def test_every_source_measures_an_empty_contract(source):
    found, contract = indicator_sources.named(source), ContractFactory()

    assert found.measure(contract, AT.date())[0] is None
    assert list(found.things(contract, AT.date())) == []
