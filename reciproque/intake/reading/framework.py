"""The framework of a contract and what hangs on it, from tables, lists and titles, in the order of reading."""

from __future__ import annotations

from reciproque.intake.reading.columns import Column, Role, header_columns
from reciproque.intake.reading.depths import with_depths
from reciproque.intake.reading.gathering import Gathered
from reciproque.intake.reading.headings import deciding, item_titles, subject_of
from reciproque.intake.reading.links import link_objectives, link_repeated, repeats_a_table
from reciproque.intake.reading.list_lines import ordinary_sign
from reciproque.intake.reading.lists import ListReader
from reciproque.intake.reading.ordering import in_order
from reciproque.intake.reading.outline import Outline, Section
from reciproque.intake.reading.plans import PlanReader
from reciproque.intake.reading.straightening import Stretch
from reciproque.intake.reading.tables import TableReader, stretches_of, without_constant_places
from reciproque.intake.reading.title_forms import COUNTED, is_real
from reciproque.intake.reading.words import opens_with_infinitive
from reciproque.office.document import Block, Document, Kind, Table

FURNITURE = 12  # a page number between two halves of a table
CLOSED = ("sommaire", "glossaire", "signataires", "documents de référence", "recalled")


def read_framework(document: Document, outline: Outline) -> Gathered:
    """Read framework, results, indicators, leads, findings, engagement levels and what is only recalled."""
    reader = _Reader(Gathered(), outline, ordinary_sign(document))
    for section in outline.root.walk():
        reader.section(section)
    link_objectives(reader.gathered, outline)
    link_repeated(reader.gathered.framework)
    return reader.gathered


class _Reader:
    def __init__(self, gathered: Gathered, outline: Outline, ordinary: str) -> None:
        self.gathered = gathered
        self.outline = outline
        self.ordinary = ordinary
        self.tables = _stretches_by_table(outline)
        self.table_reader: TableReader | None = None
        self.plans = PlanReader(gathered)

    def section(self, section: Section) -> None:
        if deciding(section) in CLOSED:
            return
        self._title(section)
        repeated = _repeated_lists(section)
        lists = ListReader(self.gathered, section, self.ordinary)
        parts = with_depths(section.parts, self.ordinary)
        for index, part in enumerate(parts):
            if isinstance(part, Table):
                self._table(part, section)
                lists = ListReader(self.gathered, section, self.ordinary)
            elif part.anchor in repeated:
                self.gathered.leave([part], "Intitulés du tableau répétés avec une explication.")
            else:
                lists.take(part, parts[index + 1] if index + 1 < len(parts) else None)

    def _title(self, section: Section) -> None:
        """A title that bears a code of the trade is an item even without anything below it."""
        title = section.title
        if title is None or subject_of(section) is not None:
            return
        pursued = deciding(section) == "framework"
        objective = opens_with_infinitive(section.text) and pursued
        lettered = bool(section.code) and not (section.code or "")[0].isdigit()
        lettered = lettered and (pursued or title.form not in COUNTED)
        told = title.form == "axis" or (is_real(title.style) and lettered)
        told = told or (objective and (is_real(title.style) or title.form == "dotted"))
        told = told or (objective and title.form in COUNTED and not section.parts and not section.children)
        if told and section in item_titles(section):
            self._base(section)

    def _base(self, section: Section) -> int | None:
        index: int | None = None
        for each in item_titles(section):
            index = self.gathered.add_heading(each, index)
        return index

    def _table(self, table: Table, section: Section) -> None:
        if self.plans.takes(table):
            return
        stretches, headers = self.tables[table.anchor]
        self.gathered.leave(headers, "En-tête de tableau.")
        for stretch in map(in_order, stretches):
            if not any(column.role is Role.LEVEL for column in stretch.columns):
                continue
            before = self.table_reader if stretch.continues else None
            self.table_reader = TableReader(self.gathered, stretch, self._base(section), before)
            self.table_reader.read()


def _stretches_by_table(outline: Outline) -> dict[str, tuple[list[Stretch], list[Block]]]:
    """All tables cut at their headers; a table without one goes on with the columns of the table before."""
    found: dict[str, tuple[list[Stretch], list[Block]]] = {}
    for section in outline.root.walk():
        before: list[Column] | None = None
        for part in section.parts:
            if isinstance(part, Table):
                found[part.anchor] = stretches_of(part, before)
                before = found[part.anchor][0][-1].columns if found[part.anchor][0] else None
            elif part.kind is not Kind.NOTE and len(part.text) > FURNITURE:
                before = None
    without_constant_places([stretch for stretches, _headers in found.values() for stretch in stretches])
    return found


def _repeated_lists(section: Section) -> set[str]:
    """The items of lists above a table of the framework that say the same as its cells."""
    parts = section.parts
    for index, part in enumerate(parts):
        if isinstance(part, Table) and _is_framework(part):
            items = [each for each in parts[:index] if isinstance(each, Block) and each.kind is Kind.ITEM]
            return {item.anchor for item in items} if repeats_a_table(items, part) else set()
    return set()


def _is_framework(table: Table) -> bool:
    return any(header_columns([cell for cell, _inherited in row]) is not None for row in table.grid()[:3])
