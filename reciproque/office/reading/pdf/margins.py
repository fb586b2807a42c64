"""What stands around the text of a page: running heads and feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reciproque.office.reading.pdf.flow import is_call
from reciproque.office.reading.pdf.ink import Line
from reciproque.office.reading.pdf.layout import Column, Layout

_EDGE = 0.13  # of the height of the page
_OUTERMOST = 3
_APART = 1.8  # heights of a letter
_FEWEST = 3
_NEAR = 7.0
_DIGITS = re.compile(r"\d+")
_PAGED = re.compile(r"^\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|de)\s*\d{1,4})?\W*$", re.IGNORECASE)
_SMALLER = 0.92
_NOTE = re.compile(r"^[\[(]?(\d{1,3}|\*{1,3})[\])]?\.?\s+\S|^(\d{1,3})(?=[A-ZÀ-Ý«])")


@dataclass(slots=True)
class _Seen:
    line: Line
    column: Column
    page: int
    from_edge: float


def take_furniture(layouts: Sequence[Layout], size: float) -> list[Line]:
    """Take running heads, feet and page numbers out of the columns; each wording is given back once."""
    places: dict[tuple[str, bool], list[_Seen]] = defaultdict(list)
    for layout in layouts:
        for at_top in (True, False):
            for seen in _outermost(layout, at_top=at_top):
                places[_DIGITS.sub("#", seen.line.text), at_top].append(seen)
    groups = [(wording, same) for (wording, _top), found in places.items() for same in _at_one_height(found)]
    repeated = [same for wording, same in groups if _is_furniture(wording, same, len(layouts), size)]
    for seen in (seen for same in repeated for seen in same):
        seen.column.lines = [line for line in seen.column.lines if line is not seen.line]
    for layout in layouts:
        layout.parts = [part for part in layout.parts if not isinstance(part, Column) or part.lines]
    return [same[0].line for same in repeated]


def _outermost(layout: Layout, *, at_top: bool) -> list[_Seen]:
    columns = [part for part in layout.parts if isinstance(part, Column)]
    lines = [(line, column) for column in columns for line in column.lines]
    lines.sort(key=lambda pair: pair[0].base, reverse=not at_top)
    found = []
    for line, column in lines[: _set_apart([line for line, _column in lines])]:
        from_edge = line.base if at_top else layout.height - line.base
        if from_edge < _EDGE * layout.height:
            found.append(_Seen(line, column, layout.page, from_edge))
    return found


def _set_apart(lines: list[Line]) -> int:
    """How many lines from the edge stand apart from the text: those before the first wide gap, else one."""
    for count, (line, further) in enumerate(pairwise(lines[: _OUTERMOST + 2]), start=1):
        if abs(further.base - line.base) > _APART * max(line.size, further.size):
            return count
    return 1


def _at_one_height(found: list[_Seen]) -> list[list[_Seen]]:
    groups: list[list[_Seen]] = []
    for seen in sorted(found, key=lambda seen: seen.from_edge):
        if groups and seen.from_edge - groups[-1][0].from_edge < _NEAR:
            groups[-1].append(seen)
        else:
            groups.append([seen])
    return [sorted(group, key=lambda seen: seen.page) for group in groups]


def _is_furniture(wording: str, same: list[_Seen], pages: int, size: float) -> bool:
    if all(_counts_pages(seen, pages) for seen in same):
        return True
    if len({seen.page for seen in same}) < (_FEWEST if pages > 2 else 2):
        return False
    if "#" not in wording or len({seen.line.text for seen in same}) == 1:
        return pages > 2
    offsets: dict[int, int] = defaultdict(int)
    for seen in same:
        numbers = _DIGITS.findall(seen.line.text)
        for number in {int(number) for number in numbers if len(number) < 5}:
            offsets[number - seen.page] += 1
    counts = max(offsets.values(), default=0) >= 0.8 * len(same)
    return counts and (bool(_PAGED.match(same[0].line.text)) or same[0].line.size <= size * 1.05)


def _counts_pages(seen: _Seen, pages: int) -> bool:
    """« 2 / 3 » at the edge of the second page of three: certain, however few pages there are."""
    numbers = [int(number) for number in _DIGITS.findall(seen.line.text)]
    return numbers == [seen.page, pages] and bool(_PAGED.match(seen.line.text))


def take_notes(layout: Layout, size: float) -> list[list[Line]]:
    """Take the footnotes of a page out of its last column: small print below the text, each behind its number."""
    column = next((part for part in reversed(layout.parts) if isinstance(part, Column)), None)
    if column is None or layout.parts[-1] is not column:
        return []
    at = len(column.lines)
    while at and column.lines[at - 1].size < _SMALLER * size:
        at -= 1
    small = column.lines[at:]
    first = next((number for number, line in enumerate(small) if _begins_note(line)), None)
    if first is None or (at + first == 0 and not layout.rules):
        return []
    notes: list[list[Line]] = []
    for line in small[first:]:
        if _begins_note(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    column.lines = column.lines[: at + first]
    layout.parts = [part for part in layout.parts if not isinstance(part, Column) or part.lines]
    return notes


def _begins_note(line: Line) -> bool:
    return bool(_NOTE.match(line.text)) or (len(line.words) > 1 and is_call(line, 0))
