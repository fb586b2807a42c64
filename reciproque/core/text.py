"""Text as it may be kept, compared, sorted: the same on both engines."""

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2060\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "‘": "'", "ʼ": "'"}
)


def clean(text: str) -> str:
    """Take out what no database and no page should hold: NUL, control characters, half surrogates.

    Line ends become "\\n". Every door (form, import, reading) passes here.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SURROGATE.sub("", _CONTROL.sub("", text)))


def fold(text: str) -> str:
    """Set aside case, accents, ligatures and the kind of apostrophe: for search and e-mail addresses."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.translate(_LIGATURES).casefold()).strip()


def sort_key(text: str) -> str:
    """A key whose code point order is the order of a French index; numbers sort as numbers."""
    letters = re.sub(r"[^0-9a-z]+", " ", fold(text)).strip()
    return re.sub(r"\d+", lambda found: found.group().zfill(8), letters)[:200]


def one_line(text: str) -> str:
    return _SPACES.sub(" ", clean(text)).strip()


def shorten(text: str, length: int = 80) -> str:
    """Cut at a word, with an ellipsis, never longer than `length`."""
    text = one_line(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if text[length - 1] != " ":
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.") + "…"


def key_in(asked: str) -> int | None:
    """The key of a row that an address or a form names, or None: both engines count to 2**63 - 1."""
    plausible = asked.isascii() and asked.isdecimal() and len(asked) < 20
    return int(asked) if plausible and int(asked) < 2**63 else None
