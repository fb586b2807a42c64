"""What a process that works apart may take of the machine, and how it is held to it.

Each wall is the kernel's, not Python's: a C library that loops or a regular expression that never ends does not
give Python a chance to look at a clock. A signal that nobody handles ends the process whatever it is doing.
"""

from __future__ import annotations

import os
import select
import signal
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
    import resource
except ImportError:  # pragma: no cover -- not a Unix: only the clock of the parent holds
    fcntl = resource = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away

MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
MEMORY, PROCESSOR, CLOCK, DISK, PARENT = "mémoire", "processeur", "horloge", "disque", "parent"
ALL = (MEMORY, PROCESSOR, CLOCK, DISK, PARENT)
OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Walls:
    """The most that one work may take: bytes of memory, seconds of processor and of clock, bytes of its answer."""

    memory: int = 500 * MEGABYTE
    processor: float = 120.0
    seconds: float = 300.0
    answer: int = 128 * MEGABYTE


DEFAULT_WALLS = Walls()


def memory_of(process: int | str = "self") -> tuple[int, int] | None:
    """Addressable and resident bytes of a process; None where the kernel does not tell."""
    try:
        told = Path(f"/proc/{process}/statm").read_text().split()
    except OSError:
        return None
    return (int(told[0]) * PAGE, int(told[1]) * PAGE) if len(told) > 1 else None


def raise_walls(memory: int, life: int) -> list[str]:
    """Raise, in the child, what stands for its whole life. Returns the walls that could be raised."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # a worker told to stop lets its child finish
    _die_first()
    raised = [
        _limit("RLIMIT_AS", _addressable(memory)) and MEMORY,
        _limit("RLIMIT_CPU", None) and PROCESSOR,
        hasattr(signal, "setitimer") and CLOCK,
        _limit("RLIMIT_FSIZE", 0) and DISK,
        _die_with_parent(life) and PARENT,
    ]
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", OPEN_FILES)
    return [wall for wall in raised if wall]


def begin_work(processor: float, seconds: float) -> None:
    """Wind up the clocks for one work; they end the process if it is still at it."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soften("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + processor) + 1)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def end_work() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _addressable(memory: int) -> int:
    """The bound of addresses that bounds residence: what lies in memory grows no faster than what is addressed."""
    told = memory_of()
    return memory + (told[0] - told[1] if told else 0)


def _limit(name: str, most: int | None) -> bool:
    """Set a limit for good; None only looks whether it could be set. Says whether it holds."""
    if resource is None or not hasattr(resource, name):
        return False
    try:
        which = getattr(resource, name)
        _soft, hard = resource.getrlimit(which)
        if most is not None:
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (most, most))
    except (ValueError, OSError):
        return False
    return True


def _soften(name: str, most: int) -> None:
    which = getattr(resource, name)
    _soft, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _die_first() -> None:
    """When the machine runs out of memory all the same, the kernel takes this process before any other."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        return


def _die_with_parent(life: int) -> bool:
    """Ask the kernel to end this process when the other end of the pipe `life` closes, that is: the parent is gone.

    Nothing is ever written into that pipe. The signal is not handled, so no code of ours has to run for it.
    """
    if fcntl is None or not hasattr(fcntl, "F_SETSIG"):
        return False
    try:
        fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(life, fcntl.F_SETSIG, signal.SIGIO)
        fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
    except OSError:
        return False
    if select.select([life], [], [], 0)[0]:
        os._exit(0)  # the parent was gone before we began to listen
    return True
