"""Which titles are themselves items of the framework: those between the title of a section and its lists."""

from __future__ import annotations

import re

from reciproque.intake.reading.outline import Section
from reciproque.intake.reading.title_forms import COUNTED, announces, is_real
from reciproque.intake.reading.words import Subject, fold, opens_with_infinitive

_THE_CONTRACT = re.compile(
    r"^(?:le |la |l'|les )?(?:contrats? de ville|protocole|avenant|engagements quartiers|convention cadre"
    r"|feuille de route)\b|\bquartiers 2030\b"
)
_AN_ITEM = re.compile(
    r"^(?:axe|volet|pilier|thematique|theme|ambition|orientation|objectif|enjeu|defi|finalite|chantier|priorite)\b"
    r"(?! et\b)"
)
# The name of a table or of the sheet that it stands on, which says nothing of what is pursued.
_A_TABLE = re.compile(
    r"^(?:le |la |les )?(?:plans?|tableaux?|suivi|listes?|recapitulatif|synthese|donnees|actions?|programmation)"
    r"(?: (?:d'|de |des |du |n ?[°o] ?)?(?:actions?|bord|suivi|synthese|objectifs?|mesures?|travail|\d[\d /–-]*))*$"
)
_A_PROJECT = re.compile(r"^(?:le )?projet (?:de quartier ?(?:[:–-]|d[eu]s? )|du quartier\b)")
BY_TITLE = (
    (Subject.RECALL, "recalled"),
    (Subject.RESULTS, "results"),
    (Subject.INDICATORS, "indicators"),
    (Subject.LEADS, "leads"),
    (Subject.FINDINGS, "findings"),
)
NOT_PURSUED = {
    Subject.CONTENTS: "sommaire",
    Subject.GOVERNANCE: "gouvernance",
    Subject.METHOD: "méthode et démarche",
    Subject.EVALUATION: "évaluation",
    Subject.CALENDAR: "calendrier et durée",
    Subject.DOCUMENTS: "documents de référence",
    Subject.SIGNATORIES: "signataires",
    Subject.GLOSSARY: "glossaire",
    Subject.LINKED: "lien avec un autre cadre",
    Subject.PURPOSE: "objet du document",
    Subject.PREAMBLE: "préambule",
    Subject.COMMITMENTS: "engagements",
}


MAY_INTRODUCE_AIMS = (Subject.PURPOSE, Subject.PREAMBLE, Subject.COMMITMENTS)


def names_an_item(section: Section) -> bool:
    """Whether a title is of the form of an item (« Volet emploi », « Lutter contre… »), whatever its words."""
    form = section.title.form if section.title else ""
    return (
        form == "axis"
        or opens_with_infinitive(section.text)
        or bool(_AN_ITEM.match(fold(section.text)))
        or is_project(section)
    )


def is_project(section: Section) -> bool:
    """« Le projet du quartier de la Gare » holds what people say there and what will be done."""
    return bool(_A_PROJECT.match(fold(section.text)))


def is_section_title(section: Section) -> bool:
    """A title that opens a part of the document and is no item: « Article 4 », « Les objectifs prioritaires »."""
    form = section.title.form if section.title else "top"
    if form in ("part", "article", "annex", "top"):
        return True
    if form == "axis":
        return False
    if form == "dotted":
        return not any(is_section_title(outer) for outer in outside(section))
    if _A_TABLE.match(fold(section.text)):
        return True
    if names_an_item(section) and not announces(section.text):
        return False
    if _is_numbered_or_real(section) and any(
        child.title and child.title.form == "axis" for child in section.children
    ):
        return True  # « 2. La stratégie » above « Axe 1 »
    return announces(section.text) or bool(_THE_CONTRACT.search(fold(section.text)))


def _is_numbered_or_real(section: Section) -> bool:
    title = section.title
    return title is not None and (is_real(title.style) or title.form in COUNTED)


def outside(section: Section) -> list[Section]:
    """The sections around one, from the nearest outwards."""
    return list(section.path())[1:]


def item_titles(section: Section) -> list[Section]:
    """The titles between the title of the section and what stands in it, the uppermost first."""
    found: list[Section] = []
    for each in section.path():
        form = each.title.form if each.title else ""
        if form == "colon" or _is_label(each):
            continue
        decided = subject_of(each)
        if is_section_title(each) or (decided == "framework" and form != "dotted"):
            break
        if decided is None or form == "dotted":
            found.append(each)
    return found[::-1]


def _is_label(section: Section) -> bool:
    """« Objectifs prioritaires » under « Projet de quartier : Le Bois » only labels what follows."""
    around = section.parent
    return (
        around is not None
        and around.title is not None
        and names_an_item(around)
        and announces(section.text)
        and len(section.text.split()) < 4
        and section.code is None
    )


def subject_of(section: Section) -> str | None:
    """What lists right under a title are: one of the lists of a reading, « framework », or why not."""
    if names_an_item(section) and not announces(section.text):
        return None
    for subject, name in BY_TITLE:
        if subject in section.subjects:
            return name
    pursued = Subject.PRIORITIES in section.subjects
    for subject, reason in NOT_PURSUED.items():
        spared = pursued and subject in (Subject.COMMITMENTS, Subject.EVALUATION, Subject.PREAMBLE)
        if subject in section.subjects and not spared:
            return reason
    return "framework" if pursued else None


def deciding(section: Section) -> str | None:
    """What the nearest title that says it, says about lists in this section."""
    for each in section.path():
        found = subject_of(each)
        if found is not None:
            return found
    own = section.title
    return "framework" if own is not None and own.form == "axis" else None
