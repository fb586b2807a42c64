"""The annual report, from its first word to its publication: two councils answer, one of them by its link."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import ContractFactory, SignatureFactory, member_of
from reciproque.evaluation.actions.annual import finish_part
from reciproque.evaluation.choices import PartState
from reciproque.evaluation.models import AnnualReport
from reciproque.governance.tests.factories import BodyFactory
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.tests.factories import OrganisationFactory
from tests.journeys.browsing import Visitor, link_in
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
MAYOR, CITIZENS = "mairie@val.example", "conseil@bel-air.example"
WORDS = "Le gymnase a rouvert en septembre, après dix mois de travaux."


@pytest.fixture
def team():
    """The team of a contract that a commune signs, with a citizens' council among its instances."""
    contract = ContractFactory(name="Contrat du Val")
    town = OrganisationFactory(name="Ville de Val", kind=OrganisationKind.COMMUNE, email=MAYOR)
    SignatureFactory(text__contract=contract, organisation=town)
    city = OrganisationFactory(name="Val Agglomération", kind=OrganisationKind.EPCI)
    SignatureFactory(text__contract=contract, organisation=city)
    BodyFactory(contract=contract, name="Conseil citoyen de Bel-Air")
    return member_of(contract)


def _today(somebody: Visitor, label: str) -> None:
    somebody.page.get_by_label(label).fill(timezone.localdate().isoformat())


def _write(alice: Visitor, team) -> AnnualReport:
    """One part at the keyboard, the others as somebody else writes them meanwhile."""
    alice.follow("Actions menées dans l’année")
    alice.page.get_by_label("Texte").fill(WORDS)
    alice.press("La partie est écrite")
    expect(alice.heading).to_have_text("Rapport annuel 2025")
    report = AnnualReport.objects.get()
    for part in report.parts.exclude(state=PartState.WRITTEN):
        finish_part(part, text=f"Ce qui est à dire : {part.title}.", seen=None, by=team, at=AT)
    return report


def _send(alice: Visitor) -> None:
    alice.follow("Noter les modalités")
    _today(alice, "Modalités délibérées le")
    alice.press("Enregistrer")
    alice.press("Déclarer le projet prêt")
    row = alice.page.get_by_role("row").filter(has_text="Bel-Air")
    row.get_by_role("link", name="À qui écrire").click()
    alice.page.get_by_label("Adresse électronique").fill(CITIZENS)
    alice.press("Enregistrer")
    alice.follow("Envoyer aux conseils")
    for box in alice.page.get_by_role("checkbox").all():
        box.check()
    alice.press("Enregistrer")
    expect(alice.main).to_contain_text("L’envoi est enregistré.")


def _give(council: Visitor, to: str, choice: str, words: str = "") -> None:
    """From the mail of a council to its opinion."""
    council.go(link_in("Rapport annuel 2025", to))
    expect(council.main).to_contain_text(WORDS)
    council.page.get_by_label(choice, exact=True).check()
    council.page.get_by_label("Texte de l’avis").fill(words)
    council.press("Donner cet avis")
    expect(council.main).to_contain_text("Votre avis est enregistré")


def test_from_the_draft_to_the_public_page(visitor, team, tmp_path):
    alice, mayor, citizen, passer = visitor(), visitor(), visitor(scripts=False), visitor()
    alice.sign_in(team.email, PASSWORD)
    alice.follow("Contrat du Val", within=alice.main)
    alice.follow("Rapports annuels")
    alice.follow("Ouvrir un rapport")
    alice.press("Ouvrir le rapport")
    expect(alice.heading).to_have_text("Rapport annuel 2025")
    report = _write(alice, team)
    alice.page.reload()
    _send(alice)
    wrong = look(alice)

    _give(mayor, MAYOR, "favorable")
    _give(citizen, CITIZENS, "réservé", "Le gymnase ferme à 18 heures : c’est trop tôt.")
    wrong += look(mayor)

    alice.page.reload()
    expect(alice.main).to_contain_text("Le conseil communautaire n’a pas encore débattu du rapport.")
    alice.follow("Noter un débat")
    alice.page.locator("select[name=organisation]").select_option(label="Val Agglomération")
    _today(alice, "Débattu le")
    alice.press("Enregistrer")
    assert AnnualReport.objects.get().approved_on is None
    alice.follow("Observations et suites données")
    alice.page.get_by_role("link", name="Répondre").click()
    alice.page.get_by_label("Suite donnée").fill("Ouvert jusqu’à 21 heures dès janvier.")
    alice.press("Enregistrer")
    wrong += look(alice)
    alice.go(f"/rapports-annuels/{report.pk}/")
    alice.follow("Noter l’approbation")
    _today(alice, "Approuvé le")
    alice.page.get_by_label("Délibération d’approbation").fill("2026-41")
    alice.press("Enregistrer")
    assert passer.status_of("/rapports/contrat-du-val-2025/") == 404
    alice.press("Publier le rapport")
    alice.follow("page publique du rapport")
    public = alice.path

    passer.go(public)
    for words in (WORDS, "c’est trop tôt", "Ouvert jusqu’à 21 heures", "2026-41"):
        expect(passer.main).to_contain_text(words)
    wrong += look(passer)
    paper = passer.context.request.get(f"{public}docx/").body()
    assert WORDS in [one.text for one in Document(BytesIO(paper)).paragraphs]
    assert wrong == []
    pages = {path: alice.html_of(path) for path in (public, f"/rapports-annuels/{report.pk}/")}
    assert not_valid({**pages, mayor.path: mayor.html_of(mayor.path)}, tmp_path) == []
