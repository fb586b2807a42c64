"""Work in a process of its own: whatever it does, the parent lives, nothing is left behind, a sentence is said."""

import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reciproque.office.apart import calling, faults, walls
from reciproque.office.apart.calling import call_apart
from reciproque.office.apart.process import HOME, Process
from reciproque.office.apart.walls import ALL, Walls
from reciproque.office.bounds import MEGABYTE, Unreadable
from reciproque.office.tests import harmful

pytestmark = pytest.mark.once  # no database: one engine is enough

PATIENCE = 30  # seconds
SHORT = Walls(processor=1, seconds=60)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid):
    end = time.monotonic() + PATIENCE
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


def fault_of(function, *arguments, **how):
    """The fault with which a work ends; afterwards another work goes well."""
    with pytest.raises(faults.Fault) as met:
        call_apart(function, *arguments, **how)
    assert call_apart(harmful.echo, "encore") == "encore"
    return met.value


def test_a_result_comes_back_as_it_is():
    told = {"texte": "Œuvre « à » l’œil\u2028 \U0001f600", "nombres": [1, 2.5, None, True]}

    assert call_apart(harmful.echo, told) == told


def test_the_child_knows_neither_django_nor_secrets(monkeypatch):
    monkeypatch.setenv("RECIPROQUE_SECRET_KEY", "à ne pas dire")
    calling.stop_idle()

    told = call_apart(harmful.who)

    assert told["pid"] != os.getpid()
    assert (told["django"], told["secrets"]) == ([], [])


def test_one_child_serves_several_works():
    assert call_apart(harmful.who)["pid"] == call_apart(harmful.who)["pid"]


def test_a_child_that_has_served_enough_is_replaced(monkeypatch):
    monkeypatch.setattr(calling, "MOST_SERVED", 2)
    calling.stop_idle()

    served = [call_apart(harmful.who)["pid"] for _ in range(4)]

    assert served[0] == served[1] != served[2] == served[3]
    assert gone(served[0])


def test_a_refusal_keeps_its_sentence_and_its_place():
    with pytest.raises(Unreadable) as refused:
        call_apart(harmful.refuse)

    assert type(refused.value) is Unreadable
    assert refused.value.reason == "Ce document est vide."
    assert (refused.value.place.line, refused.value.place.page) == (3, 2)


def test_progress_passes_through():
    told = []

    call_apart(harmful.steps, 6, progress=lambda *said: told.append(said))

    assert told[0] == (1, 6, "Page 1 sur 6")
    assert len(told) >= 4
    assert [done for done, _total, _what in told] == sorted(done for done, _total, _what in told)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (harmful.segfault, ()),
        (harmful.abort, ()),
        (harmful.leave, (0,)),
        (harmful.leave, (3,)),
        (harmful.be_killed, ()),
        (harmful.say_nonsense, ()),
    ],
)
def test_a_crash_becomes_a_sentence(function, arguments):
    fault = fault_of(function, *arguments)

    assert type(fault) is faults.Crashed
    assert "Le fichier est gardé" in fault.reason


def test_a_crash_is_noted_in_the_log_with_its_trace(caplog):
    with caplog.at_level(logging.WARNING):
        fault_of(harmful.segfault)

    assert "harmful:segfault" in caplog.text
    assert "Segmentation fault" in caplog.text


def test_a_crash_after_another_file_is_tried_again_in_a_new_child(tmp_path):
    mark = tmp_path / "pid"
    mark.write_text(str(call_apart(harmful.who)["pid"]))

    assert str(call_apart(harmful.segfault_unless_new, str(mark))) != mark.read_text()


def test_a_fault_of_our_own_is_noted_and_said(caplog):
    fault = fault_of(harmful.fail)

    assert type(fault) is faults.Broken
    assert "une faute à nous" not in fault.reason
    assert "LookupError: une faute à nous" in caplog.text


@pytest.mark.parametrize(
    "function", [harmful.eat_memory, harmful.eat_memory_of_c, harmful.eat_memory_politely]
)
def test_memory_is_bounded(function):
    fault = fault_of(function)

    assert type(fault) is faults.TooMuchMemory
    assert "plus de 500 Mo de mémoire" in fault.reason


def test_what_a_child_has_in_memory_stays_below_the_wall():
    process = Process()
    with pytest.raises(faults.TooMuchMemory):
        process.call(
            "reciproque.office.tests.harmful:eat_memory",
            (),
            walls=walls.DEFAULT_WALLS,
            progress=lambda *_: None,
        )

    assert 100 * MEGABYTE < process.peak <= 500 * MEGABYTE


@pytest.mark.parametrize(
    ("function", "bounds"),
    [
        (harmful.never_end, SHORT),
        (harmful.sleep, Walls(seconds=1)),
        (harmful.sleep_without_clock, Walls(seconds=1)),
    ],
)
def test_time_is_bounded(function, bounds):
    began = time.monotonic()

    fault = fault_of(function, walls=bounds)

    assert type(fault) is faults.TooLong
    assert "a été arrêtée" in fault.reason
    assert time.monotonic() - began < PATIENCE


@pytest.mark.parametrize("function", [harmful.flood_output, harmful.flood_progress])
def test_a_flood_of_words_drowns_nobody(function):
    assert call_apart(function) == "dit"


def test_an_answer_beyond_measure_is_refused():
    fault = fault_of(harmful.flood_answer, walls=Walls(answer=20 * MEGABYTE))

    assert type(fault) is faults.TooMuchSaid


def test_the_child_writes_no_file(tmp_path):
    assert call_apart(harmful.write_a_file, str(tmp_path / "a")) == "OSError"


def test_to_stop_the_work_kills_the_child_at_once():
    process = Process()

    def stop(*_told):
        raise InterruptedError

    began = time.monotonic()
    with pytest.raises(InterruptedError):
        process.call(
            "reciproque.office.tests.harmful:never_end", (), walls=walls.DEFAULT_WALLS, progress=stop
        )

    assert time.monotonic() - began < PATIENCE / 2
    assert gone(process.pid)


PARENT = """
import sys
from pathlib import Path
from reciproque.office.apart import calling
from reciproque.office.tests.harmful import never_end
note = lambda *_told: Path(sys.argv[1]).write_text(str(calling._all[0].pid))
calling.call_apart(never_end, progress=note)
"""


def test_a_parent_that_is_killed_leaves_no_orphan(tmp_path):
    diary = tmp_path / "diary"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(diary)], cwd=HOME)
    end = time.monotonic() + PATIENCE
    while not (diary.exists() and diary.read_text().strip()):
        assert time.monotonic() < end
        time.sleep(0.05)
    child = int(diary.read_text())
    assert is_alive(child)

    parent.kill()
    parent.wait(PATIENCE)

    assert gone(child)


def test_told_to_stop_a_child_finishes_its_work():
    process = Process()
    told = []

    def note(done, *_told):
        if done and not told:
            os.kill(process.pid, signal.SIGTERM)
            os.kill(process.pid, signal.SIGINT)
            told.append(done)

    done = process.call(
        "reciproque.office.tests.harmful:steps", (4,), walls=walls.DEFAULT_WALLS, progress=note
    )
    process.kill()

    assert (done, bool(told)) == (4, True)


def test_ten_at_once():
    with ThreadPoolExecutor(10) as people:
        works = [people.submit(call_apart, harmful.echo, number) for number in range(8)]
        works += [people.submit(fault_of, harmful.segfault), people.submit(fault_of, harmful.abort)]

        assert [work.result() for work in works[:8]] == list(range(8))
        assert {type(work.result()) for work in works[8:]} == {faults.Crashed}


def test_a_fork_lets_the_children_of_its_parent_alone():
    first = call_apart(harmful.who)["pid"]
    pid = os.fork()
    if not pid:
        done = call_apart(harmful.who)["pid"] != first
        calling.stop_idle()
        os._exit(0 if done else 1)

    assert os.waitpid(pid, 0)[1] == 0
    assert call_apart(harmful.who)["pid"] == first


def test_a_machine_that_cannot_bound_says_so_once(monkeypatch, caplog):
    process = Process()
    monkeypatch.setattr(calling, "_told", set())
    process.walls_up = ["horloge"]

    calling._warn_of_gaps(process)
    calling._warn_of_gaps(process)
    process.kill()

    assert (
        caplog.text.count("ne permet pas de borner une lecture par : mémoire, processeur, disque, parent")
        == 1
    )


def test_a_limit_that_the_kernel_does_not_know_is_no_error():
    assert walls._limit("RLIMIT_UNKNOWN", 1) is False


@pytest.mark.skipif(sys.platform != "linux", reason="les bornes entières sont celles de Linux")
def test_here_every_wall_stands():
    process = Process()
    process.call(
        "reciproque.office.tests.harmful:echo", (1,), walls=walls.DEFAULT_WALLS, progress=lambda *_: None
    )
    process.kill()

    assert process.walls_up == list(ALL)
