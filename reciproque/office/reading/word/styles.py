"""What the styles of a Word document say: headings, numbering, bold, italic, centred, hidden."""

from __future__ import annotations

from lxml import etree

from reciproque.office.reading.looks import PLAIN, Look, heading_level, named_look
from reciproque.office.reading.word.names import attribute, child, name_of, number, switch

LONGEST_CHAIN = 50


def paragraph_look(properties: etree._Element | None) -> Look:
    """Read `w:pPr`."""
    if properties is None:
        return PLAIN
    outline = number(child(properties, "outlineLvl"))
    listed = child(properties, "numPr")
    alignment = attribute(child(properties, "jc"))
    return Look(
        heading=None if outline is None else outline + 1 if 0 <= outline <= 8 else 0,
        numbering=attribute(child(listed, "numId")),
        level=number(child(listed, "ilvl")),
        centred=None if alignment is None else alignment == "center",
    )


def run_look(properties: etree._Element | None) -> Look:
    """Read `w:rPr`."""
    if properties is None:
        return PLAIN
    return Look(
        strong=switch(child(properties, "b")),
        slanted=switch(child(properties, "i")),
        hidden=switch(child(properties, "vanish")),
    )


class Styles:
    """The style sheet of a document; every style resolved along the chain that it is based on."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._own: dict[str, Look] = {}
        self._bases: dict[str, str] = {}
        self._resolved: dict[str, Look] = {}
        self.list_numbering: dict[str, str] = {}
        self.default = ""
        for style in tree if tree is not None else ():
            if name_of(style) == "style":
                self._take(style)

    def _take(self, style: etree._Element) -> None:
        key = attribute(style, "styleId") or ""
        properties = child(style, "pPr")
        look = run_look(child(style, "rPr")).over(paragraph_look(properties))
        self._own[key] = named_look(attribute(child(style, "name")) or "").over(look)
        base = attribute(child(style, "basedOn"))
        if base:
            self._bases[key] = base
        if attribute(style, "type") == "numbering" and look.numbering:
            self.list_numbering[key] = look.numbering
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
            self.default = key

    def look(self, key: str | None) -> Look:
        """What a style says, with all that it inherits. An unknown style is known by its id alone."""
        key = key or self.default
        if key not in self._resolved:
            self._resolved[key] = self._along_the_chain(key)
        return self._resolved[key]

    def _along_the_chain(self, key: str) -> Look:
        if key not in self._own:
            return Look(heading=heading_level(key) or None)
        look, seen = self._own[key], {key}
        while key in self._bases and self._bases[key] not in seen and len(seen) < LONGEST_CHAIN:
            key = self._bases[key]
            seen.add(key)
            look = look.over(self._own.get(key, PLAIN))
        return look
