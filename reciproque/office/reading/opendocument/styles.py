"""What the styles of an OpenDocument say: headings, lists, bold, italic, centred, hidden, page breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from reciproque.office.reading.looks import PLAIN, Look, named_look
from reciproque.office.reading.opendocument.names import attribute, child, name_of, number

LONGEST_CHAIN = 50
LEVELS = 10
_ESCAPED = re.compile(r"_([0-9a-fA-F]{2,4})_")
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEVEL_KINDS = {
    "text:list-level-style-number", "text:outline-level-style", "text:list-level-style-bullet",
    "text:list-level-style-image",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLevel:
    """What stands before the items of one level: a bullet, or numbers in a form between two signs.

    `shown` counts the levels above that are printed too; `pattern` is the whole label with « %1% » for the
    number of level one, when the program that wrote the file knew that form.
    """

    bullet: str = ""
    font: str = ""
    form: str = "none"
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    pattern: str | None = None


class Styles:
    """The styles of a document, taken as they are met; every one resolved along the chain that it is based on."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str], Look] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, Look] = {}
        self._resolved: dict[tuple[str, str], Look] = {}
        self._fonts: dict[str, str] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}

    def take(self, element: etree._Element) -> None:
        """Take one style in; other elements say nothing."""
        name = name_of(element)
        if name in {"style:style", "style:default-style"}:
            self._take_style(element, default=name != "style:style")
        elif name == "text:list-style":
            self._lists[attribute(element, "style:name") or ""] = self._levels(element)
        elif name == "text:outline-style":
            self.outline = self._levels(element)
        elif name == "style:font-face":
            family = attribute(element, "svg:font-family") or ""
            self._fonts[attribute(element, "style:name") or ""] = family.strip("'\" ")

    def _take_style(self, element: etree._Element, *, default: bool) -> None:
        family = attribute(element, "style:family") or ""
        look = _look(element)
        if default:
            self._defaults[family] = look
            return
        key = family, attribute(element, "style:name") or ""
        shown = attribute(element, "style:display-name") or _ESCAPED.sub(_unescaped, key[1])
        self._own[key] = look.over(named_look(shown))
        self._resolved.clear()
        base = attribute(element, "style:parent-style-name")
        if base:
            self._bases[key] = base

    def look(self, family: str, name: str | None) -> Look:
        """What a style says, with all that it inherits and the defaults of its family."""
        key = family, name or ""
        if key not in self._resolved:
            self._resolved[key] = self._along_the_chain(key)
        return self._resolved[key]

    def _along_the_chain(self, key: tuple[str, str]) -> Look:
        look, seen = self._own.get(key, PLAIN), {key}
        while key in self._bases and len(seen) < LONGEST_CHAIN:
            key = key[0], self._bases[key]
            if key in seen:
                break
            seen.add(key)
            look = look.over(self._own.get(key, PLAIN))
        return look.over(self._defaults.get(key[0], PLAIN))

    def list_level(self, name: str, level: int) -> ListLevel | None:
        """The level of a list style; None for a list that no style describes."""
        return self._lists.get(name, {}).get(level)

    def knows_list(self, name: str) -> bool:
        return name in self._lists

    def _levels(self, element: etree._Element) -> dict[int, ListLevel]:
        levels = {}
        for one in element:
            at = number(one, "text:level", 0)
            if name_of(one) in _LEVEL_KINDS and 0 < at <= LEVELS:
                levels[at] = self._level(one)
        return levels

    def _level(self, element: etree._Element) -> ListLevel:
        if name_of(element) == "text:list-level-style-image":
            return ListLevel(bullet="•")
        properties = child(element, "style:text-properties")
        return ListLevel(
            bullet=(attribute(element, "text:bullet-char") or "")[:8],
            font=self._font(properties) if properties is not None else "",
            form=_FORMS.get(attribute(element, "style:num-format") or "", "none"),
            before=(attribute(element, "style:num-prefix") or "")[:40],
            after=(attribute(element, "style:num-suffix") or "")[:40],
            shown=number(element, "text:display-levels", 1, LEVELS),
            start=number(element, "text:start-value", 1),
            pattern=(attribute(element, "loext:num-list-format") or "")[:120] or None,
        )

    def _font(self, properties: etree._Element) -> str:
        named = attribute(properties, "style:font-name") or ""
        return attribute(properties, "fo:font-family") or self._fonts.get(named, named)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _look(style: etree._Element) -> Look:
    paragraph = child(style, "style:paragraph-properties")
    text = child(style, "style:text-properties")
    look = PLAIN if paragraph is None else _paragraph_look(paragraph)
    look = look if text is None else text_look(text).over(look)
    outline = attribute(style, "style:default-outline-level")
    if outline is not None:
        look = replace(look, heading=number(style, "style:default-outline-level", 0, LEVELS))
    table = child(style, "style:table-properties")
    if table is not None and attribute(table, "table:display") is not None:
        look = replace(look, hidden=attribute(table, "table:display") == "false")
    master = attribute(style, "style:master-page-name")
    if master:
        look = replace(look, page_before=True)
    return replace(look, numbering=attribute(style, "style:list-style-name"))


def _paragraph_look(properties: etree._Element) -> Look:
    alignment = attribute(properties, "fo:text-align")
    before, after = attribute(properties, "fo:break-before"), attribute(properties, "fo:break-after")
    return Look(
        centred=None if alignment is None else alignment == "center",
        page_before=None if before is None else before == "page",
        page_after=None if after is None else after == "page",
    )


def text_look(properties: etree._Element) -> Look:
    weight, slant = attribute(properties, "fo:font-weight"), attribute(properties, "fo:font-style")
    shown = attribute(properties, "text:display")
    return Look(
        strong=None if weight is None else weight in {"bold", "600", "700", "800", "900"},
        slanted=None if slant is None else slant in {"italic", "oblique"},
        hidden=None if shown is None else shown == "none",
    )
