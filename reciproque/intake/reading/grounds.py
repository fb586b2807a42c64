"""The last guard of a reading: nothing is proposed whose words do not stand in the passages that it points to.

The rules are written so that this holds by construction; the guard is there for the day when one of them does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from reciproque.core.text import shorten
from reciproque.intake.reading.result import Item, Reading, Unread
from reciproque.office.document import Block, Document

MAIN = ("title", "text", "name", "organisation", "body", "term", "event")
"""The main words of an item; each kind has one of these fields."""
FURTHER = (
    "sub_items",
    "definition",
    "linked_to",
    "composition",
    "role",
    "person",
    "signed_as",
    "engagement_level",
)
"""Words that are taken from the same passages; a heading or a party may stand elsewhere."""
NOT_WORDS = ("contradictions", "neighbourhood_totals", "not_understood", "complaints", "cautions")
"""Lists that hold sentences or figures of ours, with the places that they speak of."""
ELSEWHERE = "Proposition écartée par précaution : ses mots (« {words} ») ne se trouvent pas dans le passage."
EMPTIED = "Un champ dont les mots ne se trouvent pas dans le passage a été laissé vide."
UNSURE = 0.5

_WORD = re.compile(r"\w+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE"})


def keep_grounded(reading: Reading, document: Document) -> Reading:
    """Take out of the reading what does not stand in the document; it is told in `not_understood`. Changes it."""
    passages = {block.anchor: block for block in document.blocks()}
    gone: list[Unread] = []
    for each in fields(reading):
        items = getattr(reading, each.name)
        if not isinstance(items, list) or each.name in NOT_WORDS:
            continue
        stands = [is_grounded(item, passages) for item in items]
        if not all(stands):
            gone += [_told(item, passages) for item, holds in zip(items, stands, strict=True) if not holds]
            _take_out(reading, each.name, stands)
        setattr(
            reading, each.name, [_without_strangers(item, passages) for item in getattr(reading, each.name)]
        )
    reading.not_understood += gone
    return reading


def is_grounded(item: Item, passages: dict[str, Block]) -> bool:
    """Whether an item points to passages that exist and hold its main words, in their order."""
    blocks = [passages.get(anchor) for anchor in item.anchors]
    there = [block for block in blocks if block is not None]
    if item.anchor not in item.anchors or len(there) < len(blocks):
        return False
    return stands_in(_main(item), [printed(block) for block in there])


def printed(block: Block) -> str:
    """A passage with the number or bullet that was taken off its front."""
    return " ".join((*block.markers, block.text))


def stands_in(text: str, passages: Sequence[str]) -> bool:
    """All words of the text, in their order, stand in the passages; case and accents do not count."""
    if any(text in passage for passage in passages):
        return True
    left = iter(word for passage in passages for word in words_of(passage))
    return all(word in left for word in words_of(text))


def words_of(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return _WORD.findall("".join(letter for letter in folded if not unicodedata.combining(letter)).lower())


def _main(item: Item) -> str:
    return next((str(getattr(item, name) or "") for name in MAIN if hasattr(item, name)), "")


def _told(item: Item, passages: dict[str, Block]) -> Unread:
    anchors = [anchor for anchor in dict.fromkeys((item.anchor, *item.anchors)) if anchor in passages]
    first = passages[anchors[0]] if anchors else next(iter(passages.values()), None)
    return Unread(
        text=" ".join(passages[anchor].text for anchor in anchors),
        reason=ELSEWHERE.format(words=shorten(_main(item), 80)),
        source_line=first.place.line if first else 0,
        anchor=first.anchor if first else "",
        anchors=tuple(anchors) or ((first.anchor,) if first else ()),
        confidence=0.0,
    )


def _without_strangers(item: Item, passages: dict[str, Block]) -> Item:
    """The item without those of its further words that do not stand in its passages."""
    texts = [printed(passages[anchor]) for anchor in item.anchors]
    strange: dict[str, object] = {}
    for name in FURTHER:
        value = getattr(item, name, None)
        if isinstance(value, str) and not stands_in(value, texts):
            strange[name] = "" if name == "definition" else None
        elif isinstance(value, tuple) and not all(stands_in(one, texts) for one in value):
            strange[name] = tuple(one for one in value if stands_in(one, texts))
    if not strange:
        return item
    reason = f"{item.reason} {EMPTIED}".strip()
    return replace(item, **strange, reason=reason, confidence=min(item.confidence, UNSURE))  # type: ignore[arg-type]  # narrower than the types can say; tests hold it


def _take_out(reading: Reading, name: str, stands: list[bool]) -> None:
    items = getattr(reading, name)
    setattr(reading, name, [item for item, holds in zip(items, stands, strict=True) if holds])
    if name == "framework":
        _hang_anew(reading, items, stands)


def _hang_anew(reading: Reading, before: Sequence[Item], stands: list[bool]) -> None:
    """What hung on an item that was taken out hangs on the one above it."""
    place: list[int | None] = []
    for item, holds in zip(before, stands, strict=True):
        parent = getattr(item, "parent", None)
        above = None if parent is None or parent >= len(place) else place[parent]
        place.append(sum(stands[: len(place)]) if holds else above)
    for item in reading.framework:
        item.parent = None if item.parent is None else place[item.parent]
        item.same_as = None if item.same_as is None or not stands[item.same_as] else place[item.same_as]
        item.level = 1 if item.parent is None else reading.framework[item.parent].level + 1
    hanging: Iterable[list[Item]] = (
        getattr(reading, name) for name in ("results", "indicators", "leads", "findings")
    )
    for each in hanging:
        for item in each:
            item.parent = None if item.parent is None else place[item.parent]  # type: ignore[attr-defined]  # rows of this kind have it
