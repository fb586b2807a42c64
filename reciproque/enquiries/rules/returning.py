"""The key by which a row of a spreadsheet that comes back finds its place."""

import re
from typing import Any

from reciproque.core.text import key_in
from reciproque.enquiries.rules.sheets import Place

_KEY = re.compile(r"E(\d+)-F(\d+)-Q(\d+)(?:-(.{1,80}))?")


def key_of(sheet: Any, place: Place) -> str:
    """« E12-F345-Q67-r:8 »: round, sheet, question, item."""
    return f"E{sheet.round_id}-F{sheet.pk}-Q{place.question.pk}" + (f"-{place.item}" if place.item else "")


def read_key(text: str) -> tuple[int, int, int, str] | None:
    """Round, sheet, question and item; None for what is no such key."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    keys = [key_in(part) for part in found.groups()[:3]]
    if None in keys:
        return None
    round_, sheet, question = (key or 0 for key in keys)
    return round_, sheet, question, found[4] or ""
