"""The words of the trade: which nouns name a level of a framework, which titles announce what.

All patterns are asked on folded text (`fold`): small letters, no accents, straight apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from reciproque.intake.reading.verbs import INFINITIVES, NOUNS


@lru_cache(maxsize=20000)
def fold(text: str) -> str:
    """Small letters, no accents, straight apostrophes, one space between words."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'").replace("\u00a0", " ")
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"\s+", " ", "".join(c for c in text if not unicodedata.combining(c)).lower()).strip()


class Subject(StrEnum):
    """What a title says that its section holds. A title may have several subjects."""

    CONTENTS = "sommaire"
    PREAMBLE = "préambule"
    PURPOSE = "objet"
    RECALL = "pour rappel"
    FINDINGS = "constats"
    EVALUATION = "évaluation"
    METHOD = "méthode"
    GOVERNANCE = "gouvernance"
    CALENDAR = "calendrier"
    PRIORITIES = "priorités"
    RESULTS = "résultats attendus"
    INDICATORS = "indicateurs"
    LEADS = "pistes"
    LINKED = "lien"
    COMMITMENTS = "engagements"
    NEIGHBOURHOODS = "quartiers"
    DOCUMENTS = "documents de référence"
    SIGNATORIES = "signataires"
    GLOSSARY = "glossaire"
    ANNEXES = "annexes"


_SUBJECTS: list[tuple[Subject, re.Pattern[str]]] = [
    (subject, re.compile(pattern))
    for subject, pattern in (
        (Subject.CONTENTS, r"^(?:le )?(?:sommaire|table des matieres|plan du document)\b"),
        (Subject.PREAMBLE, r"^(?:le )?(?:preambule|introduction|elements introductifs|avant-propos|edito)"),
        (Subject.PURPOSE, r"\bobjet\b"),
        (Subject.RECALL, r"\bpour rappel\b|^rappel\b|^rappels?\b"),
        (
            Subject.FINDINGS,
            r"\bconstats?\b|\bproblematiques? |\bproblematiques?$|\bconclusions?\b"
            r"|\bpoints? (?:de vigilance|forts?|faibles?)\b"
            r"|\benjeux (?:identifie|repere|releve|degage)s\b|\bce que (?:nous )?(?:disent|dit) |\bfragilites\b"
            r"|\banalyse\b|\bdiagnostics?\b|\benseignements?\b|\batouts\b|\bfaiblesses\b|\bforces\b",
        ),
        (Subject.EVALUATION, r"\bevaluat\w+|\bbilans?\b|\bsuivi\b"),
        (
            Subject.METHOD,
            r"\bmethod\w*|\bdemarche\b|\belaboration\b|\bderoule\w*|\bjournee\b|\bseminaire\b|\bprocessus\b"
            r"|\bconcertation\b",
        ),
        (
            Subject.GOVERNANCE,
            r"\bgouvernance\b|\bpilotage\b|\binstances?\b|\bingenierie\b|(?:^|[.):–-] ?)(?:l')?organisation$",
        ),
        (Subject.CALENDAR, r"\bcalendrier\b|\bplanning\b|\becheancier\b|\bduree\b"),
        (
            Subject.PRIORITIES,
            r"(?<!quartier )(?<!quartiers )(?<!geographie )\bpriorit\w+"
            r"|\bpriorisation\w*|\borientations?\b|\bobjectifs?\b|\benjeux\b|\baxes\b|\bambitions\b"
            r"|\bsocle\b|\bprojets? de quartiers?\b|\bfeuilles? de route\b",
        ),
        (Subject.RESULTS, r"\b(?:resultats?|effets?|impacts?) (?:attendu|vise|escompte|recherche)s?\b"),
        (Subject.INDICATORS, r"\bindicateurs?\b|\bcomment (?:saurons-nous|savoir|mesurer)"),
        (Subject.LEADS, r"\bperspectives?\b|\bpistes?\b|\brecommandations?\b|\bpreconisations?\b"),
        (
            Subject.LINKED,
            r"\ben lien\b|\bde rattachement\b|\bconcerne(?:e|s|es)?$|\breference[s]? au contrat\b",
        ),
        (Subject.COMMITMENTS, r"(?<!protocole d')\bengagements?\b(?! quartiers)|\bcontributions?\b"),
        (
            Subject.NEIGHBOURHOODS,
            r"\bquartiers? (?:prioritaires?|concernes?|vecus?|en veille|retenus?)\b|\bgeographie prioritaire\b"
            r"|\bperimetres?\b|\bterritoires? de veille\b",
        ),
        (
            Subject.DOCUMENTS,
            r"\bdocuments? (?:de reference|cadres?)\b|\btextes? de reference\b"
            r"|\bcadre (?:juridique|reglementaire|legal)\b",
        ),
        (
            Subject.SIGNATORIES,
            r"^(?:les |liste des )?(?:partenaires )?(?:co-?)?signataires?(?: du .*)?\s*:?$|^signatures?\s*:?$",
        ),
        (Subject.GLOSSARY, r"\bglossaire\b|\blexique\b|^(?:liste des )?sigles\b|\bacronymes\b"),
        (Subject.ANNEXES, r"^annexes?\b"),
    )
]


@lru_cache(maxsize=5000)
def subjects_of(title: str) -> frozenset[Subject]:
    folded = fold(title)[:400]
    return frozenset(subject for subject, pattern in _SUBJECTS if pattern.search(folded))


LEVELS = (
    r"axes?|ambitions?|objectifs?|piliers?|volets?|priorisations?|priorites?|orientations?|themes?|thematiques?|enjeux?"
    r"|finalites?|defis?|domaines?|champs?|sous-objectifs?|buts?|chantiers?|leviers?|mesures?|actions?"
)
PLURALS = (
    r"axes|ambitions|objectifs|piliers|volets|priorisations|priorites|orientations|themes|thematiques|enjeux"
    r"|finalites|defis|chantiers|indicateurs|engagements|actions|quartiers|projets de quartiers?"
)

VERBS = frozenset(fold(verb) for verb in INFINITIVES) - {"mieux", "se"}
_INFINITIVE = re.compile(r"[a-z-]{2,}(?:er|ir|re)$")


def opens_with_infinitive(text: str) -> bool:
    """Whether a text begins as an objective does: « Renforcer… », « S'appuyer… », « (Re)Mobiliser… »."""
    words = fold(text).lstrip("«\"'(-–•→ ").split(" ", 4)[:4]
    if not words:
        return False
    words[0] = words[0].replace("(", "").replace(")", "")
    while len(words) > 1 and words[0] in ("se", "mieux", "ne", "pas", "bien", "plus", "co"):
        words.pop(0)
    return is_infinitive(words[0])


def is_infinitive(word: str) -> bool:
    word = word.strip('.,;:!?«»"()')
    word = re.sub(r"^(?:s'|re-|co-)", "", word)
    word = re.sub(r"(?:/|-)\w+$", "", word) if "/" in word else word
    if word in VERBS:
        return True
    if word in NOUNS or not _INFINITIVE.match(word):
        return False
    if word.startswith("re") and word[2:] in VERBS:
        return True
    return len(word) > 4 and word.endswith(("er", "uire", "enir", "ettre", "ndre", "ourir", "vrir"))


def is_known_verb(word: str) -> bool:
    """Whether a word is a verb of the list: for places where a guess by its ending would be too bold."""
    return re.sub(r"^(?:s'|re-)", "", fold(word)) in VERBS


_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}|[a-h])"
_CODE = re.compile(
    rf"^((?:{LEVELS}|partie|titre|chapitre|article|annexe|fiche|projet|quartier|socle|section|engagement)"
    rf"(?: [a-z-]{{3,20}}){{0,2}} (?:n ?[°o] ?)?{_NUMBER})(?= ?[:.\-–—/)|]|$| [^a-z0-9])\s*[:.\-–—/)|]*\s*"
)
_DOTTED = re.compile(
    r"^((?:\d{1,2}|[A-H]|[IVX]{1,4})(?:\.\d{1,2}){1,4})\.?(?=[\s\-–—/:)a-zà-ÿA-ZÀ-Ý])\s*[:.\-–—/)|]*\s*(?=\S)"
)
_LETTERED = re.compile(r"^([A-Z]{1,2}\.?\d{1,2}(?:\.\d{1,2}){0,2})\s*[.:)\-–—/]+\s*(?=[^\W\d_]|[«\"])")
_ROMAN = re.compile(r"^([IVX]{1,5}|[A-H])\s?[.)\-–—/:]\s*(?=[^\W\d_]|[«\"])")


_NO_NAME = re.compile(r"[A-ZÀ-Ý]?['’]?[a-zà-ÿ'’]+(?:\s*:|\s+(?:[a-zà-ÿ«\"]|\d))")
_TRANSVERSAL = re.compile(
    r"^((?:axes?|piliers?|volets?|priorites?|orientations?|objectifs?|enjeux?) transvers(?:al|ale|aux|ales))"
    r"\s*[:\-–—]\s*(?=\S)"
)


def split_code(text: str) -> tuple[str | None, str]:
    """Take a printed code off the front of a title: « Axe 2 : La ville » gives (« Axe 2 », « La ville »).

    Codes are a word of the trade with a number, or a dotted number. The code comes back as printed.
    """
    found = _DOTTED.match(text) or _LETTERED.match(text)
    if found:
        return found[1], text[found.end() :]
    front = re.split("[œŒ]", text[:80])[0]
    folded = fold(front)
    if len(folded) == len(front.rstrip()):
        coded = _TRANSVERSAL.match(folded) or _CODE.match(folded)
        if coded and (len(front) == len(text) or coded.end() < len(folded)):
            return text[: coded.end(1)], text[coded.end() :]
    return None, text


def split_roman(text: str) -> tuple[str | None, str]:
    """Take « II. », « B - » or « A. » off the front; before a name a letter with a point is an initial."""
    found = _ROMAN.match(text)
    sure = found and (len(found[1]) > 1 or text[found.end(1) : found.end(1) + 1] in ")-–—/")
    if found and (sure or _NO_NAME.match(text, found.end())):
        return found[1], text[found.end() :]
    return None, text
