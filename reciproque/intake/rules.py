"""What a proposal means for a contract: which fields, which text, which trees. Nothing here writes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reciproque.contracts.choices import Generation, StepKind, TextKind
from reciproque.core.text import fold
from reciproque.intake.choices import KEPT, ItemKind, ReadingState
from reciproque.intake.models import Item, Reading

WORDS_OF = {
    ItemKind.FRAMEWORK: "title",
    ItemKind.NEIGHBOURHOOD: "name",
    ItemKind.SIGNATORY: "organisation",
    ItemKind.BODY: "body",
    ItemKind.TERM: "term",
    ItemKind.DATE: "event",
}
"""The field of a list's items that holds their words; "text" elsewhere."""

UNDER_THE_TREE = {ItemKind.RESULT, ItemKind.INDICATOR, ItemKind.TRACK, ItemKind.FINDING}
PLACE_FIELDS = {"source_line", "anchor", "anchors", "confidence", "reason", "parent", "index"}


def words_field(kind: str) -> str:
    return WORDS_OF.get(ItemKind(kind), "text")


@dataclass
class Terms:
    """What a person decides when a reading is accepted, pre-filled from the document."""

    name: str = ""
    generation: str = Generation.PILLARS
    kind: str = TextKind.PROTOCOL
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    signed_on: date | None = None
    contract_starts_on: date | None = None


def obstacles_to_reviewing(reading: Reading) -> list[str]:
    if reading.state == ReadingState.ACCEPTED:
        return ["Cette lecture est déjà acceptée : modifiez désormais le contrat lui-même."]
    if reading.state != ReadingState.READY:
        return ["Le document n’est pas encore lu."]
    return []


def obstacles_to_reading_again(reading: Reading, *, running: bool) -> list[str]:
    if reading.state == ReadingState.ACCEPTED:
        return ["Cette lecture est déjà acceptée : modifiez désormais le contrat lui-même."]
    if reading.state == ReadingState.DISCARDED:
        return ["Cette lecture est abandonnée : déposez le document à nouveau."]
    return ["La lecture est déjà en cours."] if running else []


def obstacles_to_accepting(
    reading: Reading, *, kept: int, title: str, name: str, has_contract: bool
) -> list[str]:
    reasons = obstacles_to_reviewing(reading)
    if reasons:
        return reasons
    if not kept:
        reasons.append("Il ne reste aucun élément à reprendre : ajoutez-en, ou abandonnez cette lecture.")
    if not title.strip():
        reasons.append("Donnez un titre au texte.")
    if not has_contract and not name.strip():
        reasons.append("Donnez un nom au contrat, ou choisissez un contrat existant.")
    return reasons


def obstacles_to_taking_twice(others: Iterable[Reading]) -> list[str]:
    """`others`: readings of the same file that this contract has already taken over."""
    return [
        f"Ce fichier a déjà été repris dans ce contrat (« {one.name} »). Rien n’est à reprendre une seconde fois."
        for one in others
    ][:1]


def obstacles_to_period(terms: Terms) -> list[str]:
    wrong = terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on
    return ["La fin du texte vient après son début : corrigez les dates."] if wrong else []


def obstacles_to_parent(item: Item, parent: Item | None, *, above: Sequence[int]) -> list[str]:
    """`above` holds the keys of the parent and of all that is above it."""
    if parent is None:
        return []
    if parent.kind != ItemKind.FRAMEWORK:
        return ["Un élément se rattache à un élément du cadre stratégique."]
    if parent.reading_id != item.reading_id:
        return ["L’élément d’accueil est d’une autre lecture."]
    if item.pk in above:
        return ["Un élément ne peut pas dépendre de lui-même ni de l’un de ceux qui sont sous lui."]
    return []


def full_date(text: str | None) -> date | None:
    """A complete ISO date, or None for a partial one ("2015", "2019-07")."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def first_day(text: str | None) -> date | None:
    """The first day of a partial ISO date."""
    parts = (text or "").split("-")
    return full_date("-".join(([*parts, "01", "01"])[:3])) if parts[0] else None


def last_day(text: str | None) -> date | None:
    parts = (text or "").split("-")
    if len(parts) == 1:
        return full_date(f"{parts[0]}-12-31") if parts[0] else None
    for day in ("31", "30", "29", "28"):
        found = full_date("-".join(([*parts, day])[:3]))
        if found:
            return found
    return None


_KINDS = [
    (r"protocole", TextKind.PROTOCOL),
    (r"feuille de route", TextKind.ROADMAP),
    (r"avenant", TextKind.AMENDMENT),
    (r"convention", TextKind.CONVENTION),
    (r"annexe", TextKind.ANNEX),
    (r"contrat", TextKind.FOUNDING),
]


def text_kind(said: str) -> str:
    """The kind of a text from what the document calls itself."""
    folded = fold(said)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, folded)), TextKind.FOUNDING)


def terms_from(summary: Mapping[str, Any], dates: Iterable[Item]) -> Terms:
    """What the document says of itself, as a first answer to the form of acceptance."""
    title = summary.get("title") or ""
    ends_on = last_day(summary.get("period_end"))
    signed = [
        full_date(one.data.get("date"))
        for one in dates
        if re.search(r"\b(?:fait a|signature|signe)\b", fold(one.words)) and "initial" not in fold(one.words)
    ]
    territory = summary.get("territory") or ""
    kind = text_kind(f"{summary.get('kind') or ''} {title}")
    new = ends_on is not None and ends_on.year >= 2025
    base = (summary.get("base_contract_period") or summary.get("period_start") or "")[:4]
    return Terms(
        name=f"Contrat de ville : {territory}" if territory else title,
        generation=Generation.COMMITMENTS if new else Generation.PILLARS,
        kind=kind,
        title=title or _title_for_want(kind, territory, summary),
        starts_on=first_day(summary.get("period_start")),
        ends_on=ends_on,
        signed_on=next((day for day in reversed(signed) if day), None) if kind == TextKind.FOUNDING else None,
        contract_starts_on=first_day(base),
    )


def _title_for_want(kind: TextKind, territory: str, summary: Mapping[str, Any]) -> str:
    """« Feuille de route 2018-2019, Brest métropole », for a document that bears no title."""
    years = [str(summary.get(key) or "")[:4] for key in ("period_start", "period_end")]
    said = f"{str(kind.label).capitalize()} {'-'.join(year for year in years if year)}".strip()
    return f"{said}, {territory}" if territory else said


_AGREED = r"valid|adopt|approuv|deliber"
_STEPS = [
    (r"comite de pilotage|copil", _AGREED, StepKind.STEERING),
    (
        r"conseil (?:municipal|communautaire|metropolitain|departemental|regional)|deliber",
        _AGREED,
        StepKind.DELIBERATED,
    ),
    (r"comite technique|cotech?\b", rf"{_AGREED}|present", StepKind.PREPARED),
    (r"conseils? citoyens?", rf"{_AGREED}|present", StepKind.COUNCILS),
]
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:evaluation|rapport|annexee?s?|circulaire|strategie|ministres?|initiale?ment)\b"
)


def step_of(event: str) -> str | None:
    """The step of adoption that a dated event of the document is, if it is one of this document's."""
    folded = fold(event)
    if _OF_SOMETHING_ELSE.search(folded):
        return None
    found = (kind for who, what, kind in _STEPS if re.search(who, folded) and re.search(what, folded))
    return next(found, None)


@dataclass
class Grove:
    """The items of one tree to be: its title and its items, parents before children."""

    title: str
    items: list[Item] = field(default_factory=list)


def groves(items: Sequence[Item], chapters: Mapping[str, str], *, title: str) -> list[Grove]:
    """Cut the framework of a document into trees: one for each of its outermost chapters that holds roots.

    `chapters` gives the chapter of each anchor. A document whose whole framework stands in one chapter, or
    in none, has one tree that bears the title of the text.
    """
    by_chapter: dict[str, Grove] = {}
    of_item: dict[int, Grove] = {}
    for one in items:
        if one.parent_id in of_item:
            grove = of_item[one.parent_id]
        else:
            chapter = chapters.get(one.anchor, "")
            grove = by_chapter.setdefault(chapter, Grove(chapter or title))
        of_item[one.pk] = grove
        grove.items.append(one)
    found = list(by_chapter.values())
    if len(found) == 1:
        found[0].title = title
    return found


def is_kept(item: Item) -> bool:
    return item.state in KEPT


_COMMON_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        """
        academie adjoint agence agglomeration aide allocation amenagement artisanat assurance avocat
        bailleur banque bassin bureau caisse centrale centre chambre chancelier chef commerce communaute
        commune conseil consignation cour defense delegue departement departemental departementale depot
        developpement directeur direction directrice egalite emploi enfance enseignement entreprise
        etablissement etat familiale famille federation finance formation foyer france general generale
        grande groupe habitat hlm hopital industrie insertion inspecteur inspection instance intercommunal
        jeunesse judiciaire justice locale logement maire mairie maison maladie medecin metier metropole
        mission mutualite national nationale office organisme parquet pole police pour prefecture prefet
        preside president presidente primaire procureur protection public publique recteur rectorat region
        regional regionale republique sante securite service social sociale sous territoire territorial
        territoriale travail tribunal union universite urbain urbaine ville
        """,
    )
)


def names_nobody_in_particular(name: str) -> bool:
    """Whether a printed name has no word of its own: « Le Procureur de la République », « Pôle Emploi »."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(name)) if len(word) > 3]
    return all(
        word in _COMMON_WORDS or word.rstrip("s") in _COMMON_WORDS or word.rstrip("x") in _COMMON_WORDS
        for word in words
    )
