"""How deep the items of a list stand when their signs alone tell it.

Many files keep no depth: LibreOffice writes a list set under lines with a typed sign as one flat list, and people
type « ✦ », then « - », then « ✦ » without any indent. The sign that opens a list and comes back after others then
stands above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reciproque.intake.reading.list_lines import COUNTING, sign_of
from reciproque.office.document import Block, Kind, Part

PLAIN = (*COUNTING, "-", "–", "—", "*", "•", "◦")


def with_depths(parts: Sequence[Part], ordinary: str) -> list[Part]:
    """The same parts; items that hang on the one above by their sign stand one level deeper than it."""
    return [
        each
        for listed, run in groupby(parts, _goes_on_a_list)
        for each in (_deepened(list(run), ordinary) if listed else run)
    ]


def _goes_on_a_list(part: Part) -> bool:
    return isinstance(part, Block) and part.kind in (Kind.ITEM, Kind.NOTE)


def _deepened(run: list[Part], ordinary: str) -> Iterator[Part]:
    inner = _inner_signs([each for each in run if _is_outermost(each)], ordinary)
    open_signs: list[str] = []
    depth = 0
    for each in run:
        if not isinstance(each, Block) or each.kind is not Kind.ITEM:
            yield each
            continue
        if _is_outermost(each):
            sign = sign_of(each)
            if sign in open_signs:
                del open_signs[open_signs.index(sign) + 1 :]
            elif sign in inner:
                open_signs.append(sign)
            else:
                open_signs = [sign]
            depth = len(open_signs) - 1
        yield replace(each, level=each.level + depth) if depth else each


def _is_outermost(part: Part) -> bool:
    return isinstance(part, Block) and part.kind is Kind.ITEM and not part.level


def _inner_signs(outermost: Sequence[Part], ordinary: str) -> set[str]:
    """The signs between two lines that bear the sign that opens the list.

    A sign that is not one of plain items marks titles: it never hangs on a plain item.
    """
    signs = [sign_of(each) for each in outermost if isinstance(each, Block)]
    if not signs:
        return set()
    first = signs[0]
    plain = (*PLAIN, ordinary)
    again = len(signs) - signs[::-1].index(first)
    return {each for each in signs[:again] if each != first and (each in plain or first not in plain)}
