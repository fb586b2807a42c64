"""Papers as Markdown: read as it is, or shown by any forge or editor.

Said nowhere in Markdown, and so left out: page breaks, the direction of pages, the table of contents (editors make
their own) and the letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reciproque.core.text import one_line
from reciproque.office.papers.charting import settled
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    ChartBlock,
    Content,
    Contents,
    Heading,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    TableBlock,
    Turn,
)
from reciproque.office.papers.laying import Placed, head_rows, laid, total_rows
from reciproque.office.reading.inline import take_markers

_SIGNS = re.compile(r"[\\`*\[\]|~_]")
_ENTITIES = re.compile(r"[<>&^¹²³⁰-⁹]")
_COUNTED = re.compile(r"^(\d{1,9}|[A-Za-z]|[IVXivx]+)(\s?)([.)\-–—°])")
_WORD = re.compile(r"[^\W\d_]|[«\"'’(]")
_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def write_markdown(paper: Paper) -> bytes:
    """The paper as Markdown, in UTF-8."""
    parts = [f"# {escaped(paper.title) or 'Sans titre'}"]
    if paper.subtitle:
        parts.append(escaped(paper.subtitle))
    parts += [WRITERS[type(block)](block) for block in settled(paper.blocks)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """A text on one line in which every sign stands for itself."""
    written = _signs(one_line(text))
    if take_markers(written)[0]:
        counted = _COUNTED.match(written)
        at = counted.start(3) if counted else 0
        return f"{written[:at]}{_escape(written[at])}{written[at + 1 :]}"
    if written and not written[0].isalnum() and not _WORD.match(written) and written[0] not in "\\&":
        return f"&#{ord(written[0])};{written[1:]}"
    return written


def _signs(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", _ENTITIES.sub(_entity, text))


def _escape(sign: str) -> str:
    return f"\\{sign}" if sign in "().-" else f"&#{ord(sign)};"


def _entity(found: re.Match[str]) -> str:
    return _NAMED.get(found[0]) or f"&#{ord(found[0])};"


def _heading(block: Heading) -> str:
    return f"{'#' * min(block.level + 1, 6)} {escaped(block.text)}"


def _paragraph(block: Paragraph) -> str:
    front, rest = (part.split("\n") for part in block.weights)
    pairs = [*((line, "") for line in front[:-1]), (front[-1], rest[0]), *(("", line) for line in rest[1:])]
    return "  \n".join(_weighed(*pair) for pair in pairs if "".join(pair).strip())


def _weighed(front: str, rest: str) -> str:
    """A line whose front stands in bold. Stars say it unless what surrounds them would make them plain stars."""
    if not front.strip():
        return escaped(front + rest)
    bold, after = escaped(front), _signs(one_line(f"x{rest}")[1:])
    if after[:1].isalnum() and not one_line(front)[-1].isalnum():
        return f"<b>{bold}</b>{after}"
    return f"**{bold}**{after}"


def _bullets(block: Bullets) -> str:
    counts: dict[int, int] = {}
    lines = []
    for entry in block.entries():
        counts = {level: count for level, count in counts.items() if level <= entry.level}
        counts[entry.level] = counts.get(entry.level, 0) + 1
        mark = f"{counts[entry.level]}." if block.numbered else "-"
        lines.append(f"{'    ' * entry.level}{mark} {_weighed(*entry.weights)}")
    return "\n".join(lines)


def _table(block: TableBlock) -> str:
    rows = [*head_rows(block), *block.rows, *total_rows(block)]
    lines = laid(rows, len(block.columns))
    plain = not block.heads and len(block.columns) > 1
    plain = plain and all(placed.span == 1 and placed.height == 1 for line in lines for placed in line)
    caption = f"**{escaped(block.caption)}**\n\n" if block.caption else ""
    return caption + (_pipes(block, lines) if plain else _html(lines, len(head_rows(block))))


def _pipes(block: TableBlock, lines: list[list[Placed]]) -> str:
    sides = " | ".join("---:" if column.numeric else "---" for column in block.columns)
    first, *others = [" | ".join(_inside(placed.cell) for placed in line) for line in lines]
    return "\n".join(f"| {line} |" for line in (first, sides, *others))


def _html(lines: list[list[Placed]], heads: int) -> str:
    """Merged cells are said in HTML, which Markdown takes over as it is."""
    rows = []
    for number, line in enumerate(lines):
        tag = "th" if number < heads else "td"
        cells = "".join(
            f"<{tag}{_spans(placed)}>{_inside(placed.cell)}</{tag}>" for placed in line if not placed.covered
        )
        rows.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _spans(placed: Placed) -> str:
    wide = f' colspan="{placed.span}"' if placed.span > 1 else ""
    return wide + (f' rowspan="{placed.height}"' if placed.height > 1 else "")


def _inside(cell: Cell) -> str:
    texts = [escaped(text) for text in cell.texts]
    if cell.listed and texts:
        return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    return "<br>".join(texts)


def _figures(block: KeyFigures) -> str:
    return "\n".join(f"- **{escaped(one.figure)}** {escaped(one.label)}" for one in block.figures)


def _signatures(block: Signatures) -> str:
    return "\n\n".join(escaped(line) for one in block.signatures for line in (*one.lines, one.date))


def _chart(block: ChartBlock) -> str:
    """Nothing is drawn: its title, then what it shows, in the table that follows or in words."""
    title = f"**{escaped(block.chart.title)}**"
    return title if block.told else f"{title}\n\n{escaped(block.chart.described)}"


def _nothing(block: Content) -> str:
    return ""


WRITERS: dict[type[Content], Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    TableBlock: _table,
    KeyFigures: _figures,
    ChartBlock: _chart,
    PageBreak: _nothing,
    Turn: _nothing,
    Contents: _nothing,
    Signatures: _signatures,
}
