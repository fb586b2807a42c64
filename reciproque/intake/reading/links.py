"""Ties between items: the axis an objective says it serves, and the same aim stated twice."""

from __future__ import annotations

import re

from reciproque.intake.reading.gathering import Gathered
from reciproque.intake.reading.outline import Outline, Section
from reciproque.intake.reading.result import FrameworkItem
from reciproque.intake.reading.title_forms import LINK
from reciproque.intake.reading.words import Subject, fold
from reciproque.office.document import Block


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
    first: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(items):
        words = tuple(re.findall(r"[a-z0-9]+", fold(item.title)))
        if len(words) < 4:
            continue
        seen = first.setdefault(words[:12], index)
        if seen != index and items[seen].parent != item.parent:
            item.same_as = seen
