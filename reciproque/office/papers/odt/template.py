"""An OpenDocument text of the team as a template: its letterhead and styles stay, its fields and content are filled."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from reciproque.office.opendocument.package import NAMESPACES, OPENING, put
from reciproque.office.papers.content import Paper
from reciproque.office.papers.fields import Slot, fill, is_content, unknown
from reciproque.office.papers.odt.document import written_blocks
from reciproque.office.papers.odt.foreign import foreign_in
from reciproque.office.papers.odt.styles import FOOT_STYLE, NAMED, master, page_layout

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
FILLED = ("content.xml", "styles.xml")
MANIFEST, MANIFEST_SPACE = "META-INF/manifest.xml", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_FO, _STYLE, _TEXT, _OFFICE = (NAMESPACES[name] for name in ("fo", "style", "text", "office"))
DAMAGES = (
    zipfile.BadZipFile,
    KeyError,
    etree.XMLSyntaxError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    EOFError,
    ValueError,
)
DAMAGED = "Ce document LibreOffice est abîmé\u00a0: ouvrez-le, enregistrez-le à nouveau, puis déposez-le."


def faults_of_odt(data: bytes) -> list[str]:
    """What keeps this document from being a template, a sentence each."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            roots = {name: etree.fromstring(archive.read(name), PARSER) for name in FILLED}
    except DAMAGES:
        return [DAMAGED]
    faults = foreign_in(names, roots)
    if _place_of(roots["content.xml"]) is None:
        faults.append(
            "Il manque « {contenu} », seul dans un paragraphe du corps du document : c’est là que viendra le contenu."
        )
    said = unknown("".join(one.itertext()) for root in roots.values() for one in _paragraphs(root))
    return faults + [f"Champ inconnu\u00a0: « {{{name}}} »." for name in said]


def fill_odt(template: bytes, paper: Paper, values: Mapping[str, str]) -> bytes:
    """The template with its fields filled and the paper in the place of « {contenu} »."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(files[name], PARSER) for name in FILLED}
    place = _place_of(roots["content.xml"])
    if place is None:
        raise ValueError("a template without its place for the content")
    for root in roots.values():
        for paragraph in _paragraphs(root):
            if paragraph is not place:
                fill(_in_order(paragraph), values)
    written = written_blocks(paper)
    for element in _parsed(written.body):
        place.addprevious(element)
    place.getparent().remove(place)
    _extend(roots["content.xml"], f"{{{_OFFICE}}}automatic-styles", written.automatic, first=True)
    _add_styles(roots["styles.xml"])
    for name, root in roots.items():
        files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    _add_pictures(files, written.pictures)
    return _packed(files)


def _add_pictures(files: dict[str, bytes], pictures: Mapping[str, bytes]) -> None:
    """Put pictures into the package, and into its list where it has one."""
    files |= pictures
    listed = files.get(MANIFEST)
    if not pictures or listed is None:
        return
    root = etree.fromstring(listed, PARSER)
    for name in pictures:
        entry = etree.SubElement(root, f"{{{MANIFEST_SPACE}}}file-entry")
        entry.set(f"{{{MANIFEST_SPACE}}}full-path", name)
        entry.set(f"{{{MANIFEST_SPACE}}}media-type", "image/png")
    files[MANIFEST] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        put(archive, "mimetype", files.pop("mimetype", b""), compressed=False)
        for name, data in files.items():
            put(archive, name, data)
    return made.getvalue()


def _paragraphs(root: Any) -> Iterator[Any]:
    yield from root.iter(f"{{{_TEXT}}}p", f"{{{_TEXT}}}h")


def _place_of(root: Any) -> Any:
    body = root.find(f".//{{{_OFFICE}}}text")
    if body is None:
        return None
    return next(
        (one for one in body.iterchildren(f"{{{_TEXT}}}p") if is_content("".join(one.itertext()))), None
    )


def _in_order(paragraph: Any) -> list[Slot]:
    """The pieces of text as they are printed: the text of an element, its children, then what follows it."""
    slots = [_slot(paragraph, "text")]
    for child in paragraph:
        slots += _in_order(child)
        slots.append(_slot(child, "tail"))
    return slots


def _slot(element: Any, name: str) -> Slot:
    return Slot(getattr(element, name) or "", lambda text: setattr(element, name, text))


def _parsed(markup: str) -> list[Any]:
    return list(etree.fromstring(f"<root {OPENING}>{markup}</root>", PARSER))


def _extend(root: Any, name: str, markup: str, *, first: bool = False) -> None:
    """Put elements into the part of that name, which is made when it is not there."""
    into = root.find(name)
    if into is None:
        into = etree.SubElement(root, name)
        if first:
            root.find(f"{{{_OFFICE}}}body").addprevious(into)
    for element in _parsed(markup):
        into.append(element)


def _add_styles(root: Any) -> None:
    """The named styles that the template does not have, and its own pages, upright and on their side."""
    key = f"{{{_STYLE}}}name"
    known = {one.get(key) for one in root.iter(f"{{{_STYLE}}}style")}
    missing = "".join(markup for name, markup in NAMED.items() if name not in known)
    if "Standard" not in known:
        missing += '<style:style style:name="Standard" style:family="paragraph"/>'
    _extend(root, f"{{{_OFFICE}}}styles", missing)
    masters = root.find(f"{{{_OFFICE}}}master-styles")
    pages = list(masters.iterchildren(f"{{{_STYLE}}}master-page")) if masters is not None else []
    if not pages:
        layouts = page_layout("rqUpright", landscape=False) + page_layout("rqLying", landscape=True)
        _extend(root, f"{{{_OFFICE}}}automatic-styles", layouts + FOOT_STYLE)
        _extend(
            root,
            f"{{{_OFFICE}}}master-styles",
            master("rqPortrait", "rqUpright") + master("rqLandscape", "rqLying"),
        )
        return
    _turned(root, masters, next((one for one in pages if one.get(key) == "Standard"), pages[0]))


def _turned(root: Any, masters: Any, page: Any) -> None:
    """The page of the template twice: as it is, and lying; with the same header and footer."""
    key, used = f"{{{_STYLE}}}name", f"{{{_STYLE}}}page-layout-name"
    layout = next(
        (one for one in root.iter(f"{{{_STYLE}}}page-layout") if one.get(key) == page.get(used)), None
    )
    for name, lies in (("rqPortrait", False), ("rqLandscape", True)):
        again = deepcopy(page)
        again.set(key, name)
        again.attrib.pop(f"{{{_STYLE}}}next-style-name", None)
        if layout is not None and lies:
            lying = deepcopy(layout)
            lying.set(key, "rqLying")
            again.set(used, "rqLying")
            layout.addnext(lying)
            _lay(lying)
        masters.append(again)


def _lay(layout: Any) -> None:
    said = layout.find(f"{{{_STYLE}}}page-layout-properties")
    if said is None:
        return
    width, height = f"{{{_FO}}}page-width", f"{{{_FO}}}page-height"
    wide, high = said.get(width, "21cm"), said.get(height, "29.7cm")
    said.set(width, high)
    said.set(height, wide)
    said.set(f"{{{_STYLE}}}print-orientation", "landscape")
