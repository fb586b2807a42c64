"""From bytes to text: which encoding a text file is in, and what to say of its accidents.

A byte-order mark or valid UTF-8 settles the matter. Failing that the candidates are the encodings that
French offices really produce, and the one in which the accents fall where French puts them wins.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
SAMPLE = 200_000
NOT_ASCII = bytes(range(128, 256))

LOWER = "a-zàâäçèéêëîïôöùûüÿœæ"
INSIDE_A_WORD = re.compile(
    "(?<=[a-z])[àâäçèéêëîïôöùûüœæ]|(?<![A-Za-z])[àâçèéêîôùûœ](?=[a-z])|(?<=[A-Z])[ÉÈÀÇÊÂÎÔŒ](?=[A-Z])"
    "|(?<![\\w])[ÉÈÀÊÎÔ](?=[A-Za-z])|(?<=[dlnsjmtcuDLNSJMTCU])’(?=[a-zA-Zé])"
)
PLAIN_SIGN = re.compile("[«»–—€°²•“”·→’\u00a0]|…(?!\\w)|[ÉÈÀÇÊÂÎÔŒ]")
CAPITAL_INSIDE = re.compile(f"(?<=[{LOWER}])[À-ÖØ-ÞŽŠŒŸ]|[À-ÖØ-ÞŽŠŸ](?=[{LOWER}]{{2}})")
ODD_SIGN = re.compile(
    "[\u0080-\u009f¤¦§¨¬¯´¶¸ºª¡¿ÐÞðþ×÷ƒˆ˜‚„†‡‰‹›∂∑∏π∫Ω√∆◊\uf8ffıˇ˘˙˚˛˝±¹³¢£¥µŽžŠšŸØøÃãÕõÝýÅåÑñ"
    "░▒▓│┤╣║╗╝┐└┴┬├─┼╚╔╩╦╠═╬█▄▀■]|(?<=[A-Z])[âéèçàêîô](?=[A-Z])|(?<!\\w)[âä](?=[a-z]{3})"
)

MOJIBAKE = re.compile("[ÂÃ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[\u0080-\u00bf™œ“¦˜”žš]|Ã\u00a0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what a person should know of the decoding."""

    text: str
    encoding: str
    complaints: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """Turn bytes into text. `declared` is what the file says of itself, believed when it holds good."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    wide = _wide_without_mark(data)
    if wide:
        return _decoded(data, wide)
    try:
        return _decoded(data, "utf-8", strict=True)
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            return _decoded(data, "utf-8", f"Octet illisible à la ligne {_line_of(data, error.start)}.")
    if declared:
        try:
            return _decoded(data, _known(declared), strict=True)
        except (LookupError, UnicodeDecodeError):
            pass
    return _guessed(data)


def mojibake_complaint(text: str) -> str:
    """Say that accents were damaged before the file reached us, and where; nothing if they are sound."""
    found = MOJIBAKE.search(text)
    if found is None:
        return ""
    line = text.count("\n", 0, found.start()) + 1
    count = sum(1 for _one in MOJIBAKE.finditer(text))
    return (
        f"Accents abîmés avant l’envoi : {count} suite{'s' if count > 1 else ''} comme « {found.group()} », "
        f"la première à la ligne {line}. Le texte est lu tel quel ; enregistrez de nouveau le fichier "
        f"d’origine en UTF-8 pour retrouver les accents."
    )


def _decoded(data: bytes, encoding: str, complaint: str = "", *, strict: bool = False) -> Decoded:
    text = data.decode(encoding, "strict" if strict else "replace")
    complaints = [complaint] if complaint else []
    lost = text.count("\ufffd")
    if lost and not strict:
        complaints.append(
            f"{lost} caractère{'s' if lost > 1 else ''} illisible{'s' if lost > 1 else ''} remplacé"
            f"{'s' if lost > 1 else ''} par « \ufffd » ; vérifiez les passages concernés."
        )
    damaged = mojibake_complaint(text)
    return Decoded(text, encoding, (*complaints, damaged) if damaged else tuple(complaints))


def _wide_without_mark(data: bytes) -> str:
    """Recognise UTF-16 without mark: in French every second byte or nearly is NUL."""
    sample = data[:4096]
    if len(sample) < 4 or (len(sample) % 2 and len(data) == len(sample)):
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Say whether nearly all accents are sound UTF-8, so that a few bad bytes do not damage the rest."""
    plain = len(data.translate(None, NOT_ASCII))
    good = len(data.decode("utf-8", "ignore")) - plain
    bad = len(data.decode("utf-8", "replace")) - plain - good
    return good > 20 * bad


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _known(declared: str) -> str:
    """Name the codec that a declaration means: Latin-1 is Windows-1252 everywhere but in standards."""
    name = codecs.lookup(declared.strip().strip("\"'")).name
    return "cp1252" if name in {"iso8859-1", "ascii", "iso8859-15"} else name


def _guessed(data: bytes) -> Decoded:
    candidates = [
        (_likeness(data[:SAMPLE], encoding), -rank, encoding) for rank, encoding in enumerate(OLD_ENCODINGS)
    ]
    _score, _rank, encoding = max(candidates)
    return _decoded(data, encoding)


def _likeness(sample: bytes, encoding: str) -> int:
    """Score how much the sample looks French in this encoding."""
    text = sample.decode(encoding, "replace")
    wrong = len(CAPITAL_INSIDE.findall(text)) + len(ODD_SIGN.findall(text)) + 3 * text.count("\ufffd")
    return 2 * len(INSIDE_A_WORD.findall(text)) + len(PLAIN_SIGN.findall(text)) - 3 * wrong
