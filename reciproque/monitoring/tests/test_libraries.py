"""Lists of indicators that several contracts follow: published, adopted, brought up to date, put together."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.monitoring import actions
from reciproque.monitoring.choices import Aggregation
from reciproque.monitoring.models import Indicator, Library, Standard
from reciproque.monitoring.rules.standards import differing
from reciproque.monitoring.tests.factories import (
    FedIndicatorFactory,
    LibraryFactory,
    StandardFactory,
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


def adopt(contract, *standards, by):
    return actions.adopt_standards(contract, standards, by=by, at=AT)


def test_a_team_opens_a_list_fills_it_and_publishes_it(client, contract, team, read):
    stranger = member_of(ContractFactory())
    client.post(at("add_library"), {"name": "Base métropolitaine", "contract": contract.pk, "version": 1})
    library = Library.objects.get()
    empty = read(client.post(at("publish_library", library.pk), follow=True)).get_text()
    form = {
        "code": "EDU-1",
        "wording": "Nombre d’élèves suivis",
        "kind": "number",
        "unit": "élèves",
        "version": 1,
    }

    client.post(at("add_standard", library.pk), form)
    twice = read(client.post(at("add_standard", library.pk), form)).get_text()
    client.force_login(stranger)
    hidden = client.get(at("library_detail", library.pk)).status_code
    client.force_login(team)
    client.post(at("publish_library", library.pk))
    client.force_login(stranger)
    page = read(client.get(at("library_detail", library.pk)))

    assert "ne contient encore aucun indicateur" in empty
    assert "porte déjà ce code" in twice
    assert hidden == 404
    assert [row.get_text(strip=True) for row in page.select("tbody th")] == ["EDU-1"]
    assert not page.select("form[action*=publier]")


def test_a_team_gives_no_list_to_another_contract(contract, team):
    other = ContractFactory()
    library = actions.add_library(by=team, at=AT, name="La nôtre", contract=contract)

    with pytest.raises(PermissionDenied):
        actions.edit_library(library, seen=None, by=team, at=AT, contract=other)
    with pytest.raises(PermissionDenied):
        actions.add_library(by=team, at=AT, name="De la plateforme")
    with pytest.raises(PermissionDenied):
        actions.add_library(by=member_of(contract, Role.READER), at=AT, name="X", contract=contract)


def test_a_contract_adopts_and_the_indicator_is_its_own(client, contract, team, read):
    standard = StandardFactory(source="Éducation nationale", by_age=True)

    client.post(at("adopt_indicators", contract.pk), {"standard": [standard.pk]})

    made = Indicator.objects.get()
    assert (made.contract, made.standard, made.standard_version) == (contract, standard, 1)
    assert (made.unit, made.by_age, made.source_state, made.search_key) == (
        "élèves",
        True,
        "known",
        made.search_key,
    )
    page = read(client.get(at("adopt_indicators", contract.pk)))
    assert "déjà repris" in page.get_text()
    assert not page.select("input[type=checkbox]")


@pytest.mark.parametrize("how", ["twice", "unpublished", "archived"])
def test_what_cannot_be_adopted_is_refused(contract, team, how):
    standard = StandardFactory(
        library__published_at=None if how == "unpublished" else AT,
        archived_at=AT if how == "archived" else None,
    )
    if how == "twice":
        adopt(contract, standard, by=team)

    with pytest.raises(Refused):
        adopt(contract, standard, by=team)

    assert Indicator.objects.count() == (how == "twice")


def test_an_indicator_of_the_contract_is_tied_to_a_common_one(client, contract, team, read):
    own = FedIndicatorFactory(contract=contract, node=None, unit="familles")
    standard = StandardFactory(unit="foyers")

    client.post(at("tie_indicator", own.pk), {"standard": standard.pk})
    page = read(client.get(at("indicator_detail", own.pk)))

    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in page.select("#commun ~ div tbody tr")
    ]
    assert ["Unité", "familles", "foyers"] in rows
    assert "La base a changé" in page.get_text()


def test_a_change_of_the_list_is_told_and_taken_over_by_a_person(client, contract, team, read):
    standard = StandardFactory(library__contract=contract)
    [own] = adopt(contract, standard, by=team)
    actions.edit_standard(standard, seen=1, by=team, at=AT, counted="Du CP au CM2", unit="enfants")

    told = read(client.get(at("indicator_detail", own.pk))).get_text()
    own.refresh_from_db()
    stale = {"acte": "take_over", "version": own.version - 1 or 99}
    refused = read(client.post(at("follow_library", own.pk), stale, follow=True)).get_text()
    client.post(at("follow_library", own.pk), {"acte": "take_over", "version": own.version})

    assert "La base a changé depuis que le contrat l’a reprise" in told
    assert "Quelqu’un d’autre a modifié" in refused
    own.refresh_from_db()
    assert (own.counted, own.unit, own.standard_version) == ("Du CP au CM2", "enfants", 2)


def test_a_contract_may_break_its_values_down_more_than_the_library_asks(contract, team):
    standard = StandardFactory(library__contract=contract, by_age=True)
    [own] = adopt(contract, standard, by=team)
    own = actions.edit_indicator(own, seen=None, by=team, at=AT, by_place=True, by_age=False)
    own = Indicator.objects.select_related("standard").get(pk=own.pk)

    assert differing(own, standard) == ["by_age"]
    taken = actions.take_over(own, seen=None, by=team, at=AT)
    assert (taken.by_place, taken.by_age) == (True, True)


def test_another_unit_is_not_taken_over_above_values(contract, team):
    standard = StandardFactory(library__contract=contract)
    [own] = adopt(contract, standard, by=team)
    ValueFactory(indicator=own)
    actions.edit_standard(standard, seen=None, by=team, at=AT, unit="classes")
    own = Indicator.objects.select_related("standard").get()

    with pytest.raises(Refused, match="des valeurs sont déjà là"):
        actions.take_over(own, seen=None, by=team, at=AT)

    kept = actions.keep_ours(own, by=team, at=AT)
    assert (kept.unit, kept.standard_version) == ("élèves", 2)
    assert actions.detach_indicator(kept, by=team, at=AT).standard is None


def follow(standard, number, *, period=202412, **parts):
    """A contract that follows a common indicator, with its value."""
    contract = ContractFactory()
    own = FedIndicatorFactory(
        contract=contract,
        node=None,
        standard=standard,
        kind=standard.kind,
        unit=standard.unit,
        periodicity=standard.periodicity,
    )
    if number is not None:
        ValueFactory(indicator=own, number=number, period=period, **parts)
    return own


@pytest.fixture
def observer(client):
    user = MembershipFactory(role=Role.OBSERVER).user
    client.force_login(user)
    return user


def figures(page):
    return [one.get_text(" ", strip=True) for one in page.select("dl.figures dd.value")]


def test_contracts_are_put_together_and_who_said_nothing_is_counted_as_such(client, observer, read):
    standard = StandardFactory()
    follow(standard, 10)
    follow(standard, 0)
    follow(standard, None)

    page = read(client.get(at("standard_detail", standard.pk)))

    assert figures(page) == ["10\u00a0élèves – 2 contrats sur 3", "2 sur 3"]


def test_shares_of_contracts_make_the_ratio_of_their_sums(client, observer, read):
    standard = StandardFactory(kind="ratio", unit="%", over_places=Aggregation.RATIO)
    follow(standard, 50, numerator=1, denominator=2)
    follow(standard, 10, numerator=10, denominator=100)

    assert figures(read(client.get(at("standard_detail", standard.pk))))[0] == "10,78\u00a0% (11 sur 102)"


def test_who_counts_otherwise_stands_beside_the_total(client, observer, read):
    standard = StandardFactory()
    follow(standard, 10)
    other = follow(standard, 999)
    Indicator.objects.filter(pk=other.pk).update(unit="classes")

    page = read(client.get(at("standard_detail", standard.pk)))

    assert figures(page)[0] == "10\u00a0élèves"
    assert "1 compté autrement" in page.get_text(" ", strip=True)


def test_what_is_not_summable_says_so(client, observer, read):
    standard = StandardFactory(over_places=Aggregation.NONE)
    follow(standard, 10)

    assert (
        figures(read(client.get(at("standard_detail", standard.pk))))[0]
        == "ces valeurs ne s’additionnent pas"
    )


def test_one_sees_the_values_of_contracts_that_one_reads(client, contract, team, read):
    standard = StandardFactory()
    [own] = adopt(contract, standard, by=team)
    ValueFactory(indicator=own, number=3)
    follow(standard, 10)

    page = read(client.get(at("standard_detail", standard.pk)))
    file = client.get(at("standard_detail", standard.pk) + "?format=xlsx")

    assert figures(page)[0] == "3\u00a0élèves"
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2


def test_a_list_costs_the_same_whatever_its_length(client, contract, team, query_count_is_flat):
    standard = StandardFactory(library__contract=contract)

    query_count_is_flat(at("library_list"), StandardFactory, at_most=12)
    query_count_is_flat(
        at("library_detail", standard.library_id),
        lambda: StandardFactory(library=standard.library),
        at_most=20,
    )
    query_count_is_flat(at("adopt_indicators", contract.pk), StandardFactory, at_most=20)


def test_consolidation_costs_the_same_whatever_the_number_of_contracts(client, observer, query_count_is_flat):
    standard = StandardFactory()
    follow(standard, 1)

    query_count_is_flat(at("standard_detail", standard.pk), lambda: follow(standard, 2), at_most=16)


def test_a_withdrawn_standard_is_put_back(client, contract, team):
    standard = StandardFactory(library__contract=contract)

    client.post(at("archive_standard", standard.pk))
    gone = Standard.objects.get().archived_at
    client.post(at("archive_standard", standard.pk))

    assert gone is not None
    assert Standard.objects.get().archived_at is None


def test_a_list_that_is_withdrawn_stays_with_whoever_keeps_it(client, contract, team):
    library = LibraryFactory(contract=contract)

    client.post(at("publish_library", library.pk), {"withdraw": "1"})

    assert Library.objects.get().published_at is None
    assert client.get(at("library_detail", library.pk)).status_code == 200
