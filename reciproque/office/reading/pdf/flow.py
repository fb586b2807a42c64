"""From the printed lines of one paragraph back to its text: broken words, lines broken on purpose, emphasis."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reciproque.office.reading.blocks import SOFT_HYPHEN, Emphasis
from reciproque.office.reading.pdf.ink import APART, Line, Word
from reciproque.office.reading.pdf.spelling import Vocabulary

_CALL = re.compile(r"^[(\[]?(?:\d{1,3}|\*{1,3}|[ivx]{1,4})[)\]]?[,;]?$")
_LEADERS = re.compile(r"\s*(?:[.…·_]\s?){6,}")
_UNIT = re.compile(r"(?:^|[\s\d(])[kcdhm]?m$")
_SMALL = 0.8
_RAISED = 0.12
_SLACK = 0.3
_WIDE = 1.7
_OPENING, _CLOSING = "«([“", "»:;!?%€”)]"
_BEARING = 0.15  # what a letter leaves free beside itself
NEARLY = 8.0  # points
PROOFS = 4
_LOOKED_AT = 200


@dataclass(slots=True)
class Paragraph:
    """The text of a paragraph, "\\n" where a line was broken on purpose."""

    text: str = ""
    emphasis: Emphasis = field(default_factory=Emphasis)
    calls: list[str] = field(default_factory=list)
    page: int = 0


def lines_of(words: Iterable[tuple[int, Word]]) -> list[Line]:
    """Words in the order of reading, put on lines."""
    lines: list[Line] = []
    for page, word in words:
        if lines and lines[-1].page == page and _goes_on(lines[-1].words, word):
            lines[-1].words.append(word)
        else:
            lines.append(Line([word], page))
    return lines


def _goes_on(words: list[Word], word: Word) -> bool:
    before = words[-1]
    if word.turned or before.turned:
        return word.turned and before.turned
    size = max(before.size, word.size)
    level = abs(before.base - word.base) < 0.55 * size or abs(words[0].base - word.base) < 0.25 * size
    return level and word.left > before.left - 0.1 * size and word.left > before.right - 1.2 * size


def is_call(line: Line, at: int) -> bool:
    """Whether a word is the mark of a footnote: small, raised, a number or stars, and no exponent of a unit."""
    word = line.words[at]
    if word.turned or not _CALL.match(word.text) or word.size > line.size * _SMALL:
        return False
    if line.base - word.base < line.size * _RAISED:
        return False
    before = line.words[at - 1].text if at else ""
    return not (_UNIT.search(before) and word.text in {"2", "3"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How far to the right the lines of a column go, and how many of them go as far."""

    right: float = 0.0
    proofs: int = 0


def reach_of(lines: Iterable[Line]) -> Reach:
    """The furthest place that several lines reach; a single line may stick out."""
    rights = sorted((line.right for line in lines), reverse=True)
    for at, right in enumerate(rights):
        proofs = sum(right - NEARLY < other <= right for other in rights[at : at + _LOOKED_AT])
        if proofs >= PROOFS:
            return Reach(right, proofs)
    return Reach(rights[0] if rights else 0.0, 1 if rights else 0)


def set_paragraph(lines: Sequence[Line], reach: Reach, vocabulary: Vocabulary) -> Paragraph:
    """Put the lines of a paragraph together."""
    made = Paragraph(page=lines[0].page if lines else 0)
    before: Line | None = None
    for line in lines:
        said = _LEADERS.sub(" ..... ", "".join(_spoken(line, made)))
        if not said.strip():
            continue
        made.text = said if before is None else _joined(made.text, said, (before, line), reach, vocabulary)
        _emphasise(made, line, apart=made.text[: -len(said)][-1:].isspace())
        before = line
    return made


def _emphasise(made: Paragraph, line: Line, *, apart: bool) -> None:
    if apart:
        look = line.words[0].look
        made.emphasis.add(" ", strong=look.strong, slanted=look.slanted)
    for at, (text, word) in enumerate(line.spoken()):
        if not at or not is_call(line, at):
            made.emphasis.add(text, strong=word.look.strong, slanted=word.look.slanted)


def _spoken(line: Line, made: Paragraph) -> Iterator[str]:
    for at, (text, word) in enumerate(line.spoken()):
        if at and is_call(line, at):
            made.calls.append(word.text.strip("()[],;"))
            continue
        yield text


def _joined(text: str, said: str, pair: tuple[Line, Line], reach: Reach, vocabulary: Vocabulary) -> str:
    before, line = pair
    if breaks_on_purpose(before, line, reach.right):
        return f"{text}\n{said}"
    full = reach.proofs >= PROOFS and _is_full(before, line, reach.right)
    return vocabulary.glued(text, said, full=full)


def breaks_on_purpose(before: Line, line: Line, right: float) -> bool:
    """Whether the next word would have fitted on the line before: somebody broke it there."""
    first = line.words[0]
    needed = line.words[_unbroken(line) - 1].right - first.left + before.size * (APART + _SLACK)
    if before.words[-1].text.endswith((SOFT_HYPHEN, "-")):
        return False
    if before.page != line.page and first.text[:1].islower():
        return False
    return before.right + needed < right


def _unbroken(line: Line) -> int:
    """How many words at the front of a line no line break may part: « … » and what stands before a colon."""
    count = 1
    while count < len(line.words) and (
        line.words[count - 1].text[-1] in _OPENING or line.words[count].text[0] in _CLOSING
    ):
        count += 1
    return count


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether a line is one run of letters that fills its column: only then may a word be cut without a sign."""
    run = [word for word in before.words if not word.turned]
    if not run or any(word.spaced for word in line.words[:1]):
        return False
    single = len(run) == 1 or all(
        not word.spaced and word.left - earlier.right < word.size * APART
        for earlier, word in itertools.pairwise(run)
    )
    first = line.words[0]
    letter = (first.right - first.left) / max(1, len(first.text)) * (_WIDE if first.text[0] in "mwMW" else 1)
    return single and before.right + 1.1 * letter + _BEARING * before.size > right
