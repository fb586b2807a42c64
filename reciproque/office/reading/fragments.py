"""A fragment of HTML, as text extraction leaves it in a cell or a line: which blocks does it hold?

`<ul>` often comes without `<li>` and without its end; its bullets then stand in the running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.office.document import Kind
from reciproque.office.reading.inline import DASHES, GLYPHS, is_number, take_markers

MARK_UP = re.compile(
    r"</?(?:p|div|ul|ol|li|br|h[1-6]|table|tr|td|th|center|blockquote|dl|dt|dd)\b", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]{0,2000})>")
_BLOCKS = {
    "p", "div", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "td", "th", "caption", "center",
    "section", "article", "header", "footer", "blockquote", "dl", "dt", "dd", "hr", "pre", "body", "html",
    "h1", "h2", "h3", "h4", "h5", "h6", "title", "head", "main", "nav", "figure", "figcaption",
}  # fmt: skip
_HEADINGS = re.compile(r"h[1-6]$")
_GLYPH_SPLIT = re.compile(rf"(?=[{GLYPHS}])")
# The dash behind a code (« - 1.1.1 - Ouvrir ») belongs to the item; a code may follow a glued dash.
_SPACED_DASH = r"(?:^|(?<=\s)(?<!\.\d\s)(?<!\.\d\d\s)){dash}\s+(?=\S)"
_GLUED_DASH = r"(?<=[^\s\-–—]){dash}\s+(?=[A-ZÀ-Ý«\"(]|\d{{1,2}}(?:\.\d{{1,2}})+\b|\d{{1,2}}[.)]\s+[A-ZÀ-Ý])"
DEEPEST = 6


@dataclass(slots=True)
class Piece:
    """A block to be: raw text, what it is, how deep it stands."""

    raw: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    markers: tuple[str, ...] = ()
    centred: bool = False

    def marker_of(self, signs: str) -> str:
        return next((marker for marker in self.markers if marker in signs), "")


@dataclass(slots=True)
class _Reader:
    pieces: list[Piece] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    lists: list[list[int | None]] = field(default_factory=list)
    in_item: bool = False
    heading: int = 0
    centred: bool = False

    def flush(self) -> None:
        raw = "".join(self.text)
        self.text.clear()
        if not raw.strip():
            return
        depth = max(0, len(self.lists) - 1)
        if self.heading:
            self.pieces.append(Piece(raw, Kind.HEADING, self.heading, (), self.centred))
        elif self.lists and self.in_item:
            self.pieces.append(self._item(raw, depth))
        elif self.lists or starts_with_bullet(raw):
            inner, *outer = _at_dash(raw, self._outer_dash()) if depth else [raw]
            self.pieces += split_bullets(inner, depth)
            for part in outer:
                self.pieces += split_bullets(part, 0)
        else:
            self.pieces.append(Piece(raw, centred=self.centred))

    def _outer_dash(self) -> str:
        """The dash of the list around a nested one that was never closed."""
        if not self.pieces or not self.pieces[0].markers:
            return ""
        return self.pieces[0].marker_of(DASHES)

    def _item(self, raw: str, depth: int) -> Piece:
        self.in_item = False
        markers, rest = take_markers(raw)
        counter = self.lists[-1]
        if not markers:
            markers = ("-",) if counter[0] is None else (f"{counter[0]}.",)
        if counter[0] is not None:
            counter[0] += 1
        return Piece(rest, Kind.ITEM, depth, markers)

    def open(self, tag: str, attributes: str) -> None:
        if tag in ("ul", "ol"):
            if len(self.lists) < DEEPEST:
                self.lists.append([1 if tag == "ol" else None])
            self.in_item = False
        elif tag == "li":
            self.in_item = True
            if not self.lists:
                self.lists.append([None])
        elif tag in ("p", "div") and not self.in_item:
            self.lists.clear()
            self.centred = "center" in attributes.lower()
        elif _HEADINGS.match(tag):
            self.heading = int(tag[1])

    def close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif _HEADINGS.match(tag):
            self.heading = 0
        elif tag in ("p", "div"):
            self.centred = False


def pieces_of(fragment: str) -> list[Piece]:
    """Cut a fragment into its blocks."""
    reader = _Reader()
    end = 0
    for tag in _TAG.finditer(fragment):
        name = tag[2].lower()
        if name not in _BLOCKS:
            continue
        reader.text.append(fragment[end : tag.start()])
        end = tag.end()
        reader.flush()
        if tag[1]:
            reader.close(name)
        else:
            reader.open(name, tag[3])
    reader.text.append(fragment[end:])
    reader.flush()
    return reader.pieces


def starts_with_bullet(raw: str) -> bool:
    """Whether a run of text begins with a bullet (a number is none: it may be a date or an amount)."""
    front = raw.lstrip()
    return bool(front) and (front[0] in GLYPHS or (front[0] in DASHES and front[1:2].isspace()))


def split_bullets(raw: str, level: int) -> list[Piece]:
    """Cut running text at its bullets; another bullet inside an item opens a deeper level.

    A dash followed by a small letter only cuts when the list itself began with one, so that
    « suivi - observation » stays whole; a hyphen inside a word never cuts.
    """
    raw = raw.strip()
    dash = raw[0] if raw[:1] in DASHES else ""
    pieces: list[Piece] = []
    glyphs: list[str] = []
    for part in _dash_parts(raw, dash) if dash else [raw]:
        for sub in _GLYPH_SPLIT.split(part):
            if not sub.strip():
                continue
            markers, rest = take_markers(sub)
            if not rest.strip():
                continue
            if not markers:
                pieces.append(Piece(rest, Kind.ITEM if glyphs else Kind.PARAGRAPH, level))
                continue
            glyph = markers[0] if is_number(markers[-1]) else markers[-1]
            if glyph not in glyphs:
                glyphs.append(glyph)
            del glyphs[glyphs.index(glyph) + 1 :]
            pieces.append(Piece(rest, Kind.ITEM, level + len(glyphs) - 1, markers))
    return pieces


def _dash_parts(raw: str, dash: str) -> list[str]:
    mark = re.escape(dash)
    small = re.match(rf"{mark}\s+[a-zà-ÿ]", raw)
    spaced = _SPACED_DASH.format(dash=mark) + ("" if small else "(?![a-zà-ÿ])")
    return _cut(raw, re.compile(rf"{spaced}|{_GLUED_DASH.format(dash=mark)}"))


def _at_dash(raw: str, dash: str) -> list[str]:
    """Running text cut at the dashes of the list around it, which go on after the nested one."""
    if not dash or raw.lstrip().startswith(dash):
        return [raw]
    mark = re.escape(dash)
    spaced = _SPACED_DASH.format(dash=mark) + r"(?=[A-ZÀ-Ý(«\"])"
    return _cut(raw.strip(), re.compile(spaced))


def _cut(raw: str, at: re.Pattern[str]) -> list[str]:
    starts = [found.start() for found in at.finditer(raw)] or [0]
    if starts[0]:
        starts.insert(0, 0)
    return [raw[start:end] for start, end in zip(starts, [*starts[1:], len(raw)], strict=True)]
