"""Lines of a table of contents that no heading « Sommaire » announces: the same words are a heading further on."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.intake.reading.spelling import folded
from reciproque.office.document import Block, Kind, Part


def heads_again(parts: Sequence[Part], at: int) -> bool:
    """Whether the words of this block are a heading further on in the document."""
    said = parts[at]
    if not isinstance(said, Block):
        return False
    words = folded(said.text)
    return any(
        isinstance(part, Block) and part.kind is Kind.HEADING and folded(part.text) == words
        for part in parts[at + 1 :]
    )
