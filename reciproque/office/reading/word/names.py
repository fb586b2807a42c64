"""The names of WordprocessingML, in its two namespaces: the usual one and the « strict » one."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT_MATHS = "http://purl.oclc.org/ooxml/officeDocument/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_SPOKEN = {
    **{f"{{{space}": "" for space in (WORD, STRICT_WORD)},
    **{f"{{{space}": "maths:" for space in (MATHS, STRICT_MATHS)},
    f"{{{COMPATIBILITY}": "compatibility:",
}
OFF = {"0", "false", "off", "none"}


def name_of(element: etree._Element) -> str:
    """The local name of a Word element ("p", "tbl"), "maths:t", "compatibility:Fallback"; "" for others."""
    return _spoken(element.tag)


@lru_cache(maxsize=4096)
def _spoken(tag: str) -> str:
    space, _brace, local = str(tag).rpartition("}")
    prefix = _SPOKEN.get(space)
    return "" if prefix is None else prefix + local


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Follow a path of Word names downwards: `child(p, "pPr", "numPr")`."""
    for name in path:
        if element is None:
            return None
        for one in element:
            if _spoken(one.tag) == name:
                element = one
                break
        else:
            return None
    return element


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    value = element.get(f"{{{WORD}}}{name}")
    return element.get(f"{{{STRICT_WORD}}}{name}") if value is None else value


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """A whole number, None when it is absent or is none."""
    value = attribute(element, name)
    try:
        return None if value is None else max(-1_000_000, min(1_000_000, int(value)))
    except ValueError:
        return None


def switch(element: etree._Element | None) -> bool | None:
    """A Word on/off property: absent is None, present without value is on."""
    return None if element is None else (attribute(element) or "1") not in OFF
