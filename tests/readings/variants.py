"""The same contract written by another town: names, bullet signs and numbering exchanged.

A variant changes the words of a document and of its hand-made reading together, line by line, so that
places stay what they are. The same seed gives the same variant.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from typing import Any

Gold = dict[str, Any]
Variant = Callable[[str, Gold, int], tuple[str, Gold]]

NAMES = (
    "Besançon", "Novillars", "Grette", "Planoise", "Doubs", "Franche-Comté", "Belfort", "Bourgogne",
    "Brest", "Bohars", "Guilers", "Gouesnou", "Guipavas", "Plouzané", "Plougastel-Daoulas", "Riecq-Kerhuon",
    "Finistère", "Bretagne", "Bellevue", "Lambézellec", "Recouvrance", "Richepin", "Rennes",
    "Quatre Moulins", "Saint Pierre",
    "Istres", "Miramas", "Marseille", "Prépaou", "Vauban", "Arles", "Tarascon", "Vitrolles",
    "Metz", "Woippy", "Lorraine", "Moselle", "Bridoux",
)  # fmt: skip
BULLETS = ("•", "–", "▪", "➢", "❖", "►", "●")
CELL_BULLETS = ("•", "▪", "➢", "❖", "●")
SIGNS = ("✦", "◆", "○", "■")
NEW_SIGNS = ("◆", "■", "○", "✦", "❖", "➢", "▪", "●", "◇")
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ENDS = ("bourg", "ville", "mont", "court", "vaux", "lieu", "eaux", "ière", "ange", "oy", "ier", "ence")
_VOWELS, _CONSONANTS = "aeiou", "bdfglmnprst"


def other_names(text: str, gold: Gold, seed: int) -> tuple[str, Gold]:
    """Towns and quarters get invented names; elision (« d’Istres ») stays right, capitals too."""
    dice = random.Random(seed)
    invented = {name: _invented(name, dice) for name in NAMES}
    forms = {form: new for name, made in invented.items() for form, new in _forms(name, made)}
    known = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")\b")

    def rename(words: str) -> str:
        return known.sub(lambda match: forms[match.group()], words)

    return rename(text), _everywhere(gold, rename)


def _invented(name: str, dice: random.Random) -> str:
    first = _VOWELS if _folded(name[0]).lower() in _VOWELS else _CONSONANTS
    syllables = dice.choice(first) + "".join(
        dice.choice(_VOWELS if (index % 2) == (first is not _VOWELS) else _CONSONANTS)
        for index in range(1, dice.choice((4, 5)))
    )
    return (syllables + dice.choice(_ENDS)).capitalize()


def _forms(name: str, made: str) -> list[tuple[str, str]]:
    capitals = [(name.upper(), made.upper()), (_folded(name).upper(), made.upper())]
    return [(name, made), (_folded(name), made), *capitals]


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _everywhere(value: Any, change: Callable[[str], str]) -> Any:
    """The same change in every string of a reading, keys and places aside."""
    if isinstance(value, dict):
        return {
            key: inner if key in ("source_file", "note") else _everywhere(inner, change)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_everywhere(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value


def other_bullets(text: str, gold: Gold, seed: int) -> tuple[str, Gold]:
    """Other signs before the items of lists, in the text and in cells; the reading stays what it is."""
    dice = random.Random(seed)
    bullet, in_cells = dice.choice(BULLETS), dice.choice(CELL_BULLETS)
    signs = dict(
        zip(SIGNS, dice.sample([s for s in NEW_SIGNS if s not in (bullet, in_cells)], 4), strict=True)
    )
    changed = []
    for line in text.split("\n"):
        if "\t" in line:
            cells = (_bullets_of_cell(cell, in_cells) for cell in line.split("\t"))
            changed.append("\t".join(cells))
            continue
        front, rest = re.match(r"([\s\-✦◆○■]*)(.*)", line, re.DOTALL).groups()
        if front.endswith((" ", "\t")):
            front = front.replace("-", bullet)
            front = re.sub("[✦◆○■]", lambda match: signs[match.group()], front)
        changed.append(front + rest)
    return "\n".join(changed), gold


def _bullets_of_cell(cell: str, sign: str) -> str:
    if "•" in cell:  # nested bullets of their own: exchanged, they could be taken for the outer ones
        return cell
    if re.match(r"\s*- ", cell):
        return cell.replace("- ", f"{sign} ")
    head, opened, items = cell.partition("<ul")
    return head + opened + items.replace("- ", f"{sign} ")


def other_separators(text: str, gold: Gold, seed: int) -> tuple[str, Gold]:
    """The same numbers, written otherwise: « 1) » for « 1. », « 1.2.3 : » for « 1.2.3 - »."""
    dice = random.Random(seed)
    short, coded = dice.choice((")", " -", "°", " –")), dice.choice((" :", ".", ")", " –"))
    text = re.sub(r"(?m)^(\d{1,2})\. (?=\S)", rf"\1{short} ", text)
    text = re.sub(r"(?m)^(\d{1,2}\.\d{1,2}) / (?=\S)", rf"\1{coded} ", text)
    text = re.sub(r"(?m)(^|\t|>)(\d{1,2}(?:\.\d{1,2}){1,2})\s*[-–]\s*(?=\S)", rf"\1\2{coded} ", text)
    text = re.sub(r"(?m)(^|<p>)(\d) ?[-–] ?(?=[^\d\s])", rf"\1\2{short} ", text)
    return text, gold


def roman_numbers(text: str, gold: Gold, seed: int) -> tuple[str, Gold]:
    """Axes, articles and first levels of numbered lists in Roman figures, in the codes too."""
    word = random.Random(seed).choice(("same", "capitals"))

    def named(match: re.Match[str]) -> str:
        name = match["name"].upper() if word == "capitals" else match["name"]
        return f"{name} {ROMAN[int(match['number'])]}"

    names = r"(?P<name>\b(?:[Aa]xe(?: stratégique)?|AXE|ARTICLE|Article)) (?P<number>\d{1,2})"
    text = re.sub(names + r"(?= ?[:–]|</p>)", named, text)
    text = re.sub(r"(?m)^(\d{1,2})\. (?=\S)", lambda match: f"{ROMAN[int(match[1])]}. ", text)
    text = re.sub(r"(?m)(^|<p>)(\d)( ?[-–] ?)(?=[^\d\s])", lambda m: f"{m[1]}{ROMAN[int(m[2])]} – ", text)
    for item in gold["framework"]:
        item["code"] = re.sub(r"(?<![\d.])(\d{1,2})$", lambda m: ROMAN[int(m[1])], item["code"] or "") or None
    return text, gold


def all_at_once(text: str, gold: Gold, seed: int) -> tuple[str, Gold]:
    for alter in (other_names, other_bullets, other_separators):
        text, gold = alter(text, gold, seed)
    return text, gold


VARIANTS: dict[str, Variant] = {
    "names": other_names,
    "bullets": other_bullets,
    "separators": other_separators,
    "roman": roman_numbers,
    "all at once": all_at_once,
}
