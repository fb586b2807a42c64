"""Two people write on the same objective at the same time: nobody is overwritten, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import member_of
from reciproque.framework.tests.factories import NodeFactory
from reciproque.journal.models import Entry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_second_sees_both_values_and_loses_nothing(visitor):
    node = NodeFactory(title="Ouvrir une maison de santé", label="objectif", notes="Local à trouver.")
    alice, bob = visitor(), visitor()
    for one in (alice, bob):
        one.sign_in(member_of(node.contract).email, PASSWORD)
        one.go(f"/objectifs/{node.pk}/modifier/")

    alice.page.get_by_label("Intitulé").fill("Ouvrir deux maisons de santé")
    alice.press("Enregistrer")
    expect(alice.heading).to_have_text("Ouvrir deux maisons de santé")
    bob.page.get_by_label("Intitulé").fill("Ouvrir une maison de santé au Grand Large")
    bob.page.get_by_label("Précisions").fill("Local trouvé au 12 quai Nord.")
    bob.press("Enregistrer")

    expect(bob.page.get_by_role("alert")).to_contain_text("Quelqu’un d’autre a modifié cette fiche")
    expect(bob.page.get_by_label("Intitulé")).to_have_value("Ouvrir une maison de santé au Grand Large")
    expect(bob.page.get_by_label("Précisions")).to_have_value("Local trouvé au 12 quai Nord.")
    expect(bob.main).to_contain_text("Ouvrir deux maisons de santé")
    node.refresh_from_db()
    assert (node.title, node.notes) == ("Ouvrir deux maisons de santé", "Local à trouver.")

    bob.page.get_by_label("Intitulé").fill("Ouvrir deux maisons de santé, dont une au Grand Large")
    bob.press("Enregistrer")

    expect(bob.heading).to_have_text("Ouvrir deux maisons de santé, dont une au Grand Large")
    node.refresh_from_db()
    assert (node.title, node.notes) == (
        "Ouvrir deux maisons de santé, dont une au Grand Large",
        "Local trouvé au 12 quai Nord.",
    )
    written = Entry.objects.filter(subject_label="framework.node", subject_key=node.pk)
    assert written.count() == 2


def test_what_does_not_touch_the_same_words_is_shown_too(visitor):
    node = NodeFactory(title="Former des relais de santé", engagement="", notes="")
    alice, bob = visitor(), visitor()
    for one in (alice, bob):
        one.sign_in(member_of(node.contract).email, PASSWORD)
    bob.go(f"/objectifs/{node.pk}/avancement/")

    alice.go(f"/objectifs/{node.pk}/modifier/")
    alice.page.get_by_label("Niveau d’engagement").select_option("rolling_out")
    alice.press("Enregistrer")
    bob.page.get_by_label("Où en êtes-vous ?").fill("Douze relais formés.")
    bob.press("Enregistrer")

    expect(bob.page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    expect(bob.page.get_by_label("Où en êtes-vous ?")).to_have_value("Douze relais formés.")
    expect(bob.main).to_contain_text("en cours de déploiement")
