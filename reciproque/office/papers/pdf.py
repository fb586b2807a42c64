"""Papers as PDF: tagged for screen readers (PDF/UA-1), with fonts that come with the program."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

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
    even_levels,
)

TEMPLATE = Path(__file__).with_name("paper.typ")
NOT_PRINTABLE = re.compile(r"the text `?\"(.+?)\"`? could not be displayed")
MOST_SIGNS = 60
INSTEAD = "\u25a1"  # a white square says that a sign is missing
FAR_SIGNS = re.compile(
    r"[^\u0000-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2044\u20ac\u2116\u2122\u25a1]"
)


def write_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF, in French, with its title. Signs that no font has are printed as a square."""
    data = json.dumps(_as_data(paper), ensure_ascii=False)
    for _attempt in range(MOST_SIGNS):
        try:
            return _compile(data)
        except typst.TypstError as error:
            found = NOT_PRINTABLE.search(str(error))
            missing = _unescaped(found[1]) if found else ""
            if not missing or missing not in data:
                raise
            data = data.replace(missing, INSTEAD)
    return _compile(FAR_SIGNS.sub(INSTEAD, data))


def _compile(data: str) -> bytes:
    return bytes(
        typst.compile(TEMPLATE, sys_inputs={"data": data}, ignore_system_fonts=True, pdf_standards=["ua-1"])
    )


def _unescaped(said: str) -> str:
    r"""The sign that an error of the printer names, written "\u{1f600}" when it is invisible."""
    return re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda found: chr(int(found[1], 16)), said)


def _as_data(paper: Paper) -> dict[str, Any]:
    return {
        "title": clean(paper.title) or "Sans titre",
        "subtitle": clean(paper.subtitle),
        "author": clean(paper.author),
        "landscape": paper.landscape,
        "blocks": [SHAPES[type(block)](block) for block in even_levels(paper.blocks)],
    }


def _heading(block: Heading) -> dict[str, Any]:
    return {"kind": "heading", "text": clean(block.text), "level": block.level}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": clean(block.text), "strong": block.strong, "quiet": block.quiet}


def _bullets(block: Bullets) -> dict[str, Any]:
    return {"kind": "bullets", "items": [clean(item) for item in block.items], "numbered": block.numbered}


def _table(block: TableBlock) -> dict[str, Any]:
    width = len(block.columns)
    return {
        "kind": "table",
        "caption": clean(block.caption),
        "columns": [
            {"heading": clean(column.heading), "width": column.width, "numeric": column.numeric}
            for column in block.columns
        ],
        "rows": [_filled(row, width) for row in block.rows],
        "total": _filled(block.total, width) if block.total else [],
    }


def _filled(cells: Any, width: int) -> list[str]:
    """A row of exactly as many cells as there are columns: a shorter one would shift all that follow."""
    written = [clean(cell) for cell in cells][:width]
    return written + [""] * (width - len(written))


def _key_figures(block: KeyFigures) -> dict[str, Any]:
    figures = [{"figure": clean(one.figure), "label": clean(one.label)} for one in block.figures]
    return {"kind": "figures", "figures": figures}


def _page_break(block: PageBreak) -> dict[str, Any]:
    return {"kind": "break"}


SHAPES: dict[type[Content], Callable[[Any], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    TableBlock: _table,
    KeyFigures: _key_figures,
    PageBreak: _page_break,
}
