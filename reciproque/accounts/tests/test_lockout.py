"""Too many failed attempts shut a door, and only that door."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client

from reciproque.accounts.tests.factories import PASSWORD, UserFactory

SIGN_IN, CODE, ACCOUNT = "/connexion/", "/connexion/code/", "/mon-compte/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def signs_in(client, user, password=PASSWORD, **more):
    extra = {key: more.pop(key) for key in list(more) if key.startswith(("REMOTE", "HTTP"))}
    return client.post(SIGN_IN, {"email": user.email, "password": password, **more}, **extra)


@pytest.fixture
def bob():
    return UserFactory(email="bob@exemple.fr", name="Bob")


def test_five_wrong_passwords_shut_the_door_for_a_quarter_of_an_hour(client, bob, read):
    with time_machine.travel(NOON, tick=False) as clock:
        answers = [signs_in(client, bob, "faux").status_code for _ in range(6)]
        right = signs_in(client, bob)
        clock.shift(timedelta(minutes=16))
        later = signs_in(client, bob)

    assert answers == [200, 200, 200, 200, 429, 429]
    assert right.status_code == 429
    assert "réessayez dans 15 minutes" in read(right).get_text()
    assert right["Retry-After"] == "900"
    assert later.status_code == 302


def test_a_colleague_behind_the_same_address_still_comes_in(client, bob):
    for _ in range(5):
        signs_in(client, bob, "faux")

    assert signs_in(client, UserFactory()).status_code == 302
    assert signs_in(Client(), bob, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_guessing_one_account_from_many_places_shuts_it(client, bob):
    for number in range(20):
        signs_in(client, bob, "faux", REMOTE_ADDR=f"10.0.{number}.1")

    assert signs_in(client, bob, REMOTE_ADDR="10.9.9.9").status_code == 429


def test_one_password_on_many_accounts_shuts_the_address(client, bob):
    for number in range(50):
        client.post(SIGN_IN, {"email": f"p{number}@exemple.fr", "password": "faux"}, REMOTE_ADDR="10.0.0.1")

    assert signs_in(client, bob, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert signs_in(client, bob, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_one_network_of_the_new_internet_counts_as_one_address(client, bob):
    for number in range(5):
        signs_in(client, bob, "faux", REMOTE_ADDR=f"2001:db8:1:1::{number}")

    assert signs_in(client, bob, REMOTE_ADDR="2001:db8:1:1:ffff::1").status_code == 429
    assert signs_in(client, bob, REMOTE_ADDR="2001:db8:1:2::1").status_code == 302


@pytest.mark.parametrize(("proxies", "answer"), [(0, 429), (1, 302)])
def test_the_header_of_a_proxy_counts_only_where_there_is_one(client, bob, settings, proxies, answer):
    settings.TRUSTED_PROXIES = proxies
    for _ in range(5):
        signs_in(client, bob, "faux", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.1")

    assert signs_in(client, bob, HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.2").status_code == answer


def test_capitals_and_accents_do_not_open_a_shut_door(client, bob):
    for _ in range(5):
        signs_in(client, bob, "faux")

    assert client.post(SIGN_IN, {"email": "BOB@Exemple.fr", "password": PASSWORD}).status_code == 429


def test_no_password_is_kept_with_the_failed_attempts(client, bob):
    signs_in(client, bob, "un-secret-tape")

    assert "un-secret-tape" not in str(list(AccessAttempt.objects.values()))
