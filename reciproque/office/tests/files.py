"""Word files built part by part, so that a test shows the very XML that it is about."""

import io
import zipfile

import pytest

from reciproque.office.bounds import Unreadable
from reciproque.office.document import Block, Document, Table
from reciproque.office.opening import open_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
OPENING = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def docx(body="", *, main_type=MAIN_TYPE, extra=None, main=None, compression=None, **parts):
    """A DOCX with this body; `styles=`, `numbering=`, `footnotes=` … are the insides of those parts."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{KIND}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{KIND}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        "word/document.xml": main or f"<w:document {OPENING}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {OPENING}>{inside}</w:{name}>" for name, inside in parts.items()},
        **(extra or {}),
    }
    return package(entries, level=compression)


def package(entries, *, level=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def p(*runs, style="", props=""):
    """A paragraph; a run is a text or the XML of a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inside}</w:p>"


def r(text, props=""):
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text, number="1", level=0):
    props = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, props=props) if text else f"<w:p><w:pPr>{props}</w:pPr></w:p>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells, props=""):
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def tc(*paragraphs, props=""):
    inside = "".join(one if one.startswith("<") else p(one) for one in paragraphs) or "<w:p/>"
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inside}</w:tc>"


def level(number, form, text, more=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
        "</w:lvl>"
    )


def numbering(*levels, number="1"):
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'
    )


def style(key, name, props="", base=""):
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}{props}</w:style>'


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks()]


def shown(document: Document) -> list[str]:
    """Each part as a line: « # Titre », « - item », « texte », tables as « [a | b] » per row."""
    lines = []
    for part in document.parts:
        if isinstance(part, Table):
            lines += [" | ".join(["", *(cell.text for cell in row.cells), ""]).strip() for row in part.rows]
        else:
            lines.append(shown_block(part))
    return lines


def shown_block(block: Block) -> str:
    marks = {"heading": "#" * block.level, "item": "  " * block.level + block.marker, "note": "[note]"}
    front = [
        marks.get(block.kind.value, ""),
        *([block.marker] if block.kind == "heading" else []),
        block.text,
    ]
    return " ".join(word for word in front if word)


def refusal(data, name="contrat.docx", **how):
    """The sentence with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        open_document(data, name=name, **how)
    return refused.value.reason
