"""Files made to cost as much as they can: deep, wide, endless, entangled. One of each, and their sizes by chance."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from random import Random

from bench.fuzzing.cases import Case
from bench.fuzzing.writing import SHEET, _open_package, _workbook
from reciproque.office.tests import files

REPEAT = 999_999_999


def hostile_cases(chance: Random) -> Iterator[Case]:
    """All of them, each of a size that chance chooses."""
    size = chance.choice((1, 50, 3_000, 20_000))
    for suffix, make in MAKERS.items():
        for what, data in make(size):
            yield Case("hostile", suffix, f"{what} × {size}.{suffix}".replace("/", ""), data)


Made = Iterator[tuple[str, bytes]]
"""What it is made of, in a word, and the file."""


def _text(n: int) -> Made:
    signs = ("(", "[", "*", "**a ", "`", "|", "| a ", "- ", "> ", "1. ", "\t", "<", "<table><tr><td>", "&", "#",
             "~", "\\", "![", "](", "^{", "<!--", "a\n", "Axe 1 : ", "1.", "…", "’", "é\u0301", "\u202e", "Annexe 1, ",
             "0,5 % ", "loi du 1er ", "s’engage à ", "« ", "2015-2020 ", "comité ", "Pour la Ville, ",
             "M. A. ", "l’")  # fmt: skip
    for sign in signs:
        yield sign, (sign * n)[:400_000].encode()
        yield f"{sign} in lines", (f"{sign}a\n\n" * n)[:400_000].encode()
    yield "headings", "".join(f"{'#' * (k % 7)} {k}\n\n" for k in range(n)).encode()
    yield "indented", "".join(" " * (2 * k % 900) + "- a\n" for k in range(n)).encode()


def _page(n: int) -> Made:
    tags = ("div", "b", "ul><li", "table><tr><td", "ol><li", "blockquote", "p", "h1", "a href=x", "select", "svg",
            "template", "style", "script", "pre", "font", "table", "dl><dd", "textarea", "title", "form")  # fmt: skip
    for tag in tags:
        yield tag, b"<html><body>" + f"<{tag}>a".encode() * n
    for span in (100_000, REPEAT, -5, 0):
        rows = f'<tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr>' * min(n, 500)
        yield f"span {span}", f"<html><table>{rows}</table>".encode()
    yield "attributes", b"<html><p " + b"".join(b"a%d=1 " % k for k in range(n)) + b">a"
    yield "entities", b"<html><p>" + b"&lt;&#99999999;&nope;" * n


def _word(n: int) -> Made:
    p, tbl, tr, tc = files.p, files.tbl, files.tr, files.tc
    for span in (100_000, REPEAT, -1):
        cell = tc("a", props=f'<w:gridSpan w:val="{span}"/>')
        yield f"span {span}", files.docx(tbl(tr(cell, tc("b")) * min(n, 200)))
    yield "rows", files.docx(tbl(tr(tc("a"), tc("b", props="<w:vMerge/>")) * n))
    yield (
        "merge",
        files.docx(tbl(tr(tc("a", props='<w:vMerge w:val="restart"/>')), *[tr(tc(props="<w:vMerge/>"))] * n)),
    )
    yield (
        "deep",
        files.docx("<w:tbl><w:tr><w:tc>" * min(n, 80) + p("a") + "</w:tc></w:tr></w:tbl>" * min(n, 80)),
    )
    yield "levels", files.docx(files.listed("a", level=REPEAT) + files.listed("b", number="-4", level=-1))
    circle = files.style("A", "a", base="B") + files.style("B", "b", base="A")
    yield "circle of styles", files.docx(p("a", style="A") * min(n, 200), styles=circle)
    yield "runs", files.docx(p(*[files.r("a")] * n))
    start = files.numbering(files.level(0, "lowerRoman", "%1.%2.%9", f'<w:start w:val="{REPEAT}"/>'))
    yield "numbers", files.docx(files.listed("a") * min(n, 500), numbering=start)


def _open_text(n: int) -> Made:
    t = "<table:table><table:table-row"
    yield "columns", _open_package("text", f'{t}><table:table-cell table:number-columns-repeated="{REPEAT}">'
        "<text:p>a</text:p></table:table-cell></table:table-row></table:table>")  # fmt: skip
    yield "rows", _open_package("text", f'{t} table:number-rows-repeated="{REPEAT}"><table:table-cell><text:p>'
        "a</text:p></table:table-cell></table:table-row></table:table>")  # fmt: skip
    for what in ("columns", "rows"):
        yield f"span {what}", _open_package("text", f'{t}><table:table-cell table:number-{what}-spanned="{REPEAT}">'
            "<text:p>a</text:p></table:table-cell></table:table-row></table:table>")  # fmt: skip
    yield "spaces", _open_package("text", f'<text:p>a<text:s text:c="{REPEAT}"/>b</text:p>' * min(n, 100))
    depth = min(n, 80)
    yield (
        "lists",
        _open_package(
            "text",
            "<text:list><text:list-item>" * depth
            + "<text:p>a</text:p>"
            + "</text:list-item></text:list>" * depth,
        ),
    )
    yield (
        "sections",
        _open_package("text", "<text:section>" * depth + "<text:p>a</text:p>" + "</text:section>" * depth),
    )
    yield "spans", _open_package("text", "<text:p>" + "<text:span>a</text:span>" * n + "</text:p>")
    yield "level", _open_package("text", f'<text:h text:outline-level="{REPEAT}">a</text:h>' * min(n, 100))


def _open_sheet(n: int) -> Made:
    cell = '<table:table-cell office:value-type="string"{}><text:p>a</text:p></table:table-cell>'
    for rows in (1, 1_048_576, REPEAT):
        for columns in (1, 16_384, REPEAT):
            told = cell.format(f' table:number-columns-repeated="{columns}"')
            row = f'<table:table-row table:number-rows-repeated="{rows}">{told}</table:table-row>'
            yield f"{rows} x {columns}", _open_package("spreadsheet", f"<table:table>{row}</table:table>")
    yield (
        "sheets",
        _open_package(
            "spreadsheet",
            f"<table:table><table:table-row>{cell.format('')}</table:table-row></table:table>" * min(n, 3000),
        ),
    )
    spans = f' table:number-columns-spanned="{REPEAT}" table:number-rows-spanned="{REPEAT}"'
    yield (
        "spans",
        _open_package(
            "spreadsheet",
            f"<table:table><table:table-row>{cell.format(spans)}</table:table-row></table:table>",
        ),
    )


def _sheet(n: int) -> Made:
    def sheet(inside: str, after: str = "") -> bytes:
        return _workbook(f'<worksheet xmlns="{SHEET}"><sheetData>{inside}</sheetData>{after}</worksheet>')

    one = '<c r="{}" t="inlineStr"><is><t>a</t></is></c>'
    yield "far", sheet(f'<row r="1048576">{one.format("XFD1048576")}</row>')
    yield (
        "two corners",
        sheet(f'<row r="1">{one.format("A1")}</row><row r="1048576">{one.format("XFD1048576")}</row>'),
    )
    yield (
        "diagonal",
        sheet(
            "".join(
                f'<row r="{k}">{one.format(f"{_column(k)}{k}")}</row>' for k in range(1, min(n, 3000) + 1)
            )
        ),
    )
    yield "beyond", sheet(f'<row r="{REPEAT}">{one.format("ZZZZZZ999999999")}</row>')
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "merge", sheet(f'<row r="1">{one.format("A1")}</row>', merges)
    many = "".join(f'<mergeCell ref="A{k}:C{k}"/>' for k in range(1, n + 1))
    yield "merges", sheet(f'<row r="1">{one.format("A1")}</row>', f"<mergeCells>{many}</mergeCells>")
    yield (
        "backwards",
        sheet(f'<row r="3">{one.format("C3")}</row><row r="1">{one.format("B1")}{one.format("A1")}</row>'),
    )
    yield (
        "shared",
        sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'),
    )


def _column(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _pdf(n: int) -> Made:
    line = b"BT /F1 9 Tf 40 %d Td (Axe 1 : essai %d) Tj ET "
    yield "lines", pdf([b"".join(line % (800 - k % 780, k) for k in range(n))])
    yield "pages", pdf([line % (700, k) for k in range(min(n, 400))])
    yield "rules", pdf([b"".join(b"%d %d m %d %d l S " % (k % 600, 0, k % 600, 800) for k in range(n))])
    grid = b"".join(
        b"0 %d m 600 %d l S %d 0 m %d 800 l S " % (k % 800, k % 800, k % 600, k % 600) for k in range(n)
    )
    yield "grid", pdf([grid + line % (400, 1)])
    yield "far", pdf([b"BT /F1 9999999 Tf 1e9 -1e9 Td (a) Tj ET " * min(n, 500)])
    yield "saves", pdf([b"q " * n + line % (400, 1)])
    yield "bomb", pdf([b" " * 300_000 * max(1, n // 200) + line % (400, 1)])
    yield "same place", pdf([b"BT /F1 9 Tf 40 400 Td (a) Tj ET " * n])
    yield "circle", pdf([line % (700, 1)]).replace(b"/Kids [3 0 R", b"/Kids [2 0 R")


def pdf(pages: list[bytes]) -> bytes:
    """A PDF of such pages, as small as one can be."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * k) for k in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids [%s]/Count %d>>" % (kids, len(pages))]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    for k, page in enumerate(pages):
        packed = zlib.compress(page)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Resources<</Font<</F1 %s>>>>/Contents %d 0 R>>"
            % (font, 4 + 2 * k)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


MAKERS: dict[str, Callable[[int], Made]] = {
    "txt": _text,
    "md": _text,
    "html": _page,
    "docx": _word,
    "odt": _open_text,
    "ods": _open_sheet,
    "xlsx": _sheet,
    "pdf": _pdf,
}
