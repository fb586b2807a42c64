"""The lists, sections and indexes that stand open around a paragraph of an OpenDocument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from reciproque.office.document import Kind
from reciproque.office.reading.opendocument.names import attribute, is_so, name_of, number
from reciproque.office.reading.opendocument.numbering import Numbering, OpenList, item_of
from reciproque.office.reading.opendocument.paragraphs import (
    Formula,
    OpenPrinted,
    heading_depth,
    print_paragraph,
)
from reciproque.office.reading.opendocument.styles import Styles
from reciproque.office.reading.scribe import DEEPEST_ITEM

PARAGRAPHS = {"text:p", "text:h"}
INDEXES = {
    "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index",
    "text:alphabetical-index", "text:bibliography",
}  # fmt: skip
SILENT = {
    "text:tracked-changes", "office:forms", "office:annotation", "table:covered-table-cell", "office:binary-data",
    "office:event-listeners",
}  # fmt: skip
_ITEMS = {"text:list-item", "text:list-header"}


class Flow:
    """Is told what begins and ends, and prints paragraphs as what stands around them wants."""

    def __init__(self, styles: Styles, numbering: Numbering, embedded: Formula) -> None:
        self.styles = styles
        self.numbering = numbering
        self.embedded = embedded
        self.hidden = 0
        self._lists: list[OpenList] = []
        self._indexes = 0

    def start(self, name: str, element: etree._Element) -> None:
        if name == "text:list":
            self._lists.append(self.numbering.open(element, self._lists[-1] if self._lists else None))
        elif name in _ITEMS and self._lists:
            item_of(element, self._lists[-1])
        elif name in INDEXES:
            self._indexes += 1
        elif name == "text:section":
            self.hidden += attribute(element, "text:display") == "none"

    def end(self, name: str, element: etree._Element) -> None:
        if name == "text:list" and self._lists:
            self._lists.pop()
        elif name in INDEXES:
            self._indexes -= 1
        elif name == "text:section":
            self.hidden -= attribute(element, "text:display") == "none"

    def print(self, element: etree._Element) -> OpenPrinted:
        """A paragraph with its kind, its level and the label of its list."""
        printed = print_paragraph(element, self.styles, self.embedded)
        if self.hidden:
            return OpenPrinted(seen=printed.seen + Counter(hidden=int(printed.has_text())))
        look = self.styles.look("paragraph", attribute(element, "text:style-name"))
        depth = heading_depth(element, self.styles)
        if self._lists:
            printed.marker = self._label(look.numbering or "")
        elif depth and look.numbering != "" and not is_so(element, "text:is-list-header"):
            start = (
                number(element, "text:start-value", 1) if is_so(element, "text:restart-numbering") else None
            )
            printed.marker = self.numbering.heading(depth, start)
        if self._indexes or look.contents:
            printed.kind = Kind.FURNITURE
        elif depth:
            printed.kind, printed.level = Kind.HEADING, depth
        elif printed.marker:
            nested = max(len(self._lists) - 1, look.nesting or 0)
            printed.kind, printed.level = Kind.ITEM, min(nested, DEEPEST_ITEM)
        return printed

    def _label(self, own_style: str) -> str:
        current = self._lists[-1]
        if not current.fresh:
            return ""
        current.fresh = False
        return "" if current.silent else self.numbering.label(current, own_style)

    def inside(self, element: etree._Element) -> tuple[list[OpenPrinted], list[str]]:
        """The paragraphs of a cell or a box in the order of reading, and what else was met (nested tables)."""
        lists, self._lists = self._lists, []
        try:
            met: list[str] = []
            return list(self._printed_inside(element, met)), met
        finally:
            self._lists = lists

    def _printed_inside(self, element: etree._Element, met: list[str]) -> Iterator[OpenPrinted]:
        walker = etree.iterwalk(element, events=("start", "end"))
        next(walker)
        for event, one in walker:
            name = name_of(one)
            if event == "end":
                self.end(name, one)
            elif name in PARAGRAPHS:
                yield self.print(one)
                walker.skip_subtree()
            elif name in SILENT:
                walker.skip_subtree()
            else:
                self.start(name, one)
                if name == "table:table":
                    met.append(name)
