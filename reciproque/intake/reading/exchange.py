"""The exchange format of a reading, as a way in: what other software writes as JSON becomes a proposal.

The file is `Reading.as_json()`: one list per subject, parents as places in `framework`. Nothing of it is trusted:
each value is checked, and what is wrong is said with its list, its element and its field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from reciproque.core.text import one_line, shorten
from reciproque.intake.reading.exchange_fields import Complaints, value_of
from reciproque.intake.reading.result import (
    Amount,
    Body,
    Commitment,
    Contradiction,
    DatedEvent,
    FrameworkItem,
    Item,
    Neighbourhood,
    NeighbourhoodTotal,
    Passage,
    Reading,
    Signatory,
    Statement,
    Term,
    Unread,
)
from reciproque.office.bounds import Unreadable
from reciproque.office.document import Block, Document, Kind, Place

MEDIA_TYPE = "application/json"
MOST_ITEMS = 20_000
HEAD = 4_096
LISTS: dict[str, tuple[type[Item], str, str]] = {
    "framework": (FrameworkItem, "title", "Cadre stratégique"),
    "results": (Statement, "text", "Résultats attendus"),
    "indicators": (Statement, "text", "Indicateurs"),
    "leads": (Statement, "text", "Pistes de travail"),
    "findings": (Statement, "text", "Constats"),
    "recalled": (Passage, "text", "Rappels"),
    "engagement_levels": (Passage, "text", "Niveaux d’engagement"),
    "commitments": (Commitment, "text", "Engagements"),
    "neighbourhoods": (Neighbourhood, "name", "Quartiers"),
    "neighbourhood_totals": (NeighbourhoodTotal, "scope", "Totaux de population"),
    "signatories": (Signatory, "organisation", "Signataires"),
    "governance": (Body, "body", "Gouvernance"),
    "amounts": (Amount, "text", "Montants"),
    "reference_documents": (Passage, "text", "Documents de référence"),
    "glossary": (Term, "term", "Glossaire"),
    "acronyms_inline": (Term, "term", "Sigles"),
    "signature_or_validation_dates": (DatedEvent, "event", "Dates"),
    "missing_annexes": (Passage, "text", "Annexes manquantes"),
    "contradictions": (Contradiction, "text", "Contradictions"),
    "not_understood": (Unread, "text", "Non compris"),
}
"""What each list holds: its kind, the field that says its words, its name in French."""
FACTS = ("title", "territory", "kind", "period_start", "period_end", "base_contract_period")
NO_JSON = (
    "Ce fichier JSON ne se lit pas : {why} (ligne {line}). Vérifiez que l’export est allé à son terme, puis déposez-le "
    "à nouveau."
)
NO_READING = (
    "Ce fichier JSON n’est pas un contrat au format d’échange : il lui manque la liste « framework ». Exportez d’abord "
    "un contrat en JSON pour voir la forme attendue."
)


def looks_like_exchange(head: bytes, name: str) -> bool:
    """Whether the first bytes of a file may be those of a JSON object."""
    front = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return front.startswith(b"{") and (name.lower().endswith(".json") or b'"' in front[:HEAD])


def read_exchange(text: str, *, name: str = "") -> tuple[Document, Reading] | None:
    """The document and the proposal of a file in the exchange format; None when it is some other text.

    Raises `Unreadable`, with a sentence for each of the first faults.
    """
    is_said = name.lower().endswith(".json")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not is_said:
            return None
        line = getattr(error, "lineno", 1)
        raise Unreadable(NO_JSON.format(why="ce n’est pas du JSON", line=line)) from error
    if not isinstance(told, dict) or not isinstance(told.get("framework"), list):
        if not is_said:
            return None
        raise Unreadable(NO_READING)
    return _proposal(told, name)


def _proposal(told: dict[str, Any], name: str) -> tuple[Document, Reading]:
    complaints = Complaints()
    _bounded(told, complaints)
    reading = Reading(source_file=name)
    for fact in FACTS:
        setattr(reading, fact, value_of(told.get(fact), str | None, complaints, f"Champ « {fact} »"))
    for key in LISTS:
        setattr(reading, key, list(_items(key, told.get(key), complaints)))
    _check_parents(reading, complaints)
    complaints.refuse()
    reading.complaints = [
        f"Champ inconnu, non repris : « {shorten(str(key), 60)} »."
        for key in told
        if key not in {*LISTS, *FACTS, "source_file", "complaints", "format", "version"}
    ][:20]
    return Document(tuple(_blocks(reading)), name, MEDIA_TYPE, tuple(reading.complaints)), reading


def _bounded(told: dict[str, Any], complaints: Complaints) -> None:
    count = sum(len(told[key]) for key in LISTS if isinstance(told.get(key), list))
    if count > MOST_ITEMS:
        raise Unreadable(f"Ce fichier contient {count} éléments ; la limite est de {MOST_ITEMS}. Séparez-le.")
    for key in LISTS:
        if key in told and not isinstance(told[key], list):
            complaints.add(f"Champ « {key} » : une liste est attendue.")


def _items(key: str, told: Any, complaints: Complaints) -> Iterator[Item]:
    kind, words, _french = LISTS[key]
    for number, one in enumerate(told if isinstance(told, list) else (), 1):
        where = f"Liste « {key} », élément {number}"
        if not isinstance(one, dict):
            complaints.add(f"{where} : un objet est attendu.")
            continue
        yield _item(kind, words, one, complaints, where=where, anchor=f"{key}-{number}")


def _item(
    kind: type[Item], words: str, told: dict[str, Any], complaints: Complaints, *, where: str, anchor: str
) -> Item:
    hints = get_type_hints(kind)
    given: dict[str, Any] = {"source_line": 0, "anchor": anchor, "anchors": (anchor,)}
    for each in fields(kind):
        if each.name in told and each.name not in given and told[each.name] is not None:
            place = f"{where}, champ « {each.name} »"
            given[each.name] = value_of(told[each.name], hints[each.name], complaints, place)
    given = {name: value for name, value in given.items() if value is not None}
    for name in dict.fromkeys((words, *_required(kind))):
        if given.get(name) in (None, ""):
            complaints.add(f"{where}, champ « {name} » : à remplir.")
            given[name] = "?"
    given["confidence"] = min(1.0, max(0.0, given.get("confidence", 1.0)))
    return kind(**given)


def _required(kind: type[Item]) -> list[str]:
    return [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]


def _check_parents(reading: Reading, complaints: Complaints) -> None:
    """Each parent is an element of the framework, and none stands below itself."""
    count = len(reading.framework)
    for key in ("framework", "results", "indicators", "leads", "findings"):
        for number, item in enumerate(getattr(reading, key), 1):
            parent = item.parent
            if parent is not None and not 0 <= parent < count:
                complaints.add(
                    f"Liste « {key} », élément {number}, champ « parent » : {parent} n’est la place d’aucun élément de "
                    f"« framework » (de 0 à {count - 1})."
                )
                item.parent = None
    depths: dict[int, int] = {}
    for at, item in enumerate(reading.framework):
        if _depth(reading.framework, at, depths) is None:
            complaints.add(
                f"Liste « framework », élément {at + 1}, champ « parent » : il dépend de lui-même."
            )
            item.parent = None
    for at, item in enumerate(reading.framework):
        item.level = depths.get(at) or 1


def _depth(items: list[FrameworkItem], at: int, depths: dict[int, int]) -> int | None:
    """How deep an element stands (1 …), or None when its parents run in a circle."""
    line: list[int] = []
    place: int | None = at
    while place is not None and place not in depths:
        if place in line:
            return None
        line.append(place)
        place = items[place].parent
    depth = depths[place] if place is not None else 0
    for one in reversed(line):
        depth += 1
        depths[one] = depth
    return depths[at]


def _blocks(reading: Reading) -> Iterator[Block]:
    """The file as a document: a heading for each list, a paragraph for each element, where its words stand."""
    line = 0
    for key, (_kind, words, french) in LISTS.items():
        items = getattr(reading, key)
        if not items:
            continue
        line += 1
        yield Block(Kind.HEADING, french, Place(line), f"{key}-0", level=1)
        for item in items:
            line += 1
            item.source_line = line
            yield Block(Kind.PARAGRAPH, _said(item, words), Place(line), item.anchor)


def _said(item: Item, words: str) -> str:
    """The words of an element, and the other texts that it says of itself."""
    others = [
        str(value)
        for each in fields(item)
        if each.name not in {words, "anchor", "reason", "label"}
        and isinstance(value := getattr(item, each.name), str)
    ]
    more = list(getattr(item, "sub_items", ()))
    return one_line(" – ".join([getattr(item, words), *others, *more]))
