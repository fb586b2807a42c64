"""The order in which a page without tags is read: its tables, its columns, its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reciproque.office.reading.pdf.grids import Grid, grids_of
from reciproque.office.reading.pdf.ink import Ink, Line, Word

_WIDE_GAP = 1.6  # heights of a letter
_GUTTER = 1.0
_LEVEL, _RAISED = 0.35, 0.5
_FEWEST_LINES = 6
_FULL = 0.6
_ALIGNED = 4.0  # points
_WORDS_OF_PROSE = 3.0
_CONTENTS = re.compile(r"(?:[.…·_]\s*){3,}\s*\d{1,3}$")
_DEEPEST = 3


@dataclass(slots=True)
class Column:
    """Lines that are read one after the other."""

    lines: list[Line] = field(default_factory=list)
    alone: bool = True
    loose: bool = False


@dataclass(slots=True)
class Layout:
    """A page in the order of reading. `loose` says that it holds a table without any ruling line."""

    page: int
    width: float
    height: float
    parts: list[Column | Grid]
    loose: bool = False
    rules: list[tuple[float, float]] = field(default_factory=list)


def lay_out(ink: Ink) -> Layout:
    grids, words = grids_of(ink)
    layout = Layout(ink.number, ink.width, ink.height, [])
    lines = printed_lines(words, ink.number)
    for grid in [*grids, None]:
        above = [line for line in lines if grid is None or line.base < grid.bottom]
        lines = [line for line in lines if grid is not None and line.base >= grid.bottom]
        if above:
            layout.parts += _columns(above, layout, 0)
        if grid is not None:
            layout.parts.append(grid)
    layout.rules = [(rule.at, rule.end - rule.start) for rule in ink.across]
    return layout


def printed_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Words put on lines by where they stand, whatever order they were printed in."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        home = next((line for line in reversed(lines[-4:]) if _stands_on(word, line)), None)
        if home is None or home[0].turned:
            lines.append([word])
        else:
            home.append(word)
    return [Line(sorted(line, key=lambda word: word.left), page) for line in lines]


def _stands_on(word: Word, line: list[Word]) -> bool:
    """Whether a word belongs to a line; a small one may be raised above it."""
    usual = max(line, key=lambda word: len(word.text) * word.size)
    larger, smaller = max(word.size, usual.size), min(word.size, usual.size)
    away = _RAISED if smaller < 0.8 * larger else _LEVEL
    return not word.turned and abs(usual.base - word.base) < away * larger


def segments(line: Line, gap: float = _WIDE_GAP) -> list[Line]:
    """A line cut where a wide gap stands in it."""
    cut: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.left - before.right > gap * word.size:
            cut.append([word])
        else:
            cut[-1].append(word)
    return [Line(words, line.page) for words in cut]


def is_contents(line: Line) -> bool:
    """A line of a table of contents: it ends in a page number, behind dots or far to the right."""
    if _CONTENTS.search(line.text):
        return True
    pieces = segments(line)
    last = pieces[-1]
    return (
        len(pieces) == 2
        and last.text.isdigit()
        and len(last.text) < 4
        and last.left - pieces[0].right > 3 * line.size
        and any(letter.isalpha() for letter in pieces[0].text)
    )


def _columns(lines: list[Line], layout: Layout, depth: int) -> list[Column | Grid]:
    """Lines in the order of reading: where they stand in two columns, the left one first."""
    cut = {id(line): segments(line, _GUTTER) for line in lines}
    for start in _starts(lines, cut) if depth < _DEEPEST else ():
        for first, last in _free_runs(lines, cut, start):
            run = lines[first:last]
            left, right = _halves(run, cut, start)
            if not _is_prose(left) or not _is_prose(right):
                continue
            above = _columns(lines[:first], layout, depth) if first else []
            below = _columns(lines[last:], layout, depth) if last < len(lines) else []
            return [
                *above,
                *_in_column(_columns(left, layout, depth + 1)),
                *_in_column(_columns(right, layout, depth + 1)),
                *below,
            ]
    loose = _is_loose_table(lines)
    layout.loose = layout.loose or loose
    return [Column(lines, loose=loose)]


def _in_column(parts: list[Column | Grid]) -> list[Column | Grid]:
    for part in parts:
        if isinstance(part, Column):
            part.alone = False
    return parts


def _starts(lines: list[Line], cut: dict[int, list[Line]]) -> list[float]:
    """Where a second column may begin: places where several lines begin again behind a wide gap."""
    counted: Counter[int] = Counter()
    for line in lines:
        for piece in cut[id(line)][1:]:
            counted[round(piece.left / _ALIGNED)] += 1
    return [place * _ALIGNED for place, count in counted.most_common(4) if count >= _FEWEST_LINES // 2]


def _free_runs(lines: list[Line], cut: dict[int, list[Line]], start: float) -> list[tuple[int, int]]:
    """Stretches of lines that leave the gap before `start` free."""
    runs: list[tuple[int, int]] = []
    begun: int | None = None
    for at, line in enumerate([*lines, None]):
        free = line is not None and not any(
            piece.left < start - _ALIGNED and piece.right > start - _ALIGNED for piece in cut[id(line)]
        )
        if free and begun is None:
            begun = at
        elif not free and begun is not None:
            if at - begun >= _FEWEST_LINES:
                runs.append((begun, at))
            begun = None
    return runs


def _halves(run: list[Line], cut: dict[int, list[Line]], start: float) -> tuple[list[Line], list[Line]]:
    left: list[Line] = []
    right: list[Line] = []
    for line in run:
        pieces = cut[id(line)]
        for side, inside in (
            (left, [piece for piece in pieces if piece.left < start - _ALIGNED]),
            (right, [piece for piece in pieces if piece.left >= start - _ALIGNED]),
        ):
            words = [word for piece in inside for word in piece.words]
            if words:
                side.append(Line(words, line.page))
    return left, right


def _is_prose(lines: list[Line]) -> bool:
    """Running text fills its lines; the cells of a table do not."""
    if len(lines) < _FEWEST_LINES - 1:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = sum(line.right - line.left for line in lines) / (len(lines) * max(width, 1.0))
    words = sum(len(line.words) for line in lines) / len(lines)
    return filled >= _FULL and words >= _WORDS_OF_PROSE


def _is_loose_table(lines: list[Line]) -> bool:
    """Three lines or more whose pieces begin at the same places, behind wide gaps."""
    counted: Counter[int] = Counter()
    for line in lines:
        if not is_contents(line):
            counted.update({round(piece.left / _ALIGNED) for piece in segments(line)[1:]})
    return any(count >= 3 for count in counted.values())
