"""Numbers as lists print them."""

from __future__ import annotations

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def in_figures(value: int, form: str) -> str:
    """Write a number as Word would: 4, 04, d, D, iv, IV."""
    if form in {"none", "bullet"}:
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min(1 + (value - 1) // 26, 10)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        return _roman(value).upper() if form == "upperRoman" else _roman(value)
    if form == "ordinal":
        return "1er" if value == 1 else f"{value}e"
    return str(value)


def _roman(value: int) -> str:
    letters = []
    for worth, letter in ROMAN:
        count, value = divmod(value, worth)
        letters.append(letter * count)
    return "".join(letters)
