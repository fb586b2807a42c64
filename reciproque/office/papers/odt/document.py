"""The whole OpenDocument text: blocks one after the other, as markup that fits into a document or a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reciproque.office.charts import draw
from reciproque.office.charts.pictures import height_to_width, pictures_of
from reciproque.office.opendocument.package import TEXT, escape, inline, meta, package, part
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
from reciproque.office.papers.odt.styles import AUTOMATIC, DEFAULTS, FOOT_STYLE, NAMED, master, page_layout
from reciproque.office.papers.odt.tables import signatures_markup, table_markup

DEEPEST = 8
CHART_WIDTH = 16.5  # centimetres


@dataclass(slots=True)
class Written:
    """The parts of the body, and the automatic styles that they use."""

    parts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    headings: int = 0
    tables: int = 0
    listed: list[Heading] = field(default_factory=list)
    content: list[Content] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)  # by their names in the package
    charts: int = 0

    @property
    def body(self) -> str:
        return "".join(self.parts)

    @property
    def automatic(self) -> str:
        return AUTOMATIC + "".join(self.styles)

    def name(self) -> str:
        self.tables += 1
        return f"rqTable{self.tables}"


def write_odt(paper: Paper) -> bytes:
    """The paper as an ODT, in French, with its title among its properties and numbered pages."""
    written = written_blocks(paper)
    body = title_markup(paper) + written.body
    content = part(
        "document-content",
        f"<office:automatic-styles>{written.automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
    )
    parts = {
        "content.xml": content,
        "styles.xml": _styles(paper),
        "meta.xml": meta(paper.title, paper.author),
    }
    return package(TEXT, parts, written.pictures)


def title_markup(paper: Paper) -> str:
    title = _styled("rqCover" if paper.cover else "Title", paper.title)
    return title + (_styled("Subtitle", paper.subtitle) if paper.subtitle else "")


def written_blocks(paper: Paper) -> Written:
    written = Written(content=settled(paper.blocks))
    drawings = [draw(chart) for chart in charts_in(written.content)]
    written.pictures = {chart_name(at): data for at, data in enumerate(pictures_of(drawings))}
    written.listed = headings_of(written.content)
    for block in written.content:
        written.parts.append(WRITERS[type(block)](written, block))
    return written


def _styles(paper: Paper) -> str:
    layouts = page_layout("rqUpright", landscape=False) + page_layout("rqLying", landscape=True)
    first = "rqLying" if paper.landscape else "rqUpright"
    masters = master("Standard", first) + master("rqPortrait", "rqUpright") + master("rqLandscape", "rqLying")
    return part(
        "document-styles",
        f"<office:styles>{DEFAULTS}{''.join(NAMED.values())}</office:styles>"
        f"<office:automatic-styles>{layouts}{FOOT_STYLE}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>",
    )


def _styled(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{inline(text)}</text:p>'


def _span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{inline(text)}</text:span>'


def _weighed(weights: tuple[str, str]) -> str:
    """A text whose front stands in bold."""
    front, rest = weights
    return (_span("rqStrong", front) if front else "") + inline(rest)


def _heading(written: Written, block: Heading) -> str:
    written.headings += 1
    mark = f'<text:bookmark text:name="_Toc{written.headings}"/>'
    return (
        f'<text:h text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}">'
        f"{mark}{inline(block.text)}</text:h>"
    )


def _paragraph(written: Written, block: Paragraph) -> str:
    inside = _weighed(block.weights)
    if block.quiet:
        inside = f'<text:span text:style-name="rqQuiet">{inside}</text:span>'
    return f'<text:p text:style-name="Text_20_body">{inside}</text:p>'


def _bullets(written: Written, block: Bullets) -> str:
    style = "rqNumbers" if block.numbered else "rqBullets"
    items = [
        (min(entry.level, DEEPEST), f'<text:p text:style-name="Standard">{_weighed(entry.weights)}</text:p>')
        for entry in block.entries()
    ]
    return _list(items, style)


def _list(items: list[tuple[int, str]], style: str) -> str:
    """A list of the items with their levels, deeper ones inside the item above them."""
    markup: list[str] = []
    depth = -1
    for level, inside in items:
        if level > depth:
            opened = f'<text:list text:style-name="{style}"><text:list-item>'
            markup.append(opened + "<text:list><text:list-item>" * (level - depth - 1))
        else:
            markup.append(
                "</text:list-item></text:list>" * (depth - level) + "</text:list-item><text:list-item>"
            )
        markup.append(inside)
        depth = level
    return "".join(markup) + "</text:list-item></text:list>" * (depth + 1)


def _table(written: Written, block: TableBlock) -> str:
    styles, table = table_markup(block, written.name())
    written.styles.append(styles)
    return (_styled("Caption", block.caption) if block.caption else "") + table


def _figures(written: Written, block: KeyFigures) -> str:
    """Figures as a list of sentences: read aloud, a grid of big numbers says nothing."""
    items = [
        (
            0,
            f'<text:p text:style-name="Standard">{_span("rqFigure", one.figure)} {inline(one.label)}</text:p>',
        )
        for one in block.figures
    ]
    return _list(items, "rqBullets")


def chart_name(number: int) -> str:
    return f"Pictures/graphique-{number}.png"


def _chart(written: Written, block: ChartBlock) -> str:
    """A picture across the page, with the same in words for screen readers; the figures follow in a table."""
    name = chart_name(written.charts)
    written.charts += 1
    high = height_to_width(written.pictures[name])
    frame = (
        f'<draw:frame draw:style-name="rqPicture" draw:name="Graphique {written.charts}" text:anchor-type="as-char" '
        f'svg:width="{CHART_WIDTH}cm" svg:height="{CHART_WIDTH * high:.2f}cm">'
        f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:title>{escape(block.chart.title)}</svg:title><svg:desc>{escape(block.chart.described)}</svg:desc>"
        "</draw:frame>"
    )
    return _styled("Caption", block.chart.title) + f'<text:p text:style-name="Text_20_body">{frame}</text:p>'


def _page_break(written: Written, block: PageBreak) -> str:
    return '<text:p text:style-name="rqBreak"/>'


def _turn(written: Written, block: Turn) -> str:
    return f'<text:p text:style-name="{"rqLandscape" if block.landscape else "rqPortrait"}"/>'


def _contents(written: Written, block: Contents) -> str:
    numbered = [one for one in written.content if isinstance(one, Heading)]
    lines = "".join(
        _contents_line(one, number) for number, one in enumerate(numbered, 1) if one in written.listed
    )
    entries = "".join(
        f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
        '<text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/>'
        "<text:index-entry-page-number/></text:table-of-content-entry-template>"
        for level in (1, 2)
    )
    return (
        f'{_styled("Heading_20_1", block.heading)}<text:table-of-content text:name="Sommaire" text:protected="false">'
        f'<text:table-of-content-source text:outline-level="2">{entries}</text:table-of-content-source>'
        f"<text:index-body>{lines}</text:index-body></text:table-of-content>"
    )


def _contents_line(entry: Heading, number: int) -> str:
    page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="_Toc{number}"/>'
    return (
        f'<text:p text:style-name="Contents_20_{entry.level}"><text:a xlink:type="simple" xlink:href="#_Toc{number}">'
        f"{inline(entry.text)}</text:a> … {page}</text:p>"
    )


def _signatures(written: Written, block: Signatures) -> str:
    if not block.signatures:
        return ""
    styles, table = signatures_markup(block.signatures, written.name())
    written.styles.append(styles)
    return table


WRITERS: dict[type[Content], Callable[[Written, Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    TableBlock: _table,
    KeyFigures: _figures,
    ChartBlock: _chart,
    PageBreak: _page_break,
    Turn: _turn,
    Contents: _contents,
    Signatures: _signatures,
}
