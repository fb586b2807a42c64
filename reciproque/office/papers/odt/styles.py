"""The named styles of a paper, and the automatic ones that its parts use (all named `rq…`).

Named styles bear the names that LibreOffice gives them in every language, so that a template of a team that
has changed them is followed.
"""

from __future__ import annotations

FONT = 'fo:language="fr" fo:country="FR"'


def _paragraph_style(name: str, shown: str, paragraph: str = "", text: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:class="text" {more}><style:paragraph-properties {paragraph}/><style:text-properties {text}/>'
        "</style:style>"
    )


def _heading(level: int, size: str) -> tuple[str, str]:
    name = f"Heading_20_{level}"
    return name, _paragraph_style(
        name,
        f"Heading {level}",
        'fo:margin-top="0.5cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always"',
        f'fo:font-size="{size}" fo:font-weight="bold"',
        f'style:default-outline-level="{level}" style:next-style-name="Text_20_body"',
    )


NAMED: dict[str, str] = {
    "Title": _paragraph_style(
        "Title", "Title", 'fo:margin-bottom="0.4cm"', 'fo:font-size="22pt" fo:font-weight="bold"'
    ),
    "Subtitle": _paragraph_style("Subtitle", "Subtitle", 'fo:margin-bottom="0.4cm"', 'fo:font-size="13pt"'),
    "Text_20_body": _paragraph_style("Text_20_body", "Text body", 'fo:margin-bottom="0.25cm"'),
    "Caption": _paragraph_style(
        "Caption",
        "Caption",
        'fo:margin-top="0.2cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
        'fo:font-weight="bold"',
    ),
    "Contents_20_1": _paragraph_style("Contents_20_1", "Contents 1", 'fo:margin-bottom="0.1cm"'),
    "Contents_20_2": _paragraph_style("Contents_20_2", "Contents 2", 'fo:margin-left="0.6cm"'),
    **dict(
        _heading(level, size)
        for level, size in enumerate(("15pt", "12.5pt", "11.5pt", "11pt", "11pt", "11pt"), 1)
    ),
}
"""By the name that the parts of a paper use."""

DEFAULTS = (
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="115%"/>'
    f'<style:text-properties style:font-name="Liberation Serif" fo:font-size="10.5pt" {FONT}/></style:default-style>'
    '<style:default-style style:family="table"/><style:style style:name="Standard" style:family="paragraph"/>'
)


def _bullet(level: int) -> str:
    sign = "•–▪"[level % 3]
    left = f"{0.6 * (level + 1):.1f}cm"
    return (
        f'<text:list-level-style-bullet text:level="{level + 1}" text:bullet-char="{sign}">{_indent(left)}'
        "</text:list-level-style-bullet>"
    )


def _number(level: int) -> str:
    left = f"{0.7 * (level + 1):.1f}cm"
    return (
        f'<text:list-level-style-number text:level="{level + 1}" style:num-format="1" style:num-suffix=".">'
        f"{_indent(left)}</text:list-level-style-number>"
    )


def _indent(left: str) -> str:
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" '
        f'fo:margin-left="{left}"/>'
        "</style:list-level-properties>"
    )


def _text(name: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'


def _derived(name: str, parent: str, paragraph: str, text: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}" {more}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def _turning(page: str) -> str:
    """A paragraph that opens a page of another kind."""
    return _derived(
        page, "Standard", 'style:page-number="auto"', 'fo:font-size="2pt"', f'style:master-page-name="{page}"'
    )


def _row(name: str, kept: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-row">'
        f'<style:table-row-properties fo:keep-together="{kept}"/></style:style>'
    )


def _cell(name: str, border: str, more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="0.12cm" fo:border="{border}" {more}/></style:style>'
    )


_LINE = "0.5pt solid #8c8c8c"
_TIGHT = 'fo:margin-top="0.03cm" fo:margin-bottom="0.03cm"'
AUTOMATIC = "".join(
    [
        f'<text:list-style style:name="rqBullets">{"".join(_bullet(level) for level in range(9))}</text:list-style>',
        f'<text:list-style style:name="rqNumbers">{"".join(_number(level) for level in range(9))}</text:list-style>',
        _text("rqStrong", 'fo:font-weight="bold"'),
        _text("rqQuiet", 'fo:font-size="9pt" fo:color="#595959"'),
        _text("rqFigure", 'fo:font-size="14pt" fo:font-weight="bold"'),
        _derived("rqBreak", "Standard", 'fo:break-before="page"', 'fo:font-size="2pt"'),
        _derived("rqCell", "Standard", _TIGHT, 'fo:font-size="9pt"'),
        _derived("rqCellStrong", "Standard", _TIGHT, 'fo:font-size="9pt" fo:font-weight="bold"'),
        _derived("rqCellRight", "Standard", f'{_TIGHT} fo:text-align="end"', 'fo:font-size="9pt"'),
        _derived(
            "rqCellRightStrong", "Standard", f'{_TIGHT} fo:text-align="end"', 'fo:font-size="9pt" fo:font-weight="bold"'
        ),
        _derived(
            "rqSigned",
            "Standard",
            'fo:margin-top="0.4cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
            'fo:font-weight="bold"',
        ),
        _derived("rqCover", "Title", 'fo:margin-top="5cm" fo:margin-bottom="0.4cm"'),
        _derived("rqRoom", "Standard", 'fo:margin-bottom="2.4cm"'),
        _turning("rqPortrait"),
        _turning("rqLandscape"),
        '<style:style style:name="rqPicture" style:family="graphic"><style:graphic-properties '
        'style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>',
        _cell("rqPlain", _LINE),
        _cell("rqShaded", _LINE, 'fo:background-color="#ebebeb"'),
        _cell("rqBare", "none"),
        _row("rqKept", "always"),
        _row("rqLoose", "auto"),
        '<style:style style:name="rqTable" style:family="table"><style:table-properties style:rel-width="100%" '
        'table:align="margins" fo:margin-bottom="0.3cm"/></style:style>',
    ]
)  # fmt: skip


def page_layout(name: str, *, landscape: bool) -> str:
    width, height, side = ("29.7cm", "21cm", "landscape") if landscape else ("21cm", "29.7cm", "portrait")
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}" '
        f'fo:page-height="{height}" style:print-orientation="{side}" fo:margin="2cm"/>'
        '<style:footer-style><style:header-footer-properties fo:margin-top="0.4cm"/></style:footer-style>'
        "</style:page-layout>"
    )


FOOTER = (
    '<style:footer><text:p text:style-name="rqFoot"><text:page-number text:select-page="current">1</text:page-number>'
    " / <text:page-count>1</text:page-count></text:p></style:footer>"
)
FOOT_STYLE = _derived("rqFoot", "Standard", 'fo:text-align="center"', 'fo:font-size="9pt"')


def master(name: str, layout: str) -> str:
    return f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">{FOOTER}</style:master-page>'
