"""A formula on one line, from the two languages in which office files write them (OMML and MathML)."""

from __future__ import annotations

from lxml import etree

_SILENT = {
    "annotation",
    "annotation-xml",
    "rPr",
    "ctrlPr",
    "fPr",
    "radPr",
    "sSupPr",
    "sSubPr",
    "dPr",
    "naryPr",
}
_LETTERS = {"t", "mi", "mn", "mo", "mtext", "ms"}
_SPACED = {"=", "+", "-", "−", "×", "·", "÷", "≤", "≥", "<", ">", "≈", "≠", "/"}
LONGEST = 2_000


def in_one_line(element: etree._Element) -> str:
    """« (a) / (b) » for a fraction, « x^2 », « √(x) »; "" when the formula holds no sign."""
    return " ".join(_told(element).split())[:LONGEST]


def _told(element: etree._Element) -> str:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name in _LETTERS:
        text = (element.text or "").strip() if name != "t" else element.text or ""
        return f" {text} " if text.strip() in _SPACED or name == "mtext" else text
    if name in _SILENT or not name:
        return ""
    parts = [_told(one) for one in element if isinstance(one.tag, str)]
    return _joined(name, [part for part in parts if part.strip()])


def _joined(name: str, parts: list[str]) -> str:
    if name in {"f", "mfrac"} and len(parts) == 2:
        return f"{_bracketed(parts[0])} / {_bracketed(parts[1])}"
    if name in {"sSup", "msup"} and len(parts) == 2:
        return f"{parts[0]}^{_bracketed(parts[1])}"
    if name in {"sSub", "msub"} and len(parts) == 2:
        return f"{parts[0]}_{_bracketed(parts[1])}"
    if name in {"rad", "msqrt", "mroot"} and parts:
        return f"√({parts[-1]})"
    if name == "d":
        return f"({', '.join(part.strip() for part in parts)})"
    return "".join(parts)


def _bracketed(part: str) -> str:
    part = part.strip()
    return (
        part
        if part.replace("_", "").isalnum() or (part[:1] == "(" and part[-1:] == ")" and part.count("(") == 1)
        else f"({part})"
    )
