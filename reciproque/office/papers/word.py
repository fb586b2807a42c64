"""Papers as Word documents: real headings, lists and tables, so that everybody can read and rework them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from reciproque.core.text import clean
from reciproque.office.papers.content import (
    Bullets,
    Content,
    Heading,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
    even_levels,
)

LANGUAGE = "fr-FR"
SHORT, LONG, MARGIN = Cm(21), Cm(29.7), Cm(2)
GREY = RGBColor(0x59, 0x59, 0x59)


def write_docx(paper: Paper) -> bytes:
    """The paper as a DOCX, in French, with its title among its properties and numbered pages."""
    document = docx.Document()
    _prepare(document, paper)
    document.add_heading(clean(paper.title), 0)
    if paper.subtitle:
        document.add_paragraph(clean(paper.subtitle), style="Subtitle")
    for block in even_levels(paper.blocks):
        WRITERS[type(block)](document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: WordDocument, paper: Paper) -> None:
    document.core_properties.title = clean(paper.title)[:250]
    document.core_properties.author = clean(paper.author)[:250]
    document.core_properties.language = LANGUAGE
    document.core_properties.comments = ""
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), LANGUAGE)
    section = document.sections[0]
    section.page_width, section.page_height = (LONG, SHORT) if paper.landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    _number_pages(section.footer.paragraphs[0])


def _number_pages(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _heading(document: WordDocument, block: Heading) -> None:
    document.add_heading(clean(block.text), block.level)


def _paragraph(document: WordDocument, block: Paragraph) -> None:
    run = document.add_paragraph().add_run(clean(block.text))
    run.bold = block.strong or None
    if block.quiet:
        run.font.size = Pt(9)
        run.font.color.rgb = GREY


def _bullets(document: WordDocument, block: Bullets) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    fresh = _fresh_numbering(document, style) if block.numbered else None
    for item in block.items:
        paragraph = document.add_paragraph(clean(item), style=style)
        if fresh is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            numbering = properties.get_or_add_numPr()
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = fresh


def _fresh_numbering(document: WordDocument, style: str) -> int:
    """A list that counts from one again, of the same look as the style's own."""
    own = document.styles[style].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    fresh = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _table(document: WordDocument, block: TableBlock) -> None:
    if block.caption:
        caption = document.add_paragraph(clean(block.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    _add_row(table, block.columns, [column.heading for column in block.columns], strong=True)
    _repeat(table.rows[0])
    for cells in block.rows:
        _add_row(table, block.columns, cells)
    if block.total:
        _add_row(table, block.columns, block.total, strong=True)
    landscape = document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    _set_widths(table, [column.width for column in block.columns], landscape=landscape)
    document.add_paragraph()


def _add_row(
    table: Table, columns: Sequence[TableColumn], cells: Sequence[str], *, strong: bool = False
) -> None:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, cell, text in zip(columns, row.cells, cells, strict=False):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if column.numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(clean(text)).bold = strong or None


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_widths(table: Table, shares: Sequence[float], *, landscape: bool) -> None:
    line = (LONG if landscape else SHORT) - 2 * MARGIN
    whole = sum(shares) or 1
    for column, share in zip(table.columns, shares, strict=True):
        width = Emu(int(line * share / whole))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _key_figures(document: WordDocument, block: KeyFigures) -> None:
    """Figures as a list of sentences: read aloud, a grid of big numbers says nothing."""
    for one in block.figures:
        paragraph = document.add_paragraph(style="List Bullet")
        run = paragraph.add_run(clean(one.figure))
        run.bold = True
        run.font.size = Pt(14)
        paragraph.add_run(f" {clean(one.label)}")


def _page_break(document: WordDocument, block: PageBreak) -> None:
    document.add_page_break()


WRITERS: dict[type[Content], Callable[[WordDocument, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    TableBlock: _table,
    KeyFigures: _key_figures,
    PageBreak: _page_break,
}
