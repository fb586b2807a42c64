"""What must be true of neighbourhoods, and how their printed names are recognised."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from reciproque.core.text import fold
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.geometry import UnreadablePerimeter, read_text
from reciproque.territories.models import Neighbourhood

NAME_LENGTH = 300
CODES = {
    NeighbourhoodKind.QPV_2015: re.compile(r"QP(?:\d{3}|02[AB])\d{3}"),
    NeighbourhoodKind.QPV_2024: re.compile(r"QN(?:\d{3}|02[AB])\d{2}[NMI]"),
}
_SHORT_WORDS = {
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "et",
    "a",
    "au",
    "aux",
    "en",
    "sur",
    "sous",
    "lez",
}
_GENERIC = {
    *{
        "quartier",
        "quartiers",
        "secteur",
        "zone",
        "cite",
        "cites",
        "qpv",
        "prioritaire",
        "residence",
        "residences",
    },
    *{"ensemble", "grand", "ville", "commune", "intercommunal", "intercommunale"},
}
_BEARINGS = {
    "nord",
    "sud",
    "est",
    "ouest",
    "centre",
    "haut",
    "haute",
    "hauts",
    "bas",
    "basse",
    "vieux",
    "vieille",
}
_SPELT_OUT = {"st": "saint", "ste": "sainte", "gal": "general", "cdt": "commandant"}
CERTAIN = 75


def obstacles_to_keeping(kind: str, values: Mapping[str, Any]) -> list[str]:
    """Judge the fields of a neighbourhood as typed: name, code, perimeter."""
    obstacles = []
    name, code = values.get("name"), values.get("code", "")
    if name is not None and not any(letter.isalnum() for letter in name):
        obstacles.append("Indiquez le nom du quartier.")
    if name and len(name) > NAME_LENGTH:
        obstacles.append(f"Le nom dépasse {NAME_LENGTH} caractères.")
    if code and not _is_code(kind, code):
        obstacles.append(
            "Le code officiel d’un quartier prioritaire s’écrit QP et six chiffres (2015), "
            "ou QN, cinq chiffres et une lettre N, M ou I (2024)."
        )
    if values.get("perimeter"):
        obstacles += _obstacles_to_perimeter(values["perimeter"])
    return obstacles


def _is_code(kind: str, code: str) -> bool:
    pattern = CODES.get(NeighbourhoodKind(kind))
    return pattern is not None and pattern.fullmatch(code) is not None


def _obstacles_to_perimeter(text: str) -> list[str]:
    try:
        perimeter = read_text(text)
    except UnreadablePerimeter as unreadable:
        return [str(unreadable)]
    return ["Le périmètre se réduit à un point."] if perimeter.is_degenerate else []


def obstacles_to_renaming(neighbourhood: Neighbourhood, values: Mapping[str, Any]) -> list[str]:
    """What the State's list says is not rewritten here: name, code and kind come back with each loading."""
    from_the_list = neighbourhood.is_official and neighbourhood.contract_id is None
    touched = [
        name
        for name in ("name", "code", "kind")
        if values.get(name, getattr(neighbourhood, name)) != getattr(neighbourhood, name)
    ]
    if from_the_list and touched:
        return [
            "Le nom, le code et la nature de ce quartier viennent de la liste de l’État : ils ne se modifient pas ici."
        ]
    return []


def obstacles_to_succession(before: Neighbourhood, after: Neighbourhood, *, back: bool) -> list[str]:
    """`back` says that `after` already leads to `before`."""
    if before.pk == after.pk:
        return ["Un quartier ne se succède pas à lui-même."]
    if back:
        return [f"« {before.name} » succède déjà à « {after.name} » : la succession tournerait en rond."]
    if before.kind == NeighbourhoodKind.QPV_2024 and after.kind == NeighbourhoodKind.QPV_2015:
        return ["Un quartier de 2015 ne succède pas à un quartier de 2024."]
    return []


def obstacles_to_headcount(count: int, as_of: str) -> list[str]:
    obstacles = []
    if not 0 <= count <= 2_000_000:
        obstacles.append("La population est un nombre d’habitants, entre 0 et 2 millions.")
    if len(as_of) > 10:
        obstacles.append("La date de la population est une année (2021) ou un jour (2021-01-01).")
    return obstacles


@dataclass(frozen=True)
class PlaceName:
    """The words that tell a neighbourhood apart, without those of its commune when others are left."""

    words: frozenset[str]


def read_place_name(name: str, *, communes: frozenset[str] = frozenset()) -> PlaceName:
    """`communes` are the words of the names of communes around, see `words_of`."""
    words = words_of(name)
    bare = words - _GENERIC
    return PlaceName(frozenset(bare - communes or bare or words))


def words_of(name: str) -> frozenset[str]:
    found = re.findall(r"[a-z0-9]+", fold(name).replace("'", " "))
    return frozenset(_SPELT_OUT.get(word, word) for word in found if word not in _SHORT_WORDS)


def place_likeness(printed: PlaceName, known: PlaceName) -> int:
    """0 to 100: 100 the same words; from CERTAIN on one name holds the other, or is misspelt."""
    if not printed.words or not known.words:
        return 0
    if printed.words == known.words:
        return 100
    few, many = sorted((printed.words, known.words), key=len)
    if few != many and all(word in _BEARINGS or len(word) == 1 or word.isdigit() for word in few):
        return _shared(printed.words, known.words)  # « Nord » alone does not tell « Gare Nord »
    partners = {_partner(word, many) for word in few}
    if None in partners or len(partners) < len(few):
        return _shared(printed.words, known.words)
    return 95 if len(few) == len(many) else 75 + round(20 * len(few) / len(many))


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Some words in common and some not: never certain, worth a look."""
    common = one & other
    return round(74 * len(common) / max(len(one), len(other))) if common else 0


def _partner(word: str, words: frozenset[str]) -> str | None:
    if word in words:
        return word
    if len(word) < 5 or word.isdigit():
        return None
    best = max(words, key=lambda other: fuzz.ratio(word, other))
    return best if len(best) >= 5 and fuzz.ratio(word, best) >= 86 else None
