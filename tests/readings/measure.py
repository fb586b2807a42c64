"""How far a reading is from one made by hand: the shared scorer, the floors, and every wrong item by name.

The scorer and two of the hand-made readings stand beside the repository (`../shared`); without them
there is nothing to measure against, and `missing()` says so.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.readings.expand import TEXT_OF, Gold, expand_files

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
CONTRACTS = SHARED / "contracts"
SCORER = SHARED / "bench" / "score_reading.py"

OWN = ("besancon-protocole-2020-2022", "brest-feuille-de-route-2018-2019", "metz-protocole-2019-2022")
GIVEN = ("brest-protocole-2020-2022", "istres-protocole-2019-2022")
DOCUMENTS = (*OWN, *GIVEN)

F1 = {
    "framework": 0.97,
    "results": 0.97,
    "indicators": 0.97,
    "leads": 0.97,
    "neighbourhoods": 1.0,
    "signatories": 0.95,
    "findings": 0.95,
    "glossary": 0.95,
    "governance": 0.80,
    "reference_documents": 0.75,
    "commitments": 0.70,
}
LOWER_F1 = {("istres-protocole-2019-2022", "framework"): 0.95}
SHARES = {
    ("framework", "parent"): 0.97,
    ("framework", "code"): 0.98,
    ("results", "parent"): 0.97,
    ("indicators", "parent"): 0.97,
    ("leads", "parent"): 0.97,
    ("neighbourhoods", "type"): 1.0,
    ("neighbourhoods", "population"): 1.0,
    ("governance", "meetings"): 1.0,
}
WITH_PARENT = ("framework", "results", "indicators", "leads", "findings")
FACTS = {
    "neighbourhoods": ("type", "population"),
    "governance": ("meetings_per_year",),
}
SMALL = 5
MISSED_IN_SMALL, MORE_IN_SMALL, MORE_IN_ABSENT = 1, 1, 2


def missing() -> str:
    """What keeps us from measuring, as a sentence; empty when nothing does."""
    if not SCORER.is_file() or not CONTRACTS.is_dir():
        return "Les documents et le barème se trouvent dans ../shared, qui est absent."
    return ""


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(name: str) -> str:
    return (CONTRACTS / f"{name}.md").read_text(encoding="utf-8")


@cache
def _gold(name: str) -> str:
    if name in OWN:
        return json.dumps(expand_files(HERE / f"{name}.json", CONTRACTS / f"{name}.md"))
    return (SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8")


def gold_of(name: str) -> Gold:
    """The hand-made reading of a document; a fresh one each time, so that a variant may alter it."""
    made: Gold = json.loads(_gold(name))
    return made


@dataclass
class Answers:
    """Which item of the reading answers which of the gold, and what is left over on both sides."""

    pairs: dict[int, int]
    missed: list[dict[str, Any]]
    more: list[dict[str, Any]]


def answers(gold: Gold, reading: Gold, name: str) -> Answers:
    wanted, found = gold.get(name, []), reading.get(name, [])
    pairs: dict[int, int] = scorer().answers(wanted, found, name)
    taken = set(pairs.values())
    return Answers(
        pairs,
        [item for i, item in enumerate(wanted) if i not in pairs and not item.get("optional")],
        [item for j, item in enumerate(found) if j not in taken],
    )


def faults(document: str, gold: Gold, reading: Gold) -> list[str]:
    """The floors that the reading of this document falls below, one sentence each."""
    report = scorer().score(gold, reading)
    told = [fault for name in TEXT_OF if (fault := _fault_of_list(document, name, gold, reading, report))]
    for (name, share), floor in SHARES.items():
        value = report.get(name, {}).get(share, 1.0)
        if value < floor:
            told.append(f"{name}: {share} {value} < {floor}")
    return told


def _fault_of_list(document: str, name: str, gold: Gold, reading: Gold, report: Gold) -> str:
    wanted = sum(not item.get("optional") for item in gold.get(name, []))
    if wanted > SMALL:
        f1, floor = report[name]["f1"], LOWER_F1.get((document, name), F1[name])
        return f"{name}: F1 {f1} < {floor}" if f1 < floor else ""
    found = answers(gold, reading, name)
    may_be_more = MORE_IN_SMALL if wanted else MORE_IN_ABSENT
    if len(found.missed) > MISSED_IN_SMALL or len(found.more) > may_be_more:
        return f"{name}: {len(found.missed)} missed and {len(found.more)} too many of {wanted}"
    return ""


def wrong_items(gold: Gold, reading: Gold) -> dict[str, list[str]]:
    """Per list, each item missed (-), read for nothing (+), or read with a wrong fact (!)."""
    frame = answers(gold, reading, "framework").pairs
    told: dict[str, list[str]] = {}
    for name in TEXT_OF:
        found = answers(gold, reading, name)
        lines = [f"- {_told(name, item)}" for item in found.missed]
        lines += [f"+ {_told(name, item)}" for item in found.more]
        for i, j in sorted(found.pairs.items()):
            wanted, read = gold[name][i], reading[name][j]
            if not wanted.get("optional"):
                lines += [f"! {_told(name, wanted)}: {fact}" for fact in _wrong_facts(name, wanted, read)]
                lines += _wrong_parent(name, (wanted, read), gold, reading, frame)
        if lines:
            told[name] = lines
    return told


def _told(name: str, item: dict[str, Any]) -> str:
    return f"l. {item.get('source_line')} {str(item.get(TEXT_OF[name]))[:110]!r}"


def _wrong_facts(name: str, wanted: dict[str, Any], read: dict[str, Any]) -> list[str]:
    facts = [
        f"{fact} {wanted.get(fact)!r}, read {read.get(fact)!r}"
        for fact in FACTS.get(name, ())
        if (wanted.get(fact) or None) != (read.get(fact) or None)
    ]
    if name == "framework" and scorer().code_of(wanted) != scorer().code_of(read):
        facts.append(f"code {wanted.get('code')!r}, read {read.get('code')!r}")
    return facts


def _wrong_parent(
    name: str,
    pair: tuple[dict[str, Any], dict[str, Any]],
    gold: Gold,
    reading: Gold,
    frame: dict[int, int],
) -> list[str]:
    if name not in WITH_PARENT:
        return []
    wanted, read = pair
    up = wanted.get("parent")
    while up is not None and up not in frame and gold["framework"][up].get("optional"):
        up = gold["framework"][up].get("parent")
    if up is not None and up not in frame:
        return []
    right, given = (None if up is None else frame[up]), read.get("parent")
    if right == given:
        return []
    return [f"! {_told(name, wanted)}: parent {_title(reading, right)}, read {_title(reading, given)}"]


def _title(reading: Gold, index: int | None) -> str:
    return "none" if index is None else _told("framework", reading["framework"][index])
