"""What runs apart: `python -m reciproque.office.apart.child ANSWERS LIFE MEMORY`.

A line of JSON on the standard input asks for a function by its name; lines of JSON on the descriptor ANSWERS tell
how far it is and how it ended. The standard output goes nowhere: what a library prints is no answer.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from time import monotonic
from typing import Any, BinaryIO

from reciproque.office.apart.walls import begin_work, end_work, raise_walls
from reciproque.office.bounds import Unreadable

QUIET = 0.1  # seconds between two signs of progress
LONGEST_TRACE = 4_000


def main() -> None:
    answers, life, memory = (int(each) for each in sys.argv[1:4])
    out = os.fdopen(answers, "wb", buffering=0)
    _say(out, {"walls": raise_walls(memory, life)})
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        begin_work(asked["processor"], asked["seconds"])
        told = _work(out, asked)
        end_work()
        _say(out, told)


def _work(out: BinaryIO, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        function = _named(asked["function"])
        return {"done": function(*asked["arguments"], progress=_progress(out))}
    except Unreadable as unreadable:
        place = unreadable.place
        return {"refused": unreadable.reason, "place": [place.line, place.page] if place else None}
    except MemoryError:
        return {"memory": True}
    except Exception:
        return {"broken": traceback.format_exc()[-LONGEST_TRACE:]}


def _named(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _progress(out: BinaryIO) -> Callable[[int, int, str], None]:
    said_at = 0.0

    def progress(done: int, total: int, what: str) -> None:
        nonlocal said_at
        if monotonic() - said_at >= QUIET:
            said_at = monotonic()
            _say(out, {"progress": [done, total, what[:200]]})

    return progress


def _say(out: BinaryIO, told: dict[str, Any]) -> None:
    try:
        line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
    except MemoryError:
        line = b'{"memory":true}\n'
    left = memoryview(line)
    while left:
        left = left[out.write(left) :]


if __name__ == "__main__":
    main()
