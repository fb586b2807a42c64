"""A question is asked of several contracts, kept, and an act on a tree is undone: with scripts and without."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.overview.actions.indexing import rebuild

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_question_to_a_theme(visitor, scripts):
    brest, metz = ContractFactory(name="Contrat de Brest"), ContractFactory(name="Contrat de Metz")
    NodeFactory(tree=TreeFactory(contract=brest), title="Réduire le non-recours aux soins")
    NodeFactory(tree=TreeFactory(contract=metz), title="Favoriser l’accès aux droits")
    person = member_of(brest)
    MembershipFactory(user=person, contract_id=metz.pk)
    rebuild()
    alice = visitor(scripts=scripts)
    alice.sign_in(person.email, PASSWORD)

    box = alice.page.get_by_label("Rechercher partout")
    box.fill("non-recours")
    box.press("Enter")
    expect(alice.main).to_contain_text("Réduire le non-recours aux soins")
    alice.follow("Poser la question aux contrats")
    expect(alice.main.locator(".answer")).to_have_count(2)
    expect(alice.main.locator("mark").first).to_have_text("non-recours")
    alice.follow_chip("accès aux droits")
    expect(alice.main.locator(".answer").nth(1)).to_contain_text("Rien trouvé dans ce contrat")
    alice.follow("Garder cette question")
    alice.page.get_by_label("Nom").fill("Non-recours")
    alice.press("Enregistrer")
    expect(alice.heading).to_have_text("Non-recours")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_act_is_undone_and_done_again(visitor, scripts):
    node = NodeFactory(title="Ouvrir une maison de santé", label="objectif")
    alice = visitor(scripts=scripts)
    alice.sign_in(member_of(node.contract).email, PASSWORD)
    alice.go(f"/objectifs/{node.pk}/modifier/")
    alice.page.get_by_label("Intitulé").fill("Ouvrir deux maisons")
    alice.press("Enregistrer")

    alice.press("Annuler : modification de « Ouvrir une maison de santé »")
    expect(alice.heading).to_have_text("Ouvrir une maison de santé")
    alice.press("Rétablir : modification de « Ouvrir une maison de santé »")
    expect(alice.heading).to_have_text("Ouvrir deux maisons")
