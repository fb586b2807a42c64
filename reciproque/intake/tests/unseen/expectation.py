"""What a person reads in an invented document, written down as an outline before the reader saw it.

One line per item, four more spaces per level: « 1.1 | Title » with its code or « Title » without,
« = » an expected result, « # » an indicator, « > » a lead, « ? » a finding. The lines below an item hang on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SIGNS = {"=": "results", "#": "indicators", ">": "leads", "?": "findings"}
INDENT = 4
_CODE = re.compile(r"\d+(?:\.\d+)*|\b[A-Z]\d*\b|\b[IVX]+\b|\b[a-h]\b")


@dataclass(frozen=True)
class Expected:
    name: str
    territory: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    tree: str = ""
    neighbourhoods: list[tuple[str, str | None, int | None]] = field(default_factory=list)
    neighbourhoods_optional: bool = False
    neighbourhood_types: bool = True
    governance: list[tuple[str, int | None]] = field(default_factory=list)
    commitments: list[str] = field(default_factory=list)
    commitments_optional: list[str] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    glossary: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return (FOLDER / self.name).read_text(encoding="utf-8")


def plain(text: str | None) -> str:
    """Words only: without accents, case, quotes, punctuation."""
    folded = unicodedata.normalize("NFKD", (text or "").replace("œ", "oe"))
    letters = "".join(each for each in folded if not unicodedata.combining(each)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def bare(text: str | None) -> str:
    """The words of a name without its article."""
    return re.sub(r"^(?:(?:l|la|le|les|un|une|des|du) )+", "", plain(text))


def code_of(printed: str | None) -> str:
    found = _CODE.findall(printed or "")
    return found[-1] if found else ""


def expected_lines(tree: str) -> list[tuple[str, ...]]:
    """Each item as (list, code, words, words of its parent), sorted."""
    told: list[tuple[str, ...]] = []
    above: list[tuple[int, str]] = []
    for raw in filter(str.strip, tree.split("\n")):
        depth, line = len(raw) - len(raw.lstrip()), raw.strip()
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else ""
        if line[0] in SIGNS:
            told.append((SIGNS[line[0]], "", plain(line[1:]), parent))
            continue
        code, bar, title = line.rpartition("|")
        told.append(("framework", code_of(code) if bar else "", plain(title), parent))
        above.append((depth, plain(title)))
    return sorted(told)


def read_lines(reading: dict[str, Any]) -> list[tuple[str, ...]]:
    return sorted(_lines(reading))


def _lines(reading: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    titles = [plain(item["title"]) for item in reading["framework"]]
    for item, title in zip(reading["framework"], titles, strict=True):
        yield "framework", code_of(item["code"]), title, _parent(item, titles)
    for name in SIGNS.values():
        for item in reading[name]:
            yield name, "", plain(item["text"]), _parent(item, titles)


def _parent(item: dict[str, Any], titles: list[str]) -> str:
    return "" if item["parent"] is None else titles[item["parent"]]
