"""What the elements of HTML mean for reading: blocks, lists, emphasis, what is not shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reciproque.office.reading.counting import in_figures

SILENT = {
    "head", "script", "style", "template", "noscript", "iframe", "object", "applet", "svg", "canvas", "audio",
    "video", "select", "textarea", "datalist", "title", "map",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
RICH = {"p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "blockquote"}
VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
}
LISTS = {"ul", "ol", "menu"}
STRONG, SLANTED = {"b", "strong"}, {"i", "em"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
NOTE_CALL = re.compile(
    r"\b(?:footnote-?ref(?:erence)?|doc-noteref|msofootnotereference|noteref)\b", re.IGNORECASE
)
NOTES = re.compile(r"\b(?:footnotes?|endnotes?|doc-endnotes?|doc-footnote|msofootnotetext)\b", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
PAGE_BREAK = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page)", re.IGNORECASE)
DEEPEST_ITEM = 50


@dataclass(slots=True)
class OpenTag:
    """An element that is open, and what it changes for all that it holds."""

    name: str
    silent: bool = False
    strong: bool = False
    slanted: bool = False
    centred: bool = False
    note: bool = False


@dataclass(slots=True)
class OpenList:
    """A list that is open; `number` is that of its next item, None for bullets."""

    number: int | None = None
    step: int = 1
    form: str = "1"


def opened_tag(name: str, attributes: Mapping[str, str], above: OpenTag) -> OpenTag:
    """What an element that opens changes, over what the one above it says."""
    style = attributes.get("style", "")[:2000]
    labels = " ".join(attributes.get(key, "") for key in ("class", "role", "id", "epub:type"))[:500]
    call = name in {"a", "sup", "span"} and bool(NOTE_CALL.search(labels))
    return OpenTag(
        name,
        silent=above.silent or name in SILENT or call or "hidden" in attributes or bool(HIDDEN.search(style)),
        strong=name in STRONG or _weight(style, above.strong),
        slanted=above.slanted or name in SLANTED or bool(ITALIC.search(style)),
        centred=_is_centred(name, attributes, style, above.centred),
        note=above.note or (name in BLOCKS and bool(NOTES.search(labels))),
    )


def opened_list(name: str, attributes: Mapping[str, str]) -> OpenList:
    if name != "ol":
        return OpenList()
    start = attributes.get("start", "").strip()
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
    return OpenList(number, -1 if "reversed" in attributes else 1, attributes.get("type", "1")[:1])


def lettered(number: int, form: str) -> str:
    word = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(form, "decimal")
    return in_figures(number, word)


def _is_centred(name: str, attributes: Mapping[str, str], style: str, above: bool) -> bool:
    if CENTRED.search(style) or name == "center":
        return True
    alignment = attributes.get("align", "").lower()
    if alignment or "text-align" in style:
        return alignment == "center"
    return above and name not in {"td", "th"}


def _weight(style: str, above: bool) -> bool:
    found = re.search(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-4]00)", style)
    return above if found is None else found[1] not in {"normal", "100", "200", "300", "400"}
