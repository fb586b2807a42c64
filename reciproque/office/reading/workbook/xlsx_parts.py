"""What the small parts of an XLSX say: the sheets, the shared texts, the formats of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from reciproque.office.bounds import Account, Unreadable
from reciproque.office.packages import Package
from reciproque.office.reading.relations import related, relations_of
from reciproque.office.reading.workbook.numbers import BUILT_IN

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@lru_cache(maxsize=2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def name_of(element: etree._Element) -> str:
    """The name without its vocabulary: a workbook has two, the usual one and the « strict » one."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in element if name_of(one) == name), None)


def whole(value: str | None, default: int = 0) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def is_on(value: str | None) -> bool:
    return value in {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class SheetPart:
    """`kind` is that of its relation (« worksheet », « chartsheet »…); `hidden` whether it is not shown."""

    name: str
    part: str
    kind: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class CellFormat:
    code: str = ""
    strong: bool = False
    slanted: bool = False
    centred: bool = False


@dataclass(slots=True)
class Book:
    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[CellFormat] = field(default_factory=list)
    since_1904: bool = False


def book_of(package: Package, account: Account) -> Book:
    main = related(package, "").get("officeDocument", [""])[0]
    tree = package.tree(main) if main else None
    if tree is None:
        raise Unreadable(
            "Ce fichier se présente comme un classeur Excel mais n’a pas de feuilles : il est abîmé ou incomplet. "
            "Rouvrez-le dans votre tableur et enregistrez-le de nouveau."
        )
    others = related(package, main)
    book = Book()
    relations = relations_of(package, main)
    for element in tree.iter("*"):
        if name_of(element) == "workbookPr":
            book.since_1904 = is_on(element.get("date1904"))
        elif name_of(element) == "sheet":
            key = element.get(f"{{{_RELATION}}}id") or element.get(f"{{{_STRICT_RELATION}}}id") or ""
            kind, part = relations.get(key, ("", ""))
            hidden = element.get("state", "visible") != "visible"
            book.sheets.append(SheetPart(element.get("name", "")[:100], part, kind, hidden))
    for name in others.get("sharedStrings", [])[:1]:
        book.texts = list(_texts(package, name, account))
    for name in others.get("styles", [])[:1]:
        styles = package.tree(name)
        book.formats = list(_formats(styles)) if styles is not None else []
    return book


def _texts(package: Package, name: str, account: Account) -> Iterator[str]:
    read = 0
    for event, element in package.events(name):
        if event == "end" and name_of(element) == "si":
            text = text_in(element)
            read += len(text)
            if read > account.bounds.characters:
                raise Unreadable(
                    "Ce classeur contient trop de texte pour être lu d’un seul tenant. Séparez ses feuilles en "
                    "plusieurs fichiers."
                )
            yield text
            package.forget(element)


def text_in(element: etree._Element) -> str:
    """The text of a cell or of a shared text, without the readings of Asian letters."""
    pieces = []
    walker = etree.iterwalk(element, events=("start",))
    for _event, one in walker:
        if name_of(one) == "rPh":
            walker.skip_subtree()
        elif name_of(one) == "t":
            pieces.append(one.text or "")
    return "".join(pieces).replace("_x000D_", "").replace("\r\n", "\n")


def _formats(styles: etree._Element) -> Iterator[CellFormat]:
    codes = {
        whole(one.get("numFmtId")): one.get("formatCode", "")[:500]
        for one in styles.iter("*")
        if name_of(one) == "numFmt"
    }
    fonts = child(styles, "fonts")
    looks = [(_has(font, "b"), _has(font, "i")) for font in (fonts if fonts is not None else ())]
    formats = child(styles, "cellXfs")
    for one in formats if formats is not None else ():
        number, font = whole(one.get("numFmtId")), whole(one.get("fontId"))
        strong, slanted = looks[font] if font < len(looks) else (False, False)
        alignment = child(one, "alignment")
        centred = alignment is not None and alignment.get("horizontal") in {"center", "centerContinuous"}
        yield CellFormat(codes.get(number, BUILT_IN.get(number, "")), strong, slanted, centred)


def _has(font: etree._Element, name: str) -> bool:
    found = child(font, name)
    return found is not None and found.get("val", "1") not in {"0", "false", "off"}
