"""The same contracts as PDF, with tags and without, read as they do in plain text."""

from functools import cache

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.reading.text import read_text
from tests.converted import needs_soffice
from tests.readings.formats import FORMATS
from tests.readings.likeness import differences, likeness
from tests.readings.measure import DOCUMENTS, missing, text_of

pytestmark = [pytest.mark.once, pytest.mark.skipif(bool(missing()), reason=missing() or "ici")]

BY_OFFICE = ("PDF tagged (LibreOffice)", "PDF untagged, ruled (LibreOffice)")
OWN = "PDF tagged (our own writer)"
FRAMEWORK, OTHERS = 0.97, 0.93


@cache
def documents():
    return tuple(read_text(text_of(name), name=name) for name in DOCUMENTS)


@cache
def files(label):
    return dict(zip(DOCUMENTS, FORMATS[label].make(documents()), strict=True))


def below_the_floor(label, name):
    reading = read_document(documents()[DOCUMENTS.index(name)]).as_json()
    again = read_document(open_document(files(label)[name], name=f"{name}.pdf")).as_json()
    found = {
        each: f1
        for each, f1 in likeness(reading, again).items()
        if f1 < (FRAMEWORK if each == "framework" else OTHERS)
    }
    told = differences(reading, again)
    return {each: (f1, told[each]) for each, f1 in found.items()}


@needs_soffice
@pytest.mark.parametrize("label", BY_OFFICE)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_contract_as_pdf_reads_as_its_text(name, label):
    assert below_the_floor(label, name) == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_contract_printed_by_ourselves_reads_as_its_text(name):
    assert below_the_floor(OWN, name) == {}
