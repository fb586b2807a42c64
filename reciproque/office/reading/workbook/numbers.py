"""Numbers and dates as a French spreadsheet shows them, from the format that a cell of an XLSX names.

A format is a code (« #,##0.00 », « dd/mm/yyyy », « 0% ») of up to four parts: positive, negative, zero, text.
Fractions and the rarer signs are shown as plain numbers.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '#,##0 "€"', 6: '#,##0 "€"', 7: '#,##0.00 "€"',
    8: '#,##0.00 "€"', 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: '#,##0 "€"', 43: "#,##0.00", 44: '#,##0.00 "€"', 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LAST_SERIAL = 2_958_465  # 31/12/9999
SIGNIFICANT = 11
_TOKENS = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[(\$[^\]]*)\]|\[([hms]+)\]|\[[^\]]*\]|(am/pm|a/p)|([ymdhs]+)'
    r"|(\.0+)(?=[^0]|$)|([0#?](?:[0#?,. ]*[0#?,.])?)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_TIMES = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number as its cell shows it."""
    sections = _sections(code)
    if code.strip().lower() in {"", "general", "standard", "@"} or not sections[0].strip():
        return general(value)
    if _is_date(sections[0]):
        return _as_date(value, sections[0], since_1904=since_1904)
    if value < 0 and len(sections) > 1 and sections[1].strip():
        return _as_number(abs(value), sections[1], negative=False)
    if value == 0 and len(sections) > 2 and sections[2].strip():
        return _as_number(value, sections[2], negative=False)
    return _as_number(value, sections[0], negative=value < 0)


def general(value: float) -> str:
    """A number without a format: as many figures as a cell has room for."""
    try:
        rounded = Decimal(repr(value)).normalize()
    except InvalidOperation:
        return ""
    if not rounded.is_finite():
        return ""
    places = SIGNIFICANT - 1 - max(rounded.adjusted(), 0)
    if places > 0:
        rounded = rounded.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    return (
        f"{rounded:f}".replace(".", ",") if abs(rounded.adjusted()) < 20 else str(rounded).replace(".", ",")
    )


@lru_cache(maxsize=500)
def _sections(code: str) -> tuple[str, ...]:
    sections: list[str] = []
    current: list[str] = []
    quoted = False
    for letter in code[:500]:
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            sections.append("".join(current))
            current = []
        else:
            current.append(letter)
    return (*sections, "".join(current))


@lru_cache(maxsize=500)
def _is_date(section: str) -> bool:
    return bool(_TIMES.search(section)) or bool(
        re.search(r"[ymdhs]", _QUOTED.sub("", section), re.IGNORECASE)
    )


def moment_of(serial: float, *, since_1904: bool) -> datetime | None:
    """The moment that a serial number counts in days; that of 1900 counts a 29 February that never was."""
    if not 0 <= serial <= LAST_SERIAL:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if serial >= 60 else 31)  # noqa: DTZ001 -- a spreadsheet knows no time zone
    return start + timedelta(seconds=round(serial * 86_400))


def _as_date(serial: float, section: str, *, since_1904: bool) -> str:
    moment = moment_of(serial, since_1904=since_1904)
    if moment is None:
        return general(serial)
    told: list[str] = []
    before = ""
    tokens = list(_TOKENS.finditer(section))
    for at, token in enumerate(tokens):
        quoted, escaped, _money, elapsed, _noon, date, _fraction, _figures, other = token.groups()
        if elapsed or date:
            part = (elapsed or date).lower()
            after = next((later[6].lower() for later in tokens[at + 1 :] if later[6]), "")
            minutes = part[0] == "m" and (before[:1] == "h" or after[:1] == "s")
            told.append(_elapsed(serial, part) if elapsed else _date_part(moment, part, minutes=minutes))
            before = part
        else:
            told.append(quoted or escaped or other or "")
    return "".join(told)


def _elapsed(serial: float, part: str) -> str:
    return str(int(serial * {"h": 24, "m": 1_440, "s": 86_400}[part[0]] + 1e-6))


def _date_part(moment: datetime, part: str, *, minutes: bool) -> str:
    letter, long = part[0], len(part)
    if letter == "y":
        return f"{moment.year:04d}" if long > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and not minutes and long > 2:
        return MONTHS[moment.month - 1] if long == 4 else SHORT_MONTHS[moment.month - 1]
    if letter == "d" and long > 2:
        day = DAYS[moment.weekday()]
        return day if long > 3 else f"{day[:3]}."
    values = {
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    return f"{values[letter]:02d}" if long > 1 else str(values[letter])


def _as_number(value: float, section: str, *, negative: bool) -> str:
    """The figures where the first run of « 0 # ? » stands, the words around them as they are."""
    told: list[str] = []
    figures = ""
    for token in _TOKENS.finditer(section):
        quoted, escaped, money, _elapsed_time, _noon, _date, fraction, run, other = token.groups()
        if run or fraction:
            figures = figures or run or fraction
            told.append("\0" if "\0" not in told else "")
        elif money:
            told.append(money[1:].split("-")[0])
        else:
            told.append(quoted or escaped or other or "")
    if not figures:
        return "".join(told)
    words = "".join(told)
    scaled = Decimal(repr(value)) * (100 if "%" in words else 1)
    sign = "-" if negative else ""
    return words.replace("\0", sign + _figures(abs(scaled), figures.strip()), 1)


def _figures(value: Decimal, pattern: str) -> str:
    trimmed = pattern.rstrip(",")
    value /= 1000 ** (len(pattern) - len(trimmed))
    whole, _point, decimals = trimmed.partition(".")
    wanted, needed = len(re.sub(r"[^0#?]", "", decimals)), decimals.count("0")
    rounded = value.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP)
    before, _point, after = f"{rounded:f}".partition(".")
    before = before.zfill(whole.count("0")) if before != "0" or "0" in whole else ""
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "\u00a0", before)
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    return f"{before},{after}" if after else before
