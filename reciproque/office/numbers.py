"""Numbers as French spreadsheets write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

SPACES = re.compile(r"[\s\u00a0\u202f'’]")
WRITTEN = re.compile(r"[+\-−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")


def french_number(text: str) -> Decimal:
    """Read « 1 234,5 », « 12 % » (0.12), « 3 000 € »; raise ValueError for what is no number."""
    bare = SPACES.sub("", text).removesuffix("€")
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if bare.count(".") == 1 and "," in bare and bare.index(".") < bare.index(","):
        bare = bare.replace(".", "")
    if not WRITTEN.fullmatch(bare):
        raise ValueError(f"nombre illisible : {text!r}")
    try:
        number = Decimal(bare.replace(",", ".").replace("−", "-"))
    except InvalidOperation as error:
        raise ValueError(f"nombre illisible : {text!r}") from error
    return number / 100 if percent else number


def in_french(number: Decimal | float | int, decimals: int | None = None) -> str:
    """Write a number with a decimal comma and no thousands separator, as a CSV for French Excel wants it."""
    exact = Decimal(str(number))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals))
    written = f"{exact:f}"
    return written.replace(".", ",")
