"""Lists that a contract gives itself: typed, imported, archived; and who may see and change them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.edits import Overtaken
from reciproque.core.refusals import Refused
from reciproque.framework.actions import lists
from reciproque.framework.imports.lists import EXAMPLES, TEMPLATE, read_list, sealed, unsealed
from reciproque.framework.models import Tie
from reciproque.framework.tests.factories import NodeFactory
from reciproque.journal.models import Entry
from reciproque.office.sheets import write_csv, write_ods, write_xlsx
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.rules import ReadLine
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRITERS = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv}


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def team(contract):
    return member_of(contract)


@pytest.fixture
def plan(contract):
    return NomenclatureFactory(contract_id=contract.pk)


def read(text, into=None):
    return read_list(BytesIO(text.encode()), name="plan.csv", into=into)


def said(text):
    return [str(problem) for problem in read(text).problems]


def state(nomenclature):
    rows = Reference.objects.filter(nomenclature=nomenclature, archived_at=None).order_by("position")
    return [(row.code, row.title, row.parent.code if row.parent else "") for row in rows]


# Files


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_template_is_read_back_in_every_format(suffix):
    data = WRITERS[suffix]("modèle", TEMPLATE, EXAMPLES)

    found = read_list(BytesIO(data), name=f"plan.{suffix}", into=None)

    assert found.problems == []
    assert [(line.code, line.title, line.detail, line.parent) for line in found.lines] == [
        (line.code, line.title, line.detail, line.parent) for line in EXAMPLES
    ]


def test_columns_come_in_any_order_under_a_title_and_others_are_told():
    found = read(
        "Plan local de santé;;;\n;;;\nBudget;Libellé;N°;Description\n10;Soigner;1;Loin\n;;;\n;Prévenir;2;\n"
    )

    assert [(line.code, line.title, line.detail, line.row) for line in found.lines] == [
        ("1", "Soigner", "Loin", 4),
        ("2", "Prévenir", "", 6),
    ]
    assert found.ignored == ["Budget"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("code;intitulé\n;Sans code\n1;\n1;Deux fois\n", ["A2", "B3", "A4"]),
        ("code;intitulé;parent\n1;Un;9\n2;Deux;3\n3;Trois;2\n", ["C2", "C3", "C4"]),
        (f"intitulé;code\nTrop long;{'x' * 41}\n", ["B2"]),
        ("code;code;intitulé\n1;1;Un\n", ["A1 et B1"]),
        ("code\n1\n", ["A1"]),
        ("bonjour;monsieur\n1;2\n", ["A1"]),
        ("code;intitulé\n", ["A2"]),
    ],
)
def test_every_problem_is_told_at_its_cell(text, cells):
    assert [problem.cell for problem in read(text).problems] == cells


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "vide"),
        (b"%PDF-1.4 bonjour", "pas un tableau"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "pas un tableau"),
        (b"PK\x03\x04 casse", "incomplet"),
        (b"\n;;\n", "rien"),
        (b"x" * (6 * 1024 * 1024), "pèse"),
    ],
)
def test_what_is_no_table_is_told_so(data, word):
    [problem] = read_list(BytesIO(data), name="plan.xlsx", into=None).problems

    assert word in str(problem)


def test_a_sheet_that_says_it_has_a_million_rows_is_refused_with_its_size():
    rows = [ReadLine(str(n), "x") for n in range(10_100)]

    [problem] = read_list(BytesIO(write_xlsx("plan", TEMPLATE, rows)), name="plan.xlsx", into=None).problems

    assert "10101" in str(problem)


def test_what_would_change_is_told_line_by_line(plan):
    ReferenceFactory(nomenclature=plan, code="1", title="Ancien")
    ReferenceFactory(nomenclature=plan, code="2", title="Même")
    ReferenceFactory(nomenclature=plan, code="3", title="Parti")

    found = read("code;intitulé\n1;Nouveau\n2;Même\n4;Ajouté\n", into=plan)

    assert [(one.kind, one.code, one.before) for one in found.changes] == [
        ("modifiée", "1", "Ancien"),
        ("inchangée", "2", ""),
        ("ajoutée", "4", ""),
        ("archivée", "3", ""),
    ]


# Keeping


def test_a_file_is_kept_and_the_second_time_changes_nothing(plan, team):
    lines = read("code;intitulé;dépend de\n1;Un;\n1.1;Sous un;1\n").lines
    lists.keep_lines(plan, lines, by=team, at=AT)
    before = list(Reference.objects.order_by("pk").values())

    told = lists.keep_lines(plan, lines, by=team, at=AT)

    assert state(plan) == [("1", "Un", ""), ("1.1", "Sous un", "1")]
    assert told == {"added": 0, "changed": 0, "archived": 0}
    assert list(Reference.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == 1


def test_changed_titles_update_vanished_lines_are_archived_and_come_back(plan, team, contract):
    first = read("code;intitulé\n1;Un\n2;Deux\n").lines
    lists.keep_lines(plan, first, by=team, at=AT)
    two = Reference.objects.get(code="2")
    NodeFactory(tree__contract=contract, references=[two])

    told = lists.keep_lines(plan, read("code;intitulé\n1;Premier\n").lines, by=team, at=AT)

    assert told == {"added": 0, "changed": 1, "archived": 1}
    assert state(plan) == [("1", "Premier", "")]
    assert Tie.objects.get().reference == two
    lists.keep_lines(plan, first, by=team, at=AT)
    assert state(plan) == [("1", "Un", ""), ("2", "Deux", "")]
    assert Tie.objects.get().reference == two


def test_an_empty_file_does_not_empty_a_list(plan, team):
    ReferenceFactory(nomenclature=plan)

    with pytest.raises(Refused):
        lists.keep_lines(plan, [], by=team, at=AT)


def test_the_judged_lines_are_for_that_person_and_that_list_only():
    lines = [ReadLine("1", "Un", "Détail", "")]
    text = sealed(lines, by=1, into=2)

    assert unsealed(text, by=1, into=2) == lines
    assert unsealed(text, by=9, into=2) is None
    assert unsealed(text, by=1, into=None) is None
    assert unsealed(text[:-2] + "xx", by=1, into=2) is None


# By hand


def test_a_list_and_its_lines_are_typed(contract, team):
    made = lists.create_list(contract, name="Plan  local", by=team, at=AT, measures=True)
    one = lists.add_line(made, code="", title="Soigner", by=team, at=AT)
    two = lists.add_line(made, code="", title="Prévenir", parent=one, by=team, at=AT)

    assert (made.contract_id, one.code, two.code, two.position) == (contract.pk, "1", "2", 2)
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "list.created",
        "line.added",
        "line.added",
    ]


def test_two_lists_may_bear_the_same_name(contract, team):
    names = [lists.create_list(contract, name="Plan", by=team, at=AT).code for _ in range(3)]

    assert len(set(names)) == 3


@pytest.mark.parametrize("values", [{"title": " "}, {"title": "Deux fois", "code": "7"}])
def test_a_line_that_cannot_be_is_refused(plan, team, values):
    ReferenceFactory(nomenclature=plan, code="7")

    with pytest.raises(Refused):
        lists.add_line(plan, by=team, at=AT, **values)


def test_lines_do_not_hang_in_a_ring(plan, team):
    top = ReferenceFactory(nomenclature=plan)
    low = ReferenceFactory(nomenclature=plan, parent=top)

    with pytest.raises(Refused, match="dépend"):
        lists.edit_line(top, seen=None, by=team, at=AT, parent=low)
    with pytest.raises(Refused, match="autre référentiel"):
        lists.edit_line(top, seen=None, by=team, at=AT, parent=ReferenceFactory())


def test_two_who_edit_a_line_see_each_other(plan, team):
    line = ReferenceFactory(nomenclature=plan)
    lists.edit_line(line, seen=1, by=team, at=AT, title="Premier")

    with pytest.raises(Overtaken):
        lists.edit_line(line, seen=1, by=team, at=AT, title="Second")


def test_lists_and_lines_are_archived_and_restored(plan, team):
    line = ReferenceFactory(nomenclature=plan)

    lists.archive_line(line, by=team, at=AT)
    lists.archive_list(plan, by=team, at=AT)
    with pytest.raises(Refused, match="déjà"):
        lists.archive_list(plan, by=team, at=AT)
    with pytest.raises(Refused, match="archivé"):
        lists.add_line(plan, title="x", by=team, at=AT)
    lists.restore_list(plan, by=team, at=AT)
    lists.restore_line(line, by=team, at=AT)

    line.refresh_from_db()
    assert line.archived_at is None


# Who may


def acts_on(nomenclature, line, contract, person):
    yield lambda: lists.edit_list(nomenclature, seen=None, by=person, at=AT, name="Autre")
    yield lambda: lists.archive_list(nomenclature, by=person, at=AT)
    yield lambda: lists.add_line(nomenclature, title="x", by=person, at=AT)
    yield lambda: lists.edit_line(line, seen=None, by=person, at=AT, title="x")
    yield lambda: lists.archive_line(line, by=person, at=AT)
    yield lambda: lists.keep_lines(nomenclature, [ReadLine("1", "x")], by=person, at=AT)


def test_nobody_but_its_team_changes_the_list_of_a_contract(plan, contract):
    line = ReferenceFactory(nomenclature=plan)
    for person in (member_of(contract, Role.READER), member_of(ContractFactory())):
        for deed in acts_on(plan, line, contract, person):
            with pytest.raises(PermissionDenied):
                deed()


def test_only_the_administration_changes_a_national_list(contract, team):
    line = ReferenceFactory()
    for deed in acts_on(line.nomenclature, line, contract, team):
        with pytest.raises(PermissionDenied):
            deed()
    with pytest.raises(PermissionDenied):
        lists.create_list(None, name="Nationale", by=team, at=AT)

    admin = MembershipFactory(role=Role.ADMINISTRATOR).user
    assert lists.create_list(None, name="Nationale", by=admin, at=AT).is_national
    assert lists.edit_line(line, seen=None, by=admin, at=AT, title="Mieux").title == "Mieux"
    assert Nomenclature.objects.filter(contract_id=None).count() == 2
