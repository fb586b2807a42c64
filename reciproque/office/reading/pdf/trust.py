"""Whether the tags of a PDF can be trusted: many programs write some, not all of them tell what is printed."""

from __future__ import annotations

import itertools
import re

from reciproque.office.reading.pdf.flow import lines_of
from reciproque.office.reading.pdf.runs import Around, Run, Walker
from reciproque.office.reading.pdf.tagged_tables import rows_of
from reciproque.office.reading.pdf.tree import Element

_TELLING = re.compile(r"^(?:H\d*|Table|L|LI|TR)$")
_LONGEST = 60  # lines of one paragraph
_SHARE_TOLD = 0.95
_SHARE_BACKWARDS = 0.2


def is_trusted(root: Element) -> bool:
    """Tags that tell headings, lists or tables, lose no word, go forward through the pages and cut paragraphs."""
    if not any(isinstance(each, Element) and _TELLING.match(each.kind) for each in root.walk()):
        return False
    walker = Walker()
    runs, pages = [], []
    for unit in walker.units(root, Around()):
        pages.append(unit.page)
        if isinstance(unit, Run):
            runs.append(unit)
        else:
            runs += [run for row in rows_of(unit, walker) for cell in row.cells for run in cell.runs]
    whole = sum(len(word.text) for _page, word in root.placed())
    told = [(_letters(run), len(lines_of(run.words))) for run in runs]
    endless = sum(letters for letters, lines in told if lines > _LONGEST)
    backwards = sum(one > other for one, other in itertools.pairwise(pages))
    return (
        sum(letters for letters, _lines in told) >= _SHARE_TOLD * whole
        and endless <= whole / 2
        and backwards <= _SHARE_BACKWARDS * len(pages)
    )


def _letters(run: Run) -> int:
    """Those of the words and of the mark of a list, which in a list of short items are many."""
    return sum(len(word.text) for _page, word in run.words) + len(run.around.marker.replace(" ", ""))
