"""Text of a tagged PDF that no tag holds: running heads and feet as a rule, now and then something forgotten."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reciproque.office.document import Block, Kind
from reciproque.office.reading.pdf.flow import Reach, set_paragraph
from reciproque.office.reading.pdf.ink import Line
from reciproque.office.reading.pdf.scribe import Scribe, Written
from reciproque.office.reading.pdf.spelling import Vocabulary
from reciproque.office.reading.pdf.tree import Element

_DIGITS = re.compile(r"\d+")
_PAGED = re.compile(r"^\W*(?:page\s*)?#(?:\s*(?:/|sur|de)\s*#)?\W*$", re.IGNORECASE)
_FEWEST_LETTERS = 3


class Strays:
    """`outside` are the pages on which a text stands that is neither repeated nor a page number."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = defaultdict(list)
        self.outside: list[int] = []

    def add(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if any(letter.isalnum() for letter in line.text):
                self._lines[_DIGITS.sub("#", line.text)].append(line)

    def parts(self, scribe: Scribe, vocabulary: Vocabulary, root: Element) -> Iterator[tuple[int, Block]]:
        """Each repeated line once, as furniture; what stands nowhere else as a paragraph."""
        if not self._lines:
            return
        told = "".join(word.text for _page, word in root.placed())
        for wording, lines in self._lines.items():
            page = lines[0].page
            repeated = len({line.page for line in lines}) > 1 or bool(_PAGED.match(wording))
            said_already = lines[0].text.replace(" ", "") in told
            letters = sum(letter.isalpha() for letter in wording)
            forgotten = not repeated and not said_already and letters >= _FEWEST_LETTERS
            if forgotten:
                self.outside.append(page)
            kind = Kind.PARAGRAPH if forgotten else Kind.FURNITURE
            written = Written(set_paragraph(lines[:1], Reach(), vocabulary), kind)
            yield from ((page, block) for block in scribe.blocks(written))
