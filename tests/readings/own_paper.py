"""A document that was read, set as a paper of our own: what our writers print must read back as it was."""

from __future__ import annotations

from collections.abc import Iterator

from reciproque.intake.tests.retyping import plain_signs, with_headings
from reciproque.office.document import Block, Document, Kind, Table
from reciproque.office.document import Cell as ReadCell
from reciproque.office.papers.content import (
    Bullets,
    Cell,
    Content,
    Entry,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
)


def paper_of(document: Document) -> Paper:
    wide = any(isinstance(part, Table) and len(part.grid()[0]) > 4 for part in document.parts)
    return Paper(document.name or "Contrat", blocks=tuple(_contents(document)), landscape=wide)


def _contents(document: Document) -> Iterator[Content]:
    signs = plain_signs(document)
    items: list[Entry] = []
    for level, part in with_headings(document):
        if isinstance(part, Block) and part.kind is Kind.ITEM and not level and part.marker in signs:
            items.append(Entry(part.text, level=part.level, strong=part.strong, lead=part.lead))
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        if isinstance(part, Table):
            yield _table(part, signs)
        elif level:
            yield Heading(_typed(part), level)
        elif part.kind is not Kind.FURNITURE:
            yield _paragraph(part)
    if items:
        yield Bullets(tuple(items))


def _paragraph(block: Block) -> Paragraph:
    lines = block.lines if block.kind is Kind.PARAGRAPH and not block.lead else ()
    lead = f"{block.marker} {block.lead}" if block.lead and block.kind is Kind.ITEM else block.lead
    return Paragraph("\n".join(lines) or _typed(block), strong=block.strong, lead=lead)


def _typed(block: Block) -> str:
    return f"{block.marker} {block.text}" if block.kind is Kind.ITEM else block.text


def _table(table: Table, signs: str) -> TableBlock:
    first, *rest = table.rows
    width = max(map(len, table.grid()))
    headings = [cell.text for cell in first.cells] + [""] * (width - len(first.cells))
    rows = [[_cell(cell, signs) for cell in row.cells] + [Cell()] * (width - len(row.cells)) for row in rest]
    return TableBlock([TableColumn(heading) for heading in headings], rows)


def _cell(cell: ReadCell, signs: str) -> Cell:
    listed = bool(cell.blocks) and all(block.marker and block.marker in signs for block in cell.blocks)
    texts = [block.text if listed else _typed(block) for block in cell.blocks]
    return Cell(texts, listed=listed, colspan=cell.colspan, rowspan=cell.rowspan)
