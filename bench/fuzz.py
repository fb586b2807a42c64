"""Try to break the readers: `python -m bench.fuzz --minutes 30 --seed 1 --folder DIR [--kinds docx pdf]`.

Invented documents of any shape in each format, sound files struck by chance, files made to cost much. Each file is
read in a process apart and judged (`bench.fuzzing.judging`). What fails is kept in the folder with its seed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.fuzzing.cases import Case
from bench.fuzzing.hostile import hostile_cases
from bench.fuzzing.making import Maker
from bench.fuzzing.originals import originals
from bench.fuzzing.running import Table
from bench.fuzzing.striking import strike
from bench.fuzzing.writing import WRITERS

EACH = 12  # strokes on each sound file in a round


def invented_cases(chance: Random, rounds: int) -> Iterator[Case]:
    for _ in range(rounds):
        maker = Maker(chance)
        pieces = maker.document()
        for kind, (name, write) in WRITERS.items():
            yield Case("invented", kind, name, write(pieces), tuple(maker.words))


def struck_cases(sound: dict[tuple[str, str], bytes], chance: Random, each: int) -> Iterator[Case]:
    for (_name, suffix), data in sound.items():
        for _ in range(each):
            yield Case("struck", suffix, f"struck.{suffix}", strike(data, suffix, chance))


def main() -> None:
    asked = _arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    sound = originals(asked.folder)
    table, began, round_number = Table(asked.seed, asked.folder), time.monotonic(), 0
    while time.monotonic() - began < 60 * asked.minutes:
        chance = Random(f"{asked.seed}-{round_number}")
        _round(table, sound, chance, asked.kinds)
        round_number += 1
        print(f"{round_number} rounds, {(time.monotonic() - began) / 60:.1f} min\n{table.show()}", flush=True)
    for fault in table.faults:
        print(fault)
    raise SystemExit(bool(table.faults))


def _round(table: Table, sound: dict[tuple[str, str], bytes], chance: Random, kinds: list[str]) -> None:
    def wanted(cases: Iterator[Case]) -> Iterator[Case]:
        return (case for case in cases if not kinds or case.name.rsplit(".", 1)[1] in kinds)

    table.take(wanted(invented_cases(chance, 20)), twice=True)
    table.take(wanted(struck_cases(sound, chance, EACH)))
    table.take(wanted(hostile_cases(chance)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--folder", type=Path, required=True, help="takes the files that fail, and the sound ones"
    )
    parser.add_argument("--kinds", nargs="*", default=[], metavar="SUFFIX", help="only these (docx, pdf …)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
