"""Open sessions: listed, noted now and then, closed from elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from reciproque.accounts import jobs
from reciproque.accounts.models import Visit
from reciproque.accounts.tests.factories import PASSWORD, UserFactory

ACCOUNT = "/mon-compte/"
NEW = "autre-parapluie-vert-9"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def bob():
    return UserFactory(email="bob@exemple.fr", name="Bob")


def browser_of(user, agent="Firefox/1 Linux", make=Client):
    browser = make(headers={"user-agent": agent})
    browser.post("/connexion/", {"email": user.email, "password": PASSWORD})
    return browser


def is_in(client):
    return client.get(ACCOUNT).status_code == 200


@pytest.fixture
def here(bob, client):
    """The browser at hand, signed in by the door."""
    client.post("/connexion/", {"email": bob.email, "password": PASSWORD})
    return client


def test_open_sessions_are_listed_with_this_one_named(here, bob, read):
    browser_of(bob, "Safari/1 iPhone")
    browser_of(UserFactory(), "Edg/1 Windows")

    rows = [
        row.get_text(" ", strip=True)
        for row in read(here.get(ACCOUNT)).select("#sessions ~ .scroll tbody tr")
    ]

    assert len(rows) == 2
    assert sum("cette session" in row for row in rows) == 1
    assert sum("Safari sur iPhone" in row for row in rows) == 1


def test_a_session_closed_from_elsewhere_is_dead_at_once(here, bob):
    other = browser_of(bob)
    assert is_in(other)
    visit = Visit.objects.get(session_key=other.session.session_key)

    assert here.get(f"/mon-compte/sessions/{visit.pk}/fermer/").status_code == 405
    here.post(f"/mon-compte/sessions/{visit.pk}/fermer/")

    assert (is_in(here), is_in(other)) == (True, False)
    assert Session.objects.count() == 1


def test_all_others_are_closed_with_one_button(here, bob):
    others = [browser_of(bob) for _ in range(2)]
    stranger = browser_of(UserFactory())

    here.post("/mon-compte/sessions/fermer-les-autres/")

    assert [is_in(one) for one in (here, *others, stranger)] == [True, False, False, True]


def test_nobody_closes_the_session_of_another(here):
    other = browser_of(UserFactory())

    response = here.post(
        f"/mon-compte/sessions/{Visit.objects.get(user__name__startswith='Personne').pk}/fermer/"
    )

    assert response.status_code == 404
    assert is_in(other)


def test_a_visit_is_noted_every_few_minutes_only(bob):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = browser_of(bob)
        seen = []
        for _ in range(4):
            clock.shift(timedelta(minutes=2))
            browser.get(ACCOUNT)
            seen.append(Visit.objects.get().seen_at)

    assert [moment - NOON for moment in seen] == [timedelta()] * 2 + [timedelta(minutes=6)] * 2


def test_a_session_whose_line_was_removed_ends_when_next_noted(bob):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = browser_of(bob)
        Visit.objects.all().delete()
        clock.shift(timedelta(minutes=6))

        assert not is_in(browser)


def test_a_session_ends_after_half_a_day_without_a_sign_of_life(bob):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = browser_of(bob)
        clock.shift(timedelta(hours=11))
        assert is_in(browser)
        clock.shift(timedelta(hours=11))
        assert is_in(browser)
        clock.shift(timedelta(hours=13))
        assert not is_in(browser)
        jobs.sweep(timezone.now())

    assert (Session.objects.count(), Visit.objects.count()) == (0, 0)


def test_the_sweep_leaves_living_sessions(here):
    jobs.sweep(timezone.now())

    assert is_in(here)
    assert Visit.objects.count() == 1
