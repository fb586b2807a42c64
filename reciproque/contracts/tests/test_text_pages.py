"""Texts, signatories, journal, glossary: what their pages show and take."""

from datetime import UTC, date, datetime
from io import BytesIO

from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.choices import SignatureState, StepKind
from reciproque.contracts.models import Text
from reciproque.contracts.tests.factories import (
    CitedDocumentFactory,
    PassageFactory,
    SignatureFactory,
    StepFactory,
    TermFactory,
    TextFactory,
    member_of,
)
from reciproque.contracts.tests.pages import (
    address,
    names_in,
    sign_in,
)
from reciproque.office.actions import keep_file
from reciproque.office.document import Block, Document, Kind, Place
from reciproque.office.keeping import document_to_json
from reciproque.organisations.tests.factories import OrganisationFactory

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_a_text_costs_the_same_whatever_its_signatories(client, query_count_is_flat):
    text = TextFactory()
    sign_in(client, text.contract)

    def one_more():
        passage = PassageFactory(text=text)
        for factory in (StepFactory, SignatureFactory, TermFactory, CitedDocumentFactory):
            factory(text=text, passage=passage)

    query_count_is_flat(reverse("contracts:text_detail", args=[text.pk]), one_more, at_most=25)


def test_a_text_shows_its_way_and_what_is_missing(client, read):
    text = StepFactory(on=date(2024, 3, 15), by_whom="Comité de pilotage d’Alba").text
    StepFactory(text=text, kind=StepKind.COUNCILS, on=date(2099, 1, 1))
    SignatureFactory(text=text, state=SignatureState.SIGNED)
    SignatureFactory(text=text, organisation=OrganisationFactory(name="La CAF"))
    sign_in(client, text.contract, Role.READER)

    page = read(client.get(reverse("contracts:text_detail", args=[text.pk])))

    steps = [" ".join(one.get_text().split()) for one in page.select(".steps li")]
    assert "fait le 15 mars 2024 · Comité de pilotage d’Alba" in steps[0]
    assert "prévu le 1er janvier 2099" in steps[1]
    assert steps[2] == "Signatures 1 sur 2"
    assert "Signature\u00a0: La CAF" in page.get_text() or "Signature : La CAF" in page.get_text()
    assert page.find("a", string="Modifier") is None


def test_putting_a_text_in_force_too_early_is_refused_on_the_form(client, read):
    text = TextFactory()
    sign_in(client, text.contract)

    page = read(
        client.post(reverse("contracts:plan_step", args=[text.pk]), {"kind": "in_force", "on": "2026-01-01"})
    )

    assert "Validation par le comité de pilotage" in page.get_text()
    assert page.select_one("input[name=on]")["value"] == "2026-01-01"
    assert not text.steps.exists()


def test_recording_a_signature_from_its_page(client):
    signature = SignatureFactory()
    sign_in(client, signature.text.contract)

    client.post(reverse("contracts:record_signature", args=[signature.pk]), {"on": "2025-06-30"})

    signature.refresh_from_db()
    assert (signature.state, signature.on) == (SignatureState.SIGNED, date(2025, 6, 30))


def test_an_archived_text_can_be_brought_back(client):
    text = TextFactory()
    sign_in(client, text.contract)

    client.post(reverse("contracts:archive_text", args=[text.pk]))
    assert Text.objects.get().archived_at is not None

    client.post(reverse("contracts:restore_text", args=[text.pk]))
    assert Text.objects.get().archived_at is None


def test_the_source_is_shown_with_an_anchor_on_each_passage(client, read):
    blocks = (
        Block(Kind.HEADING, "Pilier cohésion", Place(1), "l1", level=1),
        Block(Kind.PARAGRAPH, "<script>alert(1)</script>", Place(2), "l2"),
    )
    source = document_to_json(Document(parts=blocks, name="contrat.md"))
    text = TextFactory(source_json=source)
    sign_in(client, text.contract, Role.READER)

    page = read(client.get(reverse("contracts:text_source", args=[text.pk])))

    assert page.select_one("#l1").get_text(strip=True) == "Pilier cohésion"
    assert page.select_one("#l2").get_text(strip=True) == "<script>alert(1)</script>"


def test_the_file_of_a_text_is_for_its_readers_only(client):
    file = keep_file(BytesIO(b"Le contrat"), name="contrat d\u2019Alba.txt", at=AT)
    text = TextFactory(file=file)
    url = reverse("contracts:text_file", args=[text.pk])
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404

    sign_in(client, text.contract, Role.READER)
    response = client.get(url)

    assert b"".join(response.streaming_content) == b"Le contrat"
    assert response["Content-Disposition"].startswith("attachment")
    assert (
        client.get(reverse("contracts:text_file", args=[TextFactory(contract=text.contract).pk])).status_code
        == 404
    )


def test_signatories_are_filtered_and_exported_as_shown(client, read):
    text = TextFactory()
    SignatureFactory(text=text, organisation__name="=Alba", state=SignatureState.SIGNED)
    SignatureFactory(text=text, organisation__name="Brume")
    SignatureFactory(organisation__name="D’un autre contrat")
    sign_in(client, text.contract, Role.READER)
    url = address("signature_list", text.contract)

    assert names_in(read(client.get(url))) == ["=Alba", "Brume"]
    assert names_in(read(client.get(url, {"etat": "signed"}))) == ["=Alba"]

    exported = client.get(url, {"etat": "signed", "format": "csv"}).content.decode("utf-8-sig")
    assert "'=Alba" in exported
    assert "Brume" not in exported


def test_the_journal_is_filtered_by_what_and_by_whom(client, read):
    text = TextFactory()
    first, second = sign_in(client, text.contract), member_of(text.contract)
    client.post(reverse("contracts:explain_term", args=[text.pk]), {"word": "PIC", "meaning": "Un plan."})
    client.force_login(second)
    client.post(reverse("contracts:cite_document", args=[text.pk]), {"title": "Loi"})
    url = address("journal", text.contract)

    page = read(client.get(url))
    assert len(page.select("tbody tr")) == 2
    assert {"mot expliqué 1", "document de référence 1"} <= {
        " ".join(chip.get_text().split()) for chip in page.select("a.chip")
    }
    rows = read(client.get(url, {"qui": str(first.pk)})).select("tbody tr")
    assert ["a ajouté un terme au glossaire" in row.get_text() for row in rows] == [True]
    rows = read(client.get(url, {"nature": "contracts-citeddocument"})).select("tbody tr")
    assert ["Loi" in row.get_text() for row in rows] == [True]


def test_the_glossary_of_a_contract_holds_its_own_words_and_the_acronyms(client, read):
    term = TermFactory(word="Aller-vers")
    TermFactory(word="D’un autre contrat")
    sign_in(client, term.text.contract, Role.READER)

    page = read(client.get(address("term_list", term.text.contract)))

    assert names_in(page) == ["Aller-vers"]
    assert page.select_one("#qpv dt").get_text() == "QPV"
