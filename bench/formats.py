"""How alike a contract reads whatever file it comes in: format × document × list.

usage: python -m bench.formats [FORMAT …] [--wrong]

Each of the contract documents is turned into a file of every format and read again; each figure is the F1
of a list against the reading of its text (`tests/readings/likeness.py`). `--wrong` names what differs.
"""

from __future__ import annotations

import sys
import time

from reciproque.intake.reading.reader import read_document
from reciproque.office.opening import open_document
from reciproque.office.reading.text import read_text
from tests.readings.formats import FORMATS
from tests.readings.likeness import LISTS, Reading, differences, likeness
from tests.readings.measure import DOCUMENTS, missing, text_of

SHORT = {name: name[:7] for name in LISTS}


def main(arguments: list[str]) -> None:
    if missing():
        sys.exit(missing())
    wrong = "--wrong" in arguments
    wanted = [each for each in arguments if not each.startswith("--")]
    documents = [read_text(text_of(name), name=name) for name in DOCUMENTS]
    readings = [read_document(document).as_json() for document in documents]
    print(f"{'format':40}{'document':34}{'ms':>6}" + "".join(f"{SHORT[name]:>8}" for name in LISTS))
    for label, each in FORMATS.items():
        if wanted and not any(one.lower() in label.lower() for one in wanted):
            continue
        for name, data, reading in zip(DOCUMENTS, each.make(documents), readings, strict=True):
            _print(label, name, (data, f"{name}.{each.suffix}"), reading, wrong=wrong)


def _print(label: str, name: str, file: tuple[bytes, str], reading: Reading, *, wrong: bool) -> None:
    began = time.perf_counter()
    again = read_document(open_document(file[0], name=file[1])).as_json()
    took = (time.perf_counter() - began) * 1000
    alike = likeness(reading, again)
    figures = "".join(f"{alike[each]:8.3f}" if each in alike else f"{'–':>8}" for each in LISTS)
    print(f"{label:40}{name:34}{took:6.0f}{figures}")
    if wrong:
        for each, lines in differences(reading, again).items():
            print(f"  {each}", *lines, sep="\n    ")


if __name__ == "__main__":
    main(sys.argv[1:])
