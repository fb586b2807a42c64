"""Common indicators from a spreadsheet: judged cell by cell, kept whole or not at all."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.journal.models import Entry
from reciproque.monitoring import actions
from reciproque.monitoring.models import Library, Standard
from reciproque.monitoring.tests.factories import LibraryFactory, StandardFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADS = ["Nature", "Code", "Libellé", "Unité", "Ventilé par sexe", "Tranches d’âge", "Humeur"]


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def library(contract):
    return LibraryFactory(contract=contract)


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def at(name, library):
    return reverse(f"monitoring:{name}", args=[library.pk])


@pytest.fixture
def bring(client, library, read, team):
    def do(*rows):
        file = io.StringIO()
        csv.writer(file, delimiter=";").writerows(rows)
        upload = SimpleUploadedFile("base.csv", file.getvalue().encode())
        return read(client.post(at("import_standards", library), {"file": upload}))

    return do


def keep(client, library, page):
    carried = page.select_one("input[name=keep]")["value"]
    return client.post(at("import_standards", library), {"keep": carried}, follow=True)


def problems(page):
    return [item.get_text(" ", strip=True) for item in page.select(".callout.error li")]


def effects(page):
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_lines_become_indicators_and_the_same_file_changes_nothing(client, library, bring):
    rows = [
        ["Base du réseau", "", "", "", "", "", ""],
        HEADS,
        ["nombre", "EDU-1", "Élèves  suivis", "élèves", "oui", "0-11 ans ; 12 ans et plus", "bonne"],
        ["Part ou taux", "SAN-2", "=Part des soins", "%", "", "", ""],
        ["", "", "", "", "", "", ""],
    ]

    page = bring(*rows)
    before = Standard.objects.count()
    keep(client, library, page)

    assert before == 0
    assert [row[0:1] + row[2:4] for row in effects(page)] == [
        ["EDU-1", "B3", "nouvelle"],
        ["SAN-2", "B4", "nouvelle"],
    ]
    first, second = Standard.objects.order_by("position")
    assert (first.code, first.wording, first.kind, first.by_sex) == ("EDU-1", "Élèves suivis", "number", True)
    assert first.age_bands.splitlines() == ["0-11 ans", "12 ans et plus"]
    assert (second.kind, second.wording) == ("ratio", "=Part des soins")
    assert "Colonnes non reprises : Humeur" in page.get_text()
    assert Entry.objects.get(act="standards.brought").subject_key == library.pk
    again = bring(*rows)
    assert (effects(again), again.select("input[name=keep]")) == ([], [])
    assert "2 inchangés" in again.get_text()


def test_only_what_the_file_says_changes(client, library, bring):
    old = StandardFactory(library=library, code="EDU-1", unit="élèves", source="Éducation nationale")

    keep(client, library, bring(["Code", "Libellé", "Unité"], ["EDU-1", "", "collégiens"]))

    now = Standard.objects.get()
    assert (now.unit, now.wording, now.source) == ("collégiens", old.wording, "Éducation nationale")
    assert now.version == old.version + 1


def test_each_fault_is_told_at_its_cell(library, bring):
    StandardFactory(library=library, code="VIEUX", archived_at=AT)

    page = bring(
        HEADS,
        ["vitesse", "A", "Un", "u" * 61, "peut-être", "", ""],
        ["nombre", "", "Sans code", "", "", "", ""],
        ["nombre", "B", "Deux", "", "", "", ""],
        ["nombre", "B", "Deux fois", "", "", "", ""],
        ["nombre", "VIEUX", "Retiré", "", "", "", ""],
        ["", "C", "Sans nature", "", "", "", ""],
        ["nombre", "D" * 31, "Code long", "", "", "", ""],
    )

    places = [one.split(" ", 1)[0] for one in problems(page)]
    assert places == ["A2", "D2", "E2", "B2", "B3", "B5", "B6", "B7", "B8"]
    assert "« appréciation »" in problems(page)[0]
    assert page.select("input[name=keep]") == []
    assert not Standard.objects.filter(archived_at=None).exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("vide.xlsx", b"", "vide"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 90, "pas un tableau"),
        ("abime.xlsx", b"PK\x03\x04" + b"x" * 200, ""),
        ("autre.csv", "Nom;Prénom\nA;B\n".encode(), "aucune ligne de titres"),
    ],
)
def test_what_is_no_such_file_is_told(client, library, team, read, name, data, said):
    page = read(
        client.post(at("import_standards", library), {"file": SimpleUploadedFile(name, data)}, follow=True)
    )

    told = page.select(".callout.error, .summary, [id$=_error]")
    assert told
    assert said in " ".join(one.get_text() for one in told)
    assert not Standard.objects.exists()


def test_the_template_comes_back_as_it_went(client, library, team, read):
    StandardFactory(library=library, levels="rien\nun peu\nbeaucoup", kind="level", by_age=True)
    StandardFactory(library=library, counts_people=None, method_note="Deux\nlignes", wording="=Part")

    for form in ("xlsx", "ods", "csv"):
        template = client.get(at("standards_template", library), {"format": form})
        file = SimpleUploadedFile(f"modele.{form}", template.content)
        page = read(client.post(at("import_standards", library), {"file": file}))

        assert (problems(page), effects(page)) == ([], [])
        assert "2 inchangés" in page.get_text()


def test_what_somebody_else_changed_since_refuses_the_whole(client, library, bring, team):
    old = StandardFactory(library=library, code="EDU-1")
    page = bring(["Code", "Libellé", "Nature"], ["EDU-1", "Autre", ""], ["NEUF", "Neuf", "nombre"])
    actions.edit_standard(old, seen=None, by=team, at=AT, unit="personnes")

    answer = keep(client, library, page)

    assert "Quelqu’un d’autre a modifié" in answer.text
    assert [one.code for one in Standard.objects.all()] == ["EDU-1"]


def test_a_judged_file_is_of_its_list_and_its_person(client, library, bring, read):
    other = LibraryFactory(contract=library.contract)
    page = bring(["Code", "Libellé", "Nature"], ["A", "Un", "nombre"])

    answer = keep(client, other, page)

    assert "déposez-le de nouveau" in answer.text
    assert not Standard.objects.exists()


def test_a_list_is_put_away_and_taken_out_again(client, contract, library, team, read):
    standard = StandardFactory(library=library)
    [indicator] = actions.adopt_standards(contract, [standard], by=team, at=AT)

    client.post(at("archive_library", library))
    page = read(client.get(reverse("monitoring:library_list")))
    adopting = client.get(reverse("monitoring:adopt_indicators", args=[contract.pk])).text
    followed = client.get(reverse("monitoring:standard_detail", args=[standard.pk]))

    assert Library.objects.get().archived_at is not None
    assert [one.get_text() for one in page.select(".lines button")] == [f"Restaurer {library}"]
    assert standard.wording not in adopting
    assert (followed.status_code, client.get(at("library_detail", library)).status_code) == (200, 404)
    with pytest.raises(Refused, match="plus publié"):
        actions.adopt_standards(ContractFactory(), [standard], by=team, at=AT)
    client.post(at("restore_library", library))
    assert client.get(at("library_detail", library)).status_code == 200
    assert indicator.standard_id == standard.pk


def test_only_who_keeps_it_puts_it_away(client, library):
    stranger = member_of(ContractFactory())
    client.force_login(stranger)

    assert client.post(at("archive_library", library)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.bring_standards(library, [], by=stranger, at=AT)
    Library.objects.update(archived_at=AT)
    assert client.post(at("restore_library", library)).status_code == 404
