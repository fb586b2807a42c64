"""Having a function work apart. One child is kept warm for the next call, and replaced when it has had enough."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from reciproque.office.apart.faults import Crashed, Fault, TooMuchMemory
from reciproque.office.apart.process import Process
from reciproque.office.apart.walls import ALL, DEFAULT_WALLS, MEGABYTE, Walls
from reciproque.office.bounds import Progress, no_progress

logger = logging.getLogger(__name__)

MOST_SERVED = 50  # works; then a child is replaced, whatever it may have gathered
MOST_IDLE = 200 * MEGABYTE

_lock = Lock()
_idle: list[Process] = []
_all: list[Process] = []
_told: set[str] = set()


def call_apart(
    function: Callable[..., Any],
    *arguments: Any,
    walls: Walls = DEFAULT_WALLS,
    progress: Progress = no_progress,
) -> Any:
    """Call `function(*arguments, progress=…)` in a process of its own and return what it returns.

    The function stands at the top of a module that needs no Django; arguments and result are plain data (JSON).
    `progress` is called at least twice a second and may raise: the child is then killed at once. Raises `Unreadable`
    as the function does, or a `Fault` with a sentence of its own when the child crashed or ran into a wall.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    process = _take(walls)
    try:
        return _served(process, name, arguments, walls, progress)
    except (Crashed, TooMuchMemory):
        if not process.served:
            raise
        # It may be what an earlier file left behind: a new child has seen none.
        return _served(Process(walls), name, arguments, walls, progress)


def _served(process: Process, name: str, arguments: Sequence[Any], walls: Walls, progress: Progress) -> Any:
    with _lock:
        _all.append(process)
    try:
        return process.call(name, arguments, walls=walls, progress=progress)
    except Fault as fault:
        logger.warning("%s %s: %s %s", name, arguments, type(fault).__name__, fault.detail)
        raise
    finally:
        _warn_of_gaps(process)
        _give_back(process)


def _take(walls: Walls) -> Process:
    with _lock:
        while _idle:
            process = _idle.pop()
            _all.remove(process)
            if process.is_alive and process.memory == walls.memory:
                return process
            process.kill()
    return Process(walls)


def _give_back(process: Process) -> None:
    worn = process.served >= MOST_SERVED or process.resident > MOST_IDLE
    with _lock:
        if process.is_alive and not worn and not _idle:
            _idle.append(process)
            return
        _all.remove(process)
    process.kill()


def _warn_of_gaps(process: Process) -> None:
    """Say once which walls this machine does not have; the clock of the parent holds everywhere."""
    lacking = [wall for wall in ALL if wall not in process.walls_up] if process.walls_up else []
    new = [wall for wall in lacking if wall not in _told]
    if new:
        _told.update(new)
        logger.warning("Cette machine ne permet pas de borner une lecture par : %s.", ", ".join(new))


def stop_idle() -> None:
    """End the children that wait."""
    with _lock:
        waiting = list(_idle)
        _idle.clear()
        for process in waiting:
            _all.remove(process)
    for process in waiting:
        process.kill()


def _forget_in_fork() -> None:
    """A fork has copies of our pipes but not our children: it closes them, else a child would outlive its parent."""
    for process in _all:
        process.let_go()
    _all.clear()
    _idle.clear()
    _lock.release()


atexit.register(stop_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_forget_in_fork)
