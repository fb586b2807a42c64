"""The reader, measured against what a person reads in five contract documents and in altered copies."""

import re
import subprocess
import sys
import time
import unicodedata
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from reciproque.intake.reading import grounds
from reciproque.intake.reading.reader import read_document
from reciproque.office.document import Document
from reciproque.office.reading.text import read_text
from tests.readings import invented
from tests.readings.expand import TEXT_OF, clean
from tests.readings.foreign import GENRES, REPEATED
from tests.readings.measure import (
    DOCUMENTS,
    HERE,
    OWN,
    expand_files,
    faults,
    gold_of,
    missing,
    text_of,
    wrong_items,
)
from tests.readings.variants import VARIANTS

pytestmark = pytest.mark.once  # no database: one engine is enough


needs_shared = pytest.mark.skipif(bool(missing()), reason=missing() or "ici")

SEEDS = (1, 2)
UNNUMBERED = {
    ("brest-feuille-de-route-2018-2019", "separators"),
    ("brest-feuille-de-route-2018-2019", "roman"),
}
ALTERED = [
    (name, variant, seed)
    for name in DOCUMENTS
    for variant in VARIANTS
    for seed in SEEDS
    if (name, variant) not in UNNUMBERED
]
ALL = [(name, "", 0) for name in DOCUMENTS] + ALTERED
SCORED = (*TEXT_OF, "engagement_levels", "recalled")
SECONDS = 1.0
SLOWER_MACHINE = 4
WORD_KEYS = {**TEXT_OF, "engagement_levels": "text", "recalled": "text", "acronyms_inline": "term"}


@cache
def pair(name, variant, seed):
    text, gold = text_of(name), gold_of(name)
    if variant:
        text, gold = VARIANTS[variant](text, gold, seed)
    document = read_text(text, name=f"{name}.md")
    return document, read_document(document).as_json(), gold


def words(text):
    """Signs (also letters and figures in a circle, which are bullets) stand between words."""
    text = "".join(" " if unicodedata.category(c) in {"So", "No"} else c for c in text)
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)).lower())


def stands_in(text, passages):
    """All words of the text, in their order, stand in the passages."""
    left = iter(word for passage in passages for word in words(passage))
    return all(word in left for word in words(text))


def ungrounded(document: Document, reading):
    """The items whose words do not stand in the blocks that they point to."""
    blocks = {block.anchor: block.text for block in document.blocks()}
    wrong = []
    for name, key in WORD_KEYS.items():
        for item in reading[name]:
            passages = [blocks[anchor] for anchor in item["anchors"] if anchor in blocks]
            if not stands_in(item[key], passages) or item["anchor"] not in item["anchors"]:
                wrong.append((name, item["source_line"], item[key]))
    return wrong


def kept_out(reading):
    """What the last guard of a reading had to take out or empty: never anything, where the rules are right."""
    emptied = [
        item["anchor"]
        for value in reading.values()
        if isinstance(value, list)
        for item in value
        if isinstance(item, dict) and grounds.EMPTIED in item["reason"]
    ]
    front = grounds.ELSEWHERE.split("(")[0]
    return emptied + [
        item["reason"] for item in reading["not_understood"] if item["reason"].startswith(front)
    ]


def explain(gold, reading):
    told = wrong_items(gold, reading)
    return "\n".join(f"{name}\n  " + "\n  ".join(lines) for name, lines in told.items())


@needs_shared
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_reads_as_a_person_reads_it(name):
    _, reading, gold = pair(name, "", 0)

    assert faults(name, gold, reading) == [], explain(gold, reading)


@needs_shared
@pytest.mark.parametrize(("name", "variant", "seed"), ALTERED)
def test_other_names_signs_and_numbers_change_nothing(name, variant, seed):
    _, reading, gold = pair(name, variant, seed)

    assert faults(name, gold, reading) == [], explain(gold, reading)


@needs_shared
@pytest.mark.parametrize(("name", "variant", "seed"), ALL)
def test_the_words_of_every_item_stand_in_its_passages(name, variant, seed):
    document, reading, _ = pair(name, variant, seed)

    assert ungrounded(document, reading) == []
    assert kept_out(reading) == []


@needs_shared
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_of_a_document_is_silently_dropped(name):
    document, reading, _ = pair(name, "", 0)
    told = {
        anchor
        for value in reading.values()
        if isinstance(value, list)
        for item in value
        if isinstance(item, dict)
        for anchor in (item["anchor"], *item["anchors"])
    }

    assert [block.anchor for block in document.blocks() if block.anchor not in told] == []
    assert all(item["reason"] for item in reading["not_understood"])


@needs_shared
def test_a_contract_of_the_next_kind_reads_too():
    document = read_text(invented.TEXT, name="invented")
    gold = invented.gold()

    reading = read_document(document).as_json()

    assert faults("invented", gold, reading) == [], explain(gold, reading)
    assert ungrounded(document, reading) == []
    assert kept_out(reading) == []


@pytest.mark.parametrize("genre", GENRES)
def test_other_genres_are_not_taken_for_contracts(genre):
    document = read_text(GENRES[genre], name=genre)

    reading = read_document(document).as_json()

    assert {name: reading[name] for name in SCORED if len(reading[name]) > 2} == {}
    assert ungrounded(document, reading) == []
    assert kept_out(reading) == []


PIECES = some.sampled_from(
    [
        "\n", "\n\n", "\t", " ", "- ", "• ", "◆ ", "■ ", "1. ", "1.2.3 - ", "Axe 1 : ", "a) ", "**", "*", "<p>", "</p>",
        "<ul>", "<br>", "<table><tr><td>", "</table>", "|", "# ", "^{er}", "&amp;", "…", "\x00", "¹ ", "Article 4 – ",
        "Objectifs prioritaires", "Indicateurs", "Résultats attendus :", "Gouvernance", "Signataires", "Glossaire",
        "Pour la ville de Nulle-Part : ", "Le Préfet", "3 réunions par an", "s'engagent à", "la loi du 3 mai 2015",
        "QPV", "1 200", "Comité de pilotage", "annexe 2", "Pour rappel", "Sommaire", ".....", "7",
    ]
)  # fmt: skip
ANY_TEXT = some.one_of(
    some.text(max_size=400),
    some.lists(some.one_of(PIECES, some.text(max_size=12)), max_size=60).map("".join),
    some.binary(max_size=300).map(lambda raw: raw.decode("latin-1")),
)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
@example("㉠COMITE")
def test_no_text_makes_the_reader_crash_or_invent(text):
    document = read_text(text)

    reading = read_document(document).as_json()

    assert ungrounded(document, reading) == []
    assert kept_out(reading) == []


@pytest.mark.parametrize("piece", REPEATED)
def test_repetition_stays_bounded(piece):
    began = time.process_time()  # of this process alone: the machine may have much else to do

    read_document(read_text(REPEATED[piece]))

    assert time.process_time() - began < SECONDS * SLOWER_MACHINE / 2


COLD_READING = """
import time
from reciproque.intake.reading import grounds
from reciproque.intake.reading.reader import read_document
from reciproque.office.reading.text import read_text
from tests.readings.measure import DOCUMENTS, text_of
texts = {name: text_of(name) for name in DOCUMENTS}
began = time.process_time()
for name, text in texts.items():
    read_document(read_text(text, name=name))
print(time.process_time() - began)
"""


@needs_shared
def test_five_documents_are_read_in_a_second(capsys):
    """Of processor time, in a process of its own: here, the other tests have filled the caches."""
    told = subprocess.run(
        [sys.executable, "-c", COLD_READING], cwd=HERE.parents[1], capture_output=True, text=True, check=True
    )

    with capsys.disabled():
        print(f"\nfive documents read in {float(told.stdout):.2f} s of processor time")
    assert float(told.stdout) < SECONDS * SLOWER_MACHINE


@needs_shared
@pytest.mark.parametrize("name", OWN)
def test_a_hand_made_reading_points_at_whole_words(name):
    gold = expand_files(HERE / f"{name}.json", HERE.parents[2] / "shared" / "contracts" / f"{name}.md")
    lines = text_of(name).split("\n")

    for list_name, key in TEXT_OF.items():
        for item in gold[list_name]:
            line = clean(lines[item["source_line"] - 1])
            first = item[key].split()[0]
            assert re.search(rf"(?<!\w){re.escape(first)}", line), item
            parent = item.get("parent")
            assert parent is None or 0 <= parent < len(gold["framework"]), item
