"""How two printed names of one body are recognised as the same, whatever the typist."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from reciproque.core.text import fold
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.rules.kinds import kind_from_name

_SIGNED_FOR = re.compile(r"^(?:pour|par) (?:le |la |les |l')?|^(?:le|la|les) |^l'")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
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
    "pour",
    "par",
    "un",
    "une",
}

# Ways of writing that mean the same body: abbreviations of the trade, and names that one office bears.
_SAME = [
    (r"c\.? ?a\.? ?f", "caisse allocations familiales"),
    (r"c\.? ?p\.? ?a\.? ?m", "caisse primaire assurance maladie"),
    (r"carsat", "caisse assurance retraite sante travail"),
    (r"msa", "mutualite sociale agricole"),
    (r"ars", "agence regionale sante"),
    (r"agence (?:regionale )?de (?:la )?sante", "agence regionale sante"),
    (
        r"cci|chambre (?:territoriale |regionale )?de commerce(?: et (?:d'|de l')industrie)?",
        "chambre commerce industrie",
    ),
    (r"cma|chambre (?:regionale )?de(?:s)? metiers(?: et de l'artisanat)?", "chambre metiers artisanat"),
    (r"ccas", "centre communal action sociale"),
    (
        r"opac|oph|office public (?:de l'|d')habitat|office public d'amenagement et de construction",
        "office public habitat",
    ),
    (r"pjj", "protection judiciaire jeunesse"),
    (r"spip", "service penitentiaire insertion probation"),
    (r"dsden", "direction services departementaux education nationale"),
    (
        r"direction des services departementaux de l'education nationale",
        "direction services departementaux education nationale",
    ),
    (r"rectorat(?: de l'academie)?|academie", "academie"),
    (r"cdc", "caisse depots"),
    (r"caisse des depots(?: et consignations)?", "caisse depots"),
    (r"anru", "agence nationale renovation urbaine"),
    (r"anct", "agence nationale cohesion territoires"),
    (r"ddets", "direction departementale emploi travail solidarites"),
    (r"dreets", "direction regionale economie emploi travail solidarites"),
    (r"drac", "direction regionale affaires culturelles"),
    (r"conseil (?:departemental|general)|departement", "departement"),
    (r"conseil regional|region", "region"),
    (r"ville|commune|mairie|municipalite", "commune"),
    (r"prefet(?:e)?(?: de(?: la)? region)?|prefecture", "prefecture"),
    (r"asso", "association"),
    (r"communaute d'agglo(?:meration)?", "communaute agglomeration"),
    (r"st", "saint"),
    (r"ste", "sainte"),
]
_AT_THE_START = [
    (r"ca", "communaute agglomeration"),
    (r"cc", "communaute communes"),
    (r"cu", "communaute urbaine"),
    (r"cd", "departement"),
    (r"cr", "region"),
]
_EXPANSIONS = [(re.compile(rf"\b(?:{written})\b"), meant) for written, meant in _SAME]
_FIRST_EXPANSIONS = [(re.compile(rf"^{written}\b"), meant) for written, meant in _AT_THE_START]
_COMMON_WORDS = {
    *(word for _written, meant in [*_SAME, *_AT_THE_START] for word in meant.split()),
    *("conseil", "citoyen", "citoyens", "direction", "service", "services", "delegation", "union"),
    *("federation", "mission", "locale", "pole", "emploi", "france", "travail", "metropole", "urbaine"),
    *("general", "generale", "office", "societe", "etablissement", "etat", "agriculture"),
} - {"saint", "sainte"}


def match_key(name: str) -> str:
    """The words that a name really says, in their order: without articles, « Pour la », case, marks; spelt out."""
    outside = _PARENTHESES.sub(" ", name)
    text = _spelt_out(outside) or _spelt_out(name)
    return " ".join(dict.fromkeys(text))


def _spelt_out(name: str) -> list[str]:
    text = re.sub(r"[‐‑–—_/\-]+", " ", _SIGNED_FOR.sub("", fold(name)))
    text = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text)
    for written, meant in _FIRST_EXPANSIONS:
        text = written.sub(meant, text)
    for written, meant in _EXPANSIONS:
        text = written.sub(meant, text)
    return [word for word in re.findall(r"[a-z0-9]+", text) if word not in _SHORT_WORDS]


@dataclass(frozen=True)
class ReadName:
    """A name ready to be compared: its key, its kind, the words of the trade and those of its own."""

    key: str
    kind: OrganisationKind
    common: frozenset[str]
    own: frozenset[str]


def read_name(name: str) -> ReadName:
    return read_key(match_key(name), kind_from_name(name))


def read_key(key: str, kind: OrganisationKind | str) -> ReadName:
    words = frozenset(key.split())
    return ReadName(key, OrganisationKind(kind), words & _COMMON_WORDS, words - _COMMON_WORDS)


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, from 0 to 100; 97 and more say the same words. `why` is for a person."""

    score: int
    why: str


NOT_ALIKE = Likeness(0, "")
SAME = 97  # from here on no person is asked


def likeness(name: ReadName, other: ReadName) -> Likeness:
    """Compare two names. What tells bodies apart (places, own names) must agree; the trade's words may lack."""
    if not name.key or not other.key:
        return NOT_ALIKE
    if name.key == other.key:
        return Likeness(100, "même nom")
    if name.common == other.common and name.own == other.own:
        return Likeness(98, "mêmes mots")
    if name.key.replace(" ", "") == other.key.replace(" ", ""):
        return Likeness(SAME, "même nom, écrit avec ou sans espace")
    if not _may_be_one_kind(name, other):
        return NOT_ALIKE
    return _compare_words(name, other)


def _may_be_one_kind(name: ReadName, other: ReadName) -> bool:
    kinds_agree = name.kind == other.kind or OrganisationKind.OTHER in {name.kind, other.kind}
    return kinds_agree and (name.common <= other.common or other.common <= name.common)


def _compare_words(name: ReadName, other: ReadName) -> Likeness:
    if not name.own or not other.own:
        same_trade = name.common == other.common
        return Likeness(70, "même type d’organisme, sans le lieu") if same_trade else NOT_ALIKE
    few, many = sorted((name.own, other.own), key=len)
    partners = {_partner(word, many) for word in few}
    if None in partners or len(partners) < len(few):
        return NOT_ALIKE
    if name.common != other.common and name.common ^ other.common != {"association"}:
        return Likeness(60, "même nom propre, type d’organisme à vérifier")
    if len(few) < len(many):
        return Likeness(75, "l’un des noms est plus long que l’autre")
    if few != many:
        return Likeness(88, "orthographe proche")
    return Likeness(92, "même nom, au mot « association » près")


def _partner(word: str, words: frozenset[str]) -> str | None:
    """The word that this one is, or is a misspelling of."""
    if word in words:
        return word
    if len(word) < 4 or word.isdigit():
        return None
    best = max(words, key=lambda other: fuzz.ratio(word, other))
    return best if len(best) >= 4 and fuzz.ratio(word, best) >= 87 else None
