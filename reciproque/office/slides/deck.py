"""The whole presentation: a cover, then each slide, cut where it does not fit, in the layouts of a template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu

from reciproque.core.text import clean, one_line
from reciproque.office.charts import Chart, ChartKind
from reciproque.office.papers.content import Bullets, Entry, KeyFigures, TableBlock
from reciproque.office.slides.charts import add_chart
from reciproque.office.slides.content import Deck, Slide, SlidePart
from reciproque.office.slides.fitting import CENTIMETRE, PAGED, SIZES, Box, cut_rows, pages_of
from reciproque.office.slides.house import starting_pptx
from reciproque.office.slides.parts import (
    add_figures,
    add_foot,
    add_table,
    head_height,
    row_heights,
    say,
    set_box,
    write_list,
)
from reciproque.office.slides.template import CONTENT, TITLES, Layouts, layouts_of, opened, place_of

FIGURES = int(3.1 * CENTIMETRE)
FOOT = int(1.3 * CENTIMETRE)
CHART_SHARE = 0.6
TALLEST_CHART = int(13 * CENTIMETRE)


def write_pptx(deck: Deck, template: bytes = b"") -> bytes:
    """The deck as a PPTX in the look of a template (empty: of the house). Raises ValueError for no template."""
    presentation = opened(template or starting_pptx())
    layouts = layouts_of(presentation)
    if layouts is None:
        raise ValueError("a presentation without a layout for text")
    _describe(presentation, deck)
    scribe = Scribe(presentation, layouts, deck.footer)
    scribe.cover(deck)
    for slide in deck.slides:
        scribe.slide(slide)
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def _describe(presentation: Any, deck: Deck) -> None:
    said = presentation.core_properties
    said.title, said.author = one_line(deck.title)[:250], one_line(deck.author)[:250]
    said.subject, said.keywords, said.comments, said.language = "", "", "", "fr-FR"


class Scribe:
    """Adds slides at the end."""

    def __init__(self, presentation: Any, layouts: Layouts, footer: str) -> None:
        self.presentation = presentation
        self.layouts = layouts
        self.footer = one_line(footer)

    def cover(self, deck: Deck) -> None:
        slide = self.presentation.slides.add_slide(self.layouts.cover)
        title = place_of(slide, TITLES)
        say(title.text_frame.paragraphs[0], [(one_line(deck.title), False)])
        lines = [one_line(line) for line in (deck.subtitle, *deck.lines) if line.strip()]
        below = place_of(slide, {KIND.SUBTITLE}) or place_of(slide, CONTENT)
        if below is None:
            below = slide.shapes.add_textbox(*_sides(self.layouts.area))
            below.text_frame.word_wrap = True
        size = _fitting(lines, below)
        for number, line in enumerate(lines):
            frame = below.text_frame
            say(frame.paragraphs[0] if not number else frame.add_paragraph(), [(line, False)], size)
        _without_empty(slide, [title, below])

    def slide(self, slide: Slide) -> None:
        """The slide, and those that go on where it does not fit."""
        figures = [one for one in slide.parts if isinstance(one, KeyFigures)]
        others = [one for one in slide.parts if not isinstance(one, KeyFigures)]
        box, foot = self._boxes(slide)
        first, waiting = self._room(others, box, bool(figures))
        made = self._begin(slide, 1, listed=any(isinstance(one, Bullets) for one in waiting))
        for one in figures[:1]:
            add_figures(made, one, Box(box.left, box.top, box.width, FIGURES))
        if foot:
            add_foot(made, slide.foot, foot)
        sizes = _common_sizes(waiting, first)
        rest = [
            self._put(made, slide.title, part, place, sizes)
            for part, place in zip(waiting, first, strict=True)
        ]
        number = 1
        for part in [one for one in rest if one is not None]:
            left: SlidePart | None = part
            while left is not None:
                number += 1
                more = self._begin(slide, number, listed=isinstance(left, Bullets))
                left = self._put(more, slide.title, left, self.layouts.area, (PAGED,))
        if slide.notes:
            made.notes_slide.notes_text_frame.text = clean(slide.notes)

    def _boxes(self, slide: Slide) -> tuple[Box, Box | None]:
        """Where the content stands, and where the line below it."""
        area = self.layouts.area
        if not slide.foot:
            return area, None
        return area.below(area.height - FOOT)

    def _room(
        self, parts: Sequence[SlidePart], box: Box, below_figures: bool
    ) -> tuple[list[Box], list[SlidePart]]:
        """A box for each of the parts, two at most."""
        if below_figures:
            box = box.below(FIGURES)[1]
        shown = list(parts[:2])
        if len(shown) < 2:
            return [box] * len(shown), shown
        first, second = box.beside(_share(*shown))
        return [first, second], shown

    def _begin(self, slide: Slide, number: int, *, listed: bool) -> Any:
        """A slide with its title; `listed`: it holds a list, for which it has a place."""
        made = self.presentation.slides.add_slide(self.layouts.text if listed else self.layouts.title)
        title = place_of(made, TITLES)
        said = one_line(slide.title) + (f" ({number})" if number > 1 else "")
        say(title.text_frame.paragraphs[0], [(said, False)], 24 if len(said) > 62 else None)
        if not listed:
            _without_empty(made, [title])
        self._add_margins(made)
        return made

    def _put(
        self, made: Any, title: str, part: SlidePart, box: Box, sizes: Sequence[float]
    ) -> SlidePart | None:
        """Write what fits of a part; returns the rest, for a slide of its own."""
        if isinstance(part, Bullets):
            return self._list(made, part, box, sizes)
        if isinstance(part, TableBlock):
            return self._table(made, title, part, box)
        if isinstance(part, Chart) and not part.is_empty:
            add_chart(made, part, Box(box.left, box.top, box.width, min(box.height, _tall(part))))
        return None

    def _list(self, made: Any, part: Bullets, box: Box, sizes: Sequence[float]) -> Bullets | None:
        pages = pages_of(part.entries(), box, others=self.layouts.area, sizes=sizes)
        size, entries = pages[0]
        place = place_of(made, CONTENT)
        if place is None or place.text_frame.text:
            place = made.shapes.add_textbox(*_sides(box))  # a second list beside the first
            place.text_frame.word_wrap = True
        elif box != self.layouts.area:
            set_box(place, box)
        write_list(place.text_frame, entries, size, bullets=not place.is_placeholder)
        rest = [entry for _size, page in pages[1:] for entry in page]
        return Bullets(rest, part.numbered) if rest else None

    def _table(self, made: Any, title: str, part: TableBlock, box: Box) -> TableBlock | None:
        heights = row_heights(part, box.width)
        stretches = cut_rows(heights, box.height - head_height(part, box.width))
        add_table(made, part, stretches[0] if stretches else range(0), box, part.caption or title)
        done = stretches[0].stop if stretches else 0
        rest = part.rows[done:]
        return TableBlock(part.columns, rest, part.caption) if rest else None

    def _add_margins(self, made: Any) -> None:
        """The number of the slide and the line at its bottom, where the layout has places for them."""
        for place in made.slide_layout.placeholders:
            kind = place.placeholder_format.type
            if kind == KIND.SLIDE_NUMBER:
                number = len(self.presentation.slides)
                inside = (
                    '<a:fld id="{5BCAD085-E8A6-8845-BD4E-CB4CCA059FC4}" type="slidenum"><a:rPr lang="fr-FR"/>'
                    f"<a:t>{number}</a:t></a:fld>"
                )
                _add_place(made, place, inside)
            elif kind == KIND.FOOTER and self.footer:
                _add_place(
                    made, place, f'<a:r><a:rPr lang="fr-FR"/><a:t>{escape(clean(self.footer))}</a:t></a:r>'
                )


def _share(first: SlidePart, second: SlidePart) -> float:
    """How much of the width the first of two parts takes: two lists by their length, a list less than the rest."""
    if isinstance(first, Bullets) and isinstance(second, Bullets):
        one, other = (sum(len(entry.written) for entry in part.entries()) for part in (first, second))
        return min(0.6, max(0.4, one / ((one + other) or 1)))
    return 1 - CHART_SHARE if isinstance(first, Bullets) else CHART_SHARE


def _common_sizes(parts: Sequence[SlidePart], boxes: Sequence[Box]) -> Sequence[float]:
    """Lists side by side bear letters of one size: the largest in which each fits, if there is one."""
    lists = [(one.entries(), box) for one, box in zip(parts, boxes, strict=True) if isinstance(one, Bullets)]
    if len(lists) < 2:
        return SIZES
    return (min(pages_of(entries, box, others=box)[0][0] for entries, box in lists),)


def _tall(chart: Chart) -> int:
    """Bars that lie are no thicker for being few."""
    few = int((2.4 * len(chart.categories) + 2.6) * CENTIMETRE)
    return min(TALLEST_CHART, few) if chart.kind is ChartKind.STACKED else TALLEST_CHART


def _sides(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height)


def _fitting(lines: Sequence[str], place: Any) -> float:
    """The size of letters with which the lines of a cover fit into their place."""
    box = Box(0, 0, int(place.width), int(place.height))
    return pages_of([Entry(line) for line in lines], box, others=box)[0][0] if lines else PAGED


def _without_empty(slide: Any, kept: Sequence[Any]) -> None:
    """Take away the places that nothing was written into: they would say « Cliquez pour ajouter du texte »."""
    elements = [one._element for one in kept]
    for place in list(slide.placeholders):
        if place._element not in elements:
            place._element.getparent().remove(place._element)


def _add_place(slide: Any, model: Any, inside: str) -> None:
    """A place of the layout on the slide, where the layout has it, with what it says."""
    named = deepcopy(model._element.nvSpPr.nvPr.find("{*}ph"))
    tree = slide.shapes._spTree
    identity = slide.shapes._next_shape_id
    name = escape(one_line(model.name), {'"': ""})
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{identity}" name="{name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{inside}</a:p></p:txBody></p:sp>"
    )
    shape.nvSpPr.nvPr.append(named)
    styles = _styles_of(model)
    if styles is not None:
        shape.txBody.replace(shape.txBody.find("{*}lstStyle"), deepcopy(styles))
    tree.append(shape)


def _styles_of(place: Any) -> Any:
    """The styles of a place of a layout, or those of the master: LibreOffice does not look for them itself."""
    kind = place.placeholder_format.type
    masters = place.part.slide_layout.slide_master.placeholders
    above = [one for one in masters if one.placeholder_format.type == kind]
    found = [one._element.txBody.find("{*}lstStyle") for one in (place, *above)]
    return next((one for one in found if one is not None and len(one)), None)
