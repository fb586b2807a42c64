"""A project manager brings a protocol, reviews it, accepts it, and lets a lead in who sees only what is hers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from reciproque.contracts.models import Contract
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.framework.models import Node
from tests.journeys.browsing import Visitor, let_the_worker_work, mails_sent
from tests.journeys.steps import accept, bring

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PROTOCOL = Path(__file__).parent / "documents" / "protocole-rivemont.md"
NEW_PASSWORD = "brouette-et-tournesol-17"


def project_manager(visitor, **options) -> Visitor:
    """Of the team of some contract: she may open others."""
    person = MembershipFactory(contract_id=ContractFactory(name="Contrat d’à côté").pk).user
    manager = visitor(**options)
    manager.sign_in(person.email, PASSWORD)
    return manager


def item_named(manager: Visitor, words: str):
    return manager.page.locator(".proposal").filter(has_text=words).first


def correct(manager: Visitor, chip: str, item: str, **fields: str) -> None:
    """In one list of the proposal, give fields of an item other values: in its place, or on its small page."""
    manager.follow_chip(chip)
    if manager.scripts:
        item_named(manager, item).locator(".proposal-text").click()
        manager.page.locator("[data-gesture=edit]").click()
        form = manager.page.locator(".editing form")
    else:
        manager.page.get_by_role("link", name=f"Corriger : {item}").click()
        form = manager.main
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Enregistrer").click()
    expect(manager.page.locator(".proposal.corrected").first).to_be_visible()
    expect(manager.heading).to_have_text("Relire la proposition")


def review(manager: Visitor) -> None:
    """Three corrections and one item put aside."""
    correct(
        manager, "Cadre stratégique", "Prévenir le décrochage", words="Prévenir le décrochage dès la sixième"
    )
    correct(manager, "Quartiers", "La Verrerie", population="910")
    correct(manager, "Signataires", "Ville de Rivemont", person="Paule GIRARD")
    manager.follow_chip("Cadre stratégique")
    if manager.scripts:
        item_named(manager, "Entretenir les espaces").locator(".proposal-text").click()
        manager.page.locator("[data-gesture=discard]").click()
    else:
        manager.page.get_by_role("button", name=re.compile("^Écarter : Entretenir les espaces")).click()
    expect(manager.page.locator(".proposal.discarded")).to_contain_text("Entretenir les espaces extérieurs")


def node(contract: Contract, words: str) -> Node:
    return Node.objects.get(contract=contract, title__startswith=words)


def move(manager: Visitor, what: Node, under: Node) -> None:
    manager.go(f"/objectifs/{what.pk}/")
    manager.follow("Déplacer")
    manager.page.get_by_label("Dépend de").select_option(str(under.pk))
    manager.press("Enregistrer")
    expect(manager.page.get_by_role("navigation", name="Fil d’Ariane")).to_contain_text(under.title)


def invite(manager: Visitor, contract: Contract, to: str, objective: Node) -> str:
    """Send an invitation, and return the link that stands in the mail."""
    manager.go(f"/contrats/{contract.pk}/equipe/")
    manager.follow("Inviter une personne")
    manager.page.get_by_label("Adresse électronique").fill(to)
    manager.page.get_by_label("Nom", exact=False).first.fill("Nora Lemoine")
    manager.page.get_by_label("Rôle").select_option(Role.LEAD)
    manager.page.get_by_label("Limité à").select_option(f"objective:{objective.pk}")
    manager.press("Envoyer l’invitation")
    expect(manager.main).to_contain_text("Nora Lemoine")
    letters = [one for one in mails_sent() if one.to == [to] or to in one.to[0]]
    assert len(letters) == 1
    found = re.search(r"https?://\S*(/invitation/\S+?/)(?=\s)", letters[0].body)
    assert found, letters[0].body
    return found.group(1)


def test_from_a_document_to_a_lead_who_sees_only_hers(visitor):
    manager = project_manager(visitor)
    bring(manager, PROTOCOL)
    expect(manager.main).to_contain_text("en attente")
    let_the_worker_work()
    expect(manager.heading).to_have_text("Relire la proposition")  # by itself: the page follows the work

    review(manager)
    contract = accept(manager)

    expect(manager.main).to_contain_text("Protocole d'engagements renforcés")
    manager.go(f"/contrats/{contract.pk}/cadre/")
    for title in ("Réussir dès l'enfance", "Prévenir le décrochage dès la sixième", "Rénover les logements"):
        expect(manager.main.get_by_text(title).first).to_be_attached()
    expect(manager.main.get_by_text("Entretenir les espaces extérieurs")).to_have_count(0)
    manager.go(f"/contrats/{contract.pk}/quartiers/")
    expect(manager.main.get_by_role("row", name=re.compile("La Verrerie"))).to_contain_text("910")
    manager.go(f"/contrats/{contract.pk}/signataires/")
    expect(manager.main).to_contain_text("Paule GIRARD")

    hers = node(contract, "Prévenir le décrochage")
    move(manager, hers, node(contract, "Travailler ici"))
    link = invite(manager, contract, "n.lemoine@exemple.fr", hers)

    nora = visitor()
    nora.go(link)
    expect(nora.main).to_contain_text("Prévenir le décrochage dès la sixième")
    nora.page.get_by_label("Mot de passe").fill(NEW_PASSWORD)
    nora.page.get_by_label("Le même, encore une fois").fill(NEW_PASSWORD)
    nora.press("Ouvrir mon compte")
    expect(nora.page.locator(".account-name")).to_have_text("Nora Lemoine")
    expect(nora.main).to_contain_text("Prévenir le décrochage dès la sixième")
    again = visitor()
    again.sign_in("n.lemoine@exemple.fr", NEW_PASSWORD)
    expect(again.page.locator(".account-name")).to_have_text("Nora Lemoine")
    again.go(f"/objectifs/{hers.pk}/avancement/")
    again.page.get_by_label("Où en êtes-vous ?").fill("Deux collèges participent.")
    again.press("Enregistrer")
    expect(again.main).to_contain_text("Deux collèges participent.")
    shut_for(again, contract, but=hers)

    stranger = visitor()
    stranger.sign_in(MembershipFactory(contract_id=ContractFactory().pk).user.email, PASSWORD)
    shut_for(stranger, contract)
    nobody = visitor()
    for path in pages_of(contract):
        assert nobody.sends_to(path) == f"/connexion/?next={path}"


def pages_of(contract: Contract) -> list[str]:
    nodes = Node.objects.filter(contract=contract).values_list("pk", flat=True)
    texts = contract.texts.values_list("pk", flat=True)
    readings = contract.readings.values_list("pk", flat=True)
    rooms = ["", "cadre/", "quartiers/", "signataires/", "equipe/", "documents/", "engagements/", "journal/"]
    return [
        *(f"/contrats/{contract.pk}/{room}" for room in rooms),
        *(f"/objectifs/{key}/" for key in nodes),
        *(f"/textes/{key}/" for key in texts),
        *(f"/documents/{key}/" for key in readings),
    ]


def shut_for(somebody: Visitor, contract: Contract, *, but: Node | None = None) -> None:
    """Nothing of the contract exists for this visitor, but for one objective."""
    open_pages = [path for path in pages_of(contract) if somebody.status_of(path) != 404]

    assert open_pages == ([f"/objectifs/{but.pk}/"] if but else [])


def test_a_document_that_cannot_be_read_says_so_and_offers_a_way_out(visitor, tmp_path):
    manager = project_manager(visitor)
    picture = tmp_path / "affiche.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3_000))

    bring(manager, picture)
    let_the_worker_work()

    expect(manager.page.get_by_role("button", name="Essayer à nouveau")).to_be_visible()
    expect(manager.main).to_contain_text("Le fichier est gardé, et rien n’est entré dans le contrat.")


def test_without_scripts_a_document_becomes_a_contract_all_the_same(visitor):
    manager = project_manager(visitor, scripts=False)
    bring(manager, PROTOCOL)
    expect(manager.main).to_contain_text("en attente")
    let_the_worker_work()
    manager.page.reload()
    expect(manager.heading).to_have_text("Relire la proposition")

    review(manager)
    contract = accept(manager)
    one = node(contract, "Accompagner les familles")
    move(manager, one, node(contract, "Travailler ici"))
    manager.go(f"/objectifs/{one.pk}/modifier/")
    manager.page.get_by_label("Intitulé").fill("Accompagner toutes les familles")
    manager.press("Enregistrer")

    expect(manager.heading).to_contain_text("Accompagner toutes les familles")
    manager.go(f"/contrats/{contract.pk}/cadre/")
    expect(manager.main.get_by_text("Accompagner toutes les familles").first).to_be_attached()
    link = invite(manager, contract, "n.lemoine@exemple.fr", one)
    nora = visitor(scripts=False)
    nora.go(link)
    nora.page.get_by_label("Mot de passe").fill(NEW_PASSWORD)
    nora.page.get_by_label("Le même, encore une fois").fill(NEW_PASSWORD)
    nora.press("Ouvrir mon compte")
    expect(nora.main).to_contain_text("Accompagner toutes les familles")


def test_bringing_the_same_file_twice_makes_nothing_twice(visitor):
    manager = project_manager(visitor)
    for _ in range(2):
        bring(manager, PROTOCOL)
        let_the_worker_work()

    manager.go("/documents/")

    expect(manager.main.get_by_role("link", name="protocole-rivemont.md")).to_have_count(1)


def test_a_person_without_any_role_is_told_what_to_do(visitor):
    person = UserFactory(name="Camille Exemple")
    somebody = visitor()

    somebody.sign_in(person.email, PASSWORD)

    expect(somebody.heading).to_have_text("Bonjour Camille Exemple")
    expect(somebody.main).to_contain_text("Demandez à l’équipe projet de votre contrat de ville")
