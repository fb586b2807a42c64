"""All contracts side by side: who sees which, places, order, files."""

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.tests.factories import (
    FedIndicatorFactory,
    LibraryFactory,
    StandardFactory,
    ValueFactory,
)
from reciproque.territories.tests.factories import CommuneFactory, DepartmentFactory

PAGE = reverse("overview:consolidation")


@pytest.fixture
def observer(client):
    person = UserFactory()
    MembershipFactory(user=person, role=Role.OBSERVER)
    client.force_login(person)
    return person


def followed(name, values=(), **more):
    """A contract with an indicator for each figure: None for one that nobody feeds."""
    contract = ContractFactory(name=name, sort_key=name.lower(), search_key=name.lower(), **more)
    for number in values:
        one = FedIndicatorFactory(node=None, contract=contract)
        if number is not None:
            ValueFactory(indicator=one, number=number)
            rewrite_headlines([one.pk])
    return contract


def names(page):
    return [cell.get_text(strip=True) for cell in page.select("table.grid tbody th")]


def test_each_contract_has_its_line(client, observer, read):
    followed("Metz", [1, None])
    followed("Brest", [1])

    page = read(client.get(PAGE))

    assert names(page) == ["Brest", "Metz"]
    assert "67" in page.select_one("dl.figures").get_text()
    assert "2 sur 3" in page.select_one("dl.figures").get_text()


def test_nobody_sees_what_she_does_not_read(client, read):
    mine, _other = followed("Metz", [1]), followed("Brest", [1])
    client.force_login(member_of(mine))

    assert names(read(client.get(PAGE))) == ["Metz"]


def test_it_sorts_by_what_is_computed(client, observer, read):
    followed("A", [1, None])
    followed("B", [1])
    followed("C", [])

    assert names(read(client.get(PAGE, {"tri": "coverage"}))) == ["A", "B", "C"]
    assert names(read(client.get(PAGE, {"tri": "-coverage"}))) == ["B", "A", "C"]
    assert names(read(client.get(PAGE, {"tri": "-nimporte"}))) == ["A", "B", "C"]


def test_places_narrow_the_contracts_and_the_total(client, observer, read):
    department = DepartmentFactory()
    followed("Metz", [1], communes=CommuneFactory.create_batch(2, department=department))
    followed("Brest", [1, 2, 3])

    page = read(client.get(PAGE, {"departement": department.pk}))

    assert names(page) == ["Metz"]
    assert "1 sur 1" in page.select_one("dl.figures").get_text()
    assert page.select_one(f'select[name=departement] option[value="{department.pk}"]').has_attr("selected")
    assert names(read(client.get(PAGE, {"departement": "x", "region": "99999999999999999999"}))) == [
        "Brest",
        "Metz",
    ]


def test_a_list_of_common_indicators_narrows_what_is_counted(client, observer, read):
    library = LibraryFactory(name="Base du réseau")
    follows, own = followed("Suit", [1, None]), followed("Ne suit pas", [1])
    tied = follows.indicators.order_by("pk").first()
    tied.standard = StandardFactory(library=library)
    tied.save()
    secret = LibraryFactory(name="Brouillon", published_at=None, contract=own)
    tied_to_secret = own.indicators.get()
    tied_to_secret.standard = StandardFactory(library=secret)
    tied_to_secret.save()

    everything = read(client.get(PAGE))
    narrowed = read(client.get(PAGE, {"base": library.pk}))
    again = read(client.get(PAGE))
    refused = read(client.get(PAGE, {"base": secret.pk}))

    assert [one.get_text() for one in everything.select("#base option")] == [
        "Tous les indicateurs",
        "Base du réseau",
    ]
    assert names(narrowed) == ["Suit"]
    assert "1 sur 1" in narrowed.select_one("dl.figures").get_text()
    for page in (everything, again, refused):
        assert names(page) == ["Ne suit pas", "Suit"]
        assert "2 sur 3" in page.select_one("dl.figures").get_text()
    tied.standard = None
    tied.save()
    assert names(read(client.get(PAGE, {"base": library.pk}))) == ["Ne suit pas", "Suit"]


def test_the_file_holds_what_the_page_shows(client, observer):
    followed("Metz", [1])
    followed("Brest", [])

    response = client.get(PAGE, {"format": "csv", "tri": "-indicators"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0].strip('"') for line in lines[1:]] == ["Metz", "Brest"]


def test_it_costs_the_same_whatever_the_number(client, observer, query_count_is_flat):
    query_count_is_flat(PAGE, lambda: followed("Metz", [1, 2]), at_most=16)


def test_home_leads_there_whoever_reads_several(client, read):
    first = followed("Metz", [1])
    person = member_of(first)
    client.force_login(person)
    assert PAGE not in client.get("/").content.decode()
    MembershipFactory(user=person, contract_id=followed("Brest").pk)

    assert PAGE in client.get("/").content.decode()
