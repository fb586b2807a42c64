"""The numbers and bullets that stand before the paragraphs of an OpenDocument: they are nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from reciproque.office.reading.counting import in_figures
from reciproque.office.reading.opendocument.names import attribute, is_so, number
from reciproque.office.reading.opendocument.styles import LEVELS, ListLevel, Styles
from reciproque.office.reading.word.numbering import sign_of

NO_STYLE_BULLET = "•"
_LEVEL_NUMBER = re.compile(r"%(\d{1,2})%")
Counters = list[int | None]


@dataclass(slots=True)
class OpenList:
    """A `text:list` that is open. `level` counts from one; `fresh` says that its item has shown nothing yet.

    `going_on` says that it continues the numbers of a list before it.
    """

    style: str
    level: int
    counters: Counters
    going_on: bool = False
    fresh: bool = False
    silent: bool = False
    start: int | None = None


class Numbering:
    """Counts items and headings in the order in which they are printed."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._last_of_style: dict[str, Counters] = {}
        self._by_id: dict[str, Counters] = {}
        self._outline: Counters = [None] * (LEVELS + 1)

    def open(self, element: etree._Element, above: OpenList | None) -> OpenList:
        """Open a list, inside the one above it or on its own."""
        named = attribute(element, "text:style-name") or (above.style if above else "")
        goes_on = is_so(element, "text:continue-numbering")
        if above is not None:
            going_on = goes_on or (above.going_on and above.fresh)
            opened = OpenList(named, min(above.level + 1, LEVELS), above.counters, going_on)
            if not going_on:
                _forget_from(opened.counters, opened.level)
        else:
            known = self._continued(element, named, goes_on=goes_on)
            opened = OpenList(named, 1, known or [None] * (LEVELS + 1), known is not None)
            self._last_of_style[named] = opened.counters
        self._by_id[attribute(element, "xml:id") or ""] = opened.counters
        return opened

    def _continued(self, element: etree._Element, style: str, *, goes_on: bool) -> Counters | None:
        followed = attribute(element, "text:continue-list")
        if followed and followed in self._by_id:
            return self._by_id[followed]
        return self._last_of_style.get(style) if goes_on else None

    def label(self, current: OpenList, own_style: str) -> str:
        """Count one item, and say what is printed before it."""
        style = current.style if self.styles.knows_list(current.style) else own_style
        if not self.styles.knows_list(style):
            return NO_STYLE_BULLET
        level = self.styles.list_level(style, current.level)
        if level is None:
            return ""
        _count(current.counters, current.level, current.start, level.start)
        current.start = None
        return _printed(level, current.level, current.counters, lambda at: self.styles.list_level(style, at))

    def heading(self, depth: int, start: int | None) -> str:
        """Count one heading by the numbering of chapters, and say what is printed before it."""
        level = self.styles.outline.get(depth)
        if level is None or (level.form == "none" and not level.bullet):
            return ""
        _count(self._outline, depth, start, level.start)
        return _printed(level, depth, self._outline, self.styles.outline.get)


def item_of(element: etree._Element, current: OpenList) -> None:
    """Begin an item (`text:list-item`) or a heading of a list, which bears no number."""
    current.fresh = True
    current.silent = not element.tag.endswith("}list-item")
    current.start = number(element, "text:start-value", 1) if attribute(element, "text:start-value") else None


def _count(counters: Counters, level: int, start: int | None, first: int) -> None:
    current = counters[level]
    counters[level] = start if start is not None else first if current is None else current + 1
    _forget_from(counters, level + 1)


def _forget_from(counters: Counters, level: int) -> None:
    counters[level:] = [None] * (len(counters) - level)


def _printed(own: ListLevel, at: int, counters: Counters, level_at: Callable[[int], ListLevel | None]) -> str:
    if own.bullet:
        return "".join(sign_of(letter, own.font) for letter in own.bullet.strip()) or NO_STYLE_BULLET

    def figure(level: int) -> str:
        shape = level_at(level) or ListLevel(form="decimal")
        value = counters[level]
        return in_figures(shape.start if value is None else value, shape.form)

    if own.pattern is not None:
        label = _LEVEL_NUMBER.sub(
            lambda found: figure(min(int(found[1]), LEVELS)) if int(found[1]) else "", own.pattern
        )
    elif own.form == "none":
        label = own.before + own.after
    else:
        figures = [figure(level) for level in range(max(1, at - own.shown + 1), at + 1)]
        label = own.before + ".".join(one for one in figures if one) + own.after
    return " ".join(label.split())
