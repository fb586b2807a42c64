"""The parts of a slide: lists, tables and key figures, each into its box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from reciproque.core.text import clean, one_line
from reciproque.office.papers.content import Cell, Entry, KeyFigures, TableBlock
from reciproque.office.papers.laying import cell_of
from reciproque.office.slides.fitting import CENTIMETRE, LINE, POINT, Box, lines_of

TABLE_LETTERS = HEAD_LETTERS = 13
FIGURE_SIZES = (32, 26, 22, 18)
CELL_MARGIN = int(0.2 * CENTIMETRE)
ROW_MARGIN = int(0.24 * CENTIMETRE)  # above and below the words of a row together
BULLET_ROOM = int(0.6 * CENTIMETRE)
LONGEST_CELL = 420  # letters; the report has the whole


def say(paragraph: Any, texts: Sequence[tuple[str, bool]], size: float | None = None) -> None:
    """Put runs (text, bold) into a paragraph, in French."""
    for text, bold in texts:
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                paragraph.add_line_break()
            if line:
                _run(paragraph, line, bold, size)


def _run(paragraph: Any, text: str, bold: bool, size: float | None) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.language_id = MSO_LANGUAGE_ID.FRENCH
    if bold:
        run.font.bold = True
    if size is not None:
        run.font.size = Pt(size)


def write_list(frame: Any, entries: Sequence[Entry], size: float, *, bullets: bool = False) -> None:
    """Items of a list into the frame of a placeholder, whose bullets they take; elsewhere they need their own."""
    for number, entry in enumerate(entries):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.level = min(entry.level, 4)
        if entry.strong:
            _without_bullet(paragraph)
        elif bullets:
            _add_bullet(paragraph, entry.level)
        front, rest = entry.weights
        say(paragraph, [(front, True), (rest, False)], size)


def _without_bullet(paragraph: Any) -> None:
    """An item in bold stands over those that follow, like a heading."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _add_bullet(paragraph: Any, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(int(max(1, level) * BULLET_ROOM)))
    properties.set("indent", str(-BULLET_ROOM))
    properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def set_box(shape: Any, box: Box) -> None:
    shape.left, shape.top = Emu(box.left), Emu(box.top)
    shape.width, shape.height = Emu(box.width), Emu(box.height)


def describe(frame: Any, title: str, words: str) -> None:
    """What a screen reader says of a table or a chart."""
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("title", one_line(title)[:250])
    about.set("descr", clean(words)[:2000])


def row_heights(block: TableBlock, width: int) -> list[int]:
    """How high each row will be."""
    widths = _widths(block, width)
    return [_row_height(row, widths) for row in block.rows]


def _row_height(row: Sequence[str | Cell], widths: Sequence[int]) -> int:
    most = max(
        (
            lines_of(_cell_text(cell), at - 2 * CELL_MARGIN, TABLE_LETTERS)
            for cell, at in zip(row, widths, strict=False)
        ),
        default=1,
    )
    return int(most * TABLE_LETTERS * LINE * POINT) + ROW_MARGIN


def head_height(block: TableBlock, width: int) -> int:
    return _row_height(
        [column.heading for column in block.columns], [int(one * 0.9) for one in _widths(block, width)]
    )


def _widths(block: TableBlock, width: int) -> list[int]:
    whole = sum(column.width for column in block.columns) or 1
    return [int(width * column.width / whole) for column in block.columns]


def _cell_text(cell: str | Cell) -> str:
    text = "\n".join(cell_of(cell).texts)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1].rstrip()}…"


def add_table(slide: Any, block: TableBlock, rows: range, box: Box, title: str) -> None:
    """Rows of a table with its headings; the colours are those of the theme."""
    chosen = [block.rows[at] for at in rows]
    widths = _widths(block, box.width)
    heights = [head_height(block, box.width), *(_row_height(row, widths) for row in chosen)]
    frame = slide.shapes.add_table(
        len(chosen) + 1, len(block.columns), Emu(box.left), Emu(box.top), Emu(box.width), Emu(sum(heights))
    )
    table = frame.table
    for at, width in enumerate(widths):
        table.columns[at].width = Emu(width)
    told = [[column.heading for column in block.columns], *chosen]
    for row, (cells, height) in enumerate(zip(told, heights, strict=True)):
        table.rows[row].height = Emu(height)
        for at, column in enumerate(block.columns):
            cell = cells[at] if at < len(cells) else ""
            _write_cell(table.cell(row, at), cell, head=not row, right=column.numeric)
    describe(
        frame,
        title,
        f"Tableau\u00a0: {title}. Colonnes\u00a0: {', '.join(c.heading for c in block.columns)}.",
    )


def _write_cell(place: Any, cell: str | Cell, *, head: bool, right: bool) -> None:
    place.margin_left = place.margin_right = Emu(CELL_MARGIN)
    place.margin_top = place.margin_bottom = Emu(ROW_MARGIN // 2)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = place.text_frame.paragraphs[0]
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT
    strong = head or (isinstance(cell, Cell) and cell.strong)
    say(paragraph, [(_cell_text(cell), strong)], HEAD_LETTERS if head else TABLE_LETTERS)


def add_figures(slide: Any, block: KeyFigures, box: Box) -> None:
    """Large figures in a row, each with its words below."""
    figures = block.figures
    if not figures:
        return
    width = box.width // len(figures)
    for number, one in enumerate(figures):
        shape = slide.shapes.add_textbox(
            Emu(box.left + number * width), Emu(box.top), Emu(width), Emu(box.height)
        )
        shape.name = f"Chiffre {number + 1}"
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = 0
        say(frame.paragraphs[0], [(one.figure, True)], _figure_size(one.figure, width))
        frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        say(frame.add_paragraph(), [(one.label, False)], 14)


def _figure_size(figure: str, width: int) -> float:
    """The largest letters in which a figure stays on one line."""
    return next((size for size in FIGURE_SIZES if lines_of(figure, width, size * 1.1) == 1), FIGURE_SIZES[-1])


def add_foot(slide: Any, text: str, box: Box) -> None:
    shape = slide.shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    shape.name = "Précision"
    frame = shape.text_frame
    frame.word_wrap, frame.margin_left = True, 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    say(frame.paragraphs[0], [(text, False)], 12)
