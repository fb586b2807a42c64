"""The last guard: with rules that invent, what they invented is not proposed but told."""

import pytest

from reciproque.intake.reading import reader
from reciproque.intake.reading.grounds import EMPTIED, keep_grounded
from reciproque.intake.reading.result import (
    Body,
    FrameworkItem,
    Reading,
    Signatory,
    Statement,
    Term,
)
from reciproque.intake.tests.factories import CONTRACT
from reciproque.office.reading.text import read_text

pytestmark = pytest.mark.once  # no database: one engine is enough

DOCUMENT = read_text("Accompagner les familles\n\nŒuvrer à l’emploi\n\nPour la Ville, Anne DUPONT\n")
FIRST, SECOND, THIRD = (block.anchor for block in DOCUMENT.blocks())


def at(*anchors):
    return {"source_line": 1, "anchor": anchors[0], "anchors": anchors}


def told(reading):
    return [(one.text, one.anchor, one.reason) for one in reading.not_understood]


def test_what_stands_in_its_passages_stays_as_it_is():
    item = FrameworkItem(title="œuvrer à l'EMPLOI", **at(SECOND))
    over_two = FrameworkItem(title="Accompagner les familles Œuvrer", **at(FIRST, SECOND), parent=0)

    reading = keep_grounded(Reading(framework=[item, over_two]), DOCUMENT)

    assert reading.framework == [item, over_two]
    assert reading.not_understood == []


@pytest.mark.parametrize(
    ("title", "anchors"),
    [
        ("Accompagner les personnes âgées", (FIRST,)),  # a word of its own
        ("les familles Accompagner", (FIRST,)),  # another order
        ("Œuvrer à l’emploi", (FIRST,)),  # another passage
        ("Accompagner les familles", ("nulle-part",)),
        ("Accompagner les familles", (FIRST, "nulle-part")),
    ],
)
def test_what_does_not_is_told_with_its_passage(title, anchors):
    reading = keep_grounded(Reading(framework=[FrameworkItem(title=title, **at(*anchors))]), DOCUMENT)

    assert reading.framework == []
    [(text, anchor, reason)] = told(reading)
    assert text == ("Accompagner les familles" if FIRST in anchors else "")
    assert anchor == FIRST
    assert f"« {title} »" in reason


def test_what_hung_on_it_hangs_on_the_one_above():
    tree = [
        FrameworkItem(title="Accompagner", **at(FIRST)),
        FrameworkItem(title="inventé", parent=0, level=2, **at(FIRST)),
        FrameworkItem(title="familles", parent=1, level=3, **at(FIRST)),
        FrameworkItem(title="emploi", same_as=2, **at(SECOND)),
        FrameworkItem(title="Œuvrer", same_as=1, **at(SECOND)),
    ]
    results = [
        Statement(text="les familles", parent=2, **at(FIRST)),
        Statement(text="les", parent=1, **at(FIRST)),
    ]

    reading = keep_grounded(Reading(framework=tree, results=results), DOCUMENT)

    assert [(one.title, one.parent, one.level, one.same_as) for one in reading.framework] == [
        ("Accompagner", None, 1, None),
        ("familles", 0, 2, None),
        ("emploi", None, 1, 1),
        ("Œuvrer", None, 1, None),
    ]
    assert [one.parent for one in reading.results] == [1, 0]


def test_a_further_field_that_stands_nowhere_is_emptied_and_said():
    signatory = Signatory(organisation="la Ville", person="Jean MARTIN", role="Ville", **at(THIRD))
    term = Term(term="familles", definition="un groupe", **at(FIRST))
    body = Body(body="Accompagner", composition="les familles", **at(FIRST))

    reading = keep_grounded(Reading(signatories=[signatory], glossary=[term], governance=[body]), DOCUMENT)

    assert (reading.signatories[0].person, reading.signatories[0].role) == (None, "Ville")
    assert (reading.glossary[0].definition, reading.glossary[0].reason) == ("", EMPTIED)
    assert reading.glossary[0].confidence < 0.7
    assert reading.governance == [body]


def test_a_broken_rule_proposes_nothing_to_a_person(monkeypatch):
    document = read_text(CONTRACT)
    sound = reader.read_document(document)
    found = reader.read_signatories

    def inventing(document):
        return [
            *found(document),
            Signatory(organisation="Ville de Nulle-Part", **at(next(document.blocks()).anchor)),
        ]

    monkeypatch.setattr(reader, "read_signatories", inventing)

    reading = reader.read_document(document)

    assert reading.signatories == sound.signatories
    assert [one.reason for one in reading.not_understood if "Nulle-Part" in one.reason] != []
    assert {one.anchor for one in reading.not_understood} == {one.anchor for one in sound.not_understood}
