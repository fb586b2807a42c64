"""Values asked of those who produce them, without an account: asked, typed behind a link, handed over, taken."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries.actions import open_round
from reciproque.enquiries.actions.mails import fresh_link
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.monitoring import actions
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.models import Batch, Headline, Value
from reciproque.monitoring.rules.cells import WHOLE
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.notices.models import Notice
from reciproque.organisations.models import Succession
from reciproque.organisations.tests.factories import OrganisationFactory

JSON = {"Accept": "application/json"}


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


@pytest.fixture
def producer():
    """Somebody of a body outside, who has no role and no password."""
    return UserFactory(name="Dominique Producteur")


@pytest.fixture
def indicator(contract, producer):
    return FedIndicatorFactory(contract=contract, node=None, producer_person=producer, by_sex=True)


def days():
    today = timezone.localdate()
    return {"due_on": today + timedelta(days=20), "closes_on": today + timedelta(days=40)}


@pytest.fixture
def collection(contract, team, indicator):
    made = actions.prepare_collection(
        contract, first=202401, last=202412, title="Valeurs de 2024", by=team, at=timezone.now(), **days()
    )
    open_round(made.round, by=team, at=timezone.now())
    return made


@pytest.fixture
def sheet(collection):
    return Sheet.objects.get(round=collection.round)


@pytest.fixture
def door(client, sheet, producer):
    """The grid of the producer, behind a link."""
    client.logout()
    link = fresh_link(producer, sheet.round, at=timezone.now())
    return at("feed_by_link", link.token, sheet.pk)


def cell(indicator, text, *, period=202412, key="", seen=""):
    name = f"v-{indicator.pk}-{period}-{key}"
    return {name: text, f"s{name[1:]}": seen}


def kept():
    rows = Value.objects.order_by("period", "breakdown__key")
    return [(row.breakdown.key, row.standing, row.number) for row in rows]


def test_a_team_prepares_sees_whom_it_asks_and_sends(client, contract, team, indicator, producer, read):
    body = OrganisationFactory(name="CAF", email="")
    FedIndicatorFactory(contract=contract, node=None, producer=body, periodicity="quarter")
    FedIndicatorFactory(contract=contract, node=None)
    form = {"year": 2024} | {name: str(day) for name, day in days().items()}

    page = read(client.post(at("ask_values", contract.pk), form, follow=True))
    sheet = Sheet.objects.get(subject_label="organisations.organisation")
    client.post(at("name_producer", sheet.pk), {"email": "caf@exemple.fr", "name": "Sam"})
    assert not Notice.objects.exists()
    client.post(at("launch_collection", sheet.round_id))

    text = page.get_text(" ", strip=True)
    assert "1 organisme sans personne à qui écrire" in text
    assert "0 valeur sur 4" in text
    assert sorted(Notice.objects.values_list("to", flat=True)) == sorted(["caf@exemple.fr", producer.email])


def test_nobody_to_ask_is_said(client, contract, team, read):
    FedIndicatorFactory(contract=contract, node=None)
    form = {"year": 2024} | {name: str(day) for name, day in days().items()}

    page = read(client.post(at("ask_values", contract.pk), form))

    assert "n’a de producteur" in page.get_text()
    assert not Sheet.objects.exists()


def test_the_heir_of_a_body_is_asked_in_its_place(contract, team):
    before, after = OrganisationFactory(name="Emplois 2000"), OrganisationFactory(name="France Emplois")
    Succession.objects.create(before=before, after=after, reason="renamed")
    FedIndicatorFactory(contract=contract, node=None, producer=before)
    FedIndicatorFactory(contract=contract, node=None, producer=after)

    made = actions.prepare_collection(
        contract, first=202401, last=202412, title="V", by=team, at=timezone.now(), **days()
    )

    assert [(one.organisation, one.title) for one in Sheet.objects.filter(round=made.round)] == [
        (after, "Valeurs de 2 indicateurs – France Emplois")
    ]


def test_cells_save_themselves_behind_the_link_each_with_its_error(client, indicator, door, sheet, read):
    page = read(client.get(door))
    good = client.post(door, cell(indicator, "12 500"), headers=JSON).json()
    wrong = client.post(door, cell(indicator, "12/05/2024", key="F|||"), headers=JSON).json()

    assert [one.get_text(strip=True) for one in page.select("tbody tr:not(.group-row) th")] == [
        "Ensemble",
        "Femmes",
        "Hommes",
    ]
    assert [one["error"] for one in good.values()] == [""]
    assert "est une date" in next(iter(wrong.values()))["error"]
    assert kept() == [("", Standing.DRAFT, 12500)]
    sheet.refresh_from_db()
    assert sheet.state == SheetState.BEGUN
    assert Batch.objects.get().way == "link"


def test_what_is_handed_over_waits_for_the_team_which_takes_it(client, indicator, door, sheet, team, read):
    form = cell(indicator, "10") | cell(indicator, "6", key="F|||") | cell(indicator, "4", key="H|||")

    page = read(client.post(door, form | {"hand_over": "1", "remarks": "Hors fratries"}, follow=True))
    again = client.post(door, {"hand_over": "1"})

    assert "Vos valeurs sont transmises" in page.get_text()
    assert not page.select("input[type=text]")
    assert again.status_code == 302
    assert kept() == [
        ("", Standing.SUBMITTED, 10),
        ("F|||", Standing.SUBMITTED, 6),
        ("H|||", Standing.SUBMITTED, 4),
    ]
    assert Headline.objects.get().pending == 3
    assert "« Hors fratries »" in page.get_text()

    client.force_login(team)
    board = read(client.get(at("collection_detail", sheet.round_id)))
    client.post(at("settle_values", sheet.pk), {"accept": "1"})

    assert "1 valeur sur 1" in board.get_text(" ", strip=True)
    assert {standing for _key, standing, _number in kept()} == {Standing.OFFICIAL}
    sheet.refresh_from_db()
    assert sheet.state == SheetState.ACCEPTED


def test_what_is_sent_back_is_a_draft_again_with_the_reason(client, indicator, door, sheet, team, read):
    client.post(door, cell(indicator, "10") | {"hand_over": "1"})
    client.force_login(team)
    client.post(at("settle_values", sheet.pk), {"reason": ""})
    client.post(at("settle_values", sheet.pk), {"reason": "Avec les fratries ?"})
    client.logout()

    page = read(client.get(door))

    assert "« Avec les fratries ? »" in page.get_text()
    assert kept() == [("", Standing.DRAFT, 10)]
    client.post(door, cell(indicator, "12", seen="10") | {"hand_over": "1"})
    assert kept() == [("", Standing.SUBMITTED, 12)]


def test_nothing_said_is_not_handed_over(client, door, sheet, read):
    page = read(client.post(door, {"hand_over": "1"}, follow=True))

    assert "Rien n’est encore renseigné" in page.get_text()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SENT


def test_after_handing_over_a_late_cell_says_so_and_changes_nothing(client, indicator, door):
    client.post(door, cell(indicator, "10") | {"hand_over": "1"})

    told = client.post(door, cell(indicator, "99", seen="10"), headers=JSON).json()

    assert "est rendue" in next(iter(told.values()))["error"]
    assert kept() == [("", Standing.SUBMITTED, 10)]


def test_a_link_opens_its_own_grid_only(client, contract, indicator, door, sheet, team):
    foreign = FedIndicatorFactory(contract=contract, node=None)
    other = UserFactory()
    theirs = FedIndicatorFactory(contract=contract, node=None, producer_person=other)
    actions.refresh_collection(sheet.round.collection, by=team, at=timezone.now())
    theirs_sheet = Sheet.objects.get(subject_key=other.pk)

    client.post(door, cell(foreign, "1") | cell(theirs, "2"), headers=JSON)

    assert kept() == []
    assert client.get(door.replace(f"/{sheet.pk}/", f"/{theirs_sheet.pk}/")).status_code == 404
    assert client.get(at("feed_by_link", "x" * 43, sheet.pk)).status_code == 404


def test_a_producer_writes_no_other_value_and_none_once_the_round_is_over(
    contract, indicator, sheet, producer, door
):
    said = [actions.Said(FedIndicatorFactory(contract=contract, node=None), 202412, None)]
    with pytest.raises(PermissionDenied):
        actions.record_values(
            contract,
            said,
            origin=actions.Origin("link"),
            standing=Standing.DRAFT,
            by=producer,
            at=timezone.now(),
        )
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.EXCUSED)
    typed = [actions.Typed("v", indicator, 202412, WHOLE, "3", "")]

    told = actions.type_on_sheet(sheet, typed, by=producer, at=timezone.now())

    assert told["v"].error
    assert kept() == []


def test_whoever_was_asked_and_signs_in_finds_the_same_grid(client, sheet, producer, contract):
    client.force_login(producer)
    assert client.get(at("feed_sheet", sheet.pk)).status_code == 200
    client.force_login(member_of(contract, Role.READER))
    assert client.get(at("feed_sheet", sheet.pk)).status_code == 404
    assert client.get(at("collection_detail", sheet.round_id)).status_code == 403


def test_a_collection_of_a_stranger_does_not_exist(client, sheet):
    client.force_login(member_of(ContractFactory()))

    assert client.get(at("collection_detail", sheet.round_id)).status_code == 404
    assert client.post(at("settle_values", sheet.pk), {"accept": "1"}).status_code == 404


def test_the_page_of_a_collection_costs_the_same(client, contract, collection, team, query_count_is_flat):
    def grow():
        FedIndicatorFactory(contract=contract, node=None, producer_person=UserFactory())
        actions.refresh_collection(collection, by=team, at=timezone.now())

    query_count_is_flat(at("collection_detail", collection.pk), grow, at_most=18)


def test_a_closed_period_cannot_be_asked_into(client, contract, indicator, door, team):
    actions.close_periods(contract, through=202412, by=team, at=timezone.now())

    told = client.post(door, cell(indicator, "10"), headers=JSON).json()

    assert "est close" in next(iter(told.values()))["error"]


def test_periods_that_no_indicator_has_ask_nobody(contract, team, indicator):
    indicator.periodicity = "school"
    indicator.save()

    with pytest.raises(Refused, match="producteur"):
        actions.prepare_collection(
            contract, first=202401, last=202406, title="V", by=team, at=timezone.now(), **days()
        )
