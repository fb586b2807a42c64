"""Ties between items: the axis an objective says it serves, and the same aim stated twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from reciproque.intake.reading.gathering import Gathered
from reciproque.intake.reading.outline import Outline, Section
from reciproque.intake.reading.result import FrameworkItem
from reciproque.intake.reading.title_forms import LINK
from reciproque.intake.reading.words import Subject, fold, opens_with_infinitive
from reciproque.office.document import Block, Table

_WORD = re.compile(r"[a-z0-9]{3,}")
FEWEST_WORDS = 3
MOST = 600
SAME = 0.8


def link_objectives(gathered: Gathered, outline: Outline) -> None:
    """« Axe ou ambition en lien : … » under an objective says which older aim it serves."""
    by_id = {id(section): section for section in outline.root.walk()}
    for key, index in gathered.headings.items():
        section = by_id[key]
        block = _linked(section)
        if block is not None:
            item = gathered.framework[index]
            item.linked_to = (
                re.sub(r"^[^:]{2,40}:\s*", "", block.text) if LINK.match(fold(block.text)) else block.text
            )
            item.anchors = (*item.anchors, block.anchor)


def _linked(section: Section) -> Block | None:
    first = section.parts[0] if section.parts else None
    if isinstance(first, Block) and LINK.match(fold(first.text)) and len(first.text) < 200:
        return first
    for child in section.children:
        if Subject.LINKED in child.subjects and child.parts and isinstance(child.parts[0], Block):
            return child.parts[0]
    return None


def link_repeated(items: list[FrameworkItem]) -> None:
    """The same aim in an article and again in a table: two items, the second pointing to the first."""
    words = [frozenset(word[:7] for word in _WORD.findall(fold(item.title))) for item in items[:MOST]]
    tops = [_top(items, index) for index in range(len(words))]
    with_children = {item.parent for item in items}
    for index, own in enumerate(words):
        theme = index in with_children and not opens_with_infinitive(items[index].title)
        if len(own) < FEWEST_WORDS or theme:
            continue
        found = [
            (len(own & other) / len(own | other), -at)
            for at, other in enumerate(words[:index])
            if tops[at] != tops[index]
            and 2 * len(other) > len(own)
            and 2 * len(own & other) > len(own | other)
        ]
        best = max(found, default=None)
        if best is not None:
            items[index].same_as = -best[1]


def _top(items: list[FrameworkItem], index: int) -> int:
    while (parent := items[index].parent) is not None:
        index = parent
    return index


def repeats_a_table(items: Sequence[Block], table: Table) -> bool:
    """Whether a list only repeats, with an explanation, the titles of the table below it."""
    titles = [fold(block.text) for row in table.rows for cell in row.cells for block in cell.blocks]
    titles = [title for title in titles if len(title) > 15]
    repeated = 0
    for item in items:
        text = fold(item.lead or item.text)
        repeated += any(
            text.startswith(title) or SequenceMatcher(None, text[: len(title) + 10], title).ratio() > SAME
            for title in titles
        )
    return bool(items) and 2 * repeated >= len(items)
