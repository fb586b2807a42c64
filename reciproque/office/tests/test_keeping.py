"""A document kept as JSON comes back the same, whatever stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from reciproque.office.document import Block, Cell, Document, Kind, Place, Row, Table
from reciproque.office.keeping import KeptDocument, document_from_json, document_to_json

words = st.text(max_size=20)
places = st.builds(Place, st.integers(0, 10_000), st.none() | st.integers(1, 300))
blocks = st.builds(
    Block,
    st.sampled_from(Kind),
    words,
    places,
    words,
    level=st.integers(0, 9),
    markers=st.lists(words, max_size=2).map(tuple),
    strong=st.booleans(),
    slanted=st.booleans(),
    centred=st.booleans(),
    lines=st.lists(words, max_size=2).map(tuple),
    gap=st.integers(0, 5),
    lead=words,
)
cells = st.builds(
    Cell,
    st.lists(blocks, max_size=2).map(tuple),
    rich=st.booleans(),
    heading=st.booleans(),
    colspan=st.integers(1, 4),
    rowspan=st.integers(1, 4),
)
rows = st.builds(Row, st.lists(cells, max_size=3).map(tuple), places, words)
tables = st.builds(Table, st.lists(rows, max_size=3).map(tuple), places, words, gap=st.integers(0, 5))
documents = st.builds(
    Document,
    st.lists(blocks | tables, max_size=5).map(tuple),
    name=words,
    media_type=words,
    complaints=st.lists(words, max_size=2).map(tuple),
)


@given(documents)
def test_nothing_of_a_document_is_lost(document):
    assert document_from_json(document_to_json(document)) == document


def test_every_field_of_a_block_is_tried():
    """A field added to the structure must be added here and kept."""
    assert set(Block.__dataclass_fields__) == {
        "kind", "text", "place", "anchor", "level", "markers", "strong", "slanted", "centred", "lines", "gap", "lead",
    }  # fmt: skip


def test_no_document_is_an_empty_one():
    assert document_from_json("") == Document(parts=())


@given(documents, st.integers(0, 10_000))
def test_a_part_of_a_document_is_what_the_whole_has_on_those_lines(document, last):
    kept = KeptDocument(document_to_json(document))
    part = kept.document(lambda line: line <= last)

    def told(one):
        rows = [row for each in one.parts if isinstance(each, Table) for row in each.rows]
        return [each for each in one.parts if isinstance(each, Block)], rows

    blocks, rows = told(document)
    assert told(part) == (
        [block for block in blocks if block.place.line <= last],
        [row for row in rows if row.place.line <= last],
    )
    assert sum(count for _line, count in kept.lines()) == sum(1 for _block in document.blocks())


@given(documents)
def test_places_are_those_of_the_blocks(document):
    told = {one.anchor: one.place.said for one in document.blocks() if one.place.page is not None}

    assert KeptDocument(document_to_json(document)).places() == told
