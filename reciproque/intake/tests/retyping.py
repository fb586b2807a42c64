"""A document typed again as somebody would in a word processor or for the web: real headings, lists, tables."""

from __future__ import annotations

import copy
import html
import io
from collections.abc import Iterator

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reciproque.intake.reading.leftovers import without_furniture
from reciproque.intake.reading.list_lines import ordinary_sign
from reciproque.intake.reading.outline import outline_of
from reciproque.office.document import Block, Document, Kind, Table

DEEPEST_HEADING = 6


def with_headings(document: Document) -> Iterator[tuple[int, Block | Table]]:
    """The parts, each with the level of its heading, or zero."""
    document = without_furniture(document)
    outline = outline_of(document)
    for part in document.parts:
        section = outline.section_of(part)
        titled = isinstance(part, Block) and outline.is_title(part)
        yield min(len(list(section.path())), DEEPEST_HEADING) if titled else 0, part


def plain_signs(document: Document) -> str:
    """The signs that a word processor sets by itself; others are typed."""
    return f"-–—*•◦{ordinary_sign(document)}"


def as_docx(document: Document, *, ruled: bool = False, tight: bool = False) -> bytes:
    """As a word processor keeps it.

    `ruled` draws the lines of the tables; the paragraphs of a cell then stand apart, unless `tight`.
    """
    word = docx.Document()
    _set_page(
        word.sections[0], wide=any(isinstance(part, Table) and _width(part) > 4 for part in document.parts)
    )
    restarts = _Restarts(word, plain_signs(document))
    for level, part in with_headings(document):
        if isinstance(part, Table):
            made = _table_in_word(word, part, restarts)
            made.style = "Table Grid" if ruled else None
            if ruled and not tight:
                _set_apart(made)
        elif level:
            word.add_heading(_typed(part), level)
        elif part.kind is not Kind.FURNITURE:
            _paragraph(word.add_paragraph(), part, restarts)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _width(table: Table) -> int:
    return max(map(len, table.grid()))


def _set_page(section: Section, *, wide: bool) -> None:
    """A4, on its side when a table has many columns."""
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2)


class _Restarts:
    """Numbered lists that begin at one again, each with a numbering of its own."""

    def __init__(self, word: docx.document.Document, signs: str) -> None:
        self.signs = signs
        self._numbering = word.part.numbering_part.element
        style = word.styles["List Number"].element.pPr.numPr.numId.val
        nums = {num.numId: num for num in self._numbering.num_lst}
        self._kind = nums[style].abstractNumId.val
        self._current = style

    def number(self, paragraph: Paragraph, value: int) -> None:
        if value == 1:
            num = self._numbering.add_num(self._kind)
            num.add_lvlOverride(ilvl=0).add_startOverride(1)
            self._current = num.numId
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = self._current
        properties.get_or_add_ilvl().val = 0


def _paragraph(paragraph: Paragraph, block: Block, restarts: _Restarts) -> None:
    if block.kind is Kind.ITEM and block.marker[:1].isdigit():
        paragraph.style = "List Number"
        restarts.number(paragraph, int("".join(filter(str.isdigit, block.marker))))
        text = block.text
    elif block.kind is Kind.ITEM and block.marker in restarts.signs:
        paragraph.style = f"List Bullet {min(block.level + 1, 3)}" if block.level else "List Bullet"
        text = block.text
    else:
        text = _typed(block)
    if block.lead and text.startswith(block.lead):
        paragraph.add_run(block.lead).bold = True
        text = text[len(block.lead) :]
    lines = block.lines if block.lines and not block.lead and block.kind is Kind.PARAGRAPH else (text,)
    run = paragraph.add_run(lines[0])
    for line in lines[1:]:
        run.add_break()
        run.add_text(line)
    run.bold = block.strong or None


def _typed(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.kind is Kind.ITEM else block.text


def _table_in_word(word: docx.document.Document, table: Table, restarts: _Restarts) -> WordTable:
    grid = table.grid()
    made = word.add_table(len(grid), _width(table))
    for at, row in enumerate(grid):
        for column, (cell, inherited) in enumerate(row):
            here = made.cell(at, column)
            if inherited and at and len(grid[at - 1]) > column and grid[at - 1][column][0] is cell:
                _continue_above(here)
                continue
            for number, block in enumerate(cell.blocks):
                paragraph = here.paragraphs[0] if not number else here.add_paragraph()
                _paragraph(paragraph, block, restarts)
            if cell.rowspan > 1:
                _merge(here, "restart")
    return made


def _set_apart(table: WordTable) -> None:
    for cell in {id(each._tc): each for row in table.rows for each in row.cells}.values():
        for paragraph in cell.paragraphs[:-1]:
            paragraph.paragraph_format.space_after = Pt(4)


def _continue_above(cell: _Cell) -> None:
    _merge(cell, "continue")


def _merge(cell: _Cell, how: str) -> None:
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), how)
    cell._tc.get_or_add_tcPr().append(copy.copy(merge))


def as_html(document: Document) -> bytes:
    body: list[str] = []
    lists: list[str] = []
    signs = plain_signs(document)
    for level, part in with_headings(document):
        is_item = isinstance(part, Block) and part.kind is Kind.ITEM and not level and _is_set(part, signs)
        if not is_item:
            body += [f"</{tag}>" for tag in reversed(lists)]
            lists.clear()
        if isinstance(part, Table):
            body.append(_html_table(part))
        elif level:
            body.append(f"<h{level}>{html.escape(_typed(part))}</h{level}>")
        elif is_item:
            body += _html_item(part, lists)
        elif part.kind is not Kind.FURNITURE:
            body.append(f"<p>{html.escape(_typed(part)) if part.marker else _inside(part)}</p>")
    body += [f"</{tag}>" for tag in reversed(lists)]
    page = "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>x</title></head><body>{}</body></html>"
    return page.format("\n".join(body)).encode()


def _is_set(block: Block, signs: str) -> bool:
    return block.marker[:1].isdigit() or block.marker in signs


def _html_item(block: Block, lists: list[str]) -> Iterator[str]:
    counted = block.marker[:1].isdigit()
    tag = "ol" if counted else "ul"
    while len(lists) > block.level + 1 or (lists and len(lists) == block.level + 1 and lists[-1] != tag):
        yield f"</{lists.pop()}>"
    while len(lists) < block.level + 1:
        lists.append(tag)
        start = int("".join(filter(str.isdigit, block.marker))) if counted else 1
        yield f'<{tag} start="{start}">' if start > 1 else f"<{tag}>"
    yield f"<li>{_inside(block)}</li>"


def _inside(block: Block) -> str:
    if block.lead and block.text.startswith(block.lead):
        return f"<b>{html.escape(block.lead)}</b>{html.escape(block.text[len(block.lead) :])}"
    lines = block.lines if block.lines and block.kind is Kind.PARAGRAPH else (block.text,)
    text = "<br>".join(html.escape(line) for line in lines)
    return f"<strong>{text}</strong>" if block.strong else text


def _html_table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            span = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            span += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            lists: list[str] = []
            inside = ""
            for block in cell.blocks:
                if not cell.rich:
                    inside += html.escape(_typed(block)) if block.marker else _inside(block)
                elif block.kind is Kind.ITEM:
                    inside += "".join(_html_item(block, lists))
                else:
                    inside += "".join(f"</{tag}>" for tag in reversed(lists)) + f"<p>{_inside(block)}</p>"
                    lists.clear()
            inside += "".join(f"</{tag}>" for tag in reversed(lists))
            cells.append(f"<td{span}>{inside}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"
