"""The workshop that one flies through, and the page that explains how progress is judged."""

from datetime import date

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring import exports
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules import (
    direction_from_wording,
    periodicity_from_wording,
    sums_from_wording,
    unit_from_wording,
)
from reciproque.monitoring.tests.factories import FedIndicatorFactory, IndicatorFactory, ValueFactory


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


def bare(contract, wording, **values):
    return IndicatorFactory(contract=contract, node=None, wording=wording, **values)


def form_of(page):
    chosen = {one["name"]: one.select_one("option[selected]") for one in page.select("select[name]")}
    form = {name: option["value"] if option else "" for name, option in chosen.items()}
    inputs = page.select("form[data-quick] input[name]")
    return form | {one["name"]: one.get("value", "") for one in inputs if one.get("type") != "checkbox"}


@pytest.mark.parametrize(
    ("wording", "unit", "direction", "rhythm", "sums"),
    [
        ("Nombre d’élèves suivis en PRE", "élèves", "rise", "school", ("none", "sum")),
        ("Nombre de logements réhabilités", "logements", "rise", "year", ("sum", "sum")),
        ("Taux de chômage", "%", "fall", "year", ("ratio", "ratio")),
        ("Délai moyen avant un premier bilan", "jours", "fall", "year", ("mean", "mean")),
        ("Montant des crédits mobilisés", "euros", "", "year", ("sum", "sum")),
        ("Variété des contributeurs", "", "", "year", ("last", "none")),
        ("Liste des actions", "", "rise", "year", ("sum", "sum")),
        ("Pas grand-chose", "", "", "year", ("", "")),
    ],
)
def test_a_wording_proposes_more_than_a_kind(wording, unit, direction, rhythm, sums):
    assert unit_from_wording(wording) == unit
    assert direction_from_wording(wording) == direction
    assert periodicity_from_wording(wording) == rhythm
    assert sums_from_wording(wording) == sums


def test_one_confirms_what_is_proposed_and_goes_on_to_the_next(client, contract, team, read):
    first = bare(contract, "Nombre d’élèves suivis en PRE")
    second = bare(contract, "Taux de sorties positives")
    address = at("define_indicators", contract.pk)

    page = read(client.get(address))
    form = form_of(page)
    after = read(
        client.post(address + f"?indicateur={first.pk}", form | {"source_state": "known"}, follow=True)
    )

    assert page.h1.get_text(strip=True) == first.wording
    assert "2 à compléter sur 2" in page.get_text()
    assert "D’après le libellé : élèves." in page.get_text()
    first.refresh_from_db()
    told = (
        first.kind,
        first.unit,
        first.direction,
        first.counts_people,
        first.periodicity,
        first.over_places,
    )
    assert told == ("number", "élèves", "rise", True, "school", "sum")
    assert after.h1.get_text(strip=True) == second.wording
    assert "1 à compléter sur 2" in after.get_text()


def test_nothing_is_written_that_was_not_confirmed(client, contract, team):
    one = bare(contract, "Nombre d’élèves suivis en PRE")

    client.get(at("define_indicators", contract.pk))

    one.refresh_from_db()
    assert (one.kind, one.unit) == ("", "")


def test_the_rest_of_the_definition_stays_as_it_is(client, contract, team, read):
    one = bare(contract, "Nombre d’élèves", counted="Du CP au CM2", weight=3, by_age=True, delay_days=30)
    address = at("define_indicators", contract.pk) + f"?indicateur={one.pk}"

    client.post(address, form_of(read(client.get(address))))

    one.refresh_from_db()
    assert (one.counted, one.weight, one.by_age, one.delay_days, one.kind) == (
        "Du CP au CM2",
        3,
        True,
        30,
        "number",
    )


def test_when_all_is_said_the_workshop_says_so(client, contract, team, read):
    bare(contract, "Nombre de vols", kind="number", source_state="none")

    page = read(client.get(at("define_indicators", contract.pk), follow=True))

    assert "Toutes les définitions disent" in page.get_text()


def test_a_unit_is_not_changed_in_passing_under_values(client, contract, team, read):
    one = FedIndicatorFactory(contract=contract, node=None, unit="k€")
    ValueFactory(indicator=one)
    address = at("define_indicators", contract.pk) + f"?indicateur={one.pk}"

    page = read(client.post(address, form_of(read(client.get(address))) | {"unit": "€"}))

    assert "changez l’unité sur la page de la définition" in page.get_text()
    assert Indicator.objects.get().unit == "k€"


def test_somebody_else_changed_it_meanwhile(client, contract, team, read):
    one = bare(contract, "Nombre d’élèves")
    address = at("define_indicators", contract.pk) + f"?indicateur={one.pk}"
    form = form_of(read(client.get(address)))
    client.post(address, form | {"unit": "enfants"})

    page = read(client.post(address, form))

    assert "Quelqu’un d’autre a modifié" in page.get_text()
    assert Indicator.objects.get().unit == "enfants"


def test_the_workshop_costs_the_same_whatever_its_length(client, contract, team, query_count_is_flat):
    query_count_is_flat(
        at("define_indicators", contract.pk), lambda: bare(contract, "Nombre d’élèves"), at_most=20
    )


def test_the_page_of_explanation_is_worked_out_by_the_rule(client, contract, read):
    client.force_login(member_of(contract, Role.READER))

    page = read(client.get(at("method_help")))

    lines = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select('[aria-label="Exemples d’allure linéaire"] tbody tr')
    ]
    assert lines[:3] == [
        ["De 40 à 30", "40", "35", "0\u00a0%", "insuffisant"],
        ["De 40 à 30", "45", "35", "-100\u00a0%", "s’éloigne"],
        ["De 40 à 30", "35", "35", "100\u00a0%", "en bonne voie"],
    ]
    assert ["De 20 à 0", "0", "10", "—", "atteint"] in lines
    assert ["De 10 à 0", "4", "5", "120\u00a0%", "en bonne voie"] in lines
    text = page.get_text()
    assert "10,78\u00a0% (11 sur 102)" in text
    assert "les parties font 95, le total dit 100 (écart de 5)" in text


def test_each_example_shows_another_outcome():
    told = exports.explained()

    assert {one.state for one in told["pace"]} >= {"achieved", "on-track", "insufficient", "away"}
    assert [one.word for one in told["growth"]] == ["en bonne voie", "insuffisant"]
    assert [one.word for one in told["projection"]] == ["en bonne voie", "insuffisant"]
    assert told["parent"] == {"share": pytest.approx(0.6), "missing": None, "coverage": 0.5}
