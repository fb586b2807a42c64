"""The lines of a list: their sign, their code, whether they are objectives without any sign."""

from __future__ import annotations

from collections import Counter

from reciproque.intake.reading.introductions import is_introduction
from reciproque.intake.reading.words import opens_with_infinitive, split_code, split_roman
from reciproque.office.document import Block, Document, Kind
from reciproque.office.reading.inline import is_letter, is_number

COUNTING = ("#", "a")


def ordinary_sign(document: Document) -> str:
    """The sign before plain items in this document; others mark titles of lists."""
    counted = Counter(
        part.markers[0]
        for part in document.parts
        if isinstance(part, Block)
        and part.kind is Kind.ITEM
        and part.markers
        and not is_number(part.markers[0])
    )
    return counted.most_common(1)[0][0] if counted else "-"


def sign_of(block: Block) -> str:
    """The marker of an item; all numbers of a list are one sign, and all letters."""
    if is_number(block.marker):
        return "#"
    return "a" if is_letter(block.marker) else block.marker


def is_bare(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and len(block.text) <= 200
        and not is_introduction(block.text)
        and ". " not in block.text
        and opens_with_infinitive(block.text)
    )


def coded_title(block: Block) -> tuple[str | None, str]:
    """The code and the title of a line: its printed number, or a word of the trade with a number."""
    code, title = split_code(block.text)
    if code is None and (is_number(block.marker) or is_letter(block.marker)):
        return block.marker.rstrip(" .)-–—°"), block.text
    if code is None:
        code, title = split_roman(block.text)
    return code, title or block.text
