"""The same contracts saved by LibreOffice read as they do in plain text, list by list."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.reading.text import read_text
from tests.converted import needs_soffice
from tests.readings.formats import FORMATS
from tests.readings.likeness import likeness
from tests.readings.measure import DOCUMENTS, missing, text_of

pytestmark = [
    pytest.mark.once,  # no database: one engine is enough
    pytest.mark.skipif(bool(missing()), reason=missing() or "ici"),
    needs_soffice,
]
FRAMEWORK, OTHERS = 0.99, 0.98


@pytest.mark.parametrize("label", ["DOCX (LibreOffice)", "ODT (LibreOffice)", "HTML (LibreOffice)"])
def test_every_list_reads_as_in_the_text(label):
    documents = [read_text(text_of(name), name=name) for name in DOCUMENTS]
    files = FORMATS[label].make(documents)

    for name, document, data in zip(DOCUMENTS, documents, files, strict=True):
        again = open_document(data, name=f"{name}.{FORMATS[label].suffix}")
        alike = likeness(read_document(document).as_json(), read_document(again).as_json())
        assert alike.pop("framework", 1.0) >= FRAMEWORK, name
        assert [one for one in alike.items() if one[1] < OTHERS] == [], name
