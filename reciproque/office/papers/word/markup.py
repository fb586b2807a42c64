"""The XML of Word paragraphs, runs and fields, as text: a table of a thousand rows is parsed once, not built
cell by cell."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from reciproque.core.text import clean

W = nsdecls("w")


def run(text: str, properties: str = "") -> str:
    """A run of text; tabs and line ends are elements of their own."""
    inside = escape(clean(text)).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    inside = inside.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    shaped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shaped}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def weighed(weights: tuple[str, str], properties: str = "") -> str:
    """A text whose front stands in bold: the runs of both parts."""
    front, rest = weights
    bold = run(front, f"<w:b/>{properties}") if front else ""
    return bold + (run(rest, properties) if rest or not front else "")


def paragraph(inside: str, properties: str = "") -> str:
    shaped = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{shaped}{inside}</w:p>"


def style(style_id: str) -> str:
    return f'<w:pStyle w:val="{escape(style_id, {chr(34): "&quot;"})}"/>'


def numbered(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def field(instruction: str, shown: str = "") -> str:
    return f'<w:fldSimple w:instr="{escape(instruction)}">{run(shown) if shown else ""}</w:fldSimple>'
