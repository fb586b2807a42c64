"""Tables as ODS: the same sheets as XLSX, for LibreOffice and whoever must be given an open format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from reciproque.office.opendocument.package import SPREADSHEET, escape, inline, meta, package, part
from reciproque.office.sheets.cells import (
    ROWS_MEASURED,
    Describes,
    Sheet,
    harmless,
    is_plain_number,
    lines_of,
    local,
    number_as_text,
    sheet_names,
    shortened,
    widths,
    yes_or_no,
)

_GROUPED = '<number:number number:grouping="true" number:min-integer-digits="1"'
_DAY = (
    '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>'
    '<number:text>/</number:text><number:year number:style="long"/>'
)
_HOUR = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/>'
)
_FRENCH = 'number:language="fr" number:country="FR"'
_NUMBER_STYLES = (
    f'<number:number-style style:name="Nnumber" {_FRENCH}>{_GROUPED} number:decimal-places="10" '
    'number:min-decimal-places="0"/></number:number-style>'
    f'<number:number-style style:name="Nwhole" {_FRENCH}>{_GROUPED} number:decimal-places="0"/>'
    "</number:number-style>"
    f'<number:currency-style style:name="Neuros" {_FRENCH}>{_GROUPED} number:decimal-places="2"/>'
    "<number:text> </number:text>"
    '<number:currency-symbol number:language="fr" number:country="FR">€</number:currency-symbol>'
    "</number:currency-style>"
    f'<number:percentage-style style:name="Npercent" {_FRENCH}><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
    f'<number:date-style style:name="Ndate" {_FRENCH}>{_DAY}</number:date-style>'
    f'<number:date-style style:name="Nmoment" {_FRENCH}>{_DAY}{_HOUR}</number:date-style>'
)
_TOP = '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap"/>'
_STYLES = part(
    "document-styles",
    "<office:styles><style:default-style style:family=\"table-cell\"><style:text-properties "
    'fo:language="fr" fo:country="FR"/></style:default-style></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" '
    'style:scale-to-X="1"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/>'
    "</office:master-styles>",
)  # fmt: skip


def write_ods(title: str, columns: Sequence[Describes], rows: Iterable[Any]) -> bytes:
    """A book of one sheet."""
    return write_ods_book(title, [Sheet(title, columns, rows)])


def write_ods_book(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A book of one sheet per list, its headings repeated on paper and kept in sight."""
    names = sheet_names(one.title for one in sheets)
    measured = [_measured(one) for one in sheets]
    written = "".join(
        _sheet(name, f"s{number}", one.columns, wide, lines)
        for number, (name, one, (wide, lines)) in enumerate(zip(names, sheets, measured, strict=True))
    )
    content = part(
        "document-content",
        f"<office:automatic-styles>{_NUMBER_STYLES}{_cell_styles()}{_width_styles(measured)}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{written}"
        f"{_filters(names, sheets)}</office:spreadsheet></office:body>",
    )
    parts = {
        "content.xml": content,
        "styles.xml": _STYLES,
        "meta.xml": meta(title),
        "settings.xml": _frozen(names),
    }
    return package(SPREADSHEET, parts)


def _measured(sheet: Sheet) -> tuple[list[int], list[list[Any]]]:
    lines = iter(lines_of(sheet.columns, sheet.rows))
    first = list(islice(lines, ROWS_MEASURED))
    return widths(sheet.columns, first), list(chain(first, lines))


def _cell_styles() -> str:
    shapes = ("text", "number", "whole", "euros", "percent", "date", "moment")
    data = {shape: f' style:data-style-name="N{shape}"' for shape in shapes if shape != "text"}
    plain = "".join(
        f'<style:style style:name="C{shape}" style:family="table-cell"{data.get(shape, "")}>{_TOP}</style:style>'
        for shape in shapes
    )
    return (
        plain + '<style:style style:name="Cheading" style:family="table-cell"><style:table-cell-properties '
        'style:vertical-align="top" fo:wrap-option="wrap" fo:background-color="#eeeeee" '
        'fo:border-bottom="0.5pt solid #000000"/><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T" style:family="table" style:master-page-name="Default"/>'
    )


def _width_styles(measured: list[tuple[list[int], list[list[Any]]]]) -> str:
    return "".join(
        f'<style:style style:name="s{number}c{at}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        for number, (wide, _lines) in enumerate(measured)
        for at, width in enumerate(wide)
    )


def _sheet(name: str, key: str, columns: Sequence[Describes], wide: list[int], lines: list[list[Any]]) -> str:
    kinds = [column.kind for column in columns]
    shaped = "".join(f'<table:table-column table:style-name="{key}c{at}"/>' for at in range(len(wide)))
    heads = "".join(_text(harmless(column.heading), "heading") for column in columns)
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, kinds, values))}</table:table-row>" for values in lines
    )
    header = f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
    shaped = shaped or "<table:table-column/>"
    header = header if heads else "<table:table-row><table:table-cell/></table:table-row>"
    return (
        f'<table:table table:name="{escape(name)}" table:style-name="T">{shaped}{header}{rows}</table:table>'
    )


def _cell(kind: str, value: Any) -> str:
    if value is None or value == "":
        return '<table:table-cell table:style-name="Ctext"/>'
    if kind == "yesno" or isinstance(value, bool):
        return _text(yes_or_no(value), "text")
    if isinstance(value, date):
        return _date(kind, value)
    if isinstance(value, int | float | Decimal):
        return _number(kind, value)
    return _text(shortened(harmless(str(value))), "text")


def _text(text: str, shape: str) -> str:
    paragraphs = "".join(f"<text:p>{inline(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell table:style-name="C{shape}" office:value-type="string">{paragraphs}</table:table-cell>'


def _date(kind: str, value: date) -> str:
    moment = local(value) if isinstance(value, datetime) else None
    shape = "moment" if moment is not None and kind != "date" else "date"
    day = moment.date() if moment is not None else value
    written = f"{moment:%Y-%m-%dT%H:%M:%S}" if moment is not None and shape == "moment" else f"{day:%Y-%m-%d}"
    said = f"{moment:%d/%m/%Y %H:%M}" if moment is not None and shape == "moment" else f"{day:%d/%m/%Y}"
    return (
        f'<table:table-cell table:style-name="C{shape}" office:value-type="date" office:date-value="{written}">'
        f"<text:p>{said}</text:p></table:table-cell>"
    )


def _number(kind: str, value: int | float | Decimal) -> str:
    if not is_plain_number(value):
        return _text(str(value), "text")
    shape = kind if kind in {"euros", "percent"} else "whole" if value == int(value) else "number"
    as_type = {"euros": "currency", "percent": "percentage"}.get(shape, "float")
    currency = ' office:currency="EUR"' if shape == "euros" else ""
    exact = repr(float(value)) if isinstance(value, float) else f"{Decimal(value):f}"
    return (
        f'<table:table-cell table:style-name="C{shape}" office:value-type="{as_type}"{currency} '
        f'office:value="{exact}"><text:p>{escape(number_as_text(kind, value))}</text:p></table:table-cell>'
    )


def _filters(names: list[str], sheets: Sequence[Sheet]) -> str:
    """Buttons that filter, on the headings of each sheet."""
    ranges = "".join(
        f'<table:database-range table:name="filtre{number}" table:display-filter-buttons="true" '
        f'table:target-range-address="{escape(_quoted(name))}.A1:{escape(_quoted(name))}.{_letters(len(one.columns))}1"/>'
        for number, (name, one) in enumerate(zip(names, sheets, strict=True))
        if one.columns
    )
    return f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _letters(number: int) -> str:
    """The name of the nth column: A, B … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _frozen(names: list[str]) -> str:
    def item(name: str, kind: str, value: str) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    held = item("VerticalSplitMode", "short", "2") + item("VerticalSplitPosition", "int", "1")
    held += item("ActiveSplitRange", "short", "2") + item("PositionBottom", "int", "1")
    views = "".join(
        f'<config:config-item-map-entry config:name="{escape(name)}">{held}</config:config-item-map-entry>'
        for name in names
    )
    return part(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        + item("ViewId", "string", "view1")
        + f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>",
    )
