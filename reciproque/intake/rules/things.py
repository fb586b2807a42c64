"""What is compared: things of the contract as they stand and items of a text, as the same plain data."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from reciproque.core.text import fold

_CODE = re.compile(r"\d+(?:\.\d+)*|\b[ivx]+\b|\b[a-z]\b")


class Change(StrEnum):
    """What became of something. Of several, the first in this order names it."""

    NEW = "new"
    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"
    PRIORITISED = "prioritised"
    MOVED = "moved"
    REWORDED = "reworded"
    AMENDED = "amended"
    SAME = "same"


CHANGE_WORDS = {
    Change.NEW: "nouveau",
    Change.DROPPED: "non repris",
    Change.SPLIT: "scindé",
    Change.MERGED: "fusionné",
    Change.PRIORITISED: "priorité changée",
    Change.MOVED: "déplacé",
    Change.REWORDED: "reformulé",
    Change.AMENDED: "précisé",
    Change.SAME: "identique",
}


@dataclass(frozen=True)
class Thing:
    """One line of a list. `key` names the row (« framework.node:12 ») or the item (« item:30 »).

    `parent` is the key of what it hangs on, `facts` what is said beside the words (population, meetings…),
    `url` where it is read in its text.
    """

    key: str
    kind: str
    words: str
    code: str = ""
    label: str = ""
    parent: str = ""
    group: str = ""
    priority: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Match:
    """What stood and what the new text says of it: one and one; one alone; or one and several."""

    olds: tuple[Thing, ...]
    news: tuple[Thing, ...]
    changes: tuple[Change, ...]
    reason: str = ""
    by_hand: bool = False
    details: tuple[tuple[str, str, str], ...] = ()

    @property
    def main(self) -> Change:
        return self.changes[0]

    @property
    def kind(self) -> str:
        return (self.news or self.olds)[0].kind


def thing_from(told: Mapping[str, Any]) -> Thing:
    return Thing(**told)


def bare_code(code: str) -> str:
    """« Axe 1 », « 1 – », « 1. » are the same code."""
    found = _CODE.search(fold(code))
    return found.group() if found else ""


def names_a_priority(label: str) -> bool:
    return "priorit" in fold(label)
