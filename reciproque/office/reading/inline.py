"""The inside of a line: emphasis, entities, footnote marks, and the marks of lists at its front."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# Glyphs that are always a bullet; a middle dot is not among them (« habitant·e·s »).
GLYPHS = "•◦○●◯◆◇◈■□▪▫◼◻✦✧★☆➢➤➔➜➥➯►▶▸▹▷‣⁃→⇒⇨⮚✓✔✗✘❖❑❒❏☐☑☒\uf0a7\uf0b7\uf0d8\uf0e0\uf0fc\uf076\uf02d"
DASHES = "-–—*"

_GLYPH = re.compile(rf"([{GLYPHS}])\s*")
_DASH = re.compile(r"([-–—])(?:\s+|(?=[^\W\d_]|[«\"'(“]))(?=\S)|([*+·])\s+(?=\S)")
_NUMBER = re.compile(
    r"(\d{1,3}\s?(?:[.)]|°\)?))(?:\s+(?=\S)|(?=[^\W\d_]))"
    r"|(\d{1,3}\s?[-–—])(?:\s+(?=[^\W\d_]|[«\"(])|(?=[A-ZÀ-Ý]))"
)
# A Roman figure may be an initial: alone with a point it must stand before words, not before a name.
_ROMAN = re.compile(
    r"([IVX]{2,5}\s?[.)\-–—])\s+(?=\S)|([IVX]\s?[)\-–—])\s+(?=\S)"
    r"|([IVX]\.)\s+(?=[A-ZÀ-Ý]?['’]?[a-zà-ÿ«\"][^\s]*(?:\s+[^\s]+){2})"
)
_LETTER = re.compile(r"([a-zA-Z]\))\s+(?=\S)|(o)\s+(?=[A-ZÀ-Ý])")
_COUNTING = re.compile(r"[IVX]+\s?[.)\-–—°]")
_MARKERS = (_GLYPH, _DASH, _NUMBER, _ROMAN, _LETTER)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,2000}>")
_SUP = re.compile(r"<sup[^<>]{0,200}>(.{0,40}?)</sup>", re.IGNORECASE | re.DOTALL)
_CARET = re.compile(r"\^\{([^{}]{1,20})\}|\^\(([^()]{1,20})\)")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,1000}\)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,20}\]")
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT = re.compile(rf"(?<=\S)(?<!\d)[{_MARKS}]+|(?<=\s)[{_MARKS}]+(?=\s*(?:[.,;:)]|$))")
_SQUARE = re.compile(r"(?:^|[\s\d])[kcdhm]?m$")
_BOLD = re.compile(
    r"(?<!\*)(\*\*)(?=\S)((?:[^*]|\*(?!\*)){1,4000})(?<=\S)\*\*|(__)(?=\S)((?:[^_]|_(?!_)){1,4000})(?<=\S)__"
)
_ITALIC = re.compile(
    r"(?<![\w*])(\*)(?=[^\s*])([^*]{1,4000})(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\w)(_)(?=[^\s_])([^_]{1,2000})(?<=[^\s_])_(?!\w)"
)
_PLAIN = re.compile(r"[^*_<&^\[`\\⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NO_MARKER = re.compile(r"[a-np-zà-ÿA-HJ-UWYZÀ-Ý«\"][^)]")
_SPACES = re.compile(r"\s+")
_DIRECTION = re.compile(
    r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)  # the letters say the order themselves
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u2028-\u202e\u2060\ufffe\uffff]"
)
_LITERAL = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])|&#(\d{2,5});|&(amp|lt|gt);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">"}
_SHIELD = (
    0xF0000  # a plane of private signs: a sign that stands for itself is moved there while markup is read
)
_SHIELDED = re.compile("[\U000f0000-\U000fffff]")
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*"}


@dataclass(frozen=True, slots=True)
class Styled:
    """A clean text, and how it was emphasised: wholly, or at its beginning only (`lead`)."""

    text: str
    strong: bool = False
    slanted: bool = False
    lead: str = ""


def without_controls(text: str) -> str:
    return _CONTROL.sub(" ", _DIRECTION.sub("", text))


def take_markers(text: str) -> tuple[tuple[str, ...], str]:
    """Take the marks of lists off the front of a text: "- ◆ Former" gives ("-", "◆") and "Former"."""
    rest = text.lstrip()
    if _NO_MARKER.match(rest):
        return (), rest
    markers: list[str] = []
    while len(markers) < 3:
        found = next((match for pattern in _MARKERS if (match := pattern.match(rest))), None)
        if found is None or (markers and is_number(markers[-1])):
            break
        markers.append(next(group for group in found.groups() if group))
        rest = rest[found.end() :].lstrip()
    return tuple(_SPACES.sub(" ", marker) for marker in markers), rest


def is_number(marker: str) -> bool:
    """Whether a marker counts (« 1. », « 2- », « IV ) »), rather than being a bullet or a letter."""
    return marker[:1].isdigit() or bool(_COUNTING.match(marker))


def is_letter(marker: str) -> bool:
    """Whether a marker counts in letters (« a) », « B) »)."""
    return len(marker) == 2 and marker[0].isalpha() and marker[1] == ")"


def plain(raw: str) -> str:
    """Text without any markup, spaces collapsed."""
    return _bared(_shielded(raw))


def _bared(shielded: str) -> str:
    text = _SHIELDED.sub(lambda found: chr(ord(found[0]) - _SHIELD), _bare(shielded))
    return _SPACES.sub(" ", text).strip()


def _shielded(raw: str) -> str:
    """Move signs that are escaped, or written as entities, out of the way: they are no markup."""
    return _LITERAL.sub(_shield, _SHIELDED.sub("\ufffd", raw))


def _shield(found: re.Match[str]) -> str:
    sign = found[1] or _NAMED.get(found[3] or "") or chr(int(found[2]))
    stands = sign in _MARKS or (sign.isascii() and sign.isprintable() and not sign.isspace())
    return chr(_SHIELD + ord(sign)) if stands else found[0]


def styled(raw: str) -> Styled:
    """Clean a text and say how it was emphasised."""
    if _PLAIN.match(raw):
        return Styled(_SPACES.sub(" ", raw).strip())
    raw = _with_stars(_shielded(raw)).strip()
    strong = _wholly(raw, "**") or _wholly(raw, "__")
    slanted = not strong and _wholly(raw, "*")
    lead = ""
    if not strong and not slanted:
        found = _BOLD.match(raw) or _ITALIC.match(raw)
        if found:
            lead = _bared(found[2] or found[4])
    return Styled(_bared(raw), strong, slanted, lead)


def _wholly(raw: str, mark: str) -> bool:
    inside = raw[len(mark) : -len(mark)]
    return (
        len(raw) > 2 * len(mark)
        and raw.startswith(mark)
        and raw.rstrip(" :.").endswith(mark)
        and mark not in inside.rstrip(" :.*_")
    )


def _with_stars(raw: str) -> str:
    """Turn the inline tags of HTML into the stars of Markdown, drop the others."""
    if "<" not in raw:
        return html.unescape(raw)
    raw = _SUP.sub(lambda found: "" if found[1].strip().isdigit() else found[1], raw)
    return html.unescape(_TAG.sub(lambda found: _INLINE.get((found[2] or "").lower(), ""), raw))


def _bare(raw: str) -> str:
    text = _without_footnote_marks(_with_stars(raw))
    if "[" in text:
        text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    if "^" in text:
        text = _CARET.sub(
            lambda found: "" if (found[1] or found[2]).isdigit() else found[1] or found[2], text
        )
    if "*" in text or "_" in text:
        text = _BOLD.sub(lambda found: found[2] or found[4], text)
        text = _ITALIC.sub(lambda found: found[2] or found[4], text)
        text = text.replace("**", "")
    return text.replace("`", "")


def _without_footnote_marks(text: str) -> str:
    if not any(mark in text for mark in _MARKS):
        return text

    def keep_units(found: re.Match[str]) -> str:
        return found[0] if _SQUARE.search(text[: found.start()][-6:]) else ""

    return _SUPERSCRIPT.sub(keep_units, text)
