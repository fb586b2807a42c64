"""Where the parts of an OpenDocument are: in a zip package, or all in one flat file of XML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from reciproque.office.bounds import Bounds, Unreadable
from reciproque.office.packages import FlatFile, Package
from reciproque.office.reading.formulas import in_one_line
from reciproque.office.reading.opendocument.names import attribute, child, name_of
from reciproque.office.reading.opendocument.paragraphs import written_in
from reciproque.office.reading.opendocument.styles import Styles

Events = Iterator[tuple[str, etree._Element]]
SHEETS_OF_STYLES = {"office:styles", "office:automatic-styles", "office:font-face-decls"}
MARGINS = re.compile(r"style:(?:header|footer)(?:-left|-first)?")
MOST_MARGINS = 50
OWN_SCRIPTS = re.compile(r"(?:Basic|Scripts)/.+/(?!script-l[bc]\.xml$|dialog-l[bc]\.xml$)[^/]+$")
FORMULA, CHART = "office:formula", "office:chart"


class Source:
    """What every OpenDocument gives: its styles as they come, its body as a stream, its margins."""

    def __init__(self) -> None:
        self.styles = Styles()
        self.margins: list[str] = []

    def body(self) -> Events:
        """The events of the body; the styles that stand before it have been taken in on the way."""
        sheets = around = 0
        for event, element in self._events():
            name = name_of(element)
            if name == "office:body":
                around += 1 if event == "start" else -1
            elif around:
                yield event, element
            elif name in SHEETS_OF_STYLES:
                sheets += 1 if event == "start" else -1
            elif event == "end" and (sheets or name == "style:master-page"):
                self._take(name, element)

    def _take(self, name: str, element: etree._Element) -> None:
        """A style is taken when it ends; the elements inside it say nothing by themselves."""
        if name == "style:master-page":
            self._take_margins(element)
        else:
            self.styles.take(element)
        parent = element.getparent()
        if name == "style:master-page" or (parent is not None and name_of(parent) in SHEETS_OF_STYLES):
            self.forget(element)

    def _take_margins(self, page: etree._Element) -> None:
        for one in page:
            text = (
                written_in(one)
                if MARGINS.fullmatch(name_of(one)) and len(self.margins) < MOST_MARGINS
                else ""
            )
            if any(letter.isalpha() for letter in text) and text not in self.margins:
                self.margins.append(text)

    def _events(self) -> Events:
        raise NotImplementedError

    def forget(self, element: etree._Element) -> None:
        raise NotImplementedError

    def has_macros(self) -> bool:
        raise NotImplementedError

    def is_signed(self) -> bool:
        return False

    def embedded(self, element: etree._Element) -> tuple[str, str]:
        """What an object set in the text is, as a key of `left_out` ("" when all of it is read), and its text."""
        return told_of_object(next((one for one in element if isinstance(one.tag, str)), None))


class Packaged(Source):
    def __init__(self, package: Package) -> None:
        super().__init__()
        if "content.xml" not in package.names:
            raise Unreadable(
                "Ce fichier se présente comme un document LibreOffice mais n’a pas de texte : il est abîmé ou "
                "incomplet. Rouvrez-le dans votre traitement de texte et enregistrez-le de nouveau."
            )
        self.package = package
        styles = package.tree("styles.xml")
        for sheet in styles if styles is not None else ():
            if name_of(sheet) in {"office:styles", "office:font-face-decls"}:
                for one in sheet:
                    self.styles.take(one)
            elif name_of(sheet) == "office:master-styles":
                for page in sheet:
                    self._take_margins(page)

    def _events(self) -> Events:
        return self.package.events("content.xml")

    def forget(self, element: etree._Element) -> None:
        self.package.forget(element)

    def has_macros(self) -> bool:
        return any(OWN_SCRIPTS.match(name) for name in self.package.names)

    def is_signed(self) -> bool:
        return "META-INF/documentsignatures.xml" in self.package.names

    def embedded(self, element: etree._Element) -> tuple[str, str]:
        target = posixpath.normpath(attribute(element, "xlink:href") or "").lstrip("./")
        part = f"{target}/content.xml"
        if part in self.package.names:
            return told_of_object(self.package.tree(part))
        return super().embedded(element)


class Flat(Source):
    def __init__(self, file: FlatFile) -> None:
        super().__init__()
        self.file = file
        self._macros = False

    def _events(self) -> Events:
        for event, element in self.file.events():
            name = name_of(element)
            if event == "end" and name == "office:binary-data":
                self.file.let_go_of_text(element)
            if event == "end" and name == "office:script":
                self._macros |= any(
                    etree.QName(one).localname in {"module", "script"} for one in element.iterdescendants("*")
                )
            yield event, element

    def forget(self, element: etree._Element) -> None:
        self.file.forget(element)

    def has_macros(self) -> bool:
        return self._macros


def opened(file: BinaryIO, bounds: Bounds) -> Source:
    """The source of an OpenDocument, by what the file is."""
    file.seek(0)
    packed = file.read(2) == b"PK"
    file.seek(0)
    return Packaged(Package(file, bounds)) if packed else Flat(FlatFile(file, bounds))


def told_of_object(root: etree._Element | None) -> tuple[str, str]:
    """A formula is read on one line; a chart and other objects are only named."""
    if root is None:
        return "object", ""
    if etree.QName(root).localname == "math":
        text = in_one_line(root)
        return ("", f" {text} ") if text else ("formula", "")
    body = child(root, "office:body")
    kinds = {name_of(one) for one in body} if body is not None else set()
    return ("chart" if CHART in kinds else "object"), ""
