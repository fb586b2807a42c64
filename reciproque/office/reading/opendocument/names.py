"""The names of OpenDocument, with the prefixes that the standard itself uses."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    **{
        f"{OASIS}{name}:1.0": name
        for name in ("office", "text", "table", "style", "chart", "meta", "script", "form")
    },
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}xsl-fo-compatible:1.0": "fo",
    f"{OASIS}svg-compatible:1.0": "svg",
    f"{OASIS}manifest:1.0": "manifest",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_FULL = {prefix: space for space, prefix in SPACES.items()}


def name_of(element: etree._Element) -> str:
    """The name of an element with its usual prefix ("text:p"); "" for those of other vocabularies."""
    return _spoken(element.tag)


@lru_cache(maxsize=4096)
def _spoken(tag: str) -> str:
    space, _brace, local = str(tag).rpartition("}")
    prefix = SPACES.get(space[1:])
    return f"{prefix}:{local}" if prefix else ""


@lru_cache(maxsize=1024)
def _written(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{_FULL[prefix]}}}{local}"


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its usual name: `attribute(p, "text:style-name")`."""
    return element.get(_written(name))


def number(element: etree._Element, name: str, default: int, most: int = 1_000_000) -> int:
    """A whole number from an attribute; nonsense is the default, a huge one is `most`."""
    value = (attribute(element, name) or "").strip()
    if not value.isascii() or not value.isdigit():
        return default
    return min(int(value[:10]), most)


def is_so(element: etree._Element, name: str) -> bool:
    return attribute(element, name) == "true"


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is None:
        return None
    return next((one for one in element if _spoken(one.tag) == name), None)
