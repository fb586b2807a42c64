"""A survey: questions written, people chosen, one of them answers from her mail, the board counts her."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.enquiries.models import Answer
from tests.journeys.browsing import link_in
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SAM, QUESTION = "sam@bel-air.example", "Que faut-il changer au marché ?"


def test_from_a_blank_page_to_the_answers(visitor, tmp_path):
    contract = ContractFactory(name="Contrat du Val")
    today = timezone.localdate()
    alice, sam = visitor(), visitor()
    alice.sign_in(member_of(contract).email, PASSWORD)
    alice.go(f"/contrats/{contract.pk}/enquetes/")
    alice.follow("Préparer une enquête")
    alice.page.get_by_label("Titre").fill("Le marché du samedi")
    alice.page.get_by_label("À rendre le").fill((today + timedelta(days=20)).isoformat())
    alice.page.get_by_label("Fin des réponses").fill((today + timedelta(days=40)).isoformat())
    alice.press("Continuer : les questions")
    wrong = look(alice)
    alice.follow("Ajouter la première question")
    alice.page.locator("[name=wording]").fill(QUESTION)
    alice.page.locator("[name=kind]").select_option("long")
    wrong += look(alice)
    alice.press("Enregistrer")
    alice.follow("Continuer : choisir qui interroger")
    alice.page.get_by_label("Liste collée d’un tableur").fill(f"Sam Diallo\t{SAM}")
    wrong += look(alice)
    alice.press("Préparer les fiches")
    wrong += look(alice)
    pages = {alice.path: alice.html_of(alice.path)}
    alice.press("Ouvrir et envoyer")

    sam.page.set_viewport_size({"width": 390, "height": 844})
    sam.go(link_in("Le marché du samedi", SAM))
    sam.page.get_by_label(QUESTION).fill("Plus d’ombre.")
    sam.press("Rendre ma fiche")
    expect(sam.main).to_contain_text("Votre fiche est partie.")

    alice.page.reload()
    expect(alice.main).to_contain_text("1 revenue sur 1")
    alice.go(f"{alice.path}saisie/")
    wrong += look(alice)
    assert Answer.objects.get().value == "Plus d’ombre."
    assert wrong == []
    assert not_valid({**pages, alice.path: alice.html_of(alice.path)}, tmp_path) == []
