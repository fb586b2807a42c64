"""An invented document written as a file of each format, part by part and without a library in between."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

import typst

from bench.fuzzing.making import Bullets, Grid, Heading, Line, Piece, Square
from reciproque.office.tests import files

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'xmlns:table="{TABLE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xml(text: str) -> str:
    return html.escape(NOT_XML.sub("", text))


def as_text(pieces: list[Piece]) -> bytes:
    return "\n\n".join(_plain(piece) for piece in pieces).encode("utf-8", "replace")


def _plain(piece: Piece) -> str:
    if isinstance(piece, Bullets):
        return "\n".join(f"{'  ' * level}- {text}" for level, text in piece.items)
    if isinstance(piece, Grid):
        return "\n".join("\t".join(" ".join(one.texts) for one in row) for row in piece.rows)
    return f"{'#' * piece.level} {piece.text}" if isinstance(piece, Heading) else piece.text


def as_markdown(pieces: list[Piece]) -> bytes:
    told = (_in_html(piece) if isinstance(piece, Grid) else _plain(piece) for piece in pieces)
    return "\n\n".join(told).encode("utf-8", "replace")


def as_page(pieces: list[Piece]) -> bytes:
    body = "\n".join(map(_in_html, pieces))
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode("utf-8", "replace")


def _in_html(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return f"<h{piece.level}>{html.escape(piece.text)}</h{piece.level}>"
    if isinstance(piece, Line):
        tag = "strong" if piece.strong else "span"
        return f"<p><{tag}>{html.escape(piece.text)}</{tag}></p>"
    if isinstance(piece, Bullets):
        return _nested(piece, "<ol>" if piece.numbered else "<ul>", "<li>", html.escape)
    rows = "".join(f"<tr>{''.join(map(_cell_in_html, row))}</tr>" for row in piece.rows)
    return f"<table>{rows}</table>"


def _cell_in_html(one: Square) -> str:
    inside = "".join(f"<p>{html.escape(text)}</p>" for text in one.texts)
    return f'<td colspan="{one.columns}" rowspan="{one.rows}">{inside}</td>'


def _nested(piece: Bullets, around: str, item: str, write: Callable[[str], str]) -> str:
    """Lists in lists, each item closed before its list."""
    told, depth, close = [], -1, _end(item) + _end(around)
    for level, text in piece.items:
        if level <= depth:
            told += [close * (depth - level), _end(item), item]
        else:
            told.append((around + item) * (level - depth))
        depth = level
        told.append(write(text))
    return "".join(told) + close * (depth + 1)


def _end(tag: str) -> str:
    return f"</{tag.strip('<>').split(' ')[0]}>"


def as_word(pieces: list[Piece]) -> bytes:
    numbering = files.numbering(*(files.level(n, "decimal", f"%{n + 1}.") for n in range(5)))
    styles = "".join(files.style(f"Titre{n}", f"heading {n}") for n in range(1, 7))
    return files.docx("".join(map(_in_word, pieces)), styles=styles, numbering=numbering)


def _in_word(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return files.p(xml(piece.text), style=f"Titre{piece.level}")
    if isinstance(piece, Line):
        return files.p(files.r(xml(piece.text), "<w:b/>" if piece.strong else ""))
    if isinstance(piece, Bullets):
        return "".join(files.listed(xml(text), level=level) for level, text in piece.items)
    return files.tbl(*(files.tr(*cells) for cells in _word_rows(piece)))


def _word_rows(grid: Grid) -> Iterator[list[str]]:
    """A cell that spans rows goes on as an empty one in each of them."""
    below: dict[int, tuple[int, int]] = {}
    for row in grid.rows:
        cells, x, left = [], 0, list(row)
        while x < grid.width:
            if x in below:
                columns, more = below.pop(x)
                cells.append(files.tc(props=f'<w:gridSpan w:val="{columns}"/><w:vMerge/>'))
                if more > 1:
                    below[x] = (columns, more - 1)
                x += columns
                continue
            one = left.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if one.rows > 1 else ""
            props = f'<w:gridSpan w:val="{one.columns}"/>{merge}'
            cells.append(files.tc(*(files.p(xml(text)) for text in one.texts), props=props))
            if one.rows > 1:
                below[x] = (one.columns, one.rows - 1)
            x += one.columns
        yield cells


def _open_package(kind: str, body: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/></manifest:manifest>',
        )
    return file.getvalue()


def as_open_text(pieces: list[Piece]) -> bytes:
    return _open_package("text", "".join(map(_in_open, pieces)))


def _in_open(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return f'<text:h text:outline-level="{piece.level}">{xml(piece.text)}</text:h>'
    if isinstance(piece, Line):
        return f"<text:p>{xml(piece.text)}</text:p>"
    if isinstance(piece, Bullets):
        return _nested(piece, "<text:list>", "<text:list-item>", lambda text: f"<text:p>{xml(text)}</text:p>")
    return f'<table:table table:name="t">{"".join(_open_rows(piece))}</table:table>'


def _open_rows(grid: Grid) -> Iterator[str]:
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        cells, left = "", list(row)
        for x in range(grid.width):
            if (x, y) in covered:
                cells += "<table:covered-table-cell/>"
                continue
            one = left.pop(0)
            covered |= {(x + i, y + j) for i in range(one.columns) for j in range(one.rows)}
            spans = f'table:number-columns-spanned="{one.columns}" table:number-rows-spanned="{one.rows}"'
            inside = "".join(f"<text:p>{xml(text)}</text:p>" for text in one.texts)
            cells += f'<table:table-cell office:value-type="string" {spans}>{inside}</table:table-cell>'
        yield f"<table:table-row>{cells}</table:table-row>"


def as_open_sheet(pieces: list[Piece]) -> bytes:
    rows = "".join(row for piece in pieces for row in _open_rows(_on_sheet(piece)))
    return _open_package("spreadsheet", f'<table:table table:name="Feuille">{rows}</table:table>')


def _on_sheet(piece: Piece) -> Grid:
    if isinstance(piece, Grid):
        return piece
    texts = [text for _level, text in piece.items] if isinstance(piece, Bullets) else [piece.text]
    return Grid(tuple((Square((text,)),) for text in texts), 1)


def as_sheet(pieces: list[Piece]) -> bytes:
    """A workbook of one sheet, texts written in their cells."""
    rows, merged, y = [], [], 0
    for grid in map(_on_sheet, pieces):
        told, spans = _sheet_rows(grid, y)
        rows += told
        merged += spans
        y += len(grid.rows)
    merge = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(rows)}</sheetData>{merge}</worksheet>'
    return _workbook(sheet)


def _sheet_rows(grid: Grid, top: int) -> tuple[list[str], list[str]]:
    rows, merged, covered = [], [], set()
    for y, row in enumerate(grid.rows):
        cells, left = "", list(row)
        for x in range(grid.width):
            if (x, y) in covered:
                continue
            one = left.pop(0)
            covered |= {(x + i, y + j) for i in range(one.columns) for j in range(one.rows)}
            place = f"{chr(65 + x)}{top + y + 1}"
            if one.columns * one.rows > 1:
                end = f"{chr(64 + x + one.columns)}{top + y + one.rows}"
                merged.append(f'<mergeCell ref="{place}:{end}"/>')
            text = xml("\n".join(one.texts))
            cells += (
                f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
                if text
                else ""
            )
        rows.append(f'<row r="{top + y + 1}">{cells}</row>')
    return rows, merged


def _workbook(sheet: str) -> bytes:
    kind = files.KIND
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return files.package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{files.RELATIONS}"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{kind}"><sheets>'
            '<sheet name="Feuille" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{files.RELATIONS}"><Relationship Id="r1" '
            f'Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def as_pdf(pieces: list[Piece], *, tagged: bool) -> bytes:
    body = "\n".join(map(_in_typst, pieces))
    front = '#set document(title: "Essai")\n#set text(lang: "fr", font: "DejaVu Sans Mono", fallback: true)\n'
    front += "#set table(stroke: 0.5pt)\n"
    data = typst.compile((front + body).encode(), format="pdf")
    return data if tagged else without_tags(data)


def without_tags(data: bytes) -> bytes:
    """The same PDF with the names under which its structure would be found struck out, letter for letter."""
    return data.replace(b"/StructTreeRoot", b"/XtructTreeRoot").replace(b"/MarkInfo", b"/XarkInfo")


def _in_typst(piece: Piece) -> str:
    if isinstance(piece, Heading):
        return f"#heading(level: {piece.level})[#{_string(piece.text)}]\n"
    if isinstance(piece, Line):
        told = f"#{_string(piece.text)}"
        return f"#strong[{told}]\n" if piece.strong else f"{told}\n"
    if isinstance(piece, Bullets):
        sign = "+" if piece.numbered else "-"
        return "\n".join(f"{'  ' * level}{sign} #{_string(text)}" for level, text in piece.items) + "\n"
    cells = ", ".join(_cell_in_typst(one) for row in piece.rows for one in row)
    return f"#table(columns: {piece.width}, {cells})\n"


def _cell_in_typst(one: Square) -> str:
    inside = " \\ ".join(f"#{_string(text)}" for text in one.texts)
    return f"table.cell(colspan: {one.columns}, rowspan: {one.rows})[{inside}]"


def _string(text: str) -> str:
    return '"' + NOT_XML.sub("", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


WRITERS: dict[str, tuple[str, Callable[[list[Piece]], bytes]]] = {
    "text": ("essai.txt", as_text),
    "markdown": ("essai.md", as_markdown),
    "html": ("essai.html", as_page),
    "docx": ("essai.docx", as_word),
    "odt": ("essai.odt", as_open_text),
    "xlsx": ("essai.xlsx", as_sheet),
    "ods": ("essai.ods", as_open_sheet),
    "pdf tagged": ("essai.pdf", partial(as_pdf, tagged=True)),
    "pdf untagged": ("essai.pdf", partial(as_pdf, tagged=False)),
}
