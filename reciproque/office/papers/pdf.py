"""Papers as PDF: tagged for screen readers (PDF/UA-1), with fonts that come with the program."""

from __future__ import annotations

import json
import re
import tempfile
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reciproque.core.text import clean
from reciproque.office.apart.calling import call_apart
from reciproque.office.apart.faults import Fault
from reciproque.office.apart.walls import MEGABYTE, Walls
from reciproque.office.charts import draw
from reciproque.office.papers.charting import charts_in, settled
from reciproque.office.papers.content import (
    Bullets,
    ChartBlock,
    Content,
    Contents,
    Entry,
    Heading,
    KeyFigures,
    Look,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    TableBlock,
    Turn,
)
from reciproque.office.papers.laying import Placed, head_rows, laid, total_rows
from reciproque.office.papers.printing import DATA, printed

TEMPLATE = Path(__file__).with_name("paper.typ")
NOT_PRINTABLE = re.compile(r"the text `?\"(.+?)\"`? could not be displayed")
MOST_SIGNS = 60
LONG = 200_000
"""So many letters of data make some forty pages: their printer takes memory that only its end gives back."""
PRINTER = Walls(memory=1_500 * MEGABYTE, processor=240.0, seconds=400.0)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
INSTEAD = "\u25a1"  # a white square says that a sign is missing
FAR_SIGNS = re.compile(
    r"[^\u0000-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2044\u20ac\u2116\u2122\u25a1]"
)


def write_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF, in French, with its title. Signs that no font has are printed as a square."""
    blocks = settled(paper.blocks)
    texts = [json.dumps(_as_data(paper, blocks), ensure_ascii=False)]
    texts += [draw(chart) for chart in charts_in(blocks)]
    with _desk(paper.look) as main:
        for _attempt in range(MOST_SIGNS):
            try:
                return _compile(texts, main)
            except NotPrinted as error:
                found = NOT_PRINTABLE.search(str(error))
                missing = _unescaped(found[1]) if found else ""
                if not missing or not any(missing in text for text in texts):
                    raise
                texts = [text.replace(missing, INSTEAD) for text in texts]
        return _compile([FAR_SIGNS.sub(INSTEAD, text) for text in texts], main)


class NotPrinted(Exception):  # noqa: N818 -- reads as the sentence it is
    """The printer does not take what it was given; its own words."""


@contextmanager
def _desk(look: Look) -> Iterator[Path]:
    """A folder of its own with what the printer may open: its template and the picture of the letterhead."""
    with tempfile.TemporaryDirectory(prefix="papier-") as folder:
        main = Path(folder) / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        if look.logo:
            (Path(folder) / _logo_name(look)).write_bytes(look.logo)
        yield main


def _logo_name(look: Look) -> str:
    return f"logo.{look.logo_type or 'png'}"


def _chart_name(number: int) -> str:
    return f"graphique-{number}.svg"


def _compile(texts: Sequence[str], main: Path) -> bytes:
    """Print the data (the first text), with the charts that are drawn in the others."""
    data, *drawings = texts
    for number, drawing in enumerate(drawings):
        (main.parent / _chart_name(number)).write_text(drawing, encoding="utf-8")
    (main.parent / DATA).write_text(data, encoding="utf-8")
    try:
        told = call_apart(printed, str(main), walls=PRINTER) if len(data) > LONG else printed(str(main))
    except Fault as fault:
        raise NotPrinted(fault.detail) from fault
    if "pdf" not in told:
        raise NotPrinted(told["error"])
    return b64decode(told["pdf"])


def _unescaped(said: str) -> str:
    r"""The sign that an error of the printer names, written "\u{1f600}" when it is invisible."""
    return re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda found: chr(int(found[1], 16)), said)


def _as_data(paper: Paper, blocks: Sequence[Content]) -> dict[str, Any]:
    look = paper.look
    return {
        "title": clean(paper.title) or "Sans titre",
        "subtitle": clean(paper.subtitle),
        "author": clean(paper.author),
        "cover": paper.cover,
        "logo": _logo_name(look) if look.logo else "",
        "colour": look.colour if COLOUR.fullmatch(look.colour) else "",
        "header": clean(look.header),
        "footer": clean(look.footer),
        "landscape": paper.landscape,
        "stretches": _stretches(paper, blocks),
    }


def _stretches(paper: Paper, blocks: Sequence[Content]) -> list[dict[str, Any]]:
    """The blocks cut where the pages turn; charts bear the names of their drawings."""
    stretches: list[dict[str, Any]] = [{"landscape": paper.landscape, "blocks": []}]
    charts = 0
    for block in blocks:
        if isinstance(block, Turn):
            stretches.append({"landscape": block.landscape, "blocks": []})
        elif isinstance(block, ChartBlock):
            stretches[-1]["blocks"].append(_chart(block, charts))
            charts += 1
        else:
            stretches[-1]["blocks"].append(SHAPES[type(block)](block))
    return [stretch for number, stretch in enumerate(stretches) if stretch["blocks"] or not number]


def _heading(block: Heading) -> dict[str, Any]:
    return {"kind": "heading", "text": clean(block.text), "level": block.level}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    front, rest = block.weights
    return {"kind": "paragraph", "front": front, "rest": rest, "quiet": block.quiet}


def _bullets(block: Bullets) -> dict[str, Any]:
    return {"kind": "bullets", "items": _nested(block.entries()), "numbered": block.numbered}


def _nested(entries: list[Entry]) -> list[dict[str, Any]]:
    """Items with those below them, from a list with levels; a level that was skipped is closed up."""
    roots: list[dict[str, Any]] = []
    open_lists: list[tuple[int, list[dict[str, Any]]]] = [(-1, roots)]
    for entry in entries:
        while len(open_lists) > 1 and open_lists[-1][0] >= entry.level:
            open_lists.pop()
        front, rest = entry.weights
        item: dict[str, Any] = {"front": front, "rest": rest, "items": []}
        open_lists[-1][1].append(item)
        open_lists.append((entry.level, item["items"]))
    return roots


def _table(block: TableBlock) -> dict[str, Any]:
    width = len(block.columns)
    return {
        "kind": "table",
        "caption": clean(block.caption),
        "columns": [{"width": column.width, "numeric": column.numeric} for column in block.columns],
        "heads": _cells(laid(head_rows(block), width)),
        "cells": _cells(laid(block.rows, width)),
        "total": _cells(laid(total_rows(block), width)),
    }


def _cells(rows: list[list[Placed]]) -> list[dict[str, Any]]:
    """All cells in their order: the printer finds their places itself, once it knows what they span."""
    return [
        {
            "texts": list(placed.cell.texts),
            "listed": placed.cell.listed,
            "strong": placed.cell.strong,
            "colspan": placed.span,
            "rowspan": placed.height,
        }
        for row in rows
        for placed in row
        if not placed.covered
    ]


def _key_figures(block: KeyFigures) -> dict[str, Any]:
    figures = [{"figure": clean(one.figure), "label": clean(one.label)} for one in block.figures]
    return {"kind": "figures", "figures": figures}


def _chart(block: ChartBlock, number: int) -> dict[str, Any]:
    return {
        "kind": "chart",
        "file": _chart_name(number),
        "caption": clean(block.chart.title),
        "alt": clean(block.chart.described),
    }


def _page_break(block: PageBreak) -> dict[str, Any]:
    return {"kind": "break"}


def _contents(block: Contents) -> dict[str, Any]:
    return {"kind": "contents", "heading": clean(block.heading)}


def _signatures(block: Signatures) -> dict[str, Any]:
    blocks = [
        {"lines": [clean(line) for line in one.lines], "date": clean(one.date)} for one in block.signatures
    ]
    return {"kind": "signatures", "signatures": blocks}


SHAPES: dict[type[Content], Callable[[Any], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    TableBlock: _table,
    KeyFigures: _key_figures,
    PageBreak: _page_break,
    Contents: _contents,
    Signatures: _signatures,
}
