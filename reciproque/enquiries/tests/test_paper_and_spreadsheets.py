"""Answers that leave and come in otherwise: spreadsheets, paper, the team's grid; what is known of a person."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.tests.factories import UserFactory
from reciproque.contracts.tests.factories import member_of
from reciproque.core import registers
from reciproque.enquiries import actions, queries
from reciproque.enquiries.choices import AnswerStatus, SheetState, Step
from reciproque.enquiries.imports.workbooks import read_sheets
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.cells import from_cell, in_cell
from reciproque.enquiries.rules.reading import read_answer
from reciproque.enquiries.tests.factories import QuestionFactory, RoundFactory, SheetFactory
from reciproque.enquiries.tests.test_sheet_pages import link_to
from reciproque.enquiries.tests.test_team_pages import round_ as round_
from reciproque.office.grids import read_grid


@pytest.fixture
def signed_in(client, team):
    client.force_login(team)
    return client


def at(name, *keys):
    return reverse(f"enquiries:{name}", args=keys)


def grid_of(response, name="f.xlsx"):
    return read_grid(io.BytesIO(response.content), name=name).rows


def answered(sheet):
    return {(key, item): (one.value, one.status) for (key, item), one in queries.answers_of(sheet).items()}


@pytest.fixture
def several(round_):
    """A round that asks in every way, and a sheet of it."""
    options = "a = Se loger\nb = Se soigner"
    for kind in ("amount", "yes_no", "choice", "several", "date", "people", "each", "file"):
        QuestionFactory(round=round_, kind=kind, key=kind, options=options, wording=f"Question {kind}")
    return SheetFactory(round=round_, items='[{"key": "r:1", "title": "Résultat 1"}]')


SAID = {"done": "=Fait ; bien", "count": "12.5", "amount": "1500.00", "yes_no": "no", "choice": "b", "several": "a\nb",
        "date": "2026-03-01", "people": "12 -", "each": "a"}  # fmt: skip


def fill(sheet):
    for place in queries.places_on(sheet):
        value, comment = SAID.get(place.question.key, ""), "Vu" if place.item else ""
        if value:
            how = {"item": place.item, "comment": comment, "by": None, "at": timezone.now()}
            actions.save_answer(sheet, place.question, value=value, **how)


def test_all_answers_are_a_row_a_sheet_and_nothing_is_confused(signed_in, several, count):
    fill(several)
    other = SheetFactory(round=several.round)
    actions.save_answer(other, count, status=AnswerStatus.NOT_APPLICABLE, by=None, at=timezone.now())
    silent = SheetFactory(round=several.round)

    rows = grid_of(signed_in.get(at("round_answers", several.round_id)))

    column = {heading: place for place, heading in enumerate(rows[0])}
    by_title = {row[0]: row for row in rows[1:]}
    told = by_title[several.title]
    assert told[column["Question several"]] == "Se loger, Se soigner"
    assert told[column["Question people : femmes"]] == "12"
    assert told[column["Question people : hommes"]] == "non connu"
    assert told[column["Question each"]] == "Résultat 1 : Se loger (Vu)"
    assert [by_title[one.title][column[count.wording]] for one in (several, other, silent)] == [
        "12,5",
        "sans objet",
        "",
    ]


def test_readers_take_away_accepted_answers_only(client, sheet, done, team):
    client.force_login(member_of(sheet.round.contract, "reader"))
    url = at("round_answers", sheet.round_id)
    assert len(grid_of(client.get(url))) == 1

    actions.save_answer(sheet, done, value="Fait", by=team, at=timezone.now())
    actions.submit_sheet(sheet, by=team, at=timezone.now())
    actions.accept_sheet(sheet, by=team, at=timezone.now())

    assert len(grid_of(client.get(url))) == 2


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_a_workbook_goes_there_and_back_and_changes_nothing(signed_in, several, form):
    fill(several)
    response = signed_in.get(at("person_workbook", several.round_id, several.recipient_id), {"format": form})

    read = read_sheets(io.BytesIO(response.content), name=f"f.{form}", round_=several.round)

    assert (read.problems, read.changes) == ([], [])
    assert read.same == len(SAID)


def csv_of(rows):
    return SimpleUploadedFile("retour.csv", "\n".join(";".join(row) for row in rows).encode("utf-8-sig"))


def test_a_workbook_comes_back_with_its_columns_in_another_order(signed_in, sheet, done, count):
    rows = grid_of(signed_in.get(at("person_workbook", sheet.round_id, sheet.recipient_id)))
    key, url = rows[0].index("Clé (ne pas changer)"), at("bring_workbook", sheet.round_id)
    filled = [
        ["Réponse", "Clé", "Question"],
        ["beaucoup", rows[2][key], ""],
        ["Deux ateliers", rows[1][key], ""],
    ]

    page = signed_in.post(url, {"file": csv_of(filled)}).content.decode()
    assert "A2" in page
    assert "n’est pas un nombre" in page
    assert answered(sheet) == {}
    filled[1][0] = "s.o."
    carried = signed_in.post(url, {"file": csv_of(filled)}).context["carried"]
    signed_in.post(url, {"keep": carried})
    signed_in.post(url, {"keep": carried})  # again: nothing more

    assert answered(sheet) == {("done", ""): ("Deux ateliers", "given"), ("count", ""): ("", "na")}
    assert list(sheet.steps.values_list("step", flat=True)).count(Step.IMPORTED) == 1


def test_the_file_of_another_contract_or_year_is_told_as_such(signed_in, sheet, done, team):
    other = SheetFactory(round=RoundFactory(contract=sheet.round.contract))
    QuestionFactory(round=other.round, key="done")
    rows = grid_of(signed_in.get(at("person_workbook", other.round_id, other.recipient_id)))

    page = signed_in.post(at("bring_workbook", sheet.round_id), {"file": csv_of(rows)}).content.decode()

    assert "une autre enquête" in page
    assert "Enregistrer ces réponses" not in page


def test_what_was_changed_meanwhile_is_not_overwritten_by_a_file(signed_in, sheet, done):
    rows = grid_of(signed_in.get(at("person_workbook", sheet.round_id, sheet.recipient_id)))
    rows[1][rows[0].index("Réponse")] = "Du fichier"
    url = at("bring_workbook", sheet.round_id)
    carried = signed_in.post(url, {"file": csv_of(rows)}).context["carried"]
    actions.save_answer(sheet, done, value="De la page", by=sheet.recipient, at=timezone.now())

    page = signed_in.post(url, {"keep": carried}, follow=True).content.decode()

    assert "Quelqu’un d’autre" in page
    assert answered(sheet) == {("done", ""): ("De la page", "given")}


@pytest.mark.parametrize("junk", [b"", b"\x00\x01", b"a;b\n1;2", b"%PDF-1.4"])
def test_what_is_no_workbook_says_what_to_do(signed_in, sheet, junk):
    page = signed_in.post(at("bring_workbook", sheet.round_id), {"file": SimpleUploadedFile("x.csv", junk)})

    assert page.status_code == 200
    assert "Enregistrer ces réponses" not in page.content.decode()
    assert (
        signed_in.post(at("bring_workbook", sheet.round_id), {"keep": "forged"}, follow=True).status_code
        == 200
    )


def test_what_came_on_paper_is_typed_in_a_grid(signed_in, round_, done, count):
    sheet = SheetFactory(round=round_, state=SheetState.READY, sent_at=None, recipient=None)
    url = at("type_sheets", round_.pk)
    assert sheet.title in signed_in.get(url).content.decode()
    names = {one: f"v-{sheet.pk}-{one.pk}-" for one in (done, count)}

    told = signed_in.post(
        url,
        {names[done]: "Fait", f"s{names[done][1:]}": "", names[count]: "x", f"s{names[count][1:]}": ""},
        headers={"accept": "application/json"},
    ).json()
    assert told[names[done]] == {"text": "Fait", "error": "", "current": None}
    assert "pas un nombre" in told[names[count]]["error"]
    stale = signed_in.post(
        url, {names[done]: "Autre", f"s{names[done][1:]}": "vieux"}, headers={"accept": "application/json"}
    ).json()
    assert stale[names[done]]["current"] == "Fait"
    signed_in.post(url, {"rendre": sheet.pk})

    sheet.refresh_from_db()
    assert sheet.state == SheetState.SUBMITTED
    assert answered(sheet) == {("done", ""): ("Fait", "given")}
    assert Step.TYPED in list(sheet.steps.values_list("step", flat=True))


def test_choices_for_each_item_and_files_are_typed_in_the_grid_as_well(
    signed_in, read, several, round_, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    each, file = (round_.questions.get(key=key) for key in ("each", "file"))
    url, base = at("type_sheets", round_.pk), f"-{several.pk}-{each.pk}-r:1"
    page = read(signed_in.get(url))
    assert [one.get_text(strip=True) for one in page.select("tr.under th")] == ["Résultat 1"]

    told = signed_in.post(
        url, {f"v{base}": "se loger", f"s{base}": ""}, headers={"accept": "application/json"}
    ).json()
    assert told == {f"v{base}": {"text": "Se loger", "error": "", "current": None}}
    told = signed_in.post(
        url, {f"c{base}": "Vu au bilan", f"t{base}": ""}, headers={"accept": "application/json"}
    ).json()
    assert told == {f"c{base}": {"text": "Vu au bilan", "error": "", "current": None}}
    stale = signed_in.post(
        url, {f"c{base}": "Autre", f"t{base}": "vieux"}, headers={"accept": "application/json"}
    ).json()
    assert stale[f"c{base}"]["current"] == "Vu au bilan"
    joined = SimpleUploadedFile("bilan.pdf", b"%PDF-1.7 bilan")
    signed_in.post(
        url,
        {f"v{base}": "Se soigner", f"s{base}": "Se loger", f"c{base}": "Revu", f"t{base}": "Vu au bilan"}
        | {f"f-{several.pk}-{file.pk}-": joined},
    )

    answer = queries.answers_of(several)["each", "r:1"]
    assert (answer.value, answer.comment) == ("b", "Revu")
    assert [str(one) for one in queries.filed_of(several)["file"]] == ["bilan.pdf"]
    assert "bilan.pdf" in signed_in.get(url).content.decode()


def test_a_file_that_the_grid_cannot_take_is_told_with_its_sheet(
    signed_in, several, round_, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = round_.questions.get(key="file")
    program = SimpleUploadedFile("bilan.pdf", b"\x7fELF" + b"\x00" * 60)

    page = signed_in.post(at("type_sheets", round_.pk), {f"f-{several.pk}-{file.pk}-": program})

    assert "C’est un programme" in page.content.decode()
    assert several.title in page.content.decode()
    assert not queries.filed_of(several)


def test_sheets_are_printed_with_lines_to_write_on(signed_in, several, round_):
    SheetFactory(round=round_)
    page = signed_in.get(at("print_sheets", round_.pk)).content.decode()
    assert page.count('<article class="paper">') == 2

    alone = signed_in.get(at("print_sheets", round_.pk), {"fiche": several.pk}).content.decode()

    assert alone.count('<article class="paper">') == 1
    assert "Résultat 1" in alone


@pytest.mark.parametrize(
    "kind", ["number", "amount", "yes_no", "choice", "several", "date", "people", "long"]
)
def test_a_cell_reads_as_it_was_written(several, kind):
    key = {"number": "count", "long": "done"}.get(kind, kind)
    fill(several)
    answer = queries.answers_of(several)[key, ""]

    value, status = from_cell(answer.question, in_cell(answer.question, answer))

    assert (read_answer(answer.question, value), status) == (answer.value, answer.status)


def test_what_is_known_of_a_person_is_told_and_forgotten(sheet, done):
    person = sheet.recipient
    actions.save_answer(sheet, done, value="Mon avis", by=person, at=timezone.now())
    Sheet.objects.filter(pk=sheet.pk).update(
        subject_label="accounts.user", subject_key=person.pk, title="Ana Lopes"
    )
    known = registers.personal.named("enquiries")

    told = known.export(person)
    known.forget(person, timezone.now())

    assert told["réponses"][0]["réponse"] == "Mon avis"
    assert Sheet.objects.get().title == "Personne oubliée"
    assert known.export(UserFactory()) == {"fiches": [], "réponses": [], "relances": []}


def by_link(sheet, user=None):
    return [link_to(sheet, user), sheet.round_id]


def test_who_answers_takes_her_sheets_away_and_brings_them_back_by_her_link(client, read, several, round_):
    fill(several)
    SheetFactory(round=round_, title="Celle d’une autre")
    second = SheetFactory(round=round_, title="Sa seconde", recipient=several.recipient)
    keys = by_link(several)
    before = answered(several)
    rows = grid_of(client.get(at("workbook_by_link", *keys)))
    assert {row[0] for row in rows[1:]} == {several.title, "Sa seconde"}
    place, said = rows[0].index("Clé (ne pas changer)"), rows[0].index("Réponse")
    for row in rows[1:]:
        if row[0] == "Sa seconde" and f"-Q{round_.questions.get(key='done').pk}" in row[place]:
            row[said] = "Écrit dans le tableur"
    back = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows).encode()

    page = client.post(at("bring_by_link", *keys), {"file": SimpleUploadedFile("retour.csv", back)})
    assert answered(second) == {}
    carried = read(page).select_one("input[name=keep]")["value"]
    response = client.post(at("bring_by_link", *keys), {"keep": carried})

    assert response.status_code == 302
    assert answered(second) == {("done", ""): ("Écrit dans le tableur", "given")}
    assert answered(several) == before
    assert second.steps.filter(step=Step.IMPORTED, by=second.recipient).exists()


def test_a_row_of_the_sheet_of_another_is_told_and_kept_by_nobody(client, read, sheet, round_, done):
    other = SheetFactory(round=round_)
    keys = by_link(sheet)
    row = f"Clé;Réponse\nE{round_.pk}-F{other.pk}-Q{done.pk};Entrée\n".encode()

    page = client.post(at("bring_by_link", *keys), {"file": SimpleUploadedFile("f.csv", row)})

    assert "n’est pas d’une fiche que vous remplissez" in page.content.decode()
    assert not read(page).select_one("input[name=keep]")


def test_what_was_judged_for_one_person_is_not_kept_for_another(client, read, sheet, round_, done):
    other = SheetFactory(round=round_)
    row = f"Clé;Réponse\nE{round_.pk}-F{sheet.pk}-Q{done.pk};Dit\n".encode()
    page = client.post(at("bring_by_link", *by_link(sheet)), {"file": SimpleUploadedFile("f.csv", row)})
    carried = read(page).select_one("input[name=keep]")["value"]

    told = client.post(at("bring_by_link", *by_link(other)), {"keep": carried}, follow=True)

    assert "déposez-le de nouveau" in told.content.decode()
    assert answered(sheet) == answered(other) == {}


def test_a_link_gives_no_workbook_of_another_round_nor_to_who_only_checks(client, sheet):
    other = SheetFactory(recipient=sheet.recipient)
    token = link_to(sheet)
    checker = SheetFactory(round=sheet.round).recipient
    actions.set_recipient(sheet, checker=checker, by=None, at=timezone.now())

    assert client.get(at("workbook_by_link", token, other.round_id)).status_code == 404
    assert client.get(at("bring_by_link", token, other.round_id)).status_code == 404
    rows = grid_of(client.get(at("workbook_by_link", *by_link(sheet, checker))))
    assert sheet.title not in {row[0] for row in rows}


def test_after_the_last_day_a_workbook_that_was_judged_changes_nothing(client, read, sheet, round_, done):
    keys = by_link(sheet)
    row = f"Clé;Réponse\nE{round_.pk}-F{sheet.pk}-Q{done.pk};Trop tard\n".encode()
    page = client.post(at("bring_by_link", *keys), {"file": SimpleUploadedFile("f.csv", row)})
    carried = read(page).select_one("input[name=keep]")["value"]
    actions.close_round(round_, by=None, at=timezone.now())

    told = client.post(at("bring_by_link", *keys), {"keep": carried}, follow=True)

    assert "Cette enquête est close" in told.content.decode()
    assert answered(sheet) == {}


def test_the_same_for_who_is_signed_in(client, sheet):
    client.force_login(sheet.recipient)
    page = client.get(at("my_sheet", sheet.pk)).content.decode()

    assert at("bring_mine", sheet.round_id) in page
    assert at("my_workbook", sheet.round_id) in client.get(at("bring_mine", sheet.round_id)).content.decode()
    assert len(grid_of(client.get(at("my_workbook", sheet.round_id)))) == 3
