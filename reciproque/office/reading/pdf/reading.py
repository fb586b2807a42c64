"""From a PDF to plain data, page by page: by its tags where they can be trusted, else by its layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, BinaryIO

import pypdfium2

from reciproque.office.bounds import DEFAULT_BOUNDS, Account, Bounds, Progress, Unreadable, no_progress
from reciproque.office.document import Block, Document, Part, Table
from reciproque.office.reading.pdf import outcomes, tagged, untagged
from reciproque.office.reading.pdf.flow import lines_of
from reciproque.office.reading.pdf.ink import Ink, Word
from reciproque.office.reading.pdf.layout import Layout, lay_out, printed_lines
from reciproque.office.reading.pdf.library import ink_of
from reciproque.office.reading.pdf.places import numbered_anew
from reciproque.office.reading.pdf.scribe import Scribe
from reciproque.office.reading.pdf.source import Source
from reciproque.office.reading.pdf.spelling import Vocabulary
from reciproque.office.reading.pdf.strays import Strays
from reciproque.office.reading.pdf.tree import Structure
from reciproque.office.reading.pdf.trust import is_trusted

MEDIA_TYPE = "application/pdf"
OUTCOMES_BY_PAGE = (
    "damaged",
    "scanned",
    "recognised",
    "without_letters",
    "without_rules",
    "outside_structure",
    "nested_tables",
)
_COVERED = 0.5
_FEW_LETTERS = 0.02
_UNREADABLE = 0.3


def read_pdf(
    data: bytes | BinaryIO,
    *,
    name: str = "",
    bounds: Bounds = DEFAULT_BOUNDS,
    progress: Progress = no_progress,
) -> Document:
    """Read a PDF; raise `Unreadable` with a French sentence when it cannot be."""
    source = Source(data if isinstance(data, bytes) else data.read())
    try:
        reader = _Reader(source, bounds, progress)
        parts = reader.read()
    finally:
        source.close()
    return Document(parts, name, MEDIA_TYPE, reader.account.complaints())


class _Reader:
    """Keeps of each page what is needed once it is closed."""

    def __init__(self, source: Source, bounds: Bounds, progress: Progress) -> None:
        self.source = source
        self.progress = progress
        self.account = Account(bounds)
        self.structure = Structure(self.account.patience)
        self.vocabulary = Vocabulary()
        self.layouts: list[Layout] = []
        self.strays = Strays()
        self.widths: dict[int, float] = {}
        self.letters = self.unreadable = 0
        self.seen: dict[str, list[int]] = defaultdict(list)

    def read(self) -> tuple[Part, ...]:
        self.source.say_what_else_it_holds(self.account)
        for number in range(self.source.count):
            self._page(number, by_tags=self.source.is_tagged)
        self._judge()
        if self.widths and not is_trusted(self.structure.root):
            self.account.complain(outcomes.structure_not_followed())
            self._read_again()
        parts = self._parts()
        self._say_what_was_met()
        return parts

    def _page(self, number: int, *, by_tags: bool) -> None:
        self.account.patience.check()
        self.progress(number, self.source.count, f"Page {number + 1} sur {self.source.count}")
        try:
            with self.source.page(number) as page:
                self._take(ink_of(page, number + 1, self.account.patience), page if by_tags else None)
        except pypdfium2.PdfiumError:
            self.seen["damaged"].append(number + 1)

    def _take(self, ink: Ink, page: Any) -> None:
        self._notice(ink)
        self.vocabulary.learn(lines_of((ink.number, word) for word in ink.words))
        left = self.structure.add(page, ink) if page is not None else ink.words
        if page is not None and _letters(left) <= (1 - _COVERED) * ink.letters and ink.letters:
            self.widths[ink.number] = round(ink.width)
            self.strays.add(printed_lines(left, ink.number))
        elif ink.letters:
            self.layouts.append(lay_out(ink))

    def _notice(self, ink: Ink) -> None:
        self.letters += ink.letters
        self.unreadable += ink.unreadable
        if ink.is_scan:
            self.seen["recognised" if ink.letters else "scanned"].append(ink.number)
        if ink.unreadable > _FEW_LETTERS * ink.letters:
            self.seen["without_letters"].append(ink.number)

    def _judge(self) -> None:
        """Refuse a file of which hardly anything can be read."""
        if not self.letters:
            if len(self.seen["damaged"]) == self.source.count:
                raise Unreadable(outcomes.DAMAGED)
            raise Unreadable(outcomes.SCANNED if self.seen["scanned"] else outcomes.NO_TEXT)
        if self.unreadable > _UNREADABLE * self.letters:
            raise Unreadable(outcomes.NO_LETTERS)

    def _read_again(self) -> None:
        """The tags lie: the pages that they were to tell of are read by their layout."""
        for number in sorted(self.widths):
            with self.source.page(number - 1) as page:
                self.layouts.append(lay_out(ink_of(page, number, self.account.patience)))
        self.layouts.sort(key=lambda layout: layout.page)
        self.structure = Structure(self.account.patience)
        self.strays = Strays()
        self.widths = {}

    def _parts(self) -> tuple[Part, ...]:
        """All parts by page: those of the tags, those of the layout, and what no tag holds."""
        scribe = Scribe(self.account)
        by_tags = tagged.Reader(scribe, self.vocabulary, self.widths)
        by_layout = untagged.Reader(scribe, self.vocabulary)
        self.seen["without_rules"] = [layout.page for layout in self.layouts if layout.loose]
        found: list[tuple[int, int, Block | Table]] = []
        latest = 0
        for page, part in by_tags.parts(self.structure.root):
            latest = max(latest, page)
            found.append((latest, 0, part))
        stray = list(self.strays.parts(scribe, self.vocabulary, self.structure.root))
        found += [(page, 1, part) for page, part in [*stray, *by_layout.parts(self.layouts)]]
        self.seen["outside_structure"] = self.strays.outside
        self.seen["nested_tables"] = by_tags.walker.nested_on
        if by_tags.walker.images:
            self.account.complain(outcomes.images(by_tags.walker.images))
        return numbered_anew([part for _page, _order, part in sorted(found, key=lambda each: each[:2])])

    def _say_what_was_met(self) -> None:
        for name in OUTCOMES_BY_PAGE:
            if self.seen[name]:
                self.account.complain(getattr(outcomes, name)(self.seen[name]))


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)
