"""Annexes that a document refers to and does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.result import Passage, place_of
from reciproque.intake.reading.spelling import folded
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document

_NUMBERED = re.compile(
    r"\bannexes?\s+(?:n\s?[°o]\s?)?(\d{1,2}|[ivx]{1,4}|[a-h])\b(?:\s*(?:,|et|a)\s*(\d{1,2})\b)?"
)
_JOINED = re.compile(r"\bannexe\s+(?:ci-)?jointe\b|\b(?:ci-)?joint\w* en annexe\b")
_JOINED_ONE = "jointe"
_OTHER_PAPER = re.compile(
    r"^\s*(?:du|de la|de l'|au|a la) (?:contrat|convention|loi|decret|circulaire|deliberation|code)\b"
)


def read_missing_annexes(document: Document, outline: Outline) -> list[Passage]:
    """Read the references to annexes of this document that stand nowhere in it."""
    cited: dict[str, tuple[str, Block]] = {}
    present: dict[str, int] = {}
    for place, part in enumerate(document.parts):
        if isinstance(part, Block) and not outline.section_of(part).within(Subject.CONTENTS):
            for number, text in _named_in(part):
                if text:
                    cited.setdefault(number, (text, part))
                else:
                    present[number] = place
    if outline.about(Subject.ANNEXES):
        present.setdefault(_JOINED_ONE, 0)
    only_listed = max(present.values(), default=-1) >= len(document.parts) - 2
    missing = [told for number, told in cited.items() if number not in present or only_listed]
    reason = "annexe citée, absente du document"
    return [Passage(text=text, reason=reason, **place_of(block)) for text, block in missing]


def _named_in(block: Block) -> Iterator[tuple[str, str]]:
    """The annexes that a block names: number and words; no words where the annex itself begins."""
    plain = folded(block.text)
    for found in _NUMBERED.finditer(plain):
        if found.start() < len("l'a"):
            yield found.group(1), ""
        elif not _OTHER_PAPER.match(plain[found.end() :]):
            yield from ((number, f"annexe {number}") for number in found.groups() if number)
    joined = _JOINED.search(plain)
    if joined:
        yield _JOINED_ONE, block.text[joined.start() : joined.end()]
