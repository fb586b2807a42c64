"""What is gathered while a document is read: the tree of the framework, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reciproque.intake.reading.outline import Section
from reciproque.intake.reading.result import FrameworkItem, Passage, Statement, place_of
from reciproque.intake.reading.words import fold
from reciproque.office.document import Block


@dataclass(slots=True)
class Gathered:
    """Items in the order of the document; `left` says why a block was left aside."""

    framework: list[FrameworkItem] = field(default_factory=list)
    results: list[Statement] = field(default_factory=list)
    indicators: list[Statement] = field(default_factory=list)
    leads: list[Statement] = field(default_factory=list)
    findings: list[Statement] = field(default_factory=list)
    recalled: list[Passage] = field(default_factory=list)
    engagement_levels: list[Passage] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)

    def add(self, title: str, blocks: list[Block], parent: int | None, **more: Any) -> int:
        """Add an item of the framework and say at which index it stands."""
        level = 1 if parent is None else self.framework[parent].level + 1
        item = FrameworkItem(title=title, parent=parent, level=level, **place_of(*blocks), **more)
        self.framework.append(item)
        return len(self.framework) - 1

    def add_heading(self, section: Section, parent: int | None) -> int:
        """The item of a title; it is made when something below it is first read."""
        if id(section) not in self.headings and section.block is not None:
            self.headings[id(section)] = self.add(
                section.text.strip(" :"), [section.block], parent, code=section.code, label=_label(section)
            )
        return self.headings[id(section)]

    def add_level(self, text: str, block: Block) -> None:
        if all(fold(level.text) != fold(text) for level in self.engagement_levels):
            self.engagement_levels.append(Passage(text=text, **place_of(block)))

    def leave(self, blocks: list[Block], reason: str) -> None:
        for block in blocks:
            self.left.setdefault(block.anchor, reason)


def _label(section: Section) -> str:
    words = fold(section.code or "").split(" ")
    return words[0] if words[0].isalpha() and len(words[0]) > 2 else "objectif"


def statement(text: str, blocks: list[Block], parent: int | None, **more: Any) -> Statement:
    return Statement(text=text, parent=parent, **place_of(*blocks), **more)
