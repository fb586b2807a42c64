"""A person leaves: all that she fed goes to another in one act, and nothing else does."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.journal.models import Entry
from reciproque.journal.queries import entries_about, for_history
from reciproque.monitoring import actions
from reciproque.monitoring.forms import IndicatorForm
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.collecting import KIND
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


@pytest.fixture
def leaver(contract):
    return member_of(contract, Role.READER)


@pytest.fixture
def taker(contract):
    return member_of(contract, Role.READER)


def fed(contract, person, **more):
    return FedIndicatorFactory(contract=contract, node=None, producer_person=person, **more)


def at(contract):
    return reverse("monitoring:hand_on_indicators", args=[contract.pk])


def names(contract):
    rows = Indicator.objects.filter(contract=contract).order_by("pk")
    return list(rows.values_list("producer_person_id", "version"))


def test_all_that_lives_changes_hands_and_ages(client, contract, team, leaver, taker):
    mine, other = fed(contract, leaver), fed(contract, team)
    gone, elsewhere = fed(contract, leaver, archived_at=AT), fed(ContractFactory(), leaver)

    answer = client.post(at(contract), {"giver": leaver.pk, "taker": taker.pk})

    assert answer.status_code == 302
    assert names(contract) == [
        (taker.pk, mine.version + 1), (team.pk, other.version), (leaver.pk, gone.version),
    ]  # fmt: skip
    assert Indicator.objects.get(pk=elsewhere.pk).producer_person == leaver
    [entry] = Entry.objects.filter(act="indicators.handed_on")
    assert (entry.subject_label, entry.subject_key) == ("contracts.contract", contract.pk)
    [told] = [
        one for one in for_history(entries_about("contracts.contract", contract.pk)) if one.act == entry.act
    ]
    assert told.sentence == "a confié à une autre personne des indicateurs à renseigner (1)"


def test_a_grid_that_waits_goes_with_it_unless_it_is_kept(contract, team, leaver, taker):
    indicator = fed(contract, leaver)
    collection = actions.prepare_collection(
        contract, title="Valeurs 2025", first=202512, last=202512, due_on=date(2026, 3, 31),
        closes_on=date(2026, 4, 30), by=team, at=AT,
    )  # fmt: skip
    sheet = Sheet.objects.get(round=collection.round)
    assert (sheet.round.kind, sheet.recipient, sheet.state) == (KIND, leaver, SheetState.READY)

    actions.hand_on_indicators(contract, giver=leaver, taker=taker, sheets=True, by=team, at=AT)

    sheet.refresh_from_db()
    indicator.refresh_from_db()
    assert (sheet.recipient, indicator.producer_person) == (taker, taker)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("leaver", "une autre personne"),
        ("stranger", "pas de rôle dans le contrat"),
        ("nobody", "aucun indicateur"),
    ],
)
def test_what_makes_no_sense_is_refused(contract, team, leaver, taker, who, why):
    fed(contract, leaver)
    giver = team if who == "nobody" else leaver
    to = {"leaver": leaver, "stranger": UserFactory(), "nobody": taker}[who]

    with pytest.raises(Refused, match=why):
        actions.hand_on_indicators(contract, giver=giver, taker=to, sheets=True, by=team, at=AT)

    assert names(contract) == [(leaver.pk, 1)]


def test_only_the_team_hands_on(client, contract, leaver, taker):
    fed(contract, leaver)
    client.force_login(taker)

    assert client.post(at(contract), {"giver": leaver.pk, "taker": taker.pk}).status_code == 403
    assert names(contract) == [(leaver.pk, 1)]


def test_the_board_leads_there_with_the_person_chosen(client, contract, team, leaver, taker, read):
    fed(contract, leaver)
    board = reverse("monitoring:indicators_by_lead", args=[contract.pk])

    page = read(client.get(board, {"par": "producteur", "qui": f"p{leaver.pk}"}))
    [link] = [one for one in page.select("a") if one.get_text().startswith("Confier ses")]
    form = read(client.get(link["href"]))

    assert form.select_one("select[name=giver] option[selected]")["value"] == str(leaver.pk)


def test_people_stand_under_their_bodies(contract, team, leaver):
    body = OrganisationFactory(name="Caisse d’allocations familiales")
    for person in (team, leaver):
        person.organisation = body
        person.save()
    alone = member_of(contract, Role.READER)

    offered = dict(IndicatorForm(contract=contract).fields["producer_person"].choices)

    assert {one[0].value for one in offered[body.name]} == {team.pk, leaver.pk}
    assert [one[0].value for one in offered["Sans organisme"]] == [alone.pk]


def test_it_costs_the_same_whatever_the_number(client, contract, team, taker, query_count_is_flat):
    def add():
        fed(contract, member_of(contract, Role.READER))

    query_count_is_flat(at(contract), add, at_most=14)
