"""The package of an OpenDocument file: parts of XML in a ZIP, its kind first and not compressed.

Written by hand rather than with a library: a paper needs a dozen elements, a table of ten thousand rows must be
quick, and a template of a team must come through untouched but for its fields.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape as escape_signs

from reciproque.core.text import clean

TEXT = "application/vnd.oasis.opendocument.text"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
OPENING = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
MADE_ON = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes
_SPACES = re.compile(r"(?<= ) +|^ +")


def escape(text: str) -> str:
    return escape_signs(clean(text), {'"': "&quot;"})


def inline(text: str) -> str:
    """The inside of a paragraph: tabs, line ends and runs of spaces are elements in OpenDocument."""
    written = _SPACES.sub(lambda found: f"\x00{len(found[0])}\x00", clean(text))
    written = escape_signs(written, {'"': "&quot;"})
    written = re.sub("\x00(\\d+)\x00", r'<text:s text:c="\1"/>', written)
    return written.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")


def part(root: str, inside: str) -> str:
    """A part of the package: `office:document-content` and its like, around what it holds."""
    return f'{DECLARATION}<office:{root} {OPENING} office:version="1.3">{inside}</office:{root}>'


def meta(title: str, author: str = "") -> str:
    said = f"<meta:initial-creator>{escape(author)}</meta:initial-creator>" if author else ""
    return part(
        "document-meta",
        "<office:meta><meta:generator>Réciproque</meta:generator>"
        f"<dc:title>{escape(title)}</dc:title>{said}<dc:language>fr-FR</dc:language></office:meta>",
    )


def package(media_type: str, parts: Mapping[str, str], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of the file; `parts` and `pictures` (PNG) are named as in the package."""
    listed = "".join(file_entry(name, "text/xml") for name in parts)
    listed += "".join(file_entry(name, "image/png") for name in pictures or {})
    manifest = (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{media_type}"/>{listed}</manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        put(archive, "mimetype", media_type.encode(), compressed=False)
        for name, text in {"META-INF/manifest.xml": manifest, **parts}.items():
            put(archive, name, text.encode("utf-8"))
        for name, data in (pictures or {}).items():
            put(archive, name, data)
    return file.getvalue()


def file_entry(name: str, media_type: str) -> str:
    """A line of the list of what the package holds."""
    return f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media_type}"/>'


def put(archive: zipfile.ZipFile, name: str, data: bytes, *, compressed: bool = True) -> None:
    entry = zipfile.ZipInfo(name, MADE_ON)
    entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    archive.writestr(entry, data)
