"""Steps that several journeys take."""

from pathlib import Path

from playwright.sync_api import expect

from reciproque.contracts.models import Contract
from tests.journeys.browsing import Visitor, key_in


def bring(somebody: Visitor, document: Path) -> None:
    """From the list of documents: choose a file and send it."""
    somebody.go("/documents/")
    somebody.follow("Déposer un document")
    somebody.page.get_by_label("Choisissez le document").set_input_files(document)
    somebody.press("Déposer et lire")
    expect(somebody.heading).not_to_have_text("Déposer un document")


def accept(somebody: Visitor) -> Contract:
    """From the page of the review: the contract that accepting it made."""
    somebody.follow("Passer à l’acceptation")
    expect(somebody.heading).to_have_text("Accepter la proposition")
    somebody.press("Accepter et créer le contrat")
    expect(somebody.main).to_contain_text("est repris dans le contrat")
    assert somebody.path.startswith("/contrats/")
    return Contract.objects.get(pk=key_in(somebody.path))
