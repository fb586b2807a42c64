"""What falls due in a contract: who sees what, in which order, at what cost, and for one's own calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.templatetags.reciproque import day
from reciproque.enquiries import actions
from reciproque.enquiries.choices import RoundState
from reciproque.enquiries.tests.factories import RoundFactory, SheetFactory
from reciproque.evaluation.tests.annual import ConsultationFactory
from reciproque.evaluation.tests.factories import CampaignFactory, SessionFactory
from reciproque.framework.choices import RecommendationState
from reciproque.framework.tests.factories import NodeFactory, RecommendationFactory
from reciproque.monitoring.tests.factories import FedIndicatorFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def round_(today):
    return RoundFactory(
        title="Bilan", opens_on=today, due_on=today + timedelta(days=20), closes_on=today + timedelta(days=40)
    )


def person(contract, role):
    return MembershipFactory(role=role, contract_id=contract.pk).user


def page(contract, **asked):
    return reverse("overview:calendar", args=[contract.pk], query=asked)


def lines(read, response):
    return [
        " ".join(one.get_text(" ", strip=True).split()) for one in read(response).select("main .lines li")
    ]


def test_the_dates_of_a_round_of_sheets_put_off_and_of_reminders_are_told_in_their_order(
    client, read, round_, today
):
    team, reader = person(round_.contract, Role.TEAM), person(round_.contract, Role.READER)
    sheets = [SheetFactory(round=round_) for _ in range(2)]
    actions.put_off([sheets[0]], due_on=today + timedelta(days=30), by=team, at=timezone.now())
    RoundFactory(title="Close", contract=round_.contract, state=RoundState.CLOSED, due_on=round_.due_on,
                 closes_on=round_.closes_on)  # fmt: skip
    client.force_login(team)

    told = lines(read, client.get(page(round_.contract)))

    what = [one.rpartition(" 20")[2][3:] for one in told]
    assert [one for one in what if "relance" not in one] == [
        "à rendre",
        "à rendre, repoussé",
        "fin des réponses",
    ]
    assert any("Bilan (1 fiche)" in one and one.endswith("relance") for one in told)
    assert not any("Close" in one for one in told)
    client.force_login(reader)
    assert not any("relance" in one for one in lines(read, client.get(page(round_.contract))))


def test_sessions_and_the_delays_of_councils_are_told(client, read, today):
    campaign = CampaignFactory()
    at = timezone.make_aware(datetime.combine(today + timedelta(days=3), time(14, 5)))
    SessionFactory(campaign=campaign, title="Pilier emploi", starts_at=at, ends_at=None, place="Salle Braque")
    waited = ConsultationFactory(
        edition__report__contract=campaign.contract, sent_on=today, deadline_on=today + timedelta(days=35)
    )
    client.force_login(person(campaign.contract, Role.TEAM))

    told = lines(read, client.get(page(campaign.contract)))

    assert any("Pilier emploi" in one and "14 h 05" in one and "Salle Braque" in one for one in told)
    year = waited.edition.report.year
    assert any(f"Rapport annuel {year} (1 conseil sans avis)" in one for one in told)


def test_awaited_values_and_what_was_recommended_are_told_to_whom_may_read_them(client, read, today):
    contract = ContractFactory(starts_on=date(today.year - 1, 1, 1), ends_on=date(2999, 12, 31))
    node = NodeFactory(tree__contract=contract)
    for _ in range(2):
        FedIndicatorFactory(node=node)
    soon = today + timedelta(days=9)
    RecommendationFactory(contract=contract, wording="Ouvrir le samedi", due_on=soon)
    RecommendationFactory(contract=contract, wording="Déjà fait", due_on=soon, state=RecommendationState.DONE)
    RecommendationFactory(wording="D’un autre contrat", due_on=soon)
    client.force_login(person(contract, Role.READER))

    told = lines(read, client.get(page(contract)))
    told += lines(read, client.get(page(contract, passe="")))

    assert [one for one in told if one.endswith("recommandation")] == [
        f"Ouvrir le samedi {day(soon)} recommandation"
    ]
    assert [one.split(" ")[:2] for one in told if one.endswith("valeurs attendues")] == [["2", "indicateurs"]]


def test_what_is_over_is_apart(client, read, today):
    round_ = RoundFactory(due_on=today - timedelta(days=5), closes_on=today + timedelta(days=5))
    client.force_login(person(round_.contract, Role.READER))

    assert [one.endswith("fin des réponses") for one in lines(read, client.get(page(round_.contract)))] == [
        True
    ]
    past = lines(read, client.get(page(round_.contract, passe="")))
    assert [one.endswith("à rendre") for one in past] == [True]


def test_another_contract_is_not_there_and_strangers_are_not_let_in(client, read, round_):
    elsewhere = RoundFactory(title="Ailleurs", due_on=round_.due_on, closes_on=round_.closes_on)
    client.force_login(person(round_.contract, Role.READER))

    assert not any("Ailleurs" in one for one in lines(read, client.get(page(round_.contract))))
    assert client.get(page(elsewhere.contract)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(page(round_.contract)).status_code == 404


def test_the_calendar_costs_the_same_whatever_it_holds(client, round_, today, query_count_is_flat):
    client.force_login(person(round_.contract, Role.TEAM))

    def more():
        one = RoundFactory(contract=round_.contract, due_on=round_.due_on, closes_on=round_.closes_on)
        SheetFactory(round=one, due_on=today + timedelta(days=25))

    query_count_is_flat(page(round_.contract), more, at_most=22)


def test_what_is_ahead_goes_into_one_s_own_calendar(client, round_):
    round_.title = "Bilan ; à relire, vite\nBEGIN:VEVENT"
    round_.save()
    client.force_login(person(round_.contract, Role.READER))

    response = client.get(reverse("overview:calendar_file", args=[round_.contract_id]))

    text = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    events = text.split("\r\n").count("BEGIN:VEVENT")
    assert events == text.count("END:VEVENT") == 2
    assert f"DTSTART;VALUE=DATE:{round_.due_on:%Y%m%d}" in text
    assert "Bilan \\; à relire\\, vite" in text
