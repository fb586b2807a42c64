"""Figures by commune beside those by neighbourhood: typed, imported, held against the whole, never mixed."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring import exports, queries
from reciproque.monitoring.imports.long_files import read_long
from reciproque.monitoring.models import Value
from reciproque.monitoring.rules.cells import WHOLE, Cell, Places, cells_of
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.rules.sums import troubles_in
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.territories.tests.factories import CommuneFactory, NeighbourhoodFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def contract():
    """The neighbourhood of Le Port lies in the commune of Le Port: two places of one name."""
    return ContractFactory(
        starts_on=date(2020, 1, 1),
        ends_on=date(2030, 12, 31),
        neighbourhoods=[NeighbourhoodFactory(name="Le Port", code="QN97407M")],
        communes=[
            CommuneFactory(name="Le Port", code="97407", sort_key="port"),
            CommuneFactory(name="Trois-Bassins", code="97423", sort_key="trois"),
        ],
    )


@pytest.fixture
def indicator(contract):
    return FedIndicatorFactory(
        contract=contract, node=None, wording="Familles suivies", by_place=True, by_commune=True
    )


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def kept():
    rows = Value.objects.select_related("breakdown__commune", "breakdown__neighbourhood")
    return {(str(one.breakdown), one.breakdown.commune_id is not None): one.number for one in rows}


def test_each_commune_has_its_row_in_the_grid(client, contract, indicator, team, read):
    address = reverse("monitoring:enter_indicator", args=[indicator.pk])
    port, basins = contract.communes.order_by("sort_key")

    page = read(client.get(address))
    form = {f"v-{indicator.pk}-202512-||c{port.pk}|": "7", f"v-{indicator.pk}-202512-||c{basins.pk}|": "n.d."}
    client.post(address, form | {name.replace("v", "s", 1): "" for name in form})

    labels = [row.get_text(strip=True) for row in page.select("tbody th")]
    assert labels == ["Ensemble", "Le Port", "Le Port (commune)", "Trois-Bassins"]
    assert kept() == {("Le Port", True): 7.0, ("Trois-Bassins", True): None}


def test_a_commune_of_elsewhere_is_refused_in_its_cell(client, contract, indicator, team, read):
    stranger = CommuneFactory(name="Ailleurs")
    address = reverse("monitoring:enter_indicator", args=[indicator.pk])
    indicator.by_commune = False
    indicator.save()
    name = f"{indicator.pk}-202512-||c{stranger.pk}|"

    client.post(address, {f"v-{name}": "7", f"s-{name}": ""})

    assert kept() == {}


def test_a_file_names_them_by_name_or_official_code(client, contract, indicator, team, read):
    file = io.StringIO()
    rows = [
        ["Indicateur", "Commune", "2025"],
        ["Familles suivies", "Le Port (commune)", "12"],
        ["Familles suivies", "97423", "3"],
        ["Familles suivies", "Le Port", "8"],
        ["Familles suivies", "Saint-Paul", "9"],
    ]
    csv.writer(file, delimiter=";").writerows(rows)
    upload = SimpleUploadedFile("valeurs.csv", file.getvalue().encode())

    page = read(client.post(reverse("monitoring:import_values", args=[contract.pk]), {"file": upload}))

    said = [item.get_text(" ", strip=True) for item in page.select(".callout.error li")]
    assert said == ["B5 : « Saint-Paul » n’est pas une ventilation de cet indicateur."]


def test_a_long_file_as_well(contract, indicator):
    lines = "indicateur;année;commune;valeur\n"
    for place in ("le port", "97407", "TROIS-BASSINS", "Le Port (commune)"):
        lines += f"Familles suivies;2025;{place};1\n"

    told = read_long(lines.splitlines(keepends=True), contract=contract)

    port, basins = contract.communes.order_by("sort_key").values_list("pk", flat=True)
    quarter = contract.neighbourhoods.get().pk
    assert told.cells == [Cell(neighbourhood=quarter), Cell(commune=port), Cell(commune=basins)]
    assert [one.said for one in told.problems] == ["cette valeur est déjà dite plus haut."]


def test_neighbourhoods_and_communes_are_not_added_up(indicator):
    indicator.over_places = "sum"
    places = Places({1: "Port"}, {5: "Le Port", 6: "Trois-Bassins"})
    said = {WHOLE: 10, Cell(neighbourhood=1): 10, Cell(commune=5): 6, Cell(commune=6): 5}
    figures = {cell: Figure(0, float(number)) for cell, number in said.items()}

    told = troubles_in(indicator, figures, cells_of(indicator, places), period="2025")

    assert told == ["Par commune, 2025 : les parties font 11, le total dit 10 (écart de 1)."]


def test_the_page_shows_them_in_two_tables(client, contract, indicator, team):
    address = reverse("monitoring:enter_indicator", args=[indicator.pk])
    quarter = contract.neighbourhoods.get().pk
    keys = [f"||q{quarter}|", *(f"||c{one.pk}|" for one in contract.communes.order_by("sort_key"))]
    form = {f"v-{indicator.pk}-202512-{key}": str(n) for n, key in enumerate(keys, 1)}
    client.post(address, form | {name.replace("v", "s", 1): "" for name in form})
    indicator.over_places = "sum"
    indicator.save()

    values = queries.values_by_standing(indicator)[0]
    told = exports.breakdowns_of(indicator, values, queries.places_of(contract))

    assert [(one.heading, list(one.parts)) for one in told] == [
        ("Par quartier", ["Le Port", "Réunis"]),
        ("Par commune", ["Le Port", "Trois-Bassins", "Réunis"]),
    ]
    assert told[1].rows[0][1][:2] == ["2", "3"]
    assert told[1].rows[0][1][2].startswith("5")
    assert client.get(reverse("monitoring:indicator_detail", args=[indicator.pk])).status_code == 200
