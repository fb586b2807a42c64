"""Coming in: each role of the demo by its door, a wrong password, a second factor."""

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reciproque.accounts.rules.codes import STEP
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from tests.journeys.browsing import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PEOPLE = [
    ("Administratrice de la plateforme", True),
    ("Cheffe de projet", True),
    ("Déléguée du préfet", True),
    ("Chargée de mission de la CAF", True),
    ("Directeur de bailleur", True),
    ("Pilote d’objectif", False),
    ("Directrice d’association", True),
    ("Conseiller citoyen", True),
    ("Élue municipale", True),
    ("Chargé d’observation régionale", True),
]


@pytest.mark.once
def test_each_role_of_the_demo_has_its_door(visitor, demo):
    somebody = visitor()

    for name, reads_contracts in PEOPLE:
        somebody.go("/connexion/")
        somebody.press(f"Entrer comme {name}")
        expect(somebody.page.locator(".account-name")).to_have_text(name)
        contract = somebody.main.get_by_role("link", name="Contrat de ville « Engagements Quartiers 2030 »")
        expect(contract.first).to_be_visible(visible=reads_contracts)
        somebody.page.locator(".account summary").click()
        somebody.press("Se déconnecter")
        expect(somebody.heading).to_have_text("Se connecter")


def test_a_person_comes_back_to_the_page_that_she_asked_for(visitor):
    person = MembershipFactory(contract_id=ContractFactory().pk).user
    somebody = visitor()

    somebody.go("/contrats/")
    expect(somebody.heading).to_have_text("Se connecter")
    somebody.page.get_by_label("Adresse électronique").fill(person.email.upper())
    somebody.page.get_by_label("Mot de passe").fill(PASSWORD)
    somebody.press("Se connecter")

    expect(somebody.heading).to_have_text("Contrats")
    assert somebody.path == "/contrats/"


def test_a_wrong_password_says_so_and_keeps_the_address(visitor):
    person = UserFactory()
    somebody = visitor()

    somebody.sign_in(person.email, "pas-le-bon-mot-de-passe")

    expect(somebody.page.get_by_role("alert")).to_contain_text(
        "L’adresse ou le mot de passe ne sont pas les bons."
    )
    expect(somebody.page.get_by_label("Adresse électronique")).to_have_value(person.email)
    expect(somebody.page.get_by_label("Mot de passe")).to_have_value("")


def code_of(secret: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(timezone.now().timestamp() + steps * STEP)


def install_second_factor(person: Visitor) -> tuple[str, list[str]]:
    """The secret that the telephone now holds, and the recovery codes."""
    person.go("/mon-compte/")
    person.press("Installer un second facteur")
    expect(person.main.locator("svg").first).to_be_visible()
    secret = person.main.locator("code").inner_text().replace(" ", "")
    person.page.get_by_role("textbox", name="Code").fill("000000")
    person.press("Activer le second facteur")
    expect(person.page.get_by_role("alert")).to_be_visible()
    person.page.get_by_role("textbox", name="Code").fill(code_of(secret))
    person.press("Activer le second facteur")
    expect(person.heading).to_contain_text("codes de secours")
    return secret, person.main.locator("code").all_inner_texts()


def test_a_second_factor_is_asked_for_once_it_is_installed(visitor):
    account = UserFactory(name="Alice Martin")
    alice = visitor()
    alice.sign_in(account.email, PASSWORD)
    secret, recovery = install_second_factor(alice)
    elsewhere = visitor()

    elsewhere.sign_in(account.email, PASSWORD)
    expect(elsewhere.heading).to_have_text("Votre code")
    assert "/connexion/" in elsewhere.sends_to("/mon-compte/")  # not in yet
    elsewhere.page.get_by_role("textbox", name="Code").fill(code_of(secret, steps=40))
    elsewhere.press("Continuer")
    expect(elsewhere.page.get_by_role("alert")).to_contain_text("Ce code n’est pas le bon")
    elsewhere.page.get_by_role("textbox", name="Code").fill(code_of(secret, steps=1))
    elsewhere.press("Continuer")

    expect(elsewhere.page.locator(".account-name")).to_have_text("Alice Martin")
    third = visitor()
    third.sign_in(account.email, PASSWORD)
    third.page.get_by_role("textbox", name="Code").fill(recovery[0])
    third.press("Continuer")
    expect(third.page.locator(".account-name")).to_have_text("Alice Martin")
