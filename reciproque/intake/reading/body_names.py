"""Names of the bodies that steer a contract, found in running text or standing alone on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from reciproque.intake.reading.spelling import folded, words_of

_QUALIFIER = (
    r"(?:techniques?|partenarial(?:e|es)?|partenariaux|elargie?s?|restreinte?s?|permanente?s?|citoyen(?:ne)?s?|strategiques?"
    r"|operationnel(?:le)?s?|thematiques?|metropolitaine?s?|communal(?:e|es)?|communaux|intercommunal(?:e|es)?"
    r"|territorial(?:e|es)?|territoriaux|local(?:e|es)?|locaux|departemental(?:e|es)?|regional(?:e|es)?|national(?:e|es)?"
    r"|pleniere|uniques?|executif|mixtes?|inter-?quartiers?|inter quartiers?|quartiers?|dedie(?:e|s|es)?(?= aux?\b)"
    r"|financeurs|politiques?|institutionnel(?:le)?s?|transversal(?:e|es)?|politique de la ville)"
)
_PURPOSE = (
    r"(?:de (?:pilotage|suivi|programmation|travail|coordination|concertation|projet|direction|quartiers?|evaluation"
    r"|territoire|pilier|liaison|veille|redaction|gestion|financement|selection)|d'(?:animation|evaluation|orientation"
    r"|attribution|engagement|appui|experts|usagers)|des (?:financeurs|partenaires|elus|maires|signataires|habitants"
    r"|referents|acteurs)|projet|pilotage)"
)
_NOUNS = {
    "comite": "comites?|copil|cotech?|copi|cotec|cosui",
    "commission": "commissions?",
    "council": "conseils? citoyens?|conseils? d'habitants|conseils? de quartiers?|ateliers? citoyens?|"
    "conseils? participatifs?|tables? de quartier",
    "group": "groupes? (?:de travail|techniques?|thematiques?|projet|operationnels?|de suivi|de pilotage|ressources?)",
    "secretariat": "secretariat (?:permanent|technique|general|executif)",
    "gathering": "(?:conference|assemblee|forum|revue|instance|cellule|bureau)s?"
    "(?= (?:des? |d'|plenier|annuel|strategique|technique|local))",
    "team": "equipes?(?: (?:projets?|operationnelles?|techniques?|dediees?|d'animation|de pilotage))?"
    "(?: politique de la ville)?",
    "referent": "referents?(?: ou plusieurs referents?)?",
}
_WHOLE = re.compile("|".join(rf"\b(?P<{kind}>{noun})\b" for kind, noun in _NOUNS.items()))
_MORE = re.compile(rf"(?:\s+(?:{_PURPOSE}|{_QUALIFIER})(?![\w-]))+")
_LINK = re.compile(r"\s+(?:du|de la|de l'|des|de|d')\s*")
_WORD = re.compile(r"[\wÀ-ÿ'’-]+")
_AND_OF = re.compile(r"\s+et\s+(?:du|de la|de l'|des|de|d')\s*")
_LOWER_NAMES = re.compile(r"(?:contrats? de ville|piliers?|politique de la ville|protocole)(?: \d)?")
_NAME_GOES_ON = re.compile(
    r"(?:[\s-]+(?:de\s+|du\s+|de\s+la\s+|des\s+|d['’])?[A-ZÀ-Ý][\wÀ-ÿ'’-]*)*(?:\s+\d)?"
)
_MONTHS = re.compile(
    r"^\d|^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|xx+)\b"
)
_HEADS = ("comite", "comites", "commission", "commissions", "groupe", "groupes", "conseil", "conseils", "secretariat",
          "equipe", "equipes", "conference", "assemblee", "forum", "instance", "copil", "cotech", "cotec", "bureau",
          "cellule", "revue", "laboratoire", "collectif")  # fmt: skip
_ALONE = re.compile(
    r"^(?:(?:le|la|les|l'|un|une)\s*)?(?:comites?|copil|cotech?|commissions?|groupes?|conseils? citoyens?|conseils? d"
    r"|ateliers? citoyens?"
    r"|secretariat|equipes?|conferences?|assemblees?|forums?|instance|bureau|cellules?|revues?|laboratoires?|tables?)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A body found in a text. `named` says that more than its kind is said (« Conseil citoyen du Port »)."""

    text: str
    kind: str
    start: int
    end: int
    named: bool
    plural: bool


def bodies_in(text: str) -> Iterator[Named]:
    """Find the bodies that a text names, from their first word to the end of their name."""
    plain = folded(text)
    at = 0
    while found := _WHOLE.search(plain, at):
        end = found.end()
        if more := _MORE.match(plain, end):
            end = more.end()
        named = end > found.end()
        end, proper = _with_name(text, plain, end)
        if proper and found.group().split()[0].endswith("s"):
            end = _and_another(text, plain, end)
        kind = found.lastgroup or ""
        yield Named(
            text[found.start() : end].strip(),
            kind,
            found.start(),
            end,
            named or proper,
            found.group().split()[0].endswith("s"),
        )
        at = max(end, found.end())


def _with_name(text: str, plain: str, end: int) -> tuple[int, bool]:
    """Go on over « du Contrat de Ville », « du Prépaou », but not over a date."""
    proper = False
    while found := _LINK.match(plain, end):
        lower = _LOWER_NAMES.match(plain, found.end())
        upper = text[found.end() : found.end() + 1].isupper() and not _MONTHS.match(plain[found.end() :])
        if not lower and not upper:
            break
        if lower:
            end = lower.end()
        else:
            word = _WORD.match(text, found.end())
            end = word.end() if word else found.end()
        proper = True
        if upper and (more := _NAME_GOES_ON.match(text, end)):
            end = more.end()
    return end, proper


def _and_another(text: str, plain: str, end: int) -> int:
    """« Les conseils citoyens de Bel-Air et de La Gare »: the name of the second place."""
    found = _AND_OF.match(plain, end)
    if not found or not text[found.end() : found.end() + 1].isupper():
        return end
    word = _WORD.match(text, found.end())
    end = word.end() if word else end
    more = _NAME_GOES_ON.match(text, end)
    return more.end() if more else end


def is_body_line(text: str) -> bool:
    """A short line that holds nothing but the name of a body, with a slip of recognition at most."""
    if len(text.split()) > 12 or text[-1:] in ".;:," or "+" in text:
        return False
    plain = folded(text)
    if _ALONE.match(plain):
        return True
    words = words_of(text)
    return (
        len(words) > 1
        and len(words[0]) > 4
        and text[:1].isupper()
        and bool(get_close_matches(words[0], _HEADS, n=1, cutoff=0.85))
        and bool(re.match(r"\w+ (?:de |d'|technique|citoyen|permanent)", plain))
    )


def begins_with_body(text: str) -> bool:
    return bool(_ALONE.match(folded(text)))
