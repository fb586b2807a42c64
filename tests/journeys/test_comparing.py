"""A protocol comes to a contract that stands: compared, corrected by hand, linked, brought again; with two people."""

import pytest
from playwright.sync_api import expect

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory
from reciproque.framework.models import Node, NodeLink
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.models import HandMatch, LinkRefusal, Reading
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import AT, CONTRACT, brought
from reciproque.intake.tests.test_comparing import PROTOCOL
from reciproque.intake.tests.test_correcting import CORRECTED

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contract():
    ada = MembershipFactory(role=Role.ADMINISTRATOR).user
    first = brought(CONTRACT, by=ada)
    return accept_reading(first, contract=None, terms=terms_of(first), by=ada, at=AT)


def team_of(contract):
    return MembershipFactory(role=Role.TEAM, contract_id=contract.pk).user


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_protocol_is_compared_corrected_accepted_and_linked(visitor, contract, scripts):
    team = team_of(contract)
    reading = brought(PROTOCOL, by=team, name="protocole.md", contract=contract)
    somebody = visitor(scripts=scripts)
    somebody.sign_in(team.email, PASSWORD)
    somebody.go(f"/documents/{reading.pk}/")

    somebody.follow("Comparer à ce qui vaut")
    row = somebody.page.locator("table.sides tr", has_text="Accompagner toutes les familles")
    expect(row).to_contain_text("reformulé")
    expect(row.locator("ins")).to_contain_text("toutes")
    row.get_by_role("button").click()
    expect(somebody.main).to_contain_text("ne seront plus rapprochés")
    somebody.page.locator("tr", has_text="Accompagner toutes").get_by_role("link", name="Rapprocher").click()
    somebody.page.get_by_label("1.1 Accompagner les familles", exact=False).check()
    somebody.press("C’est la même chose")
    expect(somebody.page.locator("tr", has_text="Accompagner toutes")).to_contain_text("à la main")
    assert HandMatch.objects.get(together=True).by == team

    somebody.follow("La page pour le comité de pilotage")
    expect(somebody.main).to_contain_text("projet")
    somebody.go(f"/documents/{reading.pk}/accepter/")
    somebody.press("Accepter et compléter le contrat")
    text = Reading.objects.get(pk=reading.pk).text
    somebody.go(f"/textes/{text.pk}/")
    somebody.follow("Liens proposés entre objectifs")
    somebody.page.get_by_label("Choisir le lien").first.check()
    somebody.press("Confirmer les liens choisis")
    expect(somebody.main).to_contain_text("1 lien confirmé.")
    assert NodeLink.objects.count() == 1


def test_links_are_gone_through_by_keyboard(visitor, contract):
    team = team_of(contract)
    reading = brought(PROTOCOL, by=team, name="protocole.md", contract=contract)
    accept_reading(reading, contract=contract, terms=terms_of(reading), by=team, at=AT)
    somebody = visitor()
    somebody.sign_in(team.email, PASSWORD)
    somebody.go(f"/contrats/{contract.pk}/liens-proposes/")
    boxes = somebody.page.locator("input[name=lien]")
    count = boxes.count()

    somebody.page.keyboard.press("j")
    somebody.page.keyboard.press("x")
    expect(boxes.first).to_be_checked()
    somebody.press("Refuser les liens choisis")

    expect(boxes).to_have_count(count - 1)
    assert LinkRefusal.objects.count() == 1


def test_two_people_correct_the_same_comparison(visitor, contract):
    reading = brought(PROTOCOL, by=team_of(contract), name="protocole.md", contract=contract)
    alice, bob = visitor(), visitor()
    for one in (alice, bob):
        one.sign_in(team_of(contract).email, PASSWORD)
        one.go(f"/documents/{reading.pk}/comparer/")
        row = one.page.locator("table.sides tr", has_text="Accompagner toutes les familles")
        expect(row.get_by_role("button")).to_be_visible()

    for one in (alice, bob):
        row = one.page.locator("table.sides tr", has_text="Accompagner toutes les familles")
        row.get_by_role("button").click()
        expect(one.main).to_contain_text("ne seront plus rapprochés")

    assert HandMatch.objects.count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_corrected_file_changes_what_a_person_chooses(visitor, contract, scripts):
    team = team_of(contract)
    reading = brought(CORRECTED, by=team, name="contrat-corrige.md", contract=contract)
    somebody = visitor(scripts=scripts)
    somebody.sign_in(team.email, PASSWORD)
    somebody.go(f"/documents/{reading.pk}/")

    somebody.press("C’est une version corrigée")
    expect(somebody.main).to_contain_text("Passages qui diffèrent")
    somebody.page.get_by_label("Ajouter : Ouvrir une crèche").uncheck()
    somebody.page.get_by_label("Ajouter : Des places").uncheck()
    somebody.page.get_by_label("Ajouter : Places de crèche").uncheck()
    somebody.press("Appliquer les changements choisis")

    expect(somebody.main).to_contain_text("les changements choisis sont faits")
    titles = set(Node.objects.filter(archived_at=None).values_list("title", flat=True))
    assert "Accompagner toutes les familles" in titles
    assert "Ouvrir une crèche" not in titles
