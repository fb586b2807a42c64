"""Coming in by every door, and not coming in."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from reciproque.accounts import actions
from reciproque.accounts.models import Link, User, Visit
from reciproque.accounts.rules.codes import new_secret
from reciproque.accounts.tests.factories import PASSWORD, UserFactory
from reciproque.journal.models import Entry
from reciproque.notices.models import Notice

SIGN_IN, CODE, ACCOUNT = "/connexion/", "/connexion/code/", "/mon-compte/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def signs_in(client, user, password=PASSWORD, **more):
    extra = {key: more.pop(key) for key in list(more) if key.startswith(("REMOTE", "HTTP"))}
    return client.post(SIGN_IN, {"email": user.email, "password": password, **more}, **extra)


def is_in(client):
    return client.get(ACCOUNT).status_code == 200


@pytest.fixture
def bob():
    return UserFactory(email="bob@exemple.fr", name="Bob")


@pytest.fixture
def guarded():
    """A person with a second factor; `.code(at)` is what her telephone shows."""
    user = UserFactory(totp_secret=new_secret(), totp_confirmed_at=NOON)
    user.code = lambda at: pyotp.TOTP(user.totp_secret).at(int(at.timestamp()))
    return user


def test_address_and_password_open_a_session_under_a_new_key(client, bob):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    response = signs_in(client, bob, HTTP_USER_AGENT="Firefox/1 Windows")

    assert (response.status_code, response.url) == (302, "/")
    assert is_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    visit = Visit.objects.get()
    assert (visit.user, visit.session_key, visit.browser, visit.address) == (
        bob,
        client.session.session_key,
        "Firefox sur Windows",
        "127.0.0.1",
    )
    assert Entry.objects.get().sentence == "a ouvert une session (mot de passe)"


def test_signing_in_again_gives_another_key_and_one_visit(client, bob):
    signs_in(client, bob)
    before = client.session.session_key

    signs_in(client, bob)

    assert client.session.session_key != before
    assert Visit.objects.get().session_key == client.session.session_key


@pytest.mark.parametrize("typed", ["BOB@exemple.FR", " bob@exemple.fr "])
def test_the_address_may_be_typed_with_capitals_and_spaces(client, bob, typed):
    client.post(SIGN_IN, {"email": typed, "password": PASSWORD})

    assert is_in(client)


def test_wrong_password_unknown_address_and_closed_account_get_the_same_answer(client, bob, read):
    closed = UserFactory(email="ferme@exemple.fr", is_active=False)
    tries = [(bob.email, "faux"), ("inconnu@exemple.fr", PASSWORD), (closed.email, PASSWORD)]

    said = [
        read(client.post(SIGN_IN, {"email": email, "password": password})).select_one(".summary").get_text()
        for email, password in tries
    ]

    assert "L’adresse ou le mot de passe ne sont pas les bons." in said[0]
    assert said[0] == said[1] == said[2]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "then"),
    [
        ("/contrats/4/", "/contrats/4/"),
        ("https://ailleurs.example/", "/"),
        ("//ailleurs.example/", "/"),
        ("/\\ailleurs.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///ailleurs.example", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(client, bob, wanted, then):
    assert signs_in(client, bob, next=wanted).url == then
    assert client.get(SIGN_IN, {"next": wanted}).url == then


def test_the_page_asked_for_is_kept_in_the_form(client, read):
    page = read(client.get(SIGN_IN, {"next": '/contrats/4/?a="><script>'}))

    assert page.select_one("input[name=next]")["value"] == '/contrats/4/?a="><script>'
    assert page.select("script:not([src])") == []


def test_a_second_factor_is_asked_and_each_code_is_good_once(client, guarded):
    with time_machine.travel(NOON, tick=False):
        code = guarded.code(NOON)
        assert signs_in(client, guarded).url == CODE
        assert not is_in(client)
        response = client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})
        assert (response.status_code, response.url) == (302, "/")
        assert is_in(client)
        other = Client()
        signs_in(other, guarded)
        assert other.post(CODE, {"code": code}).status_code == 200
        assert not is_in(other)


def test_the_page_asked_for_survives_the_second_factor(client, guarded):
    with time_machine.travel(NOON, tick=False):
        signs_in(client, guarded, next="/contrats/4/")
        response = client.post(CODE, {"code": guarded.code(NOON)})

    assert response.url == "/contrats/4/"


def test_wrong_codes_shut_the_door_also_for_who_starts_again(client, guarded):
    with time_machine.travel(NOON, tick=False):
        wrong = "000000" if guarded.code(NOON) != "000000" else "111111"
        signs_in(client, guarded)
        answers = [client.post(CODE, {"code": wrong}).status_code for _ in range(5)]
        right = client.post(CODE, {"code": guarded.code(NOON)})
        other = Client()
        again = signs_in(other, guarded)

        assert not is_in(client)
    assert answers == [200, 200, 200, 200, 429]
    assert (right.status_code, again.status_code) == (429, 429)


def test_a_recovery_code_works_once(client, guarded):
    with time_machine.travel(NOON, tick=False):
        codes = actions.renew_recovery_codes(guarded, at=NOON)
        signs_in(client, guarded)
        assert client.post(CODE, {"code": codes[3].upper()}).status_code == 302
        other = Client()
        signs_in(other, guarded)
        assert other.post(CODE, {"code": codes[3]}).status_code == 200
        assert other.post(CODE, {"code": codes[4]}).status_code == 302


def test_the_code_page_is_for_who_has_just_shown_a_password(client, guarded):
    assert client.get(CODE).url == SIGN_IN
    with time_machine.travel(NOON, tick=False) as clock:
        signs_in(client, guarded)
        clock.shift(timedelta(minutes=11))
        late = client.post(CODE, {"code": guarded.code(NOON + timedelta(minutes=11))})

    assert late.url == SIGN_IN
    assert not Visit.objects.exists()


def test_a_password_changed_meanwhile_ends_the_wait_for_the_code(client, guarded):
    with time_machine.travel(NOON, tick=False):
        signs_in(client, guarded)
        guarded.set_password("autre-parapluie-vert-9")
        guarded.save()

        assert client.post(CODE, {"code": guarded.code(NOON)}).url == SIGN_IN


def test_asking_for_a_link_says_the_same_whether_the_address_is_known_or_not(client, bob, read):
    for address in ("/connexion/par-courriel/", "/mot-de-passe/oublie/"):
        known = read(client.post(address, {"email": bob.email})).main.get_text()
        unknown = read(client.post(address, {"email": "eve@exemple.fr"})).main.get_text()

        assert known.replace(bob.email, "X") == unknown.replace("eve@exemple.fr", "X")

    assert list(Notice.objects.order_by("pk").values_list("to", flat=True)) == [bob.email, bob.email]


def test_a_link_by_mail_opens_one_session_and_looking_at_it_changes_nothing(client, bob):
    client.post("/connexion/par-courriel/", {"email": "Bob@exemple.fr"})
    url = Notice.objects.get().url
    page = client.get(url)
    client.get(url)
    assert (page.status_code, page["Referrer-Policy"], page["Cache-Control"]) == (
        200,
        "strict-origin",
        "no-store",
    )
    assert Link.objects.get().used_at is None
    assert not is_in(client)

    assert client.post(url).status_code == 302

    assert is_in(client)
    assert Client().post(url).status_code == 410


def test_a_link_by_mail_does_not_go_round_the_second_factor(client, guarded):
    client.post("/connexion/par-courriel/", {"email": guarded.email})
    assert client.post(Notice.objects.get().url).url == CODE
    assert not is_in(client)

    client.post("/mot-de-passe/oublie/", {"email": guarded.email})
    link = Notice.objects.get(kind="accounts.password").url
    chosen = client.post(link, {"password": "autre-parapluie-vert-9", "again": "autre-parapluie-vert-9"})
    assert chosen.url == CODE
    assert not is_in(client)


def test_signing_out_ends_the_session_and_takes_a_form(client, bob):
    signs_in(client, bob)
    key = client.session.session_key

    assert client.get("/deconnexion/").status_code == 405
    client.post("/deconnexion/")

    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()
    assert not Visit.objects.exists()


def test_a_form_without_its_proof_of_origin_is_answered_in_french(bob, read):
    response = Client(enforce_csrf_checks=True).post(SIGN_IN, {"email": bob.email, "password": PASSWORD})

    assert response.status_code == 403
    assert read(response).h1.get_text() == "Cette page est restée ouverte trop longtemps"


def test_the_demo_offers_its_accounts_and_no_other(client, bob, settings, read):
    settings.DEMO = True
    demo = UserFactory(name="Inès Équipe", is_demo=True)
    UserFactory(name="Fermée", is_demo=True, is_active=False)

    page = read(client.get(SIGN_IN))

    assert [b.get_text() for b in page.select('form[action^="/demonstration/"] button')] == [
        "Entrer comme Inès Équipe"
    ]
    assert settings.DEMO_PASSWORD in page.get_text()
    url = reverse("accounts:demo_sign_in", args=[demo.pk])
    assert client.get(url).status_code == 405
    assert client.post(reverse("accounts:demo_sign_in", args=[bob.pk])).status_code == 404
    assert client.post(url).url == "/"
    assert is_in(client)


def test_outside_the_demo_its_doors_do_not_exist(client, read):
    demo = UserFactory(is_demo=True)

    assert client.post(reverse("accounts:demo_sign_in", args=[demo.pk])).status_code == 404
    assert read(client.get(SIGN_IN)).select('form[action^="/demonstration/"]') == []


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client):
    response = client.get("/mon-compte/")

    assert response.url == "/connexion/?next=/mon-compte/"


def test_a_closed_account_is_out_at_once(client, bob):
    signs_in(client, bob)
    User.objects.filter(pk=bob.pk).update(is_active=False)

    assert not is_in(client)
