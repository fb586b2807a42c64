"""Personal links, as a browser follows them: it says where a form comes from, and the form must be believed."""

import pytest
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD, UserFactory
from reciproque.notices.models import Notice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def last_link() -> str:
    return Notice.objects.latest("pk").url


def test_a_link_by_mail_opens_a_session(visitor):
    account = UserFactory(name="Alice Martin")
    alice = visitor()
    alice.go("/connexion/par-courriel/")
    alice.page.get_by_label("Adresse électronique").fill(account.email)
    alice.main.get_by_role("button").click()
    expect(alice.main).to_contain_text(account.email)

    alice.go(last_link())
    alice.main.get_by_role("button").click()

    expect(alice.page.locator(".account-name")).to_have_text("Alice Martin")


def test_a_forgotten_password_is_replaced(visitor):
    account = UserFactory(name="Alice Martin")
    alice = visitor()
    alice.go("/mot-de-passe/oublie/")
    alice.page.get_by_label("Adresse électronique").fill(account.email)
    alice.main.get_by_role("button").click()
    expect(alice.main).to_contain_text(account.email)

    alice.go(last_link())
    alice.page.locator("input[name=password]").fill("girafe violette tambour lune")
    alice.page.locator("input[name=again]").fill("girafe violette tambour lune")
    alice.main.get_by_role("button").click()
    expect(alice.page.locator(".account-name")).to_have_text("Alice Martin")

    account.refresh_from_db()
    assert account.check_password("girafe violette tambour lune")
    assert not account.check_password(PASSWORD)
