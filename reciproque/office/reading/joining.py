"""Putting together again what the printed page cut: lines of a paragraph, sentences across a note."""

from __future__ import annotations

import re
from dataclasses import replace

from reciproque.office.document import Block, Kind, Part

_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_UNFINISHED = re.compile(
    r"(?:[,(/–-]|\b(?:de|du|des|la|le|les|et|ou|à|au|aux|en|pour|par|sur|dans|avec|un|une|ses|leurs?|leur|dont|que|qui)"
    r"|[ld]['’])\s*$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;…»)\"”]\s*$")
_A_RUNNING_TEXT = 60


def join_lines(lines: list[str]) -> str:
    """Join printed lines by a space, or by nothing after a hyphen at the end of a line."""
    joined: list[str] = []
    for line in lines:
        line = line.strip()
        glued = joined and _BROKEN_WORD.search(joined[-1][-2:]) and line[:1].isalpha()
        joined.append(line if glued or not joined else " " + line)
    return "".join(joined)


def continues_item(before: str, line: str) -> bool:
    """Whether a line without a marker goes on with the item above it."""
    front = line.lstrip()
    return (
        len(line) - len(front) > 1
        or front[:1].islower()
        or front[:1] in "()[,;:&+/%"
        or bool(_UNFINISHED.search(before[-20:]))
    )


def is_unfinished(text: str) -> bool:
    """Whether a text ends in a word or a sign that something must follow (« dans le », « l’ », « ( »)."""
    return bool(_UNFINISHED.search(text[-20:]))


def mend_interrupted(parts: list[Part]) -> list[Part]:
    """Join a sentence that a page break or a footnote cut: no full stop before, a small letter after."""
    mended: list[Part] = []
    notes: list[Part] = []
    for part in parts:
        if isinstance(part, Block) and part.kind in (Kind.NOTE, Kind.FURNITURE):
            notes.append(part)
            continue
        joined = _joined(mended[-1], part) if mended else None
        if joined is not None:
            mended[-1] = joined
            continue
        mended += notes
        notes = []
        mended.append(part)
    return mended + notes


def _joined(before: Part, part: Part) -> Block | None:
    if not isinstance(before, Block) or not isinstance(part, Block) or not _goes_on(before, part):
        return None
    lines = (before.lines or (before.text,)) + (part.lines or (part.text,))
    return replace(before, text=f"{before.text} {part.text}", lines=lines)


def _goes_on(before: Block, part: Block) -> bool:
    return (
        before.kind in (Kind.PARAGRAPH, Kind.ITEM)
        and part.kind is Kind.PARAGRAPH
        and part.text[:1].islower()
        and part.gap < 4
        and len(before.text) >= _A_RUNNING_TEXT
        and not _FINISHED.search(before.text)
    )
