"""Values typed in grids: saved cell by cell, refused where they stand, never over somebody else's."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.tests.factories import NodeFactory
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import FollowUp, Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory, IndicatorFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def indicator(contract):
    return FedIndicatorFactory(contract=contract, node=NodeFactory(tree__contract=contract))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def cell(indicator, text, *, period=202512, key="", seen=""):
    name = f"{indicator.pk}-{period}-{key}"
    return {f"v-{name}": text, f"s-{name}": seen}


def kept(standing=Standing.OFFICIAL):
    rows = Value.objects.filter(standing=standing).order_by("period", "breakdown__key", "indicator")
    return [(row.period, row.breakdown.key, row.status, row.number) for row in rows]


def test_the_grid_shows_every_indicator_that_can_be_fed(client, contract, indicator, team, read):
    IndicatorFactory(contract=contract, node=None, wording="Sans nature")
    FedIndicatorFactory(contract=contract, node=None, wording="Sans source", source_state="none")

    page = read(client.get(at("enter_values", contract.pk)))

    assert [row.get_text(strip=True).removesuffix("familles") for row in page.select("tbody th")] == [
        indicator.wording
    ]
    assert [head.get_text(strip=True) for head in page.select("thead th")][-1] == str(
        timezone.localdate().year
    )


def test_what_is_typed_is_saved_and_what_is_wrong_stays_in_its_cell(client, contract, indicator, team, read):
    other = FedIndicatorFactory(contract=contract, node=None)
    form = cell(indicator, "12 500,5") | cell(indicator, "beaucoup", period=202412) | cell(other, "n.d.")

    page = read(client.post(at("enter_values", contract.pk), form))

    assert kept() == [(202512, "", ValueStatus.NUMBER, 12500.5), (202512, "", ValueStatus.MISSING, None)]
    wrong = page.select_one("input[aria-invalid]")
    assert wrong["value"] == "beaucoup"
    assert "n’est pas un nombre" in page.select_one(".cell-error").get_text()
    assert page.select_one("#" + wrong["aria-describedby"])
    assert "2 valeurs enregistrées, 1 à corriger" in " ".join(
        page.select_one("[role=status]").get_text().split()
    )


def test_a_cell_saves_itself(client, contract, indicator, team):
    address, json = at("enter_indicator", indicator.pk), {"Accept": "application/json"}

    good = client.post(address, cell(indicator, "12"), headers=json).json()
    wrong = client.post(address, cell(indicator, "1e400", period=202412), headers=json).json()

    [told], [refused] = good.values(), wrong.values()
    assert told == {"text": "12", "error": "", "current": None, "warning": ""}
    assert "n’est pas un nombre" in refused["error"]
    assert kept() == [(202512, "", 0, 12.0)]


def test_an_untouched_cell_is_left_alone(client, contract, indicator, team):
    client.post(at("enter_values", contract.pk), cell(indicator, "12"))
    before = Value.objects.get().pk

    client.post(at("enter_values", contract.pk), cell(indicator, "12", seen="12"))

    assert Value.objects.get().pk == before


def test_two_people_on_one_cell_see_each_other(client, contract, indicator, team, read):
    client.post(at("enter_values", contract.pk), cell(indicator, "12"))

    page = read(client.post(at("enter_values", contract.pk), cell(indicator, "15", seen="")))

    assert kept() == [(202512, "", 0, 12.0)]
    assert "elle dit maintenant « 12 »" in page.select_one(".cell-error").get_text()
    field = page.select_one("input[aria-invalid]")
    assert (field["value"], field.find_next_sibling("input")["value"]) == ("15", "12")


def test_a_cell_is_emptied(client, contract, indicator, team):
    client.post(at("enter_values", contract.pk), cell(indicator, "12"))
    client.post(at("enter_values", contract.pk), cell(indicator, "", seen="12"))

    assert kept() == []


def test_breakdowns_are_typed_on_the_page_of_the_indicator(client, contract, indicator, team, read):
    place = NeighbourhoodFactory(name="Bel-Air", contract_id=contract.pk)
    contract.neighbourhoods.add(place)
    indicator.by_sex = indicator.by_place = indicator.by_age = True
    indicator.age_bands = "0-15 ans\n16-25 ans"
    indicator.save()

    page = read(client.get(at("enter_indicator", indicator.pk)))
    client.post(
        at("enter_indicator", indicator.pk),
        cell(indicator, "7", key="F|||")
        | cell(indicator, "3", key="|0-15 ans||")
        | cell(indicator, "2", key=f"||q{place.pk}|"),
    )

    labels = [row.get_text(strip=True) for row in page.select("tbody th")]
    assert labels == ["Ensemble", "Femmes", "Hommes", "0-15 ans", "16-25 ans", "Bel-Air"]
    assert {key: number for _period, key, _status, number in kept()} == {
        "F|||": 7.0,
        "|0-15 ans||": 3.0,
        f"||q{place.pk}|": 2.0,
    }


def test_a_lead_submits_and_it_is_said(client, indicator, read):
    lead = MembershipFactory(
        role=Role.LEAD,
        scope_kind=ScopeKind.OBJECTIVE,
        scope_id=indicator.node_id,
        contract_id=indicator.contract_id,
    ).user
    client.force_login(lead)

    page = read(client.get(at("enter_indicator", indicator.pk)))
    shown = read(client.post(at("enter_indicator", indicator.pk), cell(indicator, "5")))

    assert "transmises à l’équipe" in page.get_text()
    assert not page.select(
        f'a[href="/contrats/{indicator.contract_id}/"]'
    )  # she reads her objective, no more
    assert kept(Standing.SUBMITTED) == [(202512, "", 0, 5.0)]
    assert "transmise, à valider" in shown.get_text()


@pytest.mark.parametrize("role", [Role.READER, Role.COUNCILLOR])
def test_a_reader_types_nothing(client, contract, indicator, role):
    client.force_login(member_of(contract, role))

    assert client.post(at("enter_indicator", indicator.pk), cell(indicator, "5")).status_code == 403
    assert client.get(at("enter_values", contract.pk)).status_code == 403


def test_names_that_mean_no_cell_are_not_listened_to(client, contract, indicator, team):
    other = FedIndicatorFactory()
    names = [
        f"v-{other.pk}-202512-",
        f"v-{indicator.pk}-209999-",
        f"v-{indicator.pk}-x-",
        "v--",
        f"v-{indicator.pk}-202512-Z|||",
    ]

    response = client.post(at("enter_values", contract.pk), dict.fromkeys(names, "1"))

    assert (response.status_code, kept()) == (200, [])


def test_a_closed_year_shows_its_values_without_a_field(client, contract, indicator, team, read):
    client.post(at("enter_values", contract.pk), cell(indicator, "12", period=202412))
    form = {
        "method": "pace",
        "threshold": "2,5",
        "tolerance": "5",
        "gendered_goal": "100",
        "closed_through": "2024",
    }

    client.post(at("edit_follow_up", contract.pk), form)
    page = read(client.get(at("enter_values", contract.pk)))

    settings = FollowUp.objects.get()
    assert (settings.threshold, settings.closed_through) == (0.025, 202412)
    names = [field["name"] for field in page.select("input[type=text]")]
    assert [name for name in names if "-202412-" in name] == []
    assert "12" in [one.get_text(strip=True) for one in page.select("td.is-number")]


def test_settings_that_mean_nothing_are_refused(client, contract, team, read):
    form = {
        "method": "pace",
        "threshold": "beaucoup",
        "tolerance": "120",
        "gendered_goal": "100",
        "closed_through": "demain",
    }

    page = read(client.post(at("edit_follow_up", contract.pk), form))

    assert len(page.select(".summary li")) == 3
    assert not FollowUp.objects.exists()


def test_the_grid_costs_the_same_whatever_its_length(client, contract, team, query_count_is_flat):
    query_count_is_flat(
        at("enter_values", contract.pk), lambda: FedIndicatorFactory(contract=contract, node=None), at_most=20
    )


def test_milestones_are_typed_one_a_line(client, contract, indicator, team, read):
    form = {
        "wording": "Familles suivies", "version": indicator.version, "kind": "number", "source_state": "known",
        "baseline": "0", "baseline_on": "2021-12-31", "target": "1 000", "target_on": "2030-12-31",
        "milestones": "31/12/2026 : 12,5\n31/12/2028 : 400",
    }  # fmt: skip

    wrong = read(client.post(at("edit_indicator", indicator.pk), form | {"milestones": "bientôt : 3"}))
    client.post(at("edit_indicator", indicator.pk), form)

    assert "Ligne 1 : écrivez « 31/12/2026 : 40 »." in wrong.select_one(".summary").get_text()
    indicator.refresh_from_db()
    assert (indicator.target, [(one.on, one.number) for one in indicator.milestones.all()]) == (
        1000.0,
        [(date(2026, 12, 31), 12.5), (date(2028, 12, 31), 400.0)],
    )
