"""The same contracts typed in a word processor or for the web read as they do in plain text."""

from collections import Counter

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.intake.tests.retyping import as_docx, as_html
from reciproque.intake.tests.test_reading_unseen import UNSEEN
from reciproque.intake.tests.unseen.expectation import bare, read_lines
from reciproque.office.opening import open_document
from reciproque.office.reading.text import read_text
from tests.readings.measure import DOCUMENTS, missing, text_of

pytestmark = pytest.mark.once  # no database: one engine is enough


NEARLY = 0.97
TYPED = {"docx": as_docx, "html": as_html}
NAMES = {
    "neighbourhoods": "name",
    "signatories": "organisation",
    "governance": "body",
    "reference_documents": "text",
    "commitments": "text",
    "glossary": "term",
}


def both(text, kind):
    document = read_text(text)
    again = open_document(TYPED[kind](document), name=f"contrat.{kind}")
    return read_document(document).as_json(), read_document(again).as_json()


def alike(reading, again):
    """The share of items that are in both: their list, code, words, and the words of their parent."""
    one, other = Counter(read_lines(reading)), Counter(read_lines(again))
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("expected", UNSEEN, ids=lambda expected: expected.name)
def test_an_invented_contract_reads_the_same(expected, kind):
    reading, again = both(expected.text, kind)

    assert read_lines(again) == read_lines(reading)
    for name, key in NAMES.items():
        assert [bare(item[key]) for item in again[name]] == [bare(item[key]) for item in reading[name]]


@pytest.mark.skipif(bool(missing()), reason=missing() or "ici")
@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_real_contract_reads_nearly_the_same(name, kind):
    reading, again = both(text_of(name), kind)

    assert alike(reading, again) >= NEARLY
