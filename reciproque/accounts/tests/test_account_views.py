"""My account: sessions, password, second factor, address, data."""

import json
from datetime import UTC, datetime

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from reciproque.accounts import actions
from reciproque.accounts.models import Link, RecoveryCode, User, Visit
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from reciproque.core import registers
from reciproque.notices.models import Notice
from reciproque.organisations.models import Organisation

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


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one_under_a_new_key(here, bob):
    other = browser_of(bob)
    before = here.session.session_key

    response = here.post("/mon-compte/mot-de-passe/", {"current": PASSWORD, "password": NEW, "again": NEW})

    assert response.url == ACCOUNT
    assert (is_in(here), is_in(other)) == (True, False)
    assert here.session.session_key != before
    assert Visit.objects.get(user=bob).session_key == here.session.session_key
    assert Notice.objects.get().subject == "Votre mot de passe a changé"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "faux"}, "Ce n’est pas votre mot de passe actuel."),
        ({"again": "autre"}, "Les deux mots de passe diffèrent."),
        ({"password": "motdepasse2026", "again": "motdepasse2026"}, "Ce mot de passe se devine"),
        ({"password": "court", "again": "court"}, "12 caractères"),
    ],
)
def test_a_password_that_does_not_do_is_explained(here, bob, read, typed, said):
    response = here.post(
        "/mon-compte/mot-de-passe/", {"current": PASSWORD, "password": NEW, "again": NEW, **typed}
    )

    assert said in read(response).get_text()
    assert User.objects.get().check_password(PASSWORD)


def test_guessing_the_password_from_an_open_session_is_shut_too(here):
    answers = [
        here.post("/mon-compte/mot-de-passe/", {"current": "faux", "password": NEW, "again": NEW}).status_code
        for _ in range(5)
    ]

    assert answers[-1] == 429


def test_who_came_by_link_chooses_a_first_password_without_giving_one(client, read):
    carol = MembershipFactory(user__password="!").user
    link = actions.ask_sign_in_link(carol.email, at=timezone.now())
    client.post(f"/connexion/lien/{link.token}/")

    assert read(client.get("/mon-compte/mot-de-passe/")).select("input[name=current]") == []
    client.post("/mon-compte/mot-de-passe/", {"password": NEW, "again": NEW})

    carol.refresh_from_db()
    assert carol.check_password(NEW)
    assert is_in(client)


def test_a_second_factor_is_installed_with_a_picture_and_a_first_code(here, bob, read):
    assert here.get("/mon-compte/second-facteur/").url == ACCOUNT
    here.post("/mon-compte/second-facteur/preparer/")
    page = read(here.get("/mon-compte/second-facteur/"))
    bob.refresh_from_db()
    assert page.select_one("svg[role=img] path")
    assert page.select("[style]") == []
    assert bob.totp_secret in page.get_text().replace(" ", "")
    assert not bob.has_second_factor

    wrong = here.post("/mon-compte/second-facteur/", {"code": "12345"})
    right = here.post("/mon-compte/second-facteur/", {"code": pyotp.TOTP(bob.totp_secret).now()})

    bob.refresh_from_db()
    codes = [code.get_text() for code in read(right).select("li code")]
    assert "pas le bon" in read(wrong).get_text()
    assert bob.has_second_factor
    assert len(set(codes)) == 10
    assert "no-store" in right["Cache-Control"]
    kept = str(list(RecoveryCode.objects.values()))
    assert not any(code in kept for code in codes)
    assert Notice.objects.get().subject == "Second facteur installé sur votre compte"


def test_the_secret_is_shown_no_more_once_confirmed(here, bob):
    User.objects.update(totp_secret=pyotp.random_base32(), totp_confirmed_at=NOON)

    assert here.get("/mon-compte/second-facteur/").url == ACCOUNT
    here.post("/mon-compte/second-facteur/preparer/")
    assert User.objects.get().totp_confirmed_at == NOON


def test_removing_the_second_factor_takes_the_password(here, bob):
    User.objects.update(totp_secret=pyotp.random_base32(), totp_confirmed_at=NOON)
    actions.renew_recovery_codes(bob_now(), at=NOON)

    here.post("/mon-compte/second-facteur/retirer/", {"current": "faux"})
    assert User.objects.get().has_second_factor
    here.post("/mon-compte/second-facteur/retirer/", {"current": PASSWORD})

    assert not User.objects.get().has_second_factor
    assert (User.objects.get().totp_secret, RecoveryCode.objects.count()) == ("", 0)


def bob_now():
    return User.objects.get()


def test_renewed_recovery_codes_replace_the_old_ones(here, read):
    User.objects.update(totp_secret=pyotp.random_base32(), totp_confirmed_at=NOON)
    old = actions.renew_recovery_codes(bob_now(), at=NOON)

    page = read(here.post("/mon-compte/second-facteur/codes/", {"current": PASSWORD}))

    assert len(page.select("li code")) == 10
    assert not actions.check_second_factor(bob_now(), old[0], at=NOON)


def test_a_name_and_a_body_are_edited_from_the_version_that_was_seen(here, bob, read):
    caf = Organisation.objects.create(
        name="Caisse d’allocations familiales", short_name="CAF", sort_key="caisse"
    )
    page = read(here.get("/mon-compte/nom/"))
    version = page.select_one("input[name=version]")["value"]
    here.post("/mon-compte/nom/", {"name": "Bob B.", "organisation": caf.name, "version": version})
    late = here.post("/mon-compte/nom/", {"name": "Bob C.", "organisation": "", "version": version})

    bob.refresh_from_db()
    assert (bob.name, bob.organisation) == ("Bob B.", caf)
    assert "pendant votre saisie" in read(late).get_text()


def test_an_unknown_body_is_named_and_what_was_typed_is_kept(here, read):
    page = read(
        here.post("/mon-compte/nom/", {"name": "Bob", "organisation": "Inconnue & Cie", "version": "1"})
    )

    assert "Aucun organisme ne s’appelle « Inconnue & Cie »" in page.get_text()
    assert page.select_one("input[name=organisation]")["value"] == "Inconnue & Cie"


def test_a_new_address_says_the_same_whether_it_is_taken_or_not(here, read):
    UserFactory(email="prise@exemple.fr")

    said = [
        read(here.post("/mon-compte/adresse/", {"email": email})).main.get_text().replace(email, "X")
        for email in ("prise@exemple.fr", "libre@exemple.fr")
    ]

    assert said[0] == said[1]
    assert list(Link.objects.values_list("address", flat=True)) == ["libre@exemple.fr"]


def test_looking_at_the_link_of_a_new_address_changes_nothing(here, bob):
    here.post("/mon-compte/adresse/", {"email": "libre@exemple.fr"})
    url = Notice.objects.get(to="libre@exemple.fr").url

    assert Client().get(url).status_code == 200
    assert User.objects.get().email == "bob@exemple.fr"
    Client().post(url)
    assert User.objects.get().email == "libre@exemple.fr"
    assert is_in(here)


def test_my_data_hold_what_every_app_knows_of_me(here, bob):
    UserFactory(email="autre@exemple.fr")

    response = here.get("/mon-compte/donnees/")

    data = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert set(data) == {known.key for known in registers.personal} >= {"accounts", "journal", "notices"}
    assert data["accounts"]["adresse"] == "bob@exemple.fr"
    assert [entry["acte"] for entry in data["journal"]] == ["a ouvert une session (mot de passe)"]
    assert "autre@exemple.fr" not in response.content.decode()
    assert bob.password not in response.content.decode()


SIGNED_IN_ONLY = [
    ACCOUNT,
    "/mon-compte/nom/",
    "/mon-compte/adresse/",
    "/mon-compte/mot-de-passe/",
    "/mon-compte/donnees/",
    "/mon-compte/second-facteur/",
    "/mon-compte/second-facteur/codes/",
    "/mon-compte/second-facteur/retirer/",
]


@pytest.mark.parametrize("url", SIGNED_IN_ONLY)
def test_my_account_is_for_who_is_signed_in(client, url):
    assert client.get(url).url == f"/connexion/?next={url}"


@pytest.mark.parametrize("url", SIGNED_IN_ONLY[:4])
def test_pages_bear_one_heading_and_no_english(here, read, url):
    page = read(here.get(url))

    assert len(page.select("h1")) == 1
    assert page.html["lang"] == "fr"
    assert all(label.get_text(strip=True) for label in page.select("label"))
