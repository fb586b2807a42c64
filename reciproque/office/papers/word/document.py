"""The whole Word document: blocks one after the other, in a document of the house or in the template of a team."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, RGBColor

from reciproque.core.text import clean
from reciproque.office.charts import draw
from reciproque.office.charts.pictures import pictures_of
from reciproque.office.papers.charting import charts_in, settled
from reciproque.office.papers.content import (
    Bullets,
    ChartBlock,
    Content,
    Contents,
    Heading,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    TableBlock,
    Turn,
    headings_of,
)
from reciproque.office.papers.word.markup import W, field, numbered, paragraph, run, style, weighed
from reciproque.office.papers.word.styles import Styles
from reciproque.office.papers.word.tables import signatures_element, table_element

LANGUAGE = "fr-FR"
SHORT, LONG, MARGIN = Cm(21), Cm(29.7), Cm(2)
WIDEST_CHART = Cm(17)
GREY = '<w:color w:val="595959"/><w:sz w:val="18"/>'


def write_docx(paper: Paper) -> bytes:
    """The paper as a DOCX, in French, with its title among its properties and numbered pages."""
    document = docx.Document()
    _prepare(document, paper)
    scribe = Scribe(document, paper)
    scribe.title()
    scribe.blocks()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def describe(document: WordDocument, paper: Paper) -> None:
    """What the file says of itself, to whoever looks at its properties."""
    document.core_properties.title = clean(paper.title)[:250]
    document.core_properties.author = clean(paper.author)[:250]
    document.core_properties.language = LANGUAGE
    document.core_properties.comments = ""


def _prepare(document: WordDocument, paper: Paper) -> None:
    describe(document, paper)
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    section = document.sections[0]
    turn(section, landscape=paper.landscape)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for inside in (field("PAGE"), run(" / "), field("NUMPAGES")):
        section.footer.paragraphs[0]._p.append(parse_xml(inside.replace(">", f" {W}>", 1)))
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].font.color.rgb = RGBColor(0x1F, 0x1F, 0x1F)


def turn(section: Section, *, landscape: bool) -> None:
    """Lay the pages of a section on their side, or stand them up again, whatever their size."""
    width, height = section.page_width or SHORT, section.page_height or LONG
    short, long = (SHORT, LONG) if {width, height} == {Cm(21.59), Cm(27.94)} else sorted((width, height))
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT


class Scribe:
    """Writes blocks at the end of the body."""

    def __init__(self, document: WordDocument, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.styles = Styles(document)
        self.content = settled(paper.blocks)
        self._pictures = iter(pictures_of([draw(chart) for chart in charts_in(self.content)]))
        self._headings = 0

    def title(self) -> None:
        self._styled("Title", self.paper.title, '<w:spacing w:before="3000"/>' if self.paper.cover else "")
        if self.paper.subtitle:
            self._styled("Subtitle", self.paper.subtitle)

    def blocks(self) -> None:
        for block in self.content:
            WRITERS[type(block)](self, block)

    def line(self) -> int:
        """The width between the margins of the pages as they stand now."""
        section = self.document.sections[-1]
        width = section.page_width or SHORT
        return int(width - (section.left_margin or MARGIN) - (section.right_margin or MARGIN))

    def put(self, element: Any) -> None:
        body: Any = self.document.element.body
        body.insert_element_before(element, "w:sectPr")

    def paragraph(self, inside: str, properties: str = "") -> None:
        self.put(parse_xml(paragraph(inside, properties).replace("<w:p>", f"<w:p {W}>", 1)))

    def _styled(self, name: str, text: str, more: str = "") -> None:
        self.paragraph(run(text), style(self.styles.id_of(name)) + more)

    def heading(self, block: Heading) -> None:
        self._headings += 1
        mark = f"_Toc{self._headings}"
        start = f'<w:bookmarkStart w:id="{self._headings}" w:name="{mark}"/>'
        end = f'<w:bookmarkEnd w:id="{self._headings}"/>'
        self.paragraph(start + run(block.text) + end, style(self.styles.id_of(f"Heading {block.level}")))

    def text(self, block: Paragraph) -> None:
        self.paragraph(weighed(block.weights, GREY if block.quiet else ""))

    def bullets(self, block: Bullets) -> None:
        number = self.styles.numbers() if block.numbered else self.styles.bullets()
        name = style(self.styles.id_of("List Number" if block.numbered else "List Bullet"))
        for entry in block.entries():
            self.paragraph(weighed(entry.weights), name + numbered(number, min(entry.level, 8)))

    def table(self, block: TableBlock) -> None:
        if block.caption:
            self._styled("Caption", block.caption, "<w:keepNext/>")
        self.put(table_element(block, self.line(), self.styles))
        self.paragraph("")

    def figures(self, block: KeyFigures) -> None:
        """Figures as a list of sentences: read aloud, a grid of big numbers says nothing."""
        name = style(self.styles.id_of("List Bullet")) + numbered(self.styles.bullets(), 0)
        for one in block.figures:
            self.paragraph(run(one.figure, '<w:b/><w:sz w:val="28"/>') + run(f" {one.label}"), name)

    def chart(self, block: ChartBlock) -> None:
        """A picture across the page, with the same in words for screen readers; the figures follow in a table."""
        self._styled("Caption", block.chart.title, "<w:keepNext/>")
        run: Any = self.document.add_paragraph().add_run()
        picture = run.add_picture(io.BytesIO(next(self._pictures)), width=min(self.line(), WIDEST_CHART))
        picture._inline.docPr.set("descr", clean(block.chart.described))

    def page_break(self, block: PageBreak) -> None:
        self.document.add_page_break()

    def turn(self, block: Turn) -> None:
        turn(self.document.add_section(WD_SECTION.NEW_PAGE), landscape=block.landscape)

    def contents(self, block: Contents) -> None:
        """A table of contents that Word brings up to date; its lines are there already for other readers."""
        self._styled("Heading 1", block.heading)
        entries = headings_of(self.content)
        marks = [
            n
            for n, one in enumerate((b for b in self.content if isinstance(b, Heading)), 1)
            if one in entries
        ]
        begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        begin += '<w:r><w:instrText xml:space="preserve">TOC \\o "1-2" \\h'
        begin += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (entry, mark) in enumerate(zip(entries, marks, strict=True)):
            inside = (
                (begin if not place else "")
                + _toc_line(entry, mark)
                + (end if place + 1 == len(entries) else "")
            )
            self.paragraph(inside, style(self._toc_style(entry.level)) + _toc_tab(self.line()))

    def _toc_style(self, level: int) -> str:
        return self.styles.id_of(f"toc {level}")

    def signatures(self, block: Signatures) -> None:
        if block.signatures:
            self.put(signatures_element(block.signatures, self.line(), self.styles))
            self.paragraph("")


def _toc_line(entry: Heading, mark: int) -> str:
    page = field(f"PAGEREF _Toc{mark} \\h")
    return f'<w:hyperlink w:anchor="_Toc{mark}">{run(entry.text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'


def _toc_tab(line: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{line // 635}"/></w:tabs>'


WRITERS: dict[type[Content], Callable[[Scribe, Any], None]] = {
    Heading: Scribe.heading,
    Paragraph: Scribe.text,
    Bullets: Scribe.bullets,
    TableBlock: Scribe.table,
    KeyFigures: Scribe.figures,
    ChartBlock: Scribe.chart,
    PageBreak: Scribe.page_break,
    Turn: Scribe.turn,
    Contents: Scribe.contents,
    Signatures: Scribe.signatures,
}
