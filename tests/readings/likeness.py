"""How much two readings of the same contract say the same: one of its text, one of another file of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from reciproque.intake.tests.unseen.expectation import bare, code_of, plain

Reading = dict[str, Any]
TREE = ("framework", "results", "indicators", "leads", "findings")
WORDS = {
    "commitments": ("text",),
    "signatories": ("organisation",),
    "governance": ("body", "meetings_per_year"),
    "neighbourhoods": ("name", "type", "population"),
    "reference_documents": ("text",),
    "glossary": ("term",),
    "amounts": ("text", "value"),
}
LISTS = (*TREE, *WORDS)


def likeness(reading: Reading, again: Reading) -> dict[str, float]:
    """The F1 of every list that either reading has.

    Items of the tree count as the same when their code, their words and the words of their parent are; the
    others when their words and facts are. Accents, case and punctuation are set aside, nothing else.
    """
    return {name: _f1(one, other) for name, (one, other) in _pairs(reading, again).items() if one or other}


def differences(reading: Reading, again: Reading) -> dict[str, list[str]]:
    """Per list, what is only in the first (-) and only in the second (+)."""
    told = {}
    for name, (one, other) in _pairs(reading, again).items():
        lines = [f"- {item}" for item in (one - other).elements()]
        lines += [f"+ {item}" for item in (other - one).elements()]
        if lines:
            told[name] = lines
    return told


def _pairs(reading: Reading, again: Reading) -> dict[str, tuple[Counter[Any], Counter[Any]]]:
    return {name: (_items(reading, name), _items(again, name)) for name in LISTS}


def _f1(one: Counter[Any], other: Counter[Any]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _items(reading: Reading, name: str) -> Counter[Any]:
    if name in WORDS:
        return Counter(tuple(_told(item[key]) for key in WORDS[name]) for item in reading[name])
    titles = [plain(item["title"]) for item in reading["framework"]]
    return Counter(
        (
            code_of(item.get("code")),
            plain(item.get("title") or item.get("text")),
            "" if item["parent"] is None else titles[item["parent"]],
        )
        for item in reading[name]
    )


def _told(value: Any) -> Any:
    return bare(value) if isinstance(value, str) else value
