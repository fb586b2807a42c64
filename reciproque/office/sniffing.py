"""What a file is, by what it holds: its name and the type that a browser announces are only said.

Only the first and last kilobytes are looked at, and for packages the list of what they hold.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import BinaryIO

from reciproque.office.bounds import Bounds
from reciproque.office.packages import Package

HEAD = 8_192
PIECE = 1_048_576


class Nature(StrEnum):
    """The kinds of file that we tell apart; the sentence for each that is not read is in `opening`."""

    DOCX = "docx"
    DOCX_WITH_MACROS = "docm"
    HTML = "html"
    TEXT = "text"
    RTF = "rtf"
    PDF = "pdf"
    OLD_WORD = "doc"
    OLD_EXCEL = "xls"
    OLD_POWERPOINT = "ppt"
    OLD_OTHER = "ole"
    PROTECTED = "protected"
    XLSX = "xlsx"
    BINARY_EXCEL = "xlsb"
    APPLE = "iwork"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    FLAT_ODT = "fodt"
    FLAT_ODS = "fods"
    FLAT_OTHER = "fodp"
    EPUB = "epub"
    ARCHIVE = "archive"
    IMAGE = "image"
    MEDIA = "media"
    PROGRAM = "program"
    XML = "xml"
    MAIL = "mail"
    DATABASE = "database"
    EMPTY = "empty"
    UNKNOWN = "unknown"


FRONTS: tuple[tuple[bytes, Nature], ...] = (
    (b"{\\rtf", Nature.RTF),
    (b"\x89PNG\r\n\x1a\n", Nature.IMAGE),
    (b"\xff\xd8\xff", Nature.IMAGE),
    (b"GIF8", Nature.IMAGE),
    (b"II*\x00", Nature.IMAGE),
    (b"MM\x00*", Nature.IMAGE),
    (b"\x00\x00\x01\x00", Nature.IMAGE),
    (b"8BPS", Nature.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", Nature.ARCHIVE),
    (b"Rar!\x1a\x07", Nature.ARCHIVE),
    (b"\x1f\x8b", Nature.ARCHIVE),
    (b"BZh", Nature.ARCHIVE),
    (b"\xfd7zXZ\x00", Nature.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Nature.ARCHIVE),
    (b"MSCF", Nature.ARCHIVE),
    (b"\x7fELF", Nature.PROGRAM),
    (b"\xfe\xed\xfa", Nature.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Nature.PROGRAM),
    (b"\xca\xfe\xba\xbe", Nature.PROGRAM),
    (b"#!", Nature.PROGRAM),
    (b"\x00asm", Nature.PROGRAM),
    (b"ID3", Nature.MEDIA),
    (b"OggS", Nature.MEDIA),
    (b"fLaC", Nature.MEDIA),
    (b"\x1aE\xdf\xa3", Nature.MEDIA),
    (b"SQLite format 3\x00", Nature.DATABASE),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE_STREAMS = (
    ("EncryptedPackage", Nature.PROTECTED),
    ("WordDocument", Nature.OLD_WORD),
    ("Workbook", Nature.OLD_EXCEL),
    ("PowerPoint Document", Nature.OLD_POWERPOINT),
)
MAIN_TYPES = (
    ("application/vnd.ms-word.document.macroEnabled.main+xml", Nature.DOCX_WITH_MACROS),
    ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", Nature.DOCX_WITH_MACROS),
    ("wordprocessingml.document.main+xml", Nature.DOCX),
    ("wordprocessingml.template.main+xml", Nature.DOCX),
    ("vnd.ms-excel.sheet.binary", Nature.BINARY_EXCEL),
    ("spreadsheetml", Nature.XLSX),
    ("vnd.ms-excel", Nature.XLSX),
    ("presentationml", Nature.PPTX),
    ("vnd.ms-powerpoint", Nature.PPTX),
)
OPEN_TYPES = (
    (b"application/vnd.oasis.opendocument.text", Nature.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Nature.ODS),
    (b"application/vnd.oasis.opendocument.presentation", Nature.ODP),
    (b"application/vnd.oasis.opendocument.", Nature.FLAT_OTHER),
    (b"application/epub+zip", Nature.EPUB),
)
MEDIA_TYPES = {
    Nature.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Nature.DOCX_WITH_MACROS: "application/vnd.ms-word.document.macroEnabled.12",
    Nature.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Nature.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Nature.ODT: "application/vnd.oasis.opendocument.text",
    Nature.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Nature.ODP: "application/vnd.oasis.opendocument.presentation",
    Nature.OLD_WORD: "application/msword",
    Nature.OLD_EXCEL: "application/vnd.ms-excel",
    Nature.OLD_POWERPOINT: "application/vnd.ms-powerpoint",
    Nature.PDF: "application/pdf",
    Nature.RTF: "application/rtf",
    Nature.HTML: "text/html",
    Nature.TEXT: "text/plain",
    Nature.XML: "application/xml",
}
PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
PAGE_FRONT = re.compile(
    r"(?:\s|<!--.{0,4000}?-->|<\?xml[^>]{0,200}\?>)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
TAG_FRONT = re.compile(
    r"\s*<(?:p|div|h[1-6]|table|ul|ol|section|article|main|meta|span|font|center)[\s>]", re.IGNORECASE
)
XML_FRONT = re.compile(r"\s*(?:<\?xml|<!DOCTYPE\s+(?!html))", re.IGNORECASE)
MAIL_FRONT = re.compile(
    rb"(?:MIME-Version|From|Return-Path|Received|X-[\w-]+): .{0,2000}Content-Type:", re.DOTALL | re.IGNORECASE
)
FLAT_FRONT = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<office:document[\s>]")
FLAT_TYPES = (
    ('office:mimetype="application/vnd.oasis.opendocument.text', Nature.FLAT_ODT),
    ('office:mimetype="application/vnd.oasis.opendocument.spreadsheet', Nature.FLAT_ODS),
)
PAGE_NAMES = (".html", ".htm", ".xhtml", ".xht")


def nature_of(file: BinaryIO, name: str, bounds: Bounds) -> Nature:
    """Say what a file is. The name only settles whether a text with tags is a page or a text."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return Nature.EMPTY
    if head.startswith(OLE):
        return _old_office(file)
    if head.startswith(ZIP):
        return _package(Package(file, bounds))
    for front, nature in FRONTS:
        if head.startswith(front):
            return nature
    if b"%PDF-" in head[:1024]:
        return Nature.PDF
    return _media(head) or _text(head, name)


def _media(head: bytes) -> Nature | None:
    if head.startswith(b"RIFF"):
        return Nature.IMAGE if head[8:12] == b"WEBP" else Nature.MEDIA
    if head[4:8] == b"ftyp":
        return Nature.IMAGE if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else Nature.MEDIA
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return Nature.IMAGE
    if head.startswith(b"MZ") and b"\x00" in head:
        return Nature.PROGRAM
    return None


def _text(head: bytes, name: str) -> Nature:
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Nature.EMPTY
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _markup(head.decode("utf-16", "ignore"), name)
    if not _is_wide(head) and _looks_binary(head):
        return Nature.UNKNOWN
    if MAIL_FRONT.match(head):
        return Nature.MAIL
    return _markup(head.replace(b"\x00", b"").decode("utf-8-sig", "ignore"), name)


def _markup(sample: str, name: str) -> Nature:
    """Tell pages, other XML and texts apart by their front."""
    if PAGE_FRONT.match(sample):
        return Nature.HTML
    if FLAT_FRONT.match(sample):
        return next((nature for said, nature in FLAT_TYPES if said in sample), Nature.FLAT_OTHER)
    if XML_FRONT.match(sample):
        return Nature.HTML if PAGE.search(sample) else Nature.XML
    if re.match(r"\s*<svg[\s>]", sample):
        return Nature.IMAGE
    if name.lower().endswith(PAGE_NAMES) and re.search(r"</?[a-zA-Z][^<>]*>", sample):
        return Nature.HTML
    bare = not name.lower().endswith((".md", ".markdown", ".txt"))
    return Nature.HTML if bare and TAG_FRONT.match(sample) else Nature.TEXT


def _is_wide(head: bytes) -> bool:
    pairs = max(1, len(head) // 2)
    return (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or max(head[::2].count(0), head[1::2].count(0)) > 0.7 * pairs
    )


def _looks_binary(head: bytes) -> bool:
    """A text may have been struck by some NULs and controls; a binary file is full of them and is no UTF-8."""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head) + head.count(0x7F)
    sound = "\ufffd" not in head[:-3].decode("utf-8", "replace")
    return controls > (0.3 if sound else 0.05) * len(head)


def _old_office(file: BinaryIO) -> Nature:
    """Look for the names of streams, written in UTF-16 in the directory of an OLE file."""
    names = [(stream.encode("utf-16-le"), nature) for stream, nature in OLE_STREAMS]
    found: set[Nature] = set()
    file.seek(0)
    tail = b""
    while chunk := file.read(PIECE):
        window = tail + chunk
        found |= {nature for stream, nature in names if stream in window}
        tail = chunk[-64:]
    return next((nature for _stream, nature in OLE_STREAMS if nature in found), Nature.OLD_OTHER)


def _package(package: Package) -> Nature:
    if package.is_encrypted() or _is_encrypted_open_document(package):
        return Nature.PROTECTED
    declared = package.read("mimetype", 200).strip()
    for open_type, nature in OPEN_TYPES:
        if declared.startswith(open_type):
            return nature
    if "[Content_Types].xml" not in package.names:
        return Nature.APPLE if any(name.endswith(".iwa") for name in package.names) else Nature.ARCHIVE
    types = package.tree("[Content_Types].xml")
    declared_types = (
        [one.get("ContentType", "") for one in types if one.get("PartName")] if types is not None else []
    )
    for media_type, nature in MAIN_TYPES:
        if any(media_type in one for one in declared_types):
            return nature
    return Nature.DOCX if "word/document.xml" in package.names else Nature.ARCHIVE


def _is_encrypted_open_document(package: Package) -> bool:
    """OpenDocument ciphers its parts one by one, or since version 1.4 the whole package in one part."""
    manifest = package.read("META-INF/manifest.xml", PIECE)
    return "encrypted-package" in package.names or b"encryption-data" in manifest
