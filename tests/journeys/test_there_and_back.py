"""A contract goes out as a file, and the file comes in again as the same contract."""

import docx
import pytest
from playwright.sync_api import expect

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import PASSWORD, MembershipFactory
from reciproque.contracts.models import Contract
from reciproque.framework.models import Node
from reciproque.framework.tests.factories import NodeFactory
from reciproque.office.papers.content import Paper, Paragraph
from reciproque.office.papers.word import write_docx
from tests.journeys.browsing import key_in, let_the_worker_work
from tests.journeys.steps import bring

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def told(contract):
    rows = Node.objects.filter(contract=contract).select_related("parent").order_by("position", "pk")
    return sorted((one.title, one.code, one.label, one.parent.title if one.parent else "") for one in rows)


@pytest.fixture
def contract():
    top = NodeFactory(title="Réussir dès l’enfance", code="A", label="axe")
    tree = top.tree
    for title, code in (
        ("1. Lire | écrire", ""),
        ("Accompagner les <familles>", "1.5.3"),
        ("Compter", "1.5.3"),
    ):
        NodeFactory(contract=top.contract, tree=tree, parent=top, title=title, code=code, label="objectif")
    return top.contract


def test_out_as_a_file_and_in_again(visitor, contract, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    ada = visitor()
    ada.sign_in(MembershipFactory(role=Role.ADMINISTRATOR).user.email, PASSWORD)
    for form, label in (("docx", "Word (DOCX)"), ("json", "JSON")):
        ada.go(f"/contrats/{contract.pk}/exporter/")
        ada.page.get_by_label("le cadre stratégique", exact=True).check()
        ada.page.get_by_label("Dans quel format").select_option(label=label)
        with ada.page.expect_download() as download:
            ada.page.get_by_role("main").get_by_role("button", name="Exporter").click()
        file = tmp_path / f"rendu.{form}"
        download.value.save_as(file)

        bring(ada, file)
        let_the_worker_work()
        ada.page.reload()
        ada.follow("Passer à l’acceptation")
        ada.page.get_by_label("Contrat", exact=True).select_option(label="un nouveau contrat")
        ada.page.get_by_label("Nom du contrat").fill(f"Revenu par {form}")
        ada.page.get_by_role("main").locator("button.main").click()
        expect(ada.main).to_contain_text("est repris dans le contrat")

        assert told(Contract.objects.get(pk=key_in(ada.path))) == told(contract)
    assert Contract.objects.count() == 3


def test_a_template_of_the_team_dresses_the_paper(visitor, contract, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    template = tmp_path / "modele.docx"
    template.write_bytes(
        write_docx(Paper("{titre}", blocks=[Paragraph("Ville de Valbourg"), Paragraph("{contenu}")]))
    )
    bad = tmp_path / "sans-contenu.docx"
    bad.write_bytes(write_docx(Paper("{titre}")))
    tom = visitor()
    tom.sign_in(MembershipFactory(role=Role.TEAM, contract_id=contract.pk).user.email, PASSWORD)
    tom.go(f"/contrats/{contract.pk}/exporter/")
    tom.follow("Modèles et en-tête")
    tom.page.get_by_label("Modèle").set_input_files(bad)
    tom.press("Mettre ce modèle en service")
    expect(tom.main).to_contain_text("Il manque « {contenu} »")
    tom.page.get_by_label("Modèle").set_input_files(template)
    tom.press("Mettre ce modèle en service")
    expect(tom.main).to_contain_text("en service")

    tom.go(f"/contrats/{contract.pk}/exporter/")
    tom.page.get_by_label("le cadre stratégique", exact=True).check()
    with tom.page.expect_download() as download:
        tom.page.get_by_role("main").get_by_role("button", name="Exporter").click()
    download.value.save_as(tmp_path / "rendu.docx")

    texts = [one.text for one in docx.Document(tmp_path / "rendu.docx").paragraphs]
    assert "Ville de Valbourg" in texts
