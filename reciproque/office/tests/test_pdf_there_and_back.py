"""Any small paper that we print as PDF reads back as it was: blocks, depths, what stands out, cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reciproque.office.document import Block
from reciproque.office.opening import open_document
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    Entry,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
    even_levels,
)
from reciproque.office.papers.laying import laid
from reciproque.office.papers.pdf import write_pdf

pytestmark = pytest.mark.once  # no database: one engine is enough

WORDS = [
    "accompagner", "les", "habitants", "vers", "l’emploi", ";", "œuvre,", "«", "santé", "»", ":", "12", "500",
    "€", "8,5", "%", "(QPV)", "en", "2026", "éducation", "aujourd’hui", "à", "Noël", "porte-à-porte",
    "socio-économique", "trente/quarante", "n°", "&", "mètres²", "TOTAL", "Île", "inter-associatif",
    "anticonstitutionnellement", "politique-de-la-ville",
]  # fmt: skip
FIRST = ["Ouvrir", "Élèves", "Former", "santé", "Quartier", "l’été", "Œuvrer", "habitants"]

texts = some.builds(
    lambda first, rest: " ".join([first, *rest]),
    some.sampled_from(FIRST),
    some.lists(some.sampled_from(WORDS), max_size=45),
)
short = some.builds(
    lambda first, rest: " ".join([first, *rest]),
    some.sampled_from(FIRST),
    some.lists(some.sampled_from(WORDS), max_size=4),
)


@some.composite
def weights(draw):
    """A text and how it stands out: not at all, wholly, or by its first words."""
    text = draw(texts)
    how = draw(some.sampled_from(["plain", "strong", "lead"]))
    count = len(text.split())
    lead = " ".join(text.split()[: draw(some.integers(1, count - 1))]) if how == "lead" and count > 1 else ""
    lead = lead if any(sign.isalnum() for sign in text[len(lead) :]) else ""
    return {"text": text, "strong": how == "strong", "lead": lead}


@some.composite
def bullets(draw):
    levels, deepest = [], 0
    for _each in range(draw(some.integers(1, 5))):
        levels.append(draw(some.integers(0, min(deepest, 2))))
        deepest = levels[-1] + 1
    return Bullets(
        [Entry(level=level, **draw(weights())) for level in levels], numbered=draw(some.booleans())
    )


@some.composite
def tables(draw):
    """No row is wholly empty: nothing of it would be printed but lines."""
    width = draw(some.integers(2, 4))
    cell = (
        some.just("")
        | short
        | texts
        | some.builds(Cell, some.lists(short, min_size=1, max_size=3), some.just(True))
    )
    others = some.lists(cell, min_size=width - 1, max_size=width - 1)
    rows = draw(
        some.lists(some.builds(lambda one, more: [one, *more], short, others), min_size=1, max_size=5)
    )
    return TableBlock([TableColumn(draw(short)) for _each in range(width)], rows)


contents = some.lists(
    some.one_of(
        some.builds(Heading, short, some.integers(1, 4)),
        weights().map(lambda given: Paragraph(**given)),
        bullets(),
        tables(),
    ),
    min_size=1,
    max_size=6,
)


def expected(paper):
    told = [("heading", 1, paper.title)]
    for block in even_levels(paper.blocks):
        if isinstance(block, Heading):
            told.append(("heading", block.level, block.text))
        elif isinstance(block, Paragraph):
            told.append(("paragraph", 0, block.text, block.lead, block.strong))
        elif isinstance(block, Bullets):
            told += [("item", one.level, one.text, one.lead, one.strong) for one in block.entries()]
        else:
            rows = [[Cell((column.heading,)) for column in block.columns], *block.rows]
            told += [[list(placed.cell.texts) for placed in line] for line in laid(rows, len(block.columns))]
    return told


def read(data):
    for part in open_document(data, name="papier.pdf").parts:
        if not isinstance(part, Block):
            yield from ([[block.text for block in cell.blocks] for cell in row.cells] for row in part.rows)
        elif part.kind == "heading":
            yield (part.kind.value, part.level, part.text)
        elif part.kind != "furniture":
            yield (part.kind.value, part.level, part.text, part.lead, part.strong)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(contents, some.booleans())
def test_a_printed_paper_reads_back_as_it_was(blocks, landscape):
    # tags that tell no heading, list or table are not followed: what has none is read by its layout alone
    paper = Paper("Papier", blocks=[Heading("Cadre"), *blocks], landscape=landscape)

    assert list(read(write_pdf(paper))) == expected(paper)
