"""Merged cells beyond all measure, whatever format they came from: undone, and said.

A cell may say that it spans thousands of rows and columns, and each of thousands of cells may. What a table costs
whoever lays it out is the area of its cells, not their number.
"""

from __future__ import annotations

from dataclasses import replace

from reciproque.office.document import Document, Part, Table


def undo_excess(document: Document, most: int) -> Document:
    """The document with at most `most` laid cells; of a table that goes beyond, no cell spans any more."""
    left, parts, said = most, list[Part](), list[str]()
    for part in document.parts:
        if isinstance(part, Table):
            area = sum(cell.colspan * cell.rowspan for row in part.rows for cell in row.cells)
            number = sum(len(row.cells) for row in part.rows)
            if area > left and area > number:
                said.append(
                    f"Ligne {part.place.line} : les cellules fusionnées de ce tableau dépassent toute mesure ; "
                    "chacune est lue comme une cellule simple."
                )
                part, area = _without_spans(part), number
            left -= area
        parts.append(part)
    return (
        replace(document, parts=tuple(parts), complaints=(*document.complaints, *said)) if said else document
    )


def _without_spans(table: Table) -> Table:
    rows = (
        replace(row, cells=tuple(replace(cell, colspan=1, rowspan=1) for cell in row.cells))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))
