"""One OpenDocument paragraph, gone through in the order of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reciproque.core.text import one_line
from reciproque.office.document import Kind
from reciproque.office.reading.looks import Look
from reciproque.office.reading.opendocument.names import attribute, child, is_so, name_of, number
from reciproque.office.reading.opendocument.styles import Styles
from reciproque.office.reading.printed import Printed

NOT_PRINTED = {
    "text:note", "office:annotation", "office:annotation-end", "text:ruby-text", "text:tracked-changes",
    "office:event-listeners", "text:number", "office:binary-data", "svg:title", "svg:desc", "draw:control",
    "office:forms", "text:placeholder", "text:script", "draw:frame", "draw:g",
}  # fmt: skip
SHAPES = {
    f"draw:{name}"
    for name in (
        "custom-shape", "rect", "ellipse", "circle", "line", "connector", "polygon", "polyline", "path", "caption",
        "regular-polygon", "measure",
    )
}  # fmt: skip
MERGE_FIELDS = {"text:database-display", "text:database-name"}
HIDING_FIELDS = {"text:hidden-text", "text:hidden-paragraph"}
LONGEST_NOTE = 20_000

Formula = Callable[[etree._Element], "tuple[str, str]"]
"""What an embedded object is (a key of `left_out`, "" for nothing to say) and its text."""


@dataclass(slots=True)
class OpenPrinted(Printed):
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""


class _Walk:
    def __init__(self, element: etree._Element, styles: Styles, embedded: Formula) -> None:
        self.styles = styles
        self.embedded = embedded
        self.element = element
        self.look = styles.look("paragraph", attribute(element, "text:style-name"))
        self.printed = OpenPrinted(centred=bool(self.look.centred))
        self.looks: list[Look] = [self.look]
        self.walker = etree.iterwalk(element, events=("start", "end"))

    def go(self) -> OpenPrinted:
        printed = self.printed
        printed.gap_before = printed.pages_before = int(bool(self.look.page_before))
        printed.gap_after = printed.pages_after = int(bool(self.look.page_after))
        for event, one in self.walker:
            name = name_of(one)
            if event == "start":
                self._start(name, one)
            else:
                self._end(name, one)
        return printed

    def _start(self, name: str, one: etree._Element) -> None:
        if name == "text:span":
            self.looks.append(
                self.styles.look("text", attribute(one, "text:style-name")).over(self.looks[-1])
            )
        if name in SHAPES:
            self.printed.boxes.append(one)
            self.walker.skip_subtree()
        elif name in NOT_PRINTED or self._is_left_out(name, one):
            self._hung(name, one)
            self.walker.skip_subtree()
        elif name in SIGNS:
            self._text(SIGNS[name])
        elif name == "text:soft-page-break":
            self._page_turned()
        else:
            self.printed.seen["merge field"] += name in MERGE_FIELDS
            self._text(one.text or "")

    def _end(self, name: str, one: etree._Element) -> None:
        if name == "text:span":
            self.looks.pop()
        if one is not self.element:
            self._text(one.tail or "")

    def _is_left_out(self, name: str, one: etree._Element) -> bool:
        """A field that hides its text, and one to fill in that nobody filled in, which shows an invitation."""
        if name in HIDING_FIELDS and is_so(one, "text:is-hidden"):
            self.printed.seen["hidden"] += 1
            return True
        return name == "loext:content-control" and is_so(one, "loext:showing-place-holder")

    def _hung(self, name: str, one: etree._Element) -> None:
        """What stands on a paragraph without being part of its text."""
        if name == "text:note":
            self.printed.notes.append(note_text(one))
        elif name == "office:annotation":
            self.printed.seen["comment"] += 1
        elif name in {"draw:frame", "draw:g"}:
            self._frame(one)

    def _frame(self, frame: etree._Element) -> None:
        """The text boxes of a frame or group; what else it shows is its first child (others replace it)."""
        if name_of(frame) == "draw:g":
            for one in frame:
                if name_of(one) in SHAPES:
                    self.printed.boxes.append(one)
                elif name_of(one) in {"draw:frame", "draw:g"}:
                    self._frame(one)
            return
        shown = next((one for one in frame if name_of(one).startswith("draw:")), None)
        what = "" if shown is None else name_of(shown)
        if what == "draw:text-box":
            self.printed.boxes.append(frame)
        elif what in {"draw:object", "draw:object-ole"} and shown is not None:
            key, text = self.embedded(shown)
            self.printed.seen[key] += bool(key)
            self._text(text)
        elif what in {"draw:image", "draw:plugin", "draw:floating-frame", "draw:applet"}:
            self.printed.seen["image"] += 1

    def _text(self, text: str) -> None:
        if not text:
            return
        look = self.looks[-1]
        if look.hidden:
            self.printed.seen["hidden"] += bool(text.strip())
            return
        # Line ends of the file are spaces of the text; a line broken by hand is an element.
        shown = text if text == "\n" else text.replace("\n", " ")
        self.printed.runs.append((shown, bool(look.strong), bool(look.slanted)))

    def _page_turned(self) -> None:
        if self.printed.has_text():
            self.printed.pages_after += 1
        else:
            self.printed.pages_before += 1


SIGNS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}


def print_paragraph(element: etree._Element, styles: Styles, embedded: Formula) -> OpenPrinted:
    """Say what a `text:p` or `text:h` shows on paper; its kind and marker are those of a plain paragraph."""
    return _Walk(element, styles, embedded).go()


def heading_depth(element: etree._Element, styles: Styles) -> int:
    """The level of a heading, by its element or else by the name of its style; 0 for a paragraph."""
    if name_of(element) == "text:h":
        return number(element, "text:outline-level", 1, 10) or 1
    return styles.look("paragraph", attribute(element, "text:style-name")).heading or 0


def note_text(note: etree._Element) -> str:
    """The text of a footnote, in one line."""
    body = child(note, "text:note-body")
    return "" if body is None else written_in(body)[:LONGEST_NOTE]


def written_in(element: etree._Element) -> str:
    """All the text below an element, in one line."""
    return one_line("".join(_pieces(element)))


def lines_in(element: etree._Element) -> str:
    """All the text below an element, "\\n" where its author broke a line."""
    return "\n".join(one_line(line) for line in "".join(_pieces(element)).split("\n"))


def _pieces(element: etree._Element) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, one in walker:
        name = name_of(one)
        if event == "start":
            if name in {"text:note", "office:annotation", "text:tracked-changes", "office:binary-data"}:
                walker.skip_subtree()
            else:
                yield SIGNS.get(name) or (one.text or "").replace("\n", " ")
        else:
            yield " " if name in {"text:p", "text:h"} else ""
            yield (one.tail or "").replace("\n", " ") if one is not element else ""
