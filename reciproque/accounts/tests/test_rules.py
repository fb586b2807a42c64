"""Passwords, codes, scopes and browsers, without a page."""

from datetime import UTC, datetime

import pyotp
import pytest

from reciproque.accounts.choices import SCOPES_OF_ROLE, Role, ScopeKind
from reciproque.accounts.rules.codes import STEP, matching_step, new_recovery_code, recovery_hash
from reciproque.accounts.rules.memberships import Grant, obstacles_to_granting, obstacles_to_losing
from reciproque.accounts.rules.passwords import left_to_guess, obstacles_to_password
from reciproque.accounts.rules.visits import say_browser
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "cheval pile agrafe correct",
        "Zx7!kqvP0m#Lw",
        "le-crapaud-lit-des-sonnets",
        "brouette44tournevis",
    ],
)
def test_long_unlike_words_make_a_good_password(password):
    assert obstacles_to_password(password, UserFactory(name="Ana Lopez")) == []


@pytest.mark.parametrize(
    "password",
    [
        "court",
        "motdepasse2026",
        "M0td3passe2026!",
        "azertyuiop123",
        "Printemps2026!!",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "12345678901234",
        "20262025202420",
        "Reciproque2026!",
        "mairie-mairie-mairie",
        "Lopez-Ana-2026!",
        "bonjourbonjour1",
    ],
)
def test_what_is_made_of_the_obvious_is_refused_however_long(password):
    assert obstacles_to_password(password, UserFactory(name="Ana Lopez")) != []


def test_a_refused_password_is_explained_in_french():
    [reason] = obstacles_to_password("Printemps2026!!", UserFactory())

    assert reason.startswith("Ce mot de passe se devine")


def test_words_of_the_person_count_for_little():
    assert left_to_guess("delphine-tramway", []) > left_to_guess("delphine-tramway", ["delphine", "tramway"])


def test_a_code_is_good_in_its_half_minute_and_in_the_two_beside_it():
    step = int(NOON.timestamp()) // STEP
    totp = pyotp.TOTP(SECRET)

    found = [
        matching_step(SECRET, totp.at((step + late) * STEP), at=NOON, after=0) for late in (-2, -1, 0, 1, 2)
    ]

    assert found == [None, step - 1, step, step + 1, None]


def test_a_code_that_was_used_is_not_good_again():
    step = int(NOON.timestamp()) // STEP
    code = pyotp.TOTP(SECRET).at(step * STEP)

    assert matching_step(SECRET, code, at=NOON, after=step) is None
    assert matching_step(SECRET, code, at=NOON, after=step - 1) == step


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000; --"])
def test_what_is_no_code_is_refused_without_complaint(code):
    assert matching_step(SECRET, code, at=NOON, after=0) is None


def test_nobody_comes_in_with_an_empty_secret():
    assert [matching_step("", code, at=NOON, after=0) for code in ("", "000000", "123456")] == [None] * 3


def test_recovery_codes_differ_and_are_read_whatever_the_case_and_the_hyphens():
    codes = {new_recovery_code() for _ in range(50)}
    code = codes.pop()

    assert len(codes) == 49
    assert recovery_hash(code) == recovery_hash(code.upper().replace("-", " "))


def test_every_role_has_a_scope():
    assert set(SCOPES_OF_ROLE) == set(Role)


@pytest.mark.parametrize(
    "grant",
    [
        Grant.everywhere(Role.ADMINISTRATOR),
        Grant.in_contract(Role.TEAM, 1),
        Grant(Role.LEAD, ScopeKind.OBJECTIVE, 21, 2),
    ],
)
def test_roles_that_fit_their_place_meet_no_obstacle(grant):
    assert obstacles_to_granting(grant) == []


def test_the_contract_of_a_lead_is_that_of_the_objective():
    grant = Grant.lead_of(21)

    assert (grant.contract_id, obstacles_to_granting(grant)) == (2, [])


@pytest.mark.parametrize(
    "grant",
    [
        Grant("chef", ScopeKind.CONTRACT, 1, 1),
        Grant.everywhere(Role.TEAM),
        Grant.in_contract(Role.ADMINISTRATOR, 1),
        Grant.in_contract(Role.LEAD, 1),
        Grant(Role.TEAM, ScopeKind.CONTRACT, 2, 1),
        Grant(Role.LEAD, ScopeKind.OBJECTIVE, 21, 1),
        Grant(Role.LEAD, ScopeKind.OBJECTIVE, 999, 1),
        Grant(Role.READER, ScopeKind.NEIGHBOURHOOD, 3, 1),
        Grant(Role.LEAD, ScopeKind.OBJECTIVE, 999, None),
    ],
)
def test_a_role_on_something_of_another_contract_or_of_nothing_is_refused(grant):
    assert obstacles_to_granting(grant) != []


def test_the_last_of_the_team_stays():
    last = MembershipFactory()
    pending = MembershipFactory(user__password="!")
    closed = MembershipFactory(user__is_active=False)

    assert obstacles_to_losing(last, [pending, closed]) != []
    assert obstacles_to_losing(last, [pending, MembershipFactory()]) == []
    assert obstacles_to_losing(pending, [closed]) == []
    assert obstacles_to_losing(MembershipFactory(role=Role.READER), []) == []


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox sur Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari sur iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge sur Linux"),
        ("", "Navigateur inconnu"),
        ("<script>alert(1)</script>", "Navigateur inconnu"),
    ],
)
def test_a_browser_is_said_in_words(agent, said):
    assert say_browser(agent) == said
