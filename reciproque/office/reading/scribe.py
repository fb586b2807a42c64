"""Turns the printed paragraphs of a word processor into blocks with their number, page, place and anchor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from lxml import etree

from reciproque.office.bounds import Account
from reciproque.office.document import Block, Kind, Place
from reciproque.office.reading.blocks import Shape, shapes_of
from reciproque.office.reading.left_out import LeftOut
from reciproque.office.reading.printed import Printed

DEEPEST_ITEM = 8

P = TypeVar("P", bound=Printed)


class Scribe(Generic[P]):
    """Holds what changes from one paragraph to the next: line, page, gap, notes called.

    A format says what numbers a paragraph (`numbered`), what its boxes hold (`printed_in`) and what its notes
    say (`note`).
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.line = 0
        self.page: int | None = None
        self.gap = 0
        self.left_out = LeftOut()
        self._called: list[str] = []
        self._note_count = 0

    def numbered(self, printed: P) -> tuple[Kind, int, str]:
        """The kind of a paragraph, its level, and the number or bullet printed before it."""
        raise NotImplementedError

    def printed_in(self, box: etree._Element) -> tuple[list[P], bool]:
        """The paragraphs of a text box, and whether it holds a table."""
        raise NotImplementedError

    def note(self, key: str) -> str:
        """The text of a footnote."""
        raise NotImplementedError

    def place(self) -> Place:
        return Place(max(1, self.line), self.page)

    def blocks(self, printed: P) -> list[Block]:
        """The blocks of a paragraph of the body, then those of its text boxes."""
        self.turn(printed.pages_before)
        blocks = self._own_blocks(printed)
        self.gap += 0 if blocks else 1
        self.gap += printed.gap_after
        self.turn(printed.pages_after)
        for inner in self._boxed(printed.boxes):
            blocks += self._own_blocks(inner)
        return blocks

    def blocks_in_cell(self, paragraphs: Iterable[P], anchor: str) -> tuple[Block, ...]:
        """The blocks of the paragraphs of one cell: they bear the place of its row."""
        blocks: list[Block] = []
        waiting = deque(paragraphs)
        while waiting:
            printed = waiting.popleft()
            waiting.extendleft(reversed(list(self._boxed(printed.boxes))))
            self.turn(printed.pages_before)
            for shape in self._shapes(printed):
                self.account.add_block(shape.text, self.place())
                blocks.append(self._block(shape, printed, f"{anchor}b{len(blocks) + 1}", 0))
            self.left_out.add(printed.seen, self.line)
            self.turn(printed.pages_after)
        return tuple(blocks)

    def notes(self) -> list[Block]:
        """The footnotes called since this was last asked."""
        blocks = []
        for key in self._called:
            self._note_count += 1
            text = self.note(key)
            if text:
                self.line += 1
                self.account.add_block(text, self.place())
                marker = (str(self._note_count),)
                blocks.append(Block(Kind.NOTE, text, self.place(), f"l{self.line}", markers=marker))
        self._called.clear()
        return blocks

    def turn(self, pages: int) -> None:
        if self.page is not None:
            self.page += pages

    def _own_blocks(self, printed: P) -> list[Block]:
        blocks: list[Block] = []
        for shape in self._shapes(printed):
            self.line += 1
            self.account.add_block(shape.text, self.place())
            gap = 0 if blocks else self.gap + printed.gap_before
            blocks.append(self._block(shape, printed, f"l{self.line}", gap))
            self.gap = 0
        self.left_out.add(printed.seen, self.line)
        return blocks

    def _shapes(self, printed: P) -> list[Shape]:
        self._called += printed.notes
        kind, level, marker = self.numbered(printed)
        return shapes_of(printed.text, kind=kind, level=level, marker=marker)

    def _block(self, shape: Shape, printed: P, anchor: str, gap: int) -> Block:
        emphasis = printed.emphasis()
        lead = emphasis.lead
        return Block(
            shape.kind,
            shape.text,
            self.place(),
            anchor,
            level=shape.level,
            markers=shape.markers,
            strong=emphasis.strong,
            slanted=emphasis.slanted,
            centred=printed.centred,
            lines=shape.lines,
            gap=gap,
            lead=lead if shape.text.startswith(lead) else "",
        )

    def _boxed(self, boxes: list[etree._Element]) -> Iterator[P]:
        """The paragraphs of text boxes, and of the boxes inside them."""
        waiting = deque(boxes)
        while waiting:
            paragraphs, has_table = self.printed_in(waiting.popleft())
            if has_table:
                self.account.complain(f"Paragraphe {self.line} : tableau dans une zone de texte, lu à plat.")
            for printed in paragraphs:
                waiting.extend(printed.boxes)
                printed.boxes = []
                yield printed
