"""What comes out of a campaign opens in LibreOffice, slide by slide and page by page, with its words in place."""

from datetime import date

import pypdfium2
import pytest

from reciproque.core.text import one_line
from reciproque.evaluation.exports.report import evaluation_report
from reciproque.evaluation.exports.slides import committee_deck
from reciproque.evaluation.exports.workbook import campaign_sheets
from reciproque.evaluation.tests.pictures import crowded, ordinary
from reciproque.office.papers.making import write_paper
from reciproque.office.sheets import write_ods_book, write_xlsx_book
from reciproque.office.slides import write_pptx
from tests.converted import converted, needs_soffice

pytestmark = pytest.mark.once  # no database: one engine is enough
ON = date(2026, 11, 26)


def pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [one_line(document[at].get_textpage().get_text_range()) for at in range(len(document))]


@needs_soffice
@pytest.mark.parametrize("made", [ordinary(), crowded(30)], ids=["ordinary", "crowded"])
def test_libreoffice_shows_each_slide(made):
    deck = committee_deck(made, on=ON)
    shown = pages(converted(write_pptx(deck), "pptx", "slides.pdf"))

    assert len(shown) >= len(deck.slides) + 1
    place = 0
    for slide in deck.slides:  # each title on a page behind that of the slide before
        title = one_line(slide.title).strip(" :")
        place = next(at for at, page in enumerate(shown) if at > place and title in page)
    assert "réalisé" in " ".join(shown) or "en cours de déploiement" in " ".join(
        shown
    )  # legends of native charts
    assert f"provisoire {len(shown)}" in shown[-1]  # numbered


@needs_soffice
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_prints_the_report_with_its_tags(form):
    paper = evaluation_report(ordinary(), on=ON, with_annex=True)
    pdf = converted(write_paper(paper, form), form, "tagged.pdf")
    text = " ".join(pages(pdf))

    for said in ("L’essentiel", "Lire avant six ans", "secret statistique", "Qui n’a pas répondu"):
        assert said in text
    with pypdfium2.PdfDocument(pdf) as document:
        kinds = [one.type for at in range(len(document)) for one in document[at].get_objects()]
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) >= 4  # the charts


@needs_soffice
@pytest.mark.parametrize(
    ("write", "form", "other"), [(write_xlsx_book, "xlsx", "ods"), (write_ods_book, "ods", "xlsx")]
)
def test_libreoffice_opens_the_sheets(write, form, other):
    data = write("Évaluation", campaign_sheets(ordinary(), on=ON))

    assert converted(data, form, other).startswith(b"PK")
