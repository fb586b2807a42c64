"""How long the five contract documents take to read, and how well they are read.

usage: python -m bench.reading [DOCUMENT …]

The time of each document stands beside a reference of the same run (splitting the same text into words
a hundred times), so that figures of two machines can be compared.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

from reciproque.intake.reading.reader import read_document
from reciproque.office.reading.text import read_text
from tests.readings.expand import TEXT_OF, Gold
from tests.readings.measure import DOCUMENTS, answers, faults, gold_of, missing, scorer, text_of

ROUNDS = 3
SPLITS = 100


def first_and_best(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the first round, with what caches hold by then, and of the fastest."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times[0], min(times)


def print_times(names: list[str]) -> None:
    print(
        f"{'document':36}{'kB':>6}{'first, ms':>11}{'best, ms':>10}{'split ×100, ms':>16}{'first/split':>13}"
    )
    in_all = [0.0, 0.0, 0.0]
    for name in names:
        text = text_of(name)
        first, best = first_and_best(partial(read, name, text))
        _, split = first_and_best(partial(split_often, text))
        in_all = [total + more for total, more in zip(in_all, (first, best, split), strict=True)]
        print(f"{name:36}{len(text) / 1000:6.0f}{first:11.1f}{best:10.1f}{split:16.1f}{first / split:13.1f}")
    first, best, split = in_all
    print(f"{'in all':36}{'':6}{first:11.1f}{best:10.1f}{split:16.1f}{first / split:13.1f}\n")


def read(name: str, text: str) -> Gold:
    reading: Gold = read_document(read_text(text, name=name)).as_json()
    return reading


def split_often(text: str) -> None:
    for _ in range(SPLITS):
        text.split()


def print_scores(name: str) -> None:
    gold, reading = gold_of(name), read(name, text_of(name))
    report = scorer().score(gold, reading)
    print(name)
    print(f"  {'list':22}{'gold':>5}{'read':>5}{'missed':>8}{'more':>6}{'F1':>7}  shares")
    for each in TEXT_OF:
        if each not in report:
            continue
        line, found = report[each], answers(gold, reading, each)
        shares = ", ".join(
            f"{key} {line[key]}"
            for key in ("parent", "code", "meetings", "population", "type")
            if key in line
        )
        figures = f"{line['gold']:5}{line['read']:5}{len(found.missed):8}{len(found.more):6}{line['f1']:7.3f}"
        print(f"  {each:22}{figures}  {shares}")
    for fault in faults(name, gold, reading):
        print(f"  below the floor: {fault}")
    print()


def main(names: list[str]) -> None:
    if missing():
        sys.exit(missing())
    names = [name for name in DOCUMENTS if not names or name in names]
    print_times(names)
    for name in names:
        print_scores(name)


if __name__ == "__main__":
    main(sys.argv[1:])
