"""The judge: reads one file in the process apart, and says what is wrong with what came out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

from reciproque.intake.reading import grounds
from reciproque.intake.reading.reader import read_document
from reciproque.office.bounds import DEFAULT_BOUNDS, Unreadable
from reciproque.office.document import Document, Table
from reciproque.office.keeping import document_from_json, document_to_json
from reciproque.office.opening import open_document

LONGEST_ANCHOR = 60  # what a column of the database holds
LARGEST_LINE = 2**31 - 1
MOST_CELLS = 4 * DEFAULT_BOUNDS.cells


def judge(path: str, name: str, words: list[str], twice: bool, *, progress: Any = None) -> dict[str, Any]:
    """Read a file; say the outcome, the faults as sentences, the processor's seconds, the most memory."""
    _forget_peak()
    began = process_time()
    try:
        document = open_document(path, name=name)
    except Unreadable as unreadable:
        return _told("refused", list(_of_refusal(unreadable)), began)
    told = read_document(document).as_json()
    seconds = process_time() - began
    faults = [*_of_document(document), *_of_reading(document, told), *_of_words(document, words)]
    if twice and not faults:
        again = open_document(path, name=name)
        if again != document or read_document(again).as_json() != told:
            faults.append("read twice, it says something else")
    return _told("read", faults, began, seconds)


def _told(outcome: str, faults: list[str], began: float, seconds: float | None = None) -> dict[str, Any]:
    spent = process_time() - began if seconds is None else seconds
    return {"outcome": outcome, "faults": faults, "seconds": spent, "memory": _peak()}


def _of_refusal(unreadable: Unreadable) -> Iterator[str]:
    if len(unreadable.reason) < 20 or not unreadable.reason.rstrip().endswith((".", "!", "?")):
        yield f"the refusal is no sentence: {unreadable.reason!r}"
    if len(unreadable.reason) > 600:
        yield "the refusal is longer than a page shows"


def _of_document(document: Document) -> Iterator[str]:
    anchors = Counter(anchor for anchor, _line in _places(document))
    twice = [anchor for anchor, count in anchors.items() if count > 1]
    if twice:
        yield f"anchors that stand twice: {twice[:3]}"
    if any(not anchor or len(anchor) > LONGEST_ANCHOR for anchor in anchors):
        yield "an empty or endless anchor"
    lines = [part.place.line for part in document.parts]
    if lines != sorted(lines) or any(line < 1 or line > LARGEST_LINE for line in lines):
        yield "places do not rise"
    pages = [block.place.page for block in document.blocks() if block.place.page is not None]
    if any(page < 1 for page in pages):
        yield "a page below one"
    if document_from_json(document_to_json(document)) != document:
        yield "kept as JSON and taken back, it is another document"
    yield from _of_tables(document)
    yield from _of_texts(document)


def _places(document: Document) -> Iterator[tuple[str, int]]:
    for part in document.parts:
        yield part.anchor, part.place.line
        for row in part.rows if isinstance(part, Table) else ():
            yield row.anchor, row.place.line
            for cell in row.cells:
                yield from ((block.anchor, block.place.line) for block in cell.blocks)


def _of_tables(document: Document) -> Iterator[str]:
    for table in (part for part in document.parts if isinstance(part, Table)):
        cells = [cell for row in table.rows for cell in row.cells]
        if any(cell.colspan < 1 or cell.rowspan < 1 for cell in cells):
            yield "a span below one"
            continue
        if sum(cell.colspan * cell.rowspan for cell in cells) > MOST_CELLS:
            yield "a table whose spans go beyond all measure"
            continue
        if sum(map(len, table.grid())) > MOST_CELLS:
            yield "a grid beyond all measure"


def _of_texts(document: Document) -> Iterator[str]:
    for text in (*document.complaints, *(block.text for block in document.blocks())):
        if any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in text):
            yield f"a control sign in a text: {text[:60]!r}"
            return
    if any(not block.text.strip() for block in document.blocks()):
        yield "a block without text"
    if any("\n" in block.text or block.text != block.text.strip() for block in document.blocks()):
        yield "a text that is not clean"


def _of_reading(document: Document, told: dict[str, Any]) -> Iterator[str]:
    anchors = {anchor for anchor, _line in _places(document)}
    used: set[str] = set()
    for name, items in told.items():
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                used |= {item["anchor"], *item["anchors"]}
                yield from _of_item(name, item, anchors)
    dropped = [block.anchor for block in document.blocks() if block.anchor not in used]
    if dropped:
        yield f"passages that no item and no leftover tells: {dropped[:3]}"
    if any(not one["reason"] for one in told["not_understood"]):
        yield "a leftover without reason"
    yield from _of_parents(told)
    yield from _of_ground(told)
    json.dumps(told, allow_nan=False).encode()


def _of_item(name: str, item: dict[str, Any], anchors: set[str]) -> Iterator[str]:
    if not {item["anchor"], *item["anchors"]} <= anchors:
        yield f"{name}: an anchor that does not exist"
    if not 0 <= item["source_line"] <= LARGEST_LINE or not 0 <= item["confidence"] <= 1:
        yield f"{name}: a line or a confidence out of range"


def _of_parents(told: dict[str, Any]) -> Iterator[str]:
    size = len(told["framework"])
    for place, item in enumerate(told["framework"]):
        if item["parent"] is not None and not 0 <= item["parent"] < place:
            yield f"framework {place}: its parent {item['parent']} does not stand before it"
        if item["level"] != (1 if item["parent"] is None else told["framework"][item["parent"]]["level"] + 1):
            yield f"framework {place}: level {item['level']} is not one below its parent's"
    for name in ("results", "indicators", "leads", "findings"):
        if any(item["parent"] is not None and not 0 <= item["parent"] < size for item in told[name]):
            yield f"{name}: a parent out of range"


def _of_ground(told: dict[str, Any]) -> Iterator[str]:
    front = grounds.ELSEWHERE.split("(")[0]
    for name, items in told.items():
        for item in items if isinstance(items, list) else ():
            reason = item["reason"] if isinstance(item, dict) else ""
            if reason.startswith(front) or grounds.EMPTIED in reason:
                yield f"{name}: the last guard was needed: {reason}"


def _of_words(document: Document, words: list[str]) -> Iterator[str]:
    """Nothing of what was written is silently dropped."""
    if words:
        found = " ".join(" ".join((*block.markers, block.text, *block.lines)) for block in document.blocks())
        lost = [word for word in words if word not in found]
        if lost:
            yield f"{len(lost)} of {len(words)} words are lost, such as {lost[:3]}"


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most bytes in memory since `_forget_peak`; 0 where the kernel does not tell."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024
    return 0
