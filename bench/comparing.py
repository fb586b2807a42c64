"""How fast texts are compared, and how well links and repetitions are proposed.

usage: python -m bench.comparing

The processor time of a comparison stands beside a reference of the same run (splitting the same titles a hundred
times). Links are judged against pairs noted by hand (`tests/readings/links_judged.json`), repetitions against the
`same_as` of the hand-made readings.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.test")
django.setup()

from reciproque.intake.reading.reader import read_document
from reciproque.intake.rules.comparing import compare
from reciproque.intake.rules.kinships import Twig, kinships
from reciproque.intake.rules.things import Thing
from reciproque.office.reading.text import read_text
from tests.readings.measure import (
    DOCUMENTS,
    HERE,
    Answers,
    answers,
    gold_of,
    missing,
    text_of,
)

METZ, ISTRES = "metz-protocole-2019-2022", "istres-protocole-2019-2022"
ROADMAP, PROTOCOL = "brest-feuille-de-route-2018-2019", "brest-protocole-2020-2022"
OBJECTIVES = 1_000
Items = list[dict[str, Any]]


def read(name: str) -> dict[str, Any]:
    return read_document(read_text(text_of(name), name=f"{name}.md")).as_json()


def things(items: Items, prefix: str) -> list[Thing]:
    return [
        Thing(
            f"{prefix}:{one['index']}",
            "framework",
            one["title"],
            code=one["code"] or "",
            parent="" if one["parent"] is None else f"{prefix}:{one['parent']}",
        )
        for one in items
    ]


def twigs(items: Items) -> list[Twig]:
    return [
        Twig(one["index"], one["title"], one["code"] or "", one["parent"], one.get("linked_to") or "")
        for one in items
    ]


def print_times(told: dict[str, dict[str, Any]]) -> None:
    """The 228 objectives of one protocol against a thousand: those of all five, and invented ones of their words."""
    old = [thing for name in DOCUMENTS for thing in things(told[name]["framework"], name)]
    chance = random.Random(1)
    words = [word for thing in old for word in thing.words.split()]
    while len(old) < OBJECTIVES:
        title = " ".join(chance.choices(words, k=chance.randint(5, 14)))
        old.append(Thing(f"x:{len(old)}", "framework", title))
    chance.shuffle(old)
    new = [
        Thing(one.key, one.kind, f"{one.words} autrement dit", parent=one.parent)
        for one in things(told[METZ]["framework"], "n")
    ]
    for word, work in (
        ("same titles", lambda: compare(old, things(told[METZ]["framework"], "n"))),
        ("every title reworded", lambda: compare(old, new)),
        (
            "links",
            lambda: kinships(twigs(told[METZ]["framework"]), [Twig(-n, t.words) for n, t in enumerate(old)]),
        ),
        ("reference: split ×100", lambda: [thing.words.split() for thing in old for _ in range(100)]),
    ):
        times = []
        for _round in range(4):
            began = time.process_time()
            work()
            times.append((time.process_time() - began) * 1000)
        print(f"{word:28}{times[0]:10.0f} ms first{min(times):10.0f} ms best")


def named(items: Items) -> dict[int, str]:
    """« line.rank » of each objective, by index."""
    seen: Counter[int] = Counter()
    names = {}
    for one in items:
        seen[one["source_line"]] += 1
        names[one["index"]] = f"{one['source_line']}.{seen[one['source_line']]}"
    return names


def print_links(told: dict[str, dict[str, Any]]) -> None:
    judged = json.loads((HERE / "links_judged.json").read_text())
    whole = told[METZ]["framework"]
    before = judged[METZ]["before_line"]
    article = [one for one in whole if one["source_line"] < before]
    annex = [one for one in whole if one["source_line"] >= before]
    for name, left, right in (
        (METZ, article, annex),
        (ROADMAP, told[ROADMAP]["framework"], told[PROTOCOL]["framework"]),
    ):
        here, there = named(whole if name == METZ else left), named(whole if name == METZ else right)
        sure, perhaps = ({tuple(pair) for pair in judged[name][key]} for key in ("sure", "perhaps"))
        found = {(here[one.source], there[one.target]) for one in kinships(twigs(left), twigs(right))}
        print_score(name, found - perhaps, sure, len(found & perhaps))


def print_score(name: str, found: set[Any], sure: set[Any], apart: int = 0) -> None:
    right = found & sure
    precision, recall = len(right) / max(1, len(found)), len(right) / max(1, len(sure))
    print(
        f"{name:36}{len(found):5} proposed{len(right):5} right{len(sure):5} wanted"
        f"   P {precision:.2f}  R {recall:.2f}  ({apart} arguable, not counted)"
    )


def print_repetitions(told: dict[str, dict[str, Any]]) -> None:
    gold = gold_of(ISTRES)
    matched: Answers = answers(gold, told[ISTRES], "framework")
    wanted = {
        (matched.pairs.get(index), matched.pairs.get(one["same_as"]))
        for index, one in enumerate(gold["framework"])
        if one.get("same_as") is not None
    }
    items = told[ISTRES]["framework"]
    print_score(
        f"{ISTRES} (same_as)",
        {(o["index"], o["same_as"]) for o in items if o.get("same_as") is not None},
        wanted,
    )
    first = min(index for index, _same in wanted if index is not None)
    left = [one for one in items if one["index"] >= first]
    right = [one for one in items if one["index"] < first]
    found = {(one.source, one.target) for one in kinships(twigs(left), twigs(right))}
    print_score(f"{ISTRES} (links)", found, wanted)


def main() -> None:
    if missing():
        sys.exit(missing())
    told = {name: read(name) for name in DOCUMENTS}
    print_times(told)
    print_links(told)
    print_repetitions(told)


if __name__ == "__main__":
    main()
