"""One Word paragraph, gone through in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reciproque.office.reading.formulas import in_one_line
from reciproque.office.reading.looks import PLAIN, Look
from reciproque.office.reading.printed import Printed
from reciproque.office.reading.word.names import attribute, child, name_of, number
from reciproque.office.reading.word.numbering import sign_of
from reciproque.office.reading.word.styles import Styles, paragraph_look, run_look

NOT_PRINTED = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText",
    "rt", "compatibility:Fallback", "binData",
}  # fmt: skip
SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "cr": "\n"}


@dataclass(slots=True)
class WordPrinted(Printed):
    look: Look = PLAIN
    joined_to_next: bool = False


class _Walk:
    """Goes through the content of a paragraph in the order of reading, without recursion."""

    def __init__(self, element: etree._Element, styles: Styles) -> None:
        properties = child(element, "pPr")
        self.styles = styles
        self.below = styles.look(attribute(child(properties, "pStyle")))
        look = paragraph_look(properties).over(self.below)
        self.printed = WordPrinted(look=look, centred=bool(look.centred))
        self.printed.joined_to_next = child(properties, "rPr", "del") is not None
        self.run = self.below
        self.walker = etree.iterwalk(element, events=("start",))
        next(self.walker)
        if child(properties, "pageBreakBefore") is not None:
            self.printed.gap_before = 1

    def go(self) -> WordPrinted:
        for _event, element in self.walker:
            name = name_of(element)
            if name in NOT_PRINTED:
                self._pass_over(name)
            elif name in {"t", "maths:t"}:
                self._text(element.text or "")
            elif name in SIGNS:
                self._text(SIGNS[name])
            elif name:
                handler = HANDLERS.get(name)
                if handler is not None:
                    handler(self, element)
        return self.printed

    def _pass_over(self, name: str) -> None:
        if name in {"del", "moveFrom"}:
            self.printed.seen["deletion"] += 1
        self.walker.skip_subtree()

    def _text(self, text: str) -> None:
        if self.run.hidden:
            self.printed.seen["hidden"] += 1
        else:
            self.printed.runs.append((text, bool(self.run.strong), bool(self.run.slanted)))

    def enter_run(self, element: etree._Element) -> None:
        properties = child(element, "rPr")
        if properties is None:
            self.run = self.below
            return
        style = self.styles.look(attribute(child(properties, "rStyle"))) if len(properties) else PLAIN
        named = style if child(properties, "rStyle") is not None else PLAIN
        self.run = run_look(properties).over(named).over(self.below)

    def line_break(self, element: etree._Element) -> None:
        kind = attribute(element, "type")
        if kind == "page" and self.printed.has_text():
            self.printed.gap_after = 1
        elif kind == "page":
            self.printed.gap_before = 1
        self._text(" " if kind in {"page", "column"} else "\n")

    def page_turned(self, element: etree._Element) -> None:
        if self.printed.has_text():
            self.printed.pages_after += 1
        else:
            self.printed.pages_before += 1

    def sign(self, element: etree._Element) -> None:
        code = attribute(element, "char") or ""
        try:
            letter = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        shown = sign_of(letter, attribute(element, "font") or "")
        self._text(shown)
        if not shown:
            self.printed.seen["sign"] += 1

    def note(self, element: etree._Element) -> None:
        self.printed.notes.append(f"{name_of(element)[:-9]}:{number(element, 'id')}")

    def box(self, element: etree._Element) -> None:
        self.printed.boxes.append(element)
        self.walker.skip_subtree()

    def image(self, element: etree._Element) -> None:
        if any(name_of(one) == "txbxContent" for one in element.iter()):
            return
        drawn = {etree.QName(one).localname for one in element.iter("*")}
        self.printed.seen[next((key for sign, key in DRAWN if sign in drawn), "image")] += 1

    def formula(self, element: etree._Element) -> None:
        text = in_one_line(element)
        if text:
            self._text(f" {text} ")
        else:
            self.printed.seen["formula"] += 1
        self.walker.skip_subtree()

    def field(self, element: etree._Element) -> None:
        said = (attribute(element, "instr") or element.text or "").split()
        self.printed.seen["merge field"] += said[:1] == ["MERGEFIELD"]
        if name_of(element) == "instrText":
            self.walker.skip_subtree()

    def comment(self, element: etree._Element) -> None:
        self.printed.seen["comment"] += 1

    def insertion(self, element: etree._Element) -> None:
        self.printed.seen["insertion"] += 1

    def content_control(self, element: etree._Element) -> None:
        """A field to fill in that nobody filled in shows an invitation, which is no text."""
        if child(element, "sdtPr", "showingPlcHdr") is not None:
            self.walker.skip_subtree()


# What a drawing is, by an element inside it; else an image.
DRAWN = (("chart", "chart"), ("relIds", "diagram"), ("OLEObject", "object"))
HANDLERS = {
    "r": _Walk.enter_run,
    "br": _Walk.line_break,
    "lastRenderedPageBreak": _Walk.page_turned,
    "sym": _Walk.sign,
    "footnoteReference": _Walk.note,
    "endnoteReference": _Walk.note,
    "txbxContent": _Walk.box,
    "drawing": _Walk.image,
    "pict": _Walk.image,
    "object": _Walk.image,
    "commentReference": _Walk.comment,
    "ins": _Walk.insertion,
    "moveTo": _Walk.insertion,
    "sdt": _Walk.content_control,
    "maths:oMath": _Walk.formula,
    "instrText": _Walk.field,
    "fldSimple": _Walk.field,
}


def print_paragraph(element: etree._Element, styles: Styles) -> WordPrinted:
    """Say what a `w:p` shows on paper."""
    return _Walk(element, styles).go()


def inner_paragraphs(element: etree._Element) -> tuple[list[etree._Element], bool]:
    """All paragraphs of a cell or a box in the order of reading, and whether a table is nested in it."""
    paragraphs: list[etree._Element] = []
    nested = False
    walker = etree.iterwalk(element, events=("start",))
    next(walker)
    for _event, one in walker:
        name = name_of(one)
        if name == "p":
            paragraphs.append(one)
            walker.skip_subtree()
        elif name == "compatibility:Fallback" or (name == "tr" and is_deleted_row(one)):
            walker.skip_subtree()
        elif name == "tbl":
            nested = True
    return paragraphs, nested


def is_deleted_row(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None
