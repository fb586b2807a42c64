"""Works that do in a process of their own what a hostile file might make a reader do."""

import ctypes
import os
import re
import signal
import sys
import time
from pathlib import Path

from reciproque.office.bounds import MEGABYTE, Unreadable
from reciproque.office.document import Place


def echo(told, *, progress):
    return told


def who(*, progress):
    """Which process, what it knows of the machine."""
    django = sorted(name for name in sys.modules if name.split(".")[0] == "django")
    secrets = sorted(name for name in os.environ if name.startswith(("RECIPROQUE", "DJANGO")))
    return {"pid": os.getpid(), "django": django, "secrets": secrets}


def steps(count, *, progress):
    for number in range(count):
        progress(number + 1, count, f"Page {number + 1} sur {count}")
        time.sleep(0.15)
    return count


def refuse(*, progress):
    raise Unreadable("Ce document est vide.", Place(3, page=2))


def fail(*_told, progress):
    raise LookupError("une faute à nous")


def segfault(*_told, progress):
    ctypes.string_at(0)


def segfault_unless_new(mark, *, progress):
    """Crash in the process that did the earlier work; go well in any other."""
    if Path(mark).read_text() == str(os.getpid()):
        ctypes.string_at(0)
    return os.getpid()


def abort(*, progress):
    os.abort()


def leave(code, *, progress):
    os._exit(code)


def be_killed(*, progress):
    os.kill(os.getpid(), signal.SIGKILL)


def eat_memory(*_told, progress):
    held = []
    while True:
        held.append(b"x" * (10 * MEGABYTE))


def eat_memory_of_c(*, progress):
    """As a C library does that does not ask Python, and that does not look at what malloc gave it."""
    malloc = ctypes.CDLL(None).malloc
    malloc.restype, malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    while True:
        ctypes.memset(malloc(10 * MEGABYTE), 1, 10 * MEGABYTE)


def eat_memory_politely(*, progress):
    """Come near the limit, then die."""
    held = [b"x" * MEGABYTE for _ in range(430)]
    time.sleep(0.3)
    ctypes.string_at(0)
    return len(held)


def sleep(*_told, progress):
    time.sleep(600)


def sleep_without_clock(*, progress):
    """Where the kernel's clock cannot be set, the parent's holds."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    time.sleep(600)


def never_end(*_told, progress):
    """A regular expression holds the interpreter: no thread of Python could stop it."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def flood_output(*, progress):
    for number in range(200_000):
        print("x" * 200)
        print(number, "y" * 200, file=sys.stderr)
    os.write(1, b"{}\n")
    return "dit"


def flood_progress(*, progress):
    for number in range(300_000):
        progress(number, 300_000, "x" * 1_000)
    return "dit"


def flood_answer(*, progress):
    return ["x" * MEGABYTE] * 200


def say_nonsense(*, progress):
    """Write what is no answer where answers are read."""
    for which in range(3, 20):
        try:
            os.write(which, b"ceci n'est pas du JSON\n")
        except OSError:
            continue
    time.sleep(600)


def write_a_file(path, *, progress):
    try:
        Path(path).write_text("trace")
    except OSError as error:
        return type(error).__name__
    return "written"
