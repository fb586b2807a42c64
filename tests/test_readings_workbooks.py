"""The tables of real contracts kept in spreadsheets give the same framework as in the contract."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.reading.text import read_text
from tests.converted import converted, needs_soffice
from tests.readings.likeness import likeness
from tests.readings.measure import DOCUMENTS, missing, text_of
from tests.readings.workbooks import as_xlsx, only_tables, tables_of

pytestmark = [
    pytest.mark.once,  # no database: one engine is enough
    pytest.mark.skipif(bool(missing()), reason=missing() or "ici"),
]
FRAMEWORK, OTHERS = 0.97, 0.93
SHAPES = {
    "a sheet per table": {},
    "one sheet": {"one_sheet": True},
    "blank cells for merged ones": {"merged": False},
}


def with_tables():
    return [] if missing() else [name for name in DOCUMENTS if tables_of(read_text(text_of(name)))]


def assert_alike(name, data, suffix):
    wanted = read_document(only_tables(read_text(text_of(name)))).as_json()
    alike = likeness(wanted, read_document(open_document(data, name=f"plan.{suffix}")).as_json())

    assert len(wanted["framework"]) > 20
    assert alike.pop("framework") >= FRAMEWORK
    assert [one for one in alike.items() if one[1] < OTHERS] == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", with_tables())
def test_tables_kept_in_excel_read_as_in_the_contract(name, shape):
    assert_alike(name, as_xlsx(read_text(text_of(name)), **SHAPES[shape]), "xlsx")


@needs_soffice
@pytest.mark.parametrize("name", with_tables())
def test_tables_kept_in_libreoffice_read_as_in_the_contract(name):
    assert_alike(name, converted(as_xlsx(read_text(text_of(name))), "xlsx", "ods"), "ods")


def test_three_of_the_contracts_have_tables():
    assert len(with_tables()) == 3
