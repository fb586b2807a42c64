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
    *"conseil citoyen citoyens direction service services delegation union federation mission locale pole emploi"
    " france travail metropole agglomeration urbaine communes general generale office societe etablissement".split(),
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
class Likeness:
    """How alike two names are, from 0 to 100; 100 says the same words. `why` is for a person."""

    score: int
    why: str


NOT_ALIKE = Likeness(0, "")


def likeness(name: str, other: str) -> Likeness:
    """Compare two printed names. What tells bodies apart (places, own names) must agree; the trade's words may lack."""
    ours, theirs = match_key(name), match_key(other)
    if not ours or not theirs:
        return NOT_ALIKE
    if ours == theirs:
        return Likeness(100, "même nom")
    if set(ours.split()) == set(theirs.split()):
        return Likeness(97, "mêmes mots")
    if ours.replace(" ", "") == theirs.replace(" ", ""):
        return Likeness(97, "même nom, écrit avec ou sans espace")
    if not _kinds_agree(name, other):
        return NOT_ALIKE
    return _compare_words(set(ours.split()), set(theirs.split()))


def _kinds_agree(name: str, other: str) -> bool:
    kinds = {kind_from_name(name), kind_from_name(other)}
    return len(kinds) == 1 or OrganisationKind.OTHER in kinds


def _compare_words(ours: set[str], theirs: set[str]) -> Likeness:
    common_ours, common_theirs = ours & _COMMON_WORDS, theirs & _COMMON_WORDS
    own_ours, own_theirs = ours - _COMMON_WORDS, theirs - _COMMON_WORDS
    if not (common_ours <= common_theirs or common_theirs <= common_ours):
        return NOT_ALIKE
    if not own_ours or not own_theirs:
        return _named_without_its_place(common_ours, common_theirs)
    few, many = sorted((own_ours, own_theirs), key=len)
    partners = {word: _partner(word, many) for word in few}
    if None in partners.values() or len(set(partners.values())) < len(few):
        return NOT_ALIKE
    if len(few) == len(many):
        spelt_alike = few == many
        return (
            Likeness(92, "même nom, au type d’organisme près")
            if spelt_alike
            else Likeness(88, "orthographe proche")
        )
    return Likeness(75, "l’un des noms est plus long que l’autre")


def _named_without_its_place(ours: set[str], theirs: set[str]) -> Likeness:
    """« CAF » beside « CAF du Finistère »: the same office if there is but one."""
    if ours == theirs:
        return Likeness(70, "même type d’organisme, sans le lieu")
    return NOT_ALIKE


def _partner(word: str, words: set[str]) -> str | None:
    if word in words:
        return word
    if len(word) < 4 or word.isdigit():
        return None
    best = max(words, key=lambda other: fuzz.ratio(word, other))
    return best if fuzz.ratio(word, best) >= 87 and len(best) >= 4 else None
