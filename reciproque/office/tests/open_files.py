"""OpenDocument files built part by part, so that a test shows the very XML that it is about."""

from reciproque.office.opening import open_document
from reciproque.office.tests.files import package

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OPENING = (
    " ".join(
        f'xmlns:{name}="{OASIS}{name}:1.0"'
        for name in ("office", "text", "table", "style", "script", "chart", "form", "meta")
    )
    + f' xmlns:draw="{OASIS}drawing:1.0" xmlns:fo="{OASIS}xsl-fo-compatible:1.0" xmlns:svg="{OASIS}svg-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
TEXT, SHEET = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"


def content(body, *, automatic="", kind="text", attributes=""):
    return (
        f"<office:document-content {OPENING}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind} {attributes}>{body}</office:{kind}></office:body></office:document-content>"
    )


def open_file(body="", *, automatic="", styles="", master="", extra=None, media_type=TEXT, attributes=""):
    """An ODT (or ODS) with this body; `automatic`, `styles`, `master` are the insides of those parts."""
    kind = "spreadsheet" if media_type == SHEET else "text"
    entries = {
        "mimetype": media_type,
        "content.xml": content(body, automatic=automatic, kind=kind, attributes=attributes),
        "styles.xml": f"<office:document-styles {OPENING}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        **(extra or {}),
    }
    return package(entries)


def flat(body="", *, automatic="", styles="", scripts="", media_type=TEXT):
    kind = "spreadsheet" if media_type == SHEET else "text"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {OPENING} office:mimetype="{media_type}">'
        f"{scripts}<office:styles>{styles}</office:styles><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def p(text="", style="", name="text:p", more=""):
    named = f' text:style-name="{style}"' if style else ""
    return f"<{name}{named}{more}>{text}</{name}>"


def h(text, depth=1, style="", more=""):
    return p(text, style, "text:h", f' text:outline-level="{depth}"{more}')


def listed(*items, style="L1", more=""):
    """A list; an item is a text, or the XML of what it holds."""
    named = f' text:style-name="{style}"' if style else ""
    inside = "".join(
        one
        if one.startswith("<text:list-")
        else f"<text:list-item>{one if one.startswith('<') else p(one)}</text:list-item>"
        for one in items
    )
    return f"<text:list{named}{more}>{inside}</text:list>"


def style(name, base="", text="", paragraph="", more="", family="paragraph"):
    based = f' style:parent-style-name="{base}"' if base else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{based} {more}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def list_style(*levels, name="L1"):
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def counted(level, form="1", more='style:num-suffix="."'):
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" {more}/>'


def bullet(level, sign="•", more="", inside=""):
    return (
        f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{sign}" {more}>{inside}'
        "</text:list-level-style-bullet>"
    )


def tbl(*rows):
    return f"<table:table>{''.join(rows)}</table:table>"


def tr(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def tc(*inside, more=""):
    held = "".join(one if one.startswith("<") else p(one) for one in inside)
    return f"<table:table-cell {more}>{held}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def read(data, name="contrat.odt"):
    return open_document(data, name=name)


def read_body(body="", **more):
    return read(open_file(body, **more))
