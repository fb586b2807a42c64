"""Two files of the same text: how alike they are, which passages differ, which items are untouched."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Indel

from reciproque.core.likeness import said
from reciproque.core.text import fold
from reciproque.office.document import Block

NEAR_IDENTICAL = 0.6
"""From so many passages in common on, a document is offered as a corrected version of another."""
CHANGED = 50
"""From this likeness on (of 100), a passage that goes and one that comes are the same, changed."""
PLACE = {"source_line", "anchor", "anchors", "confidence", "reason", "parent", "index", "same_as"}


@dataclass(frozen=True)
class Difference:
    """A passage that was added (no `before`), removed (no `after`) or changed."""

    before: Block | None
    after: Block | None


def share_in_common(old: Iterable[str], new: Iterable[str]) -> float:
    """Which share of the passages of both documents stands in both, whatever their order (0 … 1)."""
    one, other = Counter(map(fold, old)), Counter(map(fold, new))
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def differences(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Difference], dict[str, Block]]:
    """What differs, in the order of the new document; and where each old passage stands now, by anchor."""
    found: list[Difference] = []
    moved: dict[str, Block] = {}
    for change in Indel.opcodes([fold(one.text) for one in old], [fold(one.text) for one in new]):
        gone, come = old[change.src_start : change.src_end], new[change.dest_start : change.dest_end]
        if change.tag == "equal":
            moved |= {one.anchor: other for one, other in zip(gone, come, strict=True)}
        else:
            found += [*(Difference(one, None) for one in gone), *(Difference(None, one) for one in come)]
    return _paired(found, moved), moved


def _paired(found: Sequence[Difference], moved: dict[str, Block]) -> list[Difference]:
    """A passage that goes next to one that comes and says nearly the same is one that changed."""
    told: list[Difference] = []
    for one in found:
        gone = next(
            (place for place in range(len(told) - 1, max(-1, len(told) - 6), -1) if _says(told[place], one)),
            None,
        )
        if gone is None:
            told.append(one)
            continue
        before, after = told[gone].before or one.before, told[gone].after or one.after
        told[gone] = Difference(before, after)
        if before is not None and after is not None:
            moved[before.anchor] = after
    return told


def _says(one: Difference, other: Difference) -> bool:
    """Whether one goes and the other comes, and they say nearly the same."""
    if bool(one.before) == bool(other.before) or bool(one.after) == bool(other.after):
        return False
    gone, come = one.before or other.before, one.after or other.after
    assert gone is not None  # noqa: S101 -- one of them goes, the other comes
    assert come is not None  # noqa: S101 -- for the type checker
    words = said(gone.text).words, said(come.text).words
    return 100 * Indel.normalized_similarity(*words) >= CHANGED


def untouched_key(kind: str, proposed: Mapping[str, Any], titles: Mapping[int, str]) -> str:
    """The same for an item that both files propose alike: its list, its words, its fields, what it hangs on."""
    own = {name: value for name, value in proposed.items() if name not in PLACE}
    parent = proposed.get("parent")
    above = titles.get(parent, "") if parent is not None else ""
    return json.dumps([kind, own, above], ensure_ascii=False, sort_keys=True)
