"""What a Word document says of its paragraphs, for the scribe: their numbering, their boxes, their notes."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reciproque.office.bounds import Account
from reciproque.office.document import Kind
from reciproque.office.reading.scribe import DEEPEST_ITEM, Scribe
from reciproque.office.reading.word.numbering import Numbering
from reciproque.office.reading.word.paragraphs import WordPrinted, inner_paragraphs, print_paragraph
from reciproque.office.reading.word.styles import Styles


class WordScribe(Scribe[WordPrinted]):
    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, str], account: Account) -> None:
        super().__init__(account)
        self.styles = styles
        self.numbering = numbering
        self._notes = notes

    def print(self, element: etree._Element) -> WordPrinted:
        return print_paragraph(element, self.styles)

    def print_all(self, elements: Iterable[etree._Element]) -> list[WordPrinted]:
        return [self.print(element) for element in elements]

    def numbered(self, printed: WordPrinted) -> tuple[Kind, int, str]:
        """What the numbering prints before a paragraph; an empty paragraph counts too, as in Word."""
        look = printed.look
        depth = max(0, min(look.level or 0, DEEPEST_ITEM))
        marker = ""
        if look.numbering and look.numbering != "0":
            marker = self.numbering.marker(look.numbering, depth)
        if look.contents:
            return Kind.FURNITURE, 0, marker
        if look.heading:
            return Kind.HEADING, look.heading, marker
        nested = min(max(depth, look.nesting or 0), DEEPEST_ITEM)
        return (Kind.ITEM, nested, marker) if marker else (Kind.PARAGRAPH, 0, "")

    def printed_in(self, box: etree._Element) -> tuple[list[WordPrinted], bool]:
        paragraphs, has_table = inner_paragraphs(box)
        return self.print_all(paragraphs), has_table

    def note(self, key: str) -> str:
        return self._notes.get(key, "")
