"""The numbers and bullets that Word prints before paragraphs: they stand nowhere in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from reciproque.office.reading.counting import in_figures
from reciproque.office.reading.word.names import attribute, child, name_of, number, switch
from reciproque.office.reading.word.styles import Styles

LEVELS = 9
# Fonts of signs: the sign that a letter of theirs shows.
WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "•", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x46: "→", 0x2D: "-",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xA8: "◆", 0xAE: "→", 0xDE: "⇒", 0x2D: "-", 0xB0: "°", 0xB3: "≥", 0xA3: "≤", 0xBE: "—"}


def sign_of(letter: str, font: str) -> str:
    """The sign that a letter shows in a font of signs, "" when we do not know it; others stay themselves."""
    code = ord(letter)
    private = 0xF000 <= code <= 0xF0FF
    low = code - 0xF000 if private else code
    font = font.lower()
    if "wingdings" in font or "webdings" in font or "dingbats" in font:
        return WINGDINGS.get(low, "•" if low > 0x20 else "")
    if "symbol" in font:
        return SYMBOL.get(low, chr(low) if low < 0x7F else "")
    if private:
        return SYMBOL.get(low) or WINGDINGS.get(low, "")
    return letter


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    font: str = ""
    legal: bool = False
    picture: bool = False


@dataclass(slots=True)
class Sequence:
    """A `w:num`: which list it belongs to, its levels, and the levels that it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document, in the order in which they are asked for."""

    def __init__(self, tree: etree._Element | None, styles: Styles) -> None:
        self._counters: dict[str, list[int | None]] = {}
        children = list(tree) if tree is not None else []
        lists = {
            attribute(one, "abstractNumId") or "": one for one in children if name_of(one) == "abstractNum"
        }
        numbers = {attribute(one, "numId") or "": one for one in children if name_of(one) == "num"}
        self._sequences = {key: _sequence(key, numbers, lists, styles) for key in numbers}

    def marker(self, key: str, level: int) -> str:
        """Count one paragraph of that list at that level, and say what is printed before it."""
        sequence = self._sequences.get(key)
        level = max(0, min(level, LEVELS - 1))
        if sequence is None or level not in sequence.levels:
            return ""
        counters = self._counters.setdefault(sequence.abstract, [None] * LEVELS)
        if not sequence.used:
            sequence.used = True
            for fresh in sequence.starts:
                counters[fresh] = None
        current = counters[level]
        start = sequence.starts.get(level, sequence.levels[level].start)
        counters[level] = start if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            restart = sequence.levels[deeper].restart if deeper in sequence.levels else None
            if restart is None or level < restart:
                counters[deeper] = None
        return _printed(sequence, level, counters)


def _sequence(
    key: str, numbers: dict[str, etree._Element], lists: dict[str, etree._Element], styles: Styles
) -> Sequence:
    element = numbers[key]
    abstract = attribute(child(element, "abstractNumId")) or ""
    linked = attribute(child(lists.get(abstract), "numStyleLink"))
    followed = numbers.get(styles.list_numbering.get(linked or "", ""))
    if linked and followed is not None:
        abstract = attribute(child(followed, "abstractNumId")) or abstract
    levels = _levels(lists.get(abstract))
    starts: dict[int, int] = {}
    for override in element:
        at = number(override, "ilvl")
        if name_of(override) != "lvlOverride" or at is None or not 0 <= at < LEVELS:
            continue
        levels.update(_levels(override))
        start = number(child(override, "startOverride"))
        if start is not None:
            starts[at] = start
    return Sequence(abstract, levels, starts)


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    levels = {}
    for element in parent if parent is not None else ():
        at = number(element, "ilvl")
        if name_of(element) == "lvl" and at is not None and 0 <= at < LEVELS:
            start = number(child(element, "start"))
            levels[at] = Level(
                start=0 if start is None else start,
                form=attribute(child(element, "numFmt")) or "decimal",
                text=(attribute(child(element, "lvlText")) or "")[:80],
                restart=number(child(element, "lvlRestart")),
                font=attribute(child(element, "rPr", "rFonts"), "ascii") or "",
                legal=bool(switch(child(element, "isLgl"))),
                picture=child(element, "lvlPicBulletId") is not None,
            )
    return levels


def _printed(sequence: Sequence, level: int, counters: list[int | None]) -> str:
    own = sequence.levels[level]
    if own.form == "bullet":
        signs = "".join(sign_of(letter, own.font) for letter in own.text.strip())
        return signs or ("•" if own.picture or own.text.strip() else "")
    text = own.text
    for above in range(LEVELS):
        if f"%{above + 1}" in text:
            shape = sequence.levels.get(above, Level())
            value = counters[above]
            form = "decimal" if own.legal else shape.form
            text = text.replace(f"%{above + 1}", in_figures(shape.start if value is None else value, form))
    return " ".join(text.split())
