"""A short run of what `bench.fuzz` does long: invented, struck and hostile files, each judged."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bench.fuzz import invented_cases, struck_cases
from bench.fuzzing import judging
from bench.fuzzing.cases import Case
from bench.fuzzing.hostile import MAKERS
from bench.fuzzing.judging import judge
from bench.fuzzing.making import Maker
from bench.fuzzing.originals import originals
from bench.fuzzing.running import Table
from bench.fuzzing.writing import WRITERS, as_markdown
from reciproque.intake.reading.result import FrameworkItem, Reading
from reciproque.office.document import Block, Cell, Document, Kind, Place, Row
from reciproque.office.document import Table as Grid

pytestmark = pytest.mark.once  # no database: one engine is enough

SLOWLY_WRITTEN = ("pdf tagged", "pdf untagged")


@pytest.mark.parametrize("kind", WRITERS)
def test_an_invented_document_of_any_shape_reads_whole(kind, tmp_path_factory):
    name, write = WRITERS[kind]
    path = tmp_path_factory.mktemp("fuzz") / name

    @settings(
        max_examples=8 if kind in SLOWLY_WRITTEN else 40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(some.randoms(use_true_random=False))
    def read(chance):
        maker = Maker(chance)
        path.write_bytes(write(maker.document(most=8)))
        assert judge(str(path), name, maker.words, True)["faults"] == []

    read()


def test_the_same_in_the_process_apart():
    table = Table(seed=1)

    table.take(invented_cases(random.Random(1), 2), twice=True)

    assert table.faults == []
    assert sum(line.cases for line in table.lines.values()) == 2 * len(WRITERS)


@pytest.mark.parametrize("suffix", ["md", "docx", "html", "xlsx"])
def test_a_struck_file_is_read_or_refused(suffix, tmp_path):
    sound = {key: data for key, data in originals(tmp_path, small=True).items() if key[1] == suffix}
    table = Table(seed=1)

    table.take(struck_cases(sound, random.Random(2026), 40))

    assert table.faults == []
    assert sum(line.cases for line in table.lines.values()) == 40


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("size", [1, 300])
def test_a_hostile_file_costs_little(suffix, size):
    table = Table(seed=1)

    table.take(Case("hostile", what, f"a.{suffix}", data) for what, data in MAKERS[suffix](size))

    assert table.faults == []


def line(text, number=1, anchor=""):
    return Block(Kind.PARAGRAPH, text, Place(number), anchor or f"l{number}")


def a_table(cell):
    return Document((Grid((Row((cell,), Place(1), "r1"),), Place(1), "t1"),))


def an_item(**how):
    return FrameworkItem(**{"title": "a", "source_line": 1, "anchor": "l1", "anchors": ("l1",), **how})


SOUND = Document((line("a"), line("b", 2)))
BROKEN_DOCUMENTS = {
    "anchors that stand twice": Document((line("a"), line("b"))),
    "an empty or endless anchor": Document((line("a", anchor="x" * 61),)),
    "places do not rise": Document((line("a", 2), line("b", 1))),
    "it is another document": replace(SOUND, complaints=["a"]),
    "a span below one": a_table(Cell((line("a"),), colspan=0)),
    "spans go beyond all measure": a_table(Cell((line("a"),), colspan=10**9)),
    "a control sign": Document((line("a\x00"),)),
    "a block without text": Document((line(" "),)),
    "a text that is not clean": Document((line("a "),)),
    "words are lost": SOUND,
}
BROKEN_READINGS = {
    "an anchor that does not exist": Reading(framework=[an_item(anchor="l9")]),
    "out of range": Reading(framework=[an_item(confidence=2.0)]),
    "does not stand before it": Reading(framework=[an_item(parent=0)]),
    "is not one below": Reading(framework=[an_item(level=3)]),
    "no item and no leftover tells": Reading(framework=[an_item()]),
}


@pytest.fixture
def judged(monkeypatch, tmp_path):
    """What the judge says of a document and a reading, whatever the file holds."""

    def say(document, reading=None, words=()):
        monkeypatch.setattr(judging, "open_document", lambda *_args, **_how: document)
        if reading is not None:
            monkeypatch.setattr(judging, "read_document", lambda _document: reading)
        return " ".join(judge("a", "a", list(words), False)["faults"])

    return say


@pytest.mark.parametrize("fault", BROKEN_DOCUMENTS)
def test_the_judge_sees_a_broken_document(fault, judged):
    assert fault in judged(BROKEN_DOCUMENTS[fault], Reading(), words=["z"] if "words" in fault else [])


@pytest.mark.parametrize("fault", BROKEN_READINGS)
def test_the_judge_sees_a_broken_reading(fault, judged):
    assert fault in judged(SOUND, BROKEN_READINGS[fault])


def test_the_judge_sees_what_is_not_said_twice_alike(judged, monkeypatch, tmp_path):
    answers = iter([SOUND, replace(SOUND, complaints=("autre",))])
    monkeypatch.setattr(judging, "open_document", lambda *_args, **_how: next(answers))

    assert judge("a", "a", [], True)["faults"] == ["read twice, it says something else"]


def test_a_file_that_fails_is_kept_with_its_reason(tmp_path, monkeypatch):
    table = Table(seed=7, folder=tmp_path)

    table.take([Case("invented", "markdown", "a.md", as_markdown([]) + b"un mot", ("absent",))])

    [fault] = table.faults
    assert "1 of 1 words are lost" in fault
    [file] = tmp_path.glob("7-invented-*-a.md")
    assert file.read_bytes() == b"un mot"
    assert "are lost" in next(tmp_path.glob("*.why")).read_text()
    assert "invented    markdown" in table.show()
