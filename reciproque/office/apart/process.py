"""The parent's side of a process that works apart: started, asked, watched, killed."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import reciproque
from reciproque.office.apart.faults import (
    broken,
    crashed,
    fault_of_end,
    too_long,
    too_much_memory,
    too_much_said,
)
from reciproque.office.apart.walls import DEFAULT_WALLS, Walls, memory_of
from reciproque.office.bounds import Progress, Unreadable
from reciproque.office.document import Place

HOME = str(Path(reciproque.__file__ or "").resolve().parents[1])
TICK = 0.05
SIGN_OF_LIFE = 0.5  # seconds between two calls of `progress` although nothing new was told
PIECE = 65_536
KEPT_OF_ERRORS = 4_000
GRACE = 2.0  # seconds that the kernel's clock has before ours


class Process:
    """One child. It serves one work at a time; after a fault it is dead and another must be started."""

    def __init__(self, walls: Walls = DEFAULT_WALLS) -> None:
        self.memory = walls.memory
        self.served = 0
        self.peak = 0
        self.walls_up: list[str] = []
        self._buffer = bytearray()
        self._looked = 0  # how much of it holds no end of line
        self._errors = b""
        self._start()

    def _start(self) -> None:
        self._answers, answers = os.pipe()
        life, self._life = os.pipe()
        try:
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-B", "-X", "faulthandler", "-m", "reciproque.office.apart.child",
                 str(answers), str(life), str(self.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(answers, life),
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C in a terminal is for the parent
            )  # fmt: skip
        finally:
            os.close(answers)
            os.close(life)
        assert self._popen.stderr is not None  # noqa: S101 -- asked for above
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._answers, selectors.EVENT_READ)
        self._selector.register(self._popen.stderr.fileno(), selectors.EVENT_READ)

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def resident(self) -> int:
        """Bytes that it has in memory now; 0 where the kernel does not tell."""
        told = memory_of(self.pid)
        return told[1] if told else 0

    def call(self, function: str, arguments: Sequence[Any], *, walls: Walls, progress: Progress) -> Any:
        """Have a function work. Raises `Unreadable` (of the function, or a `Fault`); then, or stopped, it is dead."""
        try:
            answer = self._answer(function, arguments, walls, progress)
        except BaseException as error:
            if not isinstance(error, Unreadable) or self._popen.poll() is not None:
                self.kill()
            raise
        self.served += 1
        return self._judged(answer, walls)

    def _answer(
        self, function: str, arguments: Sequence[Any], walls: Walls, progress: Progress
    ) -> dict[str, Any]:
        self.peak = 0
        self._ask(function, arguments, walls)
        until = monotonic() + walls.seconds + GRACE
        said, said_at = (0, 0, ""), monotonic()
        while True:
            told = self._next(walls, until)
            if told is not None and "walls" in told:
                self.walls_up = told["walls"]
            elif told is not None and "progress" in told:
                said, said_at = tuple(told["progress"]), 0.0
            elif told is not None:
                return told
            if monotonic() - said_at >= SIGN_OF_LIFE:
                said_at = monotonic()
                progress(*said)

    def _ask(self, function: str, arguments: Sequence[Any], walls: Walls) -> None:
        asked = {
            "function": function,
            "arguments": list(arguments),
            "processor": walls.processor,
            "seconds": walls.seconds,
        }
        assert self._popen.stdin is not None  # noqa: S101 -- asked for at the start
        with suppress(BrokenPipeError):  # it is dead: the wait for its answer says so
            self._popen.stdin.write(json.dumps(asked).encode() + b"\n")
            self._popen.stdin.flush()

    def _next(self, walls: Walls, until: float) -> dict[str, Any] | None:
        """The next line that it tells, or None after a tick without one; whatever is wrong kills it."""
        line = self._line()
        if line is None:
            for which in self._readable():
                piece = os.read(which, PIECE)
                if which != self._answers:
                    self._note(piece, which)
                elif not piece:
                    self._mourn(walls)
                else:
                    self._buffer += piece
            self._watch(walls, until)
            line = self._line()
        return None if line is None else self._parsed(line)

    def _readable(self) -> Iterator[int]:
        for key, _events in self._selector.select(TICK):
            yield key.fd

    def _line(self) -> bytes | None:
        end = self._buffer.find(b"\n", self._looked)
        if end < 0:
            self._looked = len(self._buffer)
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._looked = 0
        return line

    def _parsed(self, line: bytes) -> dict[str, Any]:
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            self.kill()
            raise crashed(f"no answer: {line[:200]!r}")
        return told

    def _note(self, piece: bytes, which: int) -> None:
        """Keep the end of what it writes as errors, for the log."""
        if not piece:
            self._selector.unregister(which)
        self._errors = (self._errors + piece)[-KEPT_OF_ERRORS:]

    def _watch(self, walls: Walls, until: float) -> None:
        self.peak = max(self.peak, self.resident)
        if self.peak > walls.memory:
            self.kill()
            raise too_much_memory(walls, f"{self.peak} bytes")
        if len(self._buffer) > walls.answer:
            self.kill()
            raise too_much_said(walls)
        if monotonic() > until:
            self.kill()
            raise too_long(walls, "our clock")

    def _mourn(self, walls: Walls) -> None:
        """It closed its answers: it is dead or dying."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(timeout=GRACE)
        self._drain_errors()
        code = self._popen.returncode
        self.kill()
        raise fault_of_end(
            code if code is not None else 0, self.peak, walls, self._errors.decode("utf-8", "replace")
        )

    def _drain_errors(self) -> None:
        for which in [fd for fd in self._readable() if fd != self._answers]:
            self._note(os.read(which, PIECE), which)

    def _judged(self, answer: dict[str, Any], walls: Walls) -> Any:
        if "done" in answer:
            return answer["done"]
        if "refused" in answer:
            place = Place(*answer["place"]) if answer["place"] else None
            raise Unreadable(str(answer["refused"]), place)
        self.kill()
        raise too_much_memory(walls) if "memory" in answer else broken(str(answer.get("broken", answer)))

    def kill(self) -> None:
        """End it now, whatever it does, and let go of what belongs to it. To do so twice does no harm."""
        self._popen.kill()
        self._popen.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close our ends of its pipes: an idle child ends by that alone."""
        if self._life < 0:
            return
        self._selector.close()
        for pipe in (self._popen.stdin, self._popen.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        os.close(self._answers)
        os.close(self._life)
        self._life = -1

    @property
    def is_alive(self) -> bool:
        return self._life >= 0 and self._popen.poll() is None


def _environment() -> dict[str, str]:
    """What a child knows of the machine: no secret, no database."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LD_LIBRARY_PATH", "TZ", "SYSTEMROOT")
        if name in os.environ
    }
    return {
        **kept,
        "PYTHONPATH": HOME,
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",  # the same file gives the same reading
        "MALLOC_ARENA_MAX": "2",
        "LANG": "C.UTF-8",
    }
