"""What a page of HTML says, event by event: the target that the parser talks to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from reciproque.office.bounds import Account, Unreadable
from reciproque.office.document import Block, Kind, Part, Place
from reciproque.office.reading.blocks import Emphasis, Shape, shapes_of
from reciproque.office.reading.spans import TALLEST, WIDEST, OpenCell, OpenTable, span_of
from reciproque.office.reading.web.tags import (
    BLOCKS,
    DEEPEST_ITEM,
    HEADINGS,
    LISTS,
    PAGE_BREAK,
    RICH,
    VOID,
    OpenList,
    OpenTag,
    lettered,
    opened_list,
    opened_tag,
)


class Page:
    """Builds the parts of a document from the events of an HTML parser."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.parts: list[Part] = []
        self.refused: Unreadable | None = None
        self._open: list[OpenTag] = [OpenTag("")]
        self._lists: list[OpenList] = []
        self._table: OpenTable | None = None
        self._pieces: list[str] = []
        self._emphasis = Emphasis()
        self._heading = 0
        self._marker = ""
        self._line = 0
        self._gap = 0
        self._events = 0

    # What the parser says. It tells an exception at the very end only, so the first refusal is kept instead.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._unless_refused(self._start, tag.lower(), attributes)

    def end(self, tag: str) -> None:
        self._unless_refused(self._end, tag.lower())

    def data(self, text: str) -> None:
        self._unless_refused(self._data, text)

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions are no text."""

    def close(self) -> None:
        self._unless_refused(self._flush)
        self._end_table(all_of_it=True)
        self.parts.sort(key=lambda part: part.place.line)  # text between rows was told before their table

    def _unless_refused(self, step: Callable[..., None], *said: object) -> None:
        if self.refused is None:
            try:
                step(*said)
            except Unreadable as refusal:
                self.refused = refusal

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._count()
        above = self._open[-1]
        if name == "br":
            self._text("\n")
        elif name in BLOCKS and not above.silent:
            self._start_block(name, attributes)
        elif name == "img" and not above.silent:
            self._image(attributes)
        if name not in VOID:
            self._open.append(opened_tag(name, attributes, above))

    def _end(self, name: str) -> None:
        if name in VOID or len(self._open) == 1:
            return
        if name in BLOCKS and not self._open[-1].silent:
            self._end_block(name)
        self._open.pop()

    def _data(self, text: str) -> None:
        if not self._open[-1].silent:
            preformatted = any(one.name == "pre" for one in self._open[-3:])
            self._text(text if preformatted else re.sub(r"\s+", " ", text))

    # Elements

    def _count(self) -> None:
        self._events += 1
        if self._events % 1024 == 0:
            self.account.patience.check()
        if self._events > self.account.bounds.elements:
            raise Unreadable(
                "Cette page contient trop d’éléments pour être lue. Séparez-la en plusieurs fichiers."
            )
        if len(self._open) > self.account.bounds.depth:
            raise Unreadable(
                f"Cette page contient des éléments emboîtés sur plus de {self.account.bounds.depth} niveaux. "
                "Elle n’est pas lue ; enregistrez-la en DOCX, puis déposez-la.",
                Place(max(1, self._line)),
            )

    def _start_block(self, name: str, attributes: Mapping[str, str]) -> None:
        self._flush()
        if PAGE_BREAK.search(attributes.get("style", "")[:2000]) or name == "hr":
            self._gap += 1
        if name in HEADINGS:
            self._heading = HEADINGS[name]
        elif name in LISTS:
            self._lists.append(opened_list(name, attributes))
        elif name == "li":
            self._marker = self._next_marker(attributes)
        elif name in {"table", "thead", "tr", "td", "th"}:
            self._start_of_table(name, attributes)
        if name in RICH and self._table is not None and self._table.cell is not None:
            self._table.cell.rich = True

    def _end_block(self, name: str) -> None:
        self._flush()
        if name in HEADINGS:
            self._heading = 0
        elif name in LISTS and self._lists:
            self._lists.pop()
        elif name == "li":
            self._marker = ""
        elif name == "table":
            self._end_table()
        elif self._table is not None and not self._table.depth:
            self._end_inside_table(name, self._table)

    def _next_marker(self, attributes: Mapping[str, str]) -> str:
        """What a browser prints before the item that begins."""
        if not self._lists or self._lists[-1].number is None:
            return "•"
        current = self._lists[-1]
        value = attributes.get("value", "").strip()
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else current.number or 0
        current.number = number + current.step
        return f"{lettered(number, current.form)}."

    def _image(self, attributes: Mapping[str, str]) -> None:
        alternative = " ".join(attributes.get("alt", "").split())
        said = f"« {alternative[:100]} »" if alternative else "sans texte de remplacement"
        self.account.complain(f"Paragraphe {self._line + 1} : image non lue, {said}.")

    # Tables

    def _start_of_table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._start_table()
        table = self._table
        if table is None or table.depth:
            return
        if name == "thead":
            table.in_head = True
        elif name == "tr":
            table.end_row()
        elif name in {"td", "th"}:
            self._start_cell(table, name, attributes)

    def _start_table(self) -> None:
        if self._table is None:
            self._table = OpenTable(self._gap)
            self._gap = 0
            return
        self._table.depth += 1
        if self._table.cell is not None:
            self._table.cell.rich = True
        self.account.complain(f"Ligne {self._line} : tableau imbriqué dans une case, lu à plat.")

    def _start_cell(self, table: OpenTable, name: str, attributes: Mapping[str, str]) -> None:
        table.end_cell()
        if table.place is None:
            self._line += 1
            table.place = Place(self._line)
        self.account.add_cell(table.place)
        table.cell = OpenCell(
            heading=name == "th" or table.in_head,
            colspan=span_of(attributes.get("colspan", "1"), WIDEST),
            rowspan=span_of(attributes.get("rowspan", "1"), TALLEST),
        )

    def _end_inside_table(self, name: str, table: OpenTable) -> None:
        if name in {"td", "th"}:
            table.end_cell()
        elif name == "tr":
            table.end_row()
        elif name == "thead":
            table.end_row()
            table.in_head = False

    def _end_table(self, *, all_of_it: bool = False) -> None:
        table = self._table
        if table is None:
            return
        if table.depth and not all_of_it:
            table.depth -= 1
            return
        self._table = None
        finished = table.finished()
        if finished is not None:
            self.parts.append(finished)

    # Text

    def _text(self, text: str) -> None:
        if text:
            here = self._open[-1]
            self._pieces.append(text)
            self._emphasis.add(text, strong=here.strong, slanted=here.slanted)

    def _flush(self) -> None:
        """Close the block that is open: whatever text was said since the last block began."""
        text, emphasis = "".join(self._pieces), self._emphasis
        self._pieces, self._emphasis = [], Emphasis()
        if not text.strip():
            return
        for part in re.split(r"\n\s*\n", text.strip()):
            for shape in self._shapes(part):
                self._keep(shape, emphasis)
            self._marker = ""

    def _shapes(self, text: str) -> list[Shape]:
        if self._heading:
            return shapes_of(text, kind=Kind.HEADING, level=self._heading)
        level = min(max(0, len(self._lists) - 1), DEEPEST_ITEM)
        if self._open[-1].note:
            return [replace(shape, kind=Kind.NOTE) for shape in shapes_of(text, marker=self._marker)]
        inside = bool(self._lists) and not self._marker and self._open[-1].name in LISTS
        marker = "•" if inside else self._marker
        return shapes_of(
            text, kind=Kind.ITEM if marker else Kind.PARAGRAPH, level=level if marker else 0, marker=marker
        )

    def _keep(self, shape: Shape, emphasis: Emphasis) -> None:
        cell = self._table.cell if self._table is not None else None
        if cell is None:
            self._line += 1
        place = Place(self._line)
        self.account.add_block(shape.text, place)
        lead = emphasis.lead
        column = self._table.column() if self._table is not None else 0
        block = Block(
            shape.kind,
            shape.text,
            place,
            f"l{self._line}" if cell is None else f"l{self._line}c{column}b{len(cell.blocks) + 1}",
            level=shape.level,
            markers=shape.markers,
            strong=emphasis.strong,
            slanted=emphasis.slanted,
            centred=self._open[-1].centred,
            lines=shape.lines,
            gap=self._gap if cell is None else 0,
            lead=lead if shape.text.startswith(lead) else "",
        )
        if cell is not None:
            cell.blocks.append(block)
            return
        self.parts.append(block)
        self._gap = 0
