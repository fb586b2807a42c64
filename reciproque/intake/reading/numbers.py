"""Numbers as French administrations print them: « 19 566 », « 1.850.000 », « 2,57 M€ », « dix-huit »."""

from __future__ import annotations

import re

from reciproque.intake.reading.spelling import folded

_DIGITS = re.compile(
    r"(?<!\d)(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,4}(?:,\d{1,4})?(?!\d)|\d{1,12}(?:[.,]\d{1,4})?(?!\d))"
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,4}(?:,\d{1,4})?$")
_UP_TO_SIXTEEN = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_UNITS = _UP_TO_SIXTEEN.split()
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "mille": 1000,
}
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)} | _TENS | _ABOUT
WORDS |= {"une": 1, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "quatre-vingt": 80, "quatre-vingts": 80}
WORDS |= {"vingt-et-un": 21, **{f"vingt-{_UNITS[n]}": 20 + n for n in range(2, 10)}}
_ONE_WORD = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + "|cents|mille|millions?)"
# « neuf cent douze », « soixante et onze »: up to eight words in a row.
NUMBER_WORD = rf"(?:{_ONE_WORD}(?:(?:[ -]|[ -]et[ -]){_ONE_WORD}\b){{0,7}})"
_IN_WORDS = re.compile(rf"{NUMBER_WORD}$")
_SCALES = {"mille": 1000, "million": 1_000_000, "millions": 1_000_000}


def number_in(text: str) -> float | int | None:
    """The first number of a text, in digits."""
    found = _DIGITS.search(text)
    return value_of(found.group()) if found else None


def value_of(printed: str) -> float | int | None:
    """The value of one printed number, in digits or in words."""
    printed = printed.strip()
    if folded(printed) in WORDS:
        return WORDS[folded(printed)]
    if _IN_WORDS.match(folded(printed)):
        return _in_words(folded(printed))
    if _THOUSANDS.match(printed):
        printed = re.sub(r"[ .\u00a0\u202f]", "", printed)
    try:
        value = float(printed.replace(",", "."))
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _in_words(plain: str) -> int | None:
    """« trois mille deux cent vingt-quatre »; None for words in a row that are no number (« deux trois »)."""
    total, below, last = 0, 0, 0
    for word in re.split(
        r"[ -]+", plain.replace("quatre-vingts", "quatrevingt").replace("quatre-vingt", "quatrevingt")
    ):
        value = _value_of_word(word)
        if word == "et":
            continue
        if value >= 1000:
            total, below = total + (below or 1) * value, 0
        elif value == 100:
            below = (below or 1) * 100 if below < 10 else 0
        elif last and last <= value:
            return None
        else:
            below += value
        last = value if value < 100 else 0
    return total + below


def _value_of_word(word: str) -> int:
    if word == "quatrevingt":
        return 80
    return _SCALES.get(word) or WORDS.get(word.removesuffix("s")) or WORDS.get(word, 0)


def whole_number(text: str) -> int | None:
    """The number of a cell that holds a count of people: « 19 566 », « 3100 hab. », nothing for « n.c. »."""
    value = number_in(text)
    return int(value) if isinstance(value, int) and value >= 0 else None
