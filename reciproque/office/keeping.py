"""A document as one line of JSON, to be kept beside its file and shown again without reading it anew."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from reciproque.office.document import Block, Cell, Document, Kind, Part, Place, Row, Table

_FLAGS = ("strong", "slanted", "centred")


def document_to_json(document: Document) -> str:
    return json.dumps(
        {
            "name": document.name,
            "media_type": document.media_type,
            "complaints": list(document.complaints),
            "parts": [_told(part) for part in document.parts],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def document_from_json(text: str) -> Document:
    """The inverse of `document_to_json`. An empty text gives an empty document."""
    return KeptDocument(text).document()


class KeptDocument:
    """A kept document that is opened and not built: of a long one a page shows a part."""

    def __init__(self, text: str) -> None:
        empty: dict[str, Any] = {"parts": [], "name": "", "media_type": "", "complaints": []}
        self._told: dict[str, Any] = json.loads(text) if text else empty

    def document(self, shown: Callable[[int], bool] | None = None) -> Document:
        """The document, or those of its blocks and rows whose line is `shown`."""
        parts = self._told["parts"] if shown is None else self._shown(shown)
        return Document(
            parts=tuple(_read(part) for part in parts),
            name=self._told["name"],
            media_type=self._told["media_type"],
            complaints=tuple(self._told["complaints"]),
        )

    def _shown(self, shown: Callable[[int], bool]) -> Iterator[dict[str, Any]]:
        for part in self._told["parts"]:
            if "rows" not in part:
                if shown(part["l"]):
                    yield part
            elif rows := [row for row in part["rows"] if shown(row["l"])]:
                yield {**part, "rows": rows}

    def lines(self) -> list[tuple[int, int]]:
        """Each block outside tables and each row, in their order: its line, how many blocks it has."""
        found: list[tuple[int, int]] = []
        for part in self._told["parts"]:
            if "rows" in part:
                found += [(row["l"], sum(len(cell["b"]) for cell in row["c"])) for row in part["rows"]]
            else:
                found.append((part["l"], 1))
        return found

    def places(self) -> dict[str, str]:
        """The place of each passage in words, where a file has other places than lines: a page, a cell."""
        return {told["a"]: _place(told).said for told in self._blocks() if "p" in told or "w" in told}

    def _blocks(self) -> Iterator[dict[str, Any]]:
        for part in self._told["parts"]:
            if "rows" in part:
                for row in part["rows"]:
                    for cell in row["c"]:
                        yield from cell["b"]
            else:
                yield part


def _told(part: Part) -> dict[str, Any]:
    if isinstance(part, Block):
        return _told_block(part)
    return {"rows": [_told_row(row) for row in part.rows], **_where(part), "g": part.gap}


def _where(thing: Any) -> dict[str, Any]:
    where: dict[str, Any] = {"a": thing.anchor, "l": thing.place.line}
    if thing.place.page is not None:
        where["p"] = thing.place.page
    if thing.place.spot:
        where["w"] = thing.place.spot
    return where


def _told_block(block: Block) -> dict[str, Any]:
    told = {"k": str(block.kind), "t": block.text, **_where(block)}
    if block.level:
        told["v"] = block.level
    if block.markers:
        told["m"] = list(block.markers)
    if block.lines:
        told["s"] = list(block.lines)
    if block.gap:
        told["g"] = block.gap
    if block.lead:
        told["d"] = block.lead
    flags = [name for name in _FLAGS if getattr(block, name)]
    return told | ({"f": flags} if flags else {})


def _told_row(row: Row) -> dict[str, Any]:
    return {**_where(row), "c": [_told_cell(cell) for cell in row.cells]}


def _told_cell(cell: Cell) -> dict[str, Any]:
    told: dict[str, Any] = {"b": [_told_block(block) for block in cell.blocks]}
    if cell.rich:
        told["r"] = 1
    if cell.heading:
        told["h"] = 1
    if cell.colspan != 1 or cell.rowspan != 1:
        told["x"] = [cell.colspan, cell.rowspan]
    return told


def _place(told: dict[str, Any]) -> Place:
    return Place(told["l"], told.get("p"), told.get("w", ""))


def _read(told: dict[str, Any]) -> Part:
    if "rows" not in told:
        return _read_block(told)
    return Table(tuple(_read_row(row) for row in told["rows"]), _place(told), told["a"], told.get("g", 0))


def _read_block(told: dict[str, Any]) -> Block:
    flags = told.get("f", ())
    return Block(
        Kind(told["k"]),
        told["t"],
        _place(told),
        told["a"],
        level=told.get("v", 0),
        markers=tuple(told.get("m", ())),
        lines=tuple(told.get("s", ())),
        gap=told.get("g", 0),
        lead=told.get("d", ""),
        strong="strong" in flags,
        slanted="slanted" in flags,
        centred="centred" in flags,
    )


def _read_row(told: dict[str, Any]) -> Row:
    return Row(tuple(_read_cell(cell) for cell in told["c"]), _place(told), told["a"])


def _read_cell(told: dict[str, Any]) -> Cell:
    colspan, rowspan = told.get("x", (1, 1))
    return Cell(
        tuple(_read_block(block) for block in told["b"]),
        rich="r" in told,
        heading="h" in told,
        colspan=colspan,
        rowspan=rowspan,
    )
