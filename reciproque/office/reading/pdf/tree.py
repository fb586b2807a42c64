"""The structure of a tagged PDF: headings, paragraphs, lists and tables as its author's program marked them.

pdfium shows the part of the tree that stands on one page; the place of an element among its siblings is the
same on every page, so that the parts are put together again by their path.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from reciproque.office.bounds import Patience
from reciproque.office.reading.pdf.ink import Ink, Word
from reciproque.office.reading.pdf.library import said_by

DEEPEST = 100
WIDEST_SPAN = 500
_SPANS = {"RowSpan", "ColSpan"}

Placed = tuple[int, Word]


@dataclass(slots=True)
class Content:
    """Words marked as belonging to an element, on one page."""

    page: int
    words: list[Word]

    @property
    def placed(self) -> list[Placed]:
        return [(self.page, word) for word in self.words]


@dataclass(slots=True)
class Element:
    """`kind` is the standard name (« H1 », « TD »…), `own` the name that the program gave.

    `children` stand by their number among all children, of which there are `count`: one that is absent has
    nothing printed.
    """

    kind: str
    own: str = ""
    count: int = 0
    rowspan: int = 1
    colspan: int = 1
    said: str = ""
    children: dict[int, Element | Content] = field(default_factory=dict)

    def in_order(self) -> list[Element | Content]:
        return [self.children[number] for number in sorted(self.children)]

    def walk(self) -> Iterator[Element | Content]:
        """This element and all below it, in their order, without recursion."""
        waiting: list[Element | Content] = [self]
        while waiting:
            each = waiting.pop()
            yield each
            if isinstance(each, Element):
                waiting += reversed(each.in_order())

    def placed(self) -> list[Placed]:
        """All words below, in their order, each with its page."""
        return [found for each in self.walk() if isinstance(each, Content) for found in each.placed]

    @property
    def page(self) -> int:
        """The page on which it begins; zero when nothing of it is printed."""
        return next((each.page for each in self.walk() if isinstance(each, Content)), 0)


class Structure:
    """The tree of a whole document, filled page by page."""

    def __init__(self, patience: Patience) -> None:
        self.root = Element("Root")
        self._patience = patience

    def add(self, page: Any, ink: Ink) -> list[Word]:
        """Take in the tree of an open page; give back the words that stand in no element of it."""
        marked: dict[int, list[Word]] = {}
        for word in ink.words:
            marked.setdefault(word.mark, []).append(word)
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return ink.words
        try:
            taken = self._take(tree, ink.number, marked)
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        return [word for word in ink.words if word.mark not in taken]

    def _take(self, tree: Any, page: int, marked: dict[int, list[Word]]) -> set[int]:
        taken: set[int] = set()
        waiting: list[tuple[Any, Element, int]] = []
        self.root.count = pdfium.FPDF_StructTree_CountChildren(tree)
        for number in range(max(0, self.root.count)):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
            if child:
                waiting.append((child, self._element(self.root, number, child), 1))
        while waiting:
            self._patience.check()
            item, element, depth = waiting.pop()
            for number in range(max(0, element.count)):
                child = pdfium.FPDF_StructElement_GetChildAtIndex(item, number)
                if child and depth < DEEPEST:
                    waiting.append((child, self._element(element, number, child), depth + 1))
                    continue
                mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(item, number)
                if mark in marked and mark >= 0 and mark not in taken:
                    taken.add(mark)
                    element.children[number] = Content(page, marked[mark])
        return taken

    @staticmethod
    def _element(parent: Element, number: int, item: Any) -> Element:
        known = parent.children.get(number)
        if isinstance(known, Element):
            return known
        kind = said_by(pdfium.FPDF_StructElement_GetType, item)
        made = Element(
            kind,
            said_by(pdfium.FPDF_StructElement_GetRawType, item),
            pdfium.FPDF_StructElement_CountChildren(item),
            said=said_by(pdfium.FPDF_StructElement_GetActualText, item, most=40_000),
        )
        if kind in {"TD", "TH"}:
            spans = _spans(item)
            made.rowspan, made.colspan = spans.get("RowSpan", 1), spans.get("ColSpan", 1)
        parent.children[number] = made
        return made


def _spans(item: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    value = ctypes.c_float()
    for number in range(pdfium.FPDF_StructElement_GetAttributeCount(item)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(item, number)
        for name in _SPANS:
            span = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
            if span and pdfium.FPDF_StructElement_Attr_GetNumberValue(span, value):
                found[name] = max(1, min(int(value.value), WIDEST_SPAN))
    return found
