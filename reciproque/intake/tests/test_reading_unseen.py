"""Invented documents of many shapes, whose readings were written down before the reader saw them."""

import pytest

from reciproque.intake.reading.reader import read_document
from reciproque.intake.tests.unseen.amendment import AMENDMENT
from reciproque.intake.tests.unseen.expectation import bare, expected_lines, plain, read_lines
from reciproque.intake.tests.unseen.flat import FLAT
from reciproque.intake.tests.unseen.headings import HEADINGS
from reciproque.intake.tests.unseen.nested import NESTED
from reciproque.intake.tests.unseen.parts import PARTS
from reciproque.intake.tests.unseen.quarters import QUARTERS
from reciproque.intake.tests.unseen.roadmap import ROADMAP
from reciproque.intake.tests.unseen.sheets import SHEETS
from reciproque.intake.tests.unseen.strategy import STRATEGY
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough


TEXT_OF = {
    "framework": "title",
    "results": "text",
    "indicators": "text",
    "leads": "text",
    "findings": "text",
    "commitments": "text",
    "neighbourhoods": "name",
    "signatories": "organisation",
    "governance": "body",
    "reference_documents": "text",
    "glossary": "term",
}
UNSEEN = (AMENDMENT, FLAT, HEADINGS, NESTED, PARTS, QUARTERS, ROADMAP, SHEETS, STRATEGY)


@pytest.fixture(params=UNSEEN, ids=lambda expected: expected.name)
def expected(request):
    return request.param


@pytest.fixture
def reading(expected):
    return read_document(read_text(expected.text, name=expected.name)).as_json()


def test_the_framework_and_what_hangs_on_it(expected, reading):
    assert read_lines(reading) == expected_lines(expected.tree)


def test_the_territory_and_the_period(expected, reading):
    assert bare(reading["territory"]) == bare(expected.territory)
    assert (reading["period_start"], reading["period_end"]) == expected.period


def test_the_neighbourhoods(expected, reading):
    read = [
        (bare(item["name"]), item["type"] if expected.neighbourhood_types else "QPV", item["population"])
        for item in reading["neighbourhoods"]
    ]
    wanted = [(bare(name), kind, people) for name, kind, people in expected.neighbourhoods]

    assert sorted(read, key=str) == sorted(wanted, key=str) or (expected.neighbourhoods_optional and not read)


def test_the_bodies_and_how_often_they_meet(expected, reading):
    read = [(bare(item["body"]), item["meetings_per_year"]) for item in reading["governance"]]

    assert sorted(read, key=str) == sorted(
        [(bare(body), times) for body, times in expected.governance], key=str
    )


def test_the_commitments(expected, reading):
    optional = set(map(plain, expected.commitments_optional))
    read = [plain(item["text"]) for item in reading["commitments"]]

    assert sorted(each for each in read if each not in optional) == sorted(map(plain, expected.commitments))


def test_the_signatories(expected, reading):
    assert sorted(bare(item["organisation"]) for item in reading["signatories"]) == sorted(
        map(bare, expected.signatories)
    )


def test_the_documents_and_the_glossary(expected, reading):
    assert sorted(bare(item["text"]) for item in reading["reference_documents"]) == sorted(
        map(bare, expected.documents)
    )
    assert [item["term"] for item in reading["glossary"]] == expected.glossary


def test_every_word_of_an_item_stands_in_its_passages_and_nothing_is_dropped(expected):
    document = read_text(expected.text, name=expected.name)
    reading = read_document(document).as_json()
    blocks = {block.anchor: block.text for block in document.blocks()}
    items = [item for name in TEXT_OF for item in reading[name]]
    told = {anchor for item in [*items, *others(reading)] for anchor in (item["anchor"], *item["anchors"])}

    assert [
        each for name in TEXT_OF for each in reading[name] if not stands_in(each, TEXT_OF[name], blocks)
    ] == []
    assert set(blocks) - told == set()


def others(reading):
    lists = [value for name, value in reading.items() if isinstance(value, list) and name not in TEXT_OF]
    return [item for value in lists for item in value if isinstance(item, dict)]


def stands_in(item, key, blocks):
    left = iter(word for anchor in item["anchors"] for word in plain(blocks[anchor]).split())
    return all(word in left for word in plain(item[key]).split())
