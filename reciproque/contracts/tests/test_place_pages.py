"""Pages of the neighbourhoods of a contract."""

import json

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.contracts.tests.pages import address, form_of, names_in, sign_in
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import Neighbourhood, Population
from reciproque.territories.tests.factories import (
    CommuneFactory,
    NeighbourhoodFactory,
    PopulationFactory,
)


def square(x, y):
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def official(code, **more):
    return NeighbourhoodFactory(kind=NeighbourhoodKind.QPV_2024, code=code, **more)


def place_address(name, contract, place):
    return reverse(f"contracts:{name}", args=[contract.pk, place.pk])


def test_the_list_numbers_places_as_the_map_does(client, read):
    there = NeighbourhoodFactory(name="Bellevue", perimeter=square(-4.5, 48.4))
    nowhere = NeighbourhoodFactory(name="Alba")
    PopulationFactory(neighbourhood=there, count=3474)
    contract = ContractFactory(neighbourhoods=[there, nowhere])
    sign_in(client, contract, Role.READER)

    page = read(client.get(address("place_list", contract)))

    assert names_in(page) == ["Alba", "Bellevue"]
    numbers = [row.select_one("td").get_text(strip=True) for row in page.select("tbody tr")]
    assert numbers == ["—", "1"]
    assert [one.get_text() for one in page.select("svg .place-number")] == ["1"]
    assert "population connue pour 1 quartier sur 2" in page.get_text()
    links = [one["href"] for one in page.select("svg a")]
    assert links == [place_address("place_detail", contract, there)]


def test_the_list_costs_the_same_whatever_its_length(client, query_count_is_flat):
    contract = ContractFactory()
    sign_in(client, contract)

    def one_more():
        place = NeighbourhoodFactory(communes=[CommuneFactory()], perimeter=square(-4.5, 48.4))
        PopulationFactory(neighbourhood=place)
        contract.neighbourhoods.add(place)

    query_count_is_flat(address("place_list", contract), one_more, at_most=30)
    query_count_is_flat(address("contract_detail", contract), one_more, at_most=40)


def test_the_page_to_add_offers_what_the_state_lists_there_and_nothing_else(client, read):
    here, elsewhere = CommuneFactory.create_batch(2)
    ours, offered = (official(code, communes=[here]) for code in ("QN02904M", "QN02905M"))
    official("QN02906M", communes=[elsewhere])
    contract = ContractFactory(communes=[here], neighbourhoods=[ours])
    sign_in(client, contract)
    url = address("add_places", contract)

    ticks = read(client.get(url)).select("input[name=places]")

    assert [tick["value"] for tick in ticks] == [str(offered.pk)]
    client.post(url, {"places": [offered.pk]})
    assert set(contract.neighbourhoods.all()) == {ours, offered}


def test_a_place_that_is_not_offered_is_not_added(client, read):
    contract = ContractFactory(communes=[CommuneFactory()])
    elsewhere = official("QN02906M", communes=[CommuneFactory()])
    sign_in(client, contract)

    client.post(address("add_places", contract), {"places": [elsewhere.pk]})

    assert not contract.neighbourhoods.exists()


def test_a_contract_without_communes_is_told_to_name_them_first(client, read):
    contract = ContractFactory()
    sign_in(client, contract)

    assert "Indiquez d’abord les communes" in read(client.get(address("add_places", contract))).get_text()


def test_adding_a_local_place(client):
    commune = CommuneFactory()
    contract = ContractFactory(communes=[commune])
    sign_in(client, contract)

    response = client.post(
        address("create_place", contract),
        {"name": "Rive gauche", "kind": "local", "communes": [commune.pk], "renewal": "unknown"},
    )

    place = Neighbourhood.objects.get()
    assert response.url == place_address("place_detail", contract, place)
    assert (place.contract_id, list(place.communes.all())) == (contract.pk, [commune])


def test_a_wrong_code_is_refused_and_what_was_typed_stays(client, read):
    contract = ContractFactory()
    sign_in(client, contract)
    data = {"name": "Rive gauche", "kind": "qpv2015", "code": "XX1", "renewal": "unknown"}

    page = read(client.post(address("create_place", contract), data))

    assert "s’écrit QP et six chiffres" in page.get_text()
    assert page.select_one("input[name=name]")["value"] == "Rive gauche"
    assert not Neighbourhood.objects.exists()


def test_of_a_listed_place_only_what_the_list_does_not_say_is_edited(client, read):
    place = official("QN02904M", name="Bellevue")
    contract = ContractFactory(neighbourhoods=[place])
    sign_in(client, contract)
    url = place_address("edit_place", contract, place)

    page = read(client.get(url))
    assert "viennent de la liste de l’État" in page.get_text()
    client.post(url, form_of(page) | {"renewal": "true", "name": "Autre"})

    place.refresh_from_db()
    assert (place.name, place.renewal) == ("Bellevue", True)


def test_two_people_on_the_same_place_lose_nothing(client, read):
    contract = ContractFactory()
    place = NeighbourhoodFactory(name="Centre", contract_id=contract.pk)
    contract.neighbourhoods.add(place)
    sign_in(client, contract)
    url = place_address("edit_place", contract, place)
    first, second = (form_of(read(client.get(url))) for _ in range(2))
    client.post(url, first | {"name": "Centre ancien"})

    page = read(client.post(url, second | {"name": "Centre-ville"}))

    assert "Centre ancien" in page.select_one("main form").get_text()
    assert page.select_one("input[name=name]")["value"] == "Centre-ville"
    place.refresh_from_db()
    assert place.name == "Centre ancien"


def test_noting_and_withdrawing_a_population(client, read):
    commune = CommuneFactory(name="Alba")
    place = NeighbourhoodFactory(communes=[commune])
    contract = ContractFactory(neighbourhoods=[place])
    sign_in(client, contract)
    url = place_address("count_people", contract, place)

    client.post(url, {"count": "1234", "as_of": "2021", "source": "Insee"})
    client.post(url, {"count": "234", "as_of": "2021", "source": "Insee", "commune": commune.pk})

    assert set(Population.objects.values_list("count", "commune__name")) == {(1234, None), (234, "Alba")}
    said = read(client.get(place_address("place_detail", contract, place))).get_text()
    assert "1\u202f234 habitants en 2021 (Insee)" in said

    client.post(url, {"count": "", "as_of": "2021", "source": "Insee"})
    assert Population.objects.get().count == 234


def test_saying_where_a_place_comes_from(client, read):
    before = NeighbourhoodFactory(name="Ancien", kind=NeighbourhoodKind.QPV_2015, code="QP029001")
    after = official("QN02904M", name="Nouveau")
    contract = ContractFactory(neighbourhoods=[before, after])
    sign_in(client, contract)

    client.post(place_address("succeed_place", contract, after), {"before": before.pk, "kind": "modified"})

    assert (
        "Ancien (QP029001), modifié"
        in read(client.get(place_address("place_detail", contract, after))).get_text()
    )
    page = read(
        client.post(place_address("succeed_place", contract, before), {"before": after.pk, "kind": "split"})
    )
    assert "tournerait en rond" in page.get_text()


def test_a_place_of_another_contract_is_not_found_in_this_one(client):
    contract, other = ContractFactory(), ContractFactory(neighbourhoods=[NeighbourhoodFactory()])
    someone = sign_in(client, contract)
    client.force_login(someone)

    assert client.get(place_address("place_detail", contract, other.neighbourhoods.get())).status_code == 404


@pytest.mark.parametrize("role", [Role.TEAM, Role.READER])
def test_one_address_leads_to_the_place_in_a_contract_that_one_reads(client, role):
    place = NeighbourhoodFactory()
    ContractFactory(neighbourhoods=[place])
    ours = ContractFactory(neighbourhoods=[place])
    url = reverse("contracts:place", args=[place.pk])

    client.force_login(member_of(ours, role))
    assert client.get(url).url == place_address("place_detail", ours, place)

    client.force_login(UserFactory())
    assert client.get(url).status_code == 404
