"""What an enemy, or a hurried person, does to links, sheets, files and workbooks: each has a clear outcome."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reciproque.core.refusals import Refused
from reciproque.enquiries import actions
from reciproque.enquiries.choices import RoundState, SheetState
from reciproque.enquiries.imports.workbooks import read_sheets
from reciproque.enquiries.models import Answer, Attachment
from reciproque.enquiries.tests.factories import (
    AttachmentFactory,
    QuestionFactory,
    RoundFactory,
    SheetFactory,
)
from reciproque.enquiries.tests.test_sheet_pages import link_to, page_of
from reciproque.enquiries.tests.test_sheet_pages import round_ as round_
from reciproque.office.actions import keep_file, sweep_store
from reciproque.office.models import StoredFile
from reciproque.office.paths import path_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"\x7fELF\x02\x01\x01" + b"\x00" * 64


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def words(response):
    return response.content.decode()


def files_of(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "token", ["x", "a" * 5_000, "%00", "..%5C..%5Cetc", "\u202elien", "'; DROP TABLE accounts_link;--"]
)
def test_a_forged_link_says_what_to_do(client, sheet, token):
    for name, more in (("sheets_by_link", []), ("sheet_by_link", [sheet.pk])):
        response = client.get(reverse(f"enquiries:{name}", args=["JETON", *more]).replace("JETON", token))

        assert response.status_code == 404
        assert "lien" in words(response)


@pytest.mark.parametrize("key", [0, 2**31, 2**63, 10**40])
def test_a_sheet_that_cannot_exist_is_not_found_by_a_good_link(client, sheet, key):
    token = link_to(sheet)

    response = client.get(reverse("enquiries:sheet_by_link", args=[token, key]))

    assert response.status_code == 404


def test_the_link_of_a_round_opens_no_sheet_of_another_even_of_the_same_person(client, sheet):
    other = SheetFactory(round=RoundFactory(contract=sheet.round.contract), recipient=sheet.recipient)
    question = QuestionFactory(round=other.round)
    page = reverse("enquiries:sheet_by_link", args=[link_to(sheet), other.pk])

    told = [
        client.get(page).status_code,
        client.post(page, {f"n-{question.pk}-": "", f"v-{question.pk}-": "Entrée"}).status_code,
        client.post(page, {"acte": "rendre"}).status_code,
    ]

    assert told == [404, 404, 404]
    assert not Answer.objects.exists()


@pytest.mark.parametrize("end", ["revoked", "expired", "closed", "accepted"])
def test_nothing_is_kept_through_a_link_whose_time_is_over(client, sheet, round_, done, settings, end):
    token = link_to(sheet)
    page = reverse("enquiries:sheet_by_link", args=[token, sheet.pk])
    link = sheet.recipient.links.get()
    now = timezone.now()
    if end == "revoked":
        link.revoked_at = now
    elif end == "expired":
        link.created_at, link.expires_at = now - timedelta(days=2), now - timedelta(seconds=1)
    elif end == "closed":
        round_.state, round_.closed_at = RoundState.CLOSED, now
        round_.save()
    else:
        sheet.state, sheet.submitted_at, sheet.accepted_at = SheetState.ACCEPTED, now, now
        sheet.save()
    link.save()
    form = {f"n-{done.pk}-": "", f"v-{done.pk}-": "Trop tard", "acte": "rendre"}

    response = client.post(page, form | {"f-": SimpleUploadedFile("bilan.pdf", PDF)})

    assert response.status_code == (410 if end in ("revoked", "expired") else 200)
    assert not Answer.objects.exists()
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert files_of(settings) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bilan.pdf", b"<html><script>alert(1)</script></html>", "pas un PDF"),
        ("bilan.pdf", PROGRAM, "un programme"),
        ("bilan\u202efdp.exe", PDF, "un programme"),
        ("facture.PDF.JS", b"alert(1)", "un programme"),
        ("photo.jpg", b"PK\x03\x04 tronque", "incomplet"),
        ("compte-rendu.docx", PDF, "pas un document Word"),
        ("vide.pdf", b"", "vide"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words_and_not_kept(
    client, sheet, settings, name, data, told
):
    response = client.post(page_of(sheet), {"f-": SimpleUploadedFile(name, data)})

    assert told in words(response)
    assert not StoredFile.objects.exists()
    assert files_of(settings) == []


def test_a_file_bears_the_name_that_its_own_person_gave_it(client, read, sheet, round_):
    other = SheetFactory(round=round_)
    client.post(page_of(other), {"f-": SimpleUploadedFile("Mme Durand, dossier social.pdf", PDF)})

    response = client.post(page_of(sheet), {"f-": SimpleUploadedFile("<b>bilan</b>.pdf", PDF)}, follow=True)

    assert StoredFile.objects.count() == 1
    assert "Durand" not in words(response)
    assert "b>.pdf" in read(response).select_one(".fill").get_text()
    assert "<b>bilan" not in words(response)


def test_what_was_brought_and_taken_off_is_gone_after_a_month_and_what_stands_stays(sheet, settings):
    now = datetime.now(UTC)
    kept = {
        name: keep_file(io.BytesIO(PDF + name.encode()), name=f"{name}.pdf", at=now)
        for name in ("stands", "taken", "never")
    }
    AttachmentFactory(sheet=sheet, file=kept["stands"])
    AttachmentFactory(sheet=sheet, file=kept["taken"], removed_at=now - timedelta(days=31))
    long_ago = (now - timedelta(days=40)).timestamp()
    for one in kept.values():
        os.utime(path_of(one), (long_ago, long_ago))

    gone = actions.forget_removed(now)
    swept = sweep_store(now)

    assert (gone, swept) == (1, 2)
    assert list(StoredFile.objects.all()) == [kept["stands"]]
    assert files_of(settings) == [path_of(kept["stands"])]


def test_two_hundred_megabytes_are_refused_with_a_sentence(client, sheet, done, settings):
    settings.UPLOAD_LIMIT = 3_000_000
    form = {f"n-{done.pk}-": "", f"v-{done.pk}-": "Gardé"}

    response = client.post(page_of(sheet), form | {"f-": SimpleUploadedFile("gros.pdf", PDF * 100_000)})

    assert "pèse plus de" in words(response)
    assert Answer.objects.get().value == "Gardé"
    assert files_of(settings) == []


@pytest.mark.parametrize(("size", "status"), [(30_000, 200), (10_000_000, 400)])
def test_a_text_without_end_is_refused_in_words(client, sheet, done, size, status):
    form = {f"n-{done.pk}-": "", f"v-{done.pk}-": "é" * size}

    response = client.post(page_of(sheet), form)

    assert response.status_code == status
    assert (
        ("la limite est de 20000" in words(response))
        if status == 200
        else ("trop de texte" in words(response))
    )
    assert not Answer.objects.exists()


def test_strange_letters_are_kept_and_dangerous_ones_are_taken_out(client, read, sheet, done):
    said = "Fête 🎉 مرحبا \u202egnirts\x00\x1b[31m <script>alert(1)</script> =1+1 𝒜"
    page = page_of(sheet)

    client.post(page, {f"n-{done.pk}-": "", f"v-{done.pk}-": said})

    kept = Answer.objects.get().value
    assert kept == "Fête 🎉 مرحبا gnirts[31m <script>alert(1)</script> =1+1 𝒜"
    shown = read(client.get(page))
    assert shown.select_one(".fill textarea").text.strip() == kept
    assert not shown.select_one(".fill script")


def workbook(*rows):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        for number, row in enumerate([["Clé (ne pas changer)", "Réponse", "Raisons"], *rows]):
            for column, value in enumerate(row):
                said, result = value if isinstance(value, tuple) else (value, None)
                if result is None:
                    page.write_string(number, column, said)
                else:
                    page.write_formula(number, column, said, value=result)
    target.seek(0)
    return target


def test_formulas_and_rows_of_elsewhere_in_a_workbook_are_told_at_their_cells(sheet, done, count):
    elsewhere = SheetFactory()
    key = f"E{sheet.round_id}-F{sheet.pk}-Q"
    book = workbook(
        [f"{key}{done.pk}", ('=HYPERLINK("https://exemple.invalid","Cliquez")', "Cliquez")],
        [f"{key}{count.pk}", ("=1/0", "#DIV/0!")],
        [f"E{elsewhere.round_id}-F{elsewhere.pk}-Q{done.pk}", "Ailleurs"],
        [f"E{sheet.round_id}-F{elsewhere.pk}-Q{done.pk}", "Mélange"],
        [f"{key}{10**30}", "Hors de tout"],
        ["n’importe quoi", "Sans place"],
        ["", "Sans clé"],
    )  # fmt: skip

    read = read_sheets(book, name="retour.xlsx", round_=sheet.round)

    assert [(one.cell, one.after) for one in read.changes] == [("B2", "Cliquez")]
    assert {one.place for one in read.problems} == {"B3", "A4", "A5", "A6", "A7", "A8"}


def test_an_answer_that_begins_like_a_formula_leaves_as_text_and_comes_back_as_it_was(sheet, done):
    with pytest.raises(Refused):
        actions.save_answer(sheet, done, value="x" * 20_001, by=sheet.recipient, at=timezone.now())
    for said in ("=1+1", "+33 1 23", "@SUM(A1)", "-2 degrés", "'=1"):
        actions.save_answer(sheet, done, value=said, by=None, at=timezone.now())

        assert Answer.objects.get().value == said


def test_a_long_answer_goes_to_a_workbook_and_back_with_its_paragraphs(sheet, done):
    said = "Un premier point.\n\n- et\n- un autre"
    actions.save_answer(sheet, done, value=said, by=None, at=timezone.now())
    key = f"E{sheet.round_id}-F{sheet.pk}-Q{done.pk}"

    same = read_sheets(workbook([key, said]), name="retour.xlsx", round_=sheet.round)
    more = read_sheets(workbook([key, said + "\nEt la fin"]), name="retour.xlsx", round_=sheet.round)

    assert (same.changes, same.same) == ([], 1)
    assert [one.typed.value for one in more.changes] == [said + "\nEt la fin"]
