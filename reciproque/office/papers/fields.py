"""The fields of a template: « {titre} » and its like are replaced by words, and nothing in a template is ever run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reciproque.core.text import clean

CONTENT = "contenu"
FIELDS = {
    "titre": "le titre du document",
    "sous-titre": "son sous-titre : contrat, période",
    "contrat": "le nom du contrat",
    "texte": "le titre du texte exporté",
    "date": "la date de l’export",
    CONTENT: "tout le contenu, seul dans son paragraphe",
}
"""The fields that a template may hold, and what each stands for."""
_FIELD = re.compile(r"\{\s*([A-Za-zÀ-ÿ_-]{1,30})\s*\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece of the text of a paragraph: word processors cut « {titre} » into several without saying so."""

    text: str
    put: Callable[[str], None]


def named_in(text: str) -> list[str]:
    """The fields that a text names, in small letters."""
    return [found[1].lower() for found in _FIELD.finditer(text)]


def is_content(text: str) -> bool:
    return (
        text.strip() == text.strip().lower()
        and named_in(text) == [CONTENT]
        and bool(_FIELD.fullmatch(text.strip()))
    )


def fill(slots: Sequence[Slot], values: Mapping[str, str]) -> None:
    """Replace the fields of one paragraph. An unknown one stays as it is, for everybody to see."""
    whole = "".join(slot.text for slot in slots)
    found = [one for one in _FIELD.finditer(whole) if one[1].lower() in values]
    if not found:
        return
    texts = [slot.text for slot in slots]
    for one in reversed(found):
        _replace(texts, one.start(), one.end(), clean(values[one[1].lower()]))
    for slot, text in zip(slots, texts, strict=True):
        if text != slot.text:
            slot.put(text)


def _replace(texts: list[str], start: int, end: int, value: str) -> None:
    """Put the value where the field begins, and take the rest of the field out of the pieces behind."""
    at = 0
    given = False
    for place, text in enumerate(texts):
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            texts[place] = text[:first] + ("" if given else value) + text[last:]
            given = True


def unknown(texts: Iterable[str]) -> list[str]:
    """The fields that nobody will fill, each once."""
    return list(dict.fromkeys(name for text in texts for name in named_in(text) if name not in FIELDS))
