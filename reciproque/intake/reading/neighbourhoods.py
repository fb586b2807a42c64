"""The neighbourhoods that a contract names: in tables, in lists, or as headings of their own part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reciproque.intake.reading.body_names import begins_with_body
from reciproque.intake.reading.frequency import meetings_per_year
from reciproque.intake.reading.neighbourhood_tables import read_table
from reciproque.intake.reading.numbers import whole_number
from reciproque.intake.reading.result import Neighbourhood, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.spelling import folded, without_article
from reciproque.intake.reading.words import is_known_verb, subjects_of
from reciproque.office.document import Block, Document, Kind, Table

_INTRODUCES = re.compile(
    r"\b(?:quartiers?|qpv|qva|tva|territoires? de veille(?: active)?)\b(?:(?!\.\s)[^:]){0,140}?"
    r"(?:concerne|suivant|retenu|eligible|identifie|vise|classe|inscrit|beneficiaire|prioritaire|veille|ci-dessous"
    r"|ci-apres|politique de la ville|contrat|sont|repartis|:)"
)
_SPEAKS_OF_ELSE = re.compile(
    r"\b(?:confront|rencontr|difficult|problem|enjeu|objectif|dispositif|action|mesure|besoin|priorites?\b|axes?\b"
    r"|projets?\b|habitants? de|indicateur|resultat|signataire|partenaire)"
)
_LIST_TITLE = re.compile(
    r"^(?:(?:article|partie|annexe) \w+\s*[:.–-]*\s*|[\divx]+(?:\.\d+)*\s*[.):–-]*\s*)?(?:les |liste des )?"
    r"(?:quartiers?|qpv)(?: (?:prioritaires?|retenus|concernes|vises|du contrat(?: de ville)?|de veille active))*$"
)
_COUNTS = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+|des|les) (?:quartiers?|qpv)\b[^.;]{0,80}:$"
)
_BETWEEN = re.compile(r"(?:,|;)\s+(?![^()]*\))|\s+et\s+(?=[^()]*(?:\([^()]*\)[^()]*)*$)")
_EACH = re.compile(
    r"\b(?:chaque|chacun des|par|projets? de|projets? des|les|des|sur les|dans les) (?:quartiers?|qpv)\b"
)
_PREFIX = re.compile(
    r"^(?:(?:le )?projet (?:de|du) )?(?:le |la |les |l'|du |de la )?(?:quartier|qpv|qva|tva|territoire|secteur)"
    r"(?: prioritaire| de veille active| politique de la ville)?\s*(?:n°? ?\d+)?\s*[:–-]?\s*"
    r"(?:de la |de l'|du |des |de |d')?(?=\S)"
)
_NAMED_HEADING = re.compile(r"^(?:(?:le )?projet (?:de|du) )?(?:le )?(?:quartier|qpv|qva|tva)\b(?!s)")
_COMMON = re.compile(
    r"\w{4,}(?:tions?|ments?|ismes?)$"
    r"|^(?:chomage|precarite|emplois?|sante|securite|mobilite|jeunesse|cadre|acces|habitat|culture|sports?|citoyennete"
    r"|lien|presence|absence|tranquillite|parentalite|reussite|egalite|services?|jeunes|femmes|familles|habitants?)$"
)
_VERB = re.compile(r"\b(?:est|sont|a|ont|sera|seront|doit|peut|dont|qui|que|etre)\b")
_NUMBERED = re.compile(
    r"^(?:article|partie|annexe|titre|chapitre|axe|objectif|volet|pilier|sommaire|glossaire)\b"
)
_NAME_END = re.compile(r"\s*(?:[,;(:]|\s[-–—]\s|\.(?:\s|$)).*$", re.DOTALL)
_INHABITANTS = re.compile(r"(\d[\d .\u00a0\u202f]*)\s*hab")
_NEIGHBOURHOOD = re.compile(r"\b(?:quartiers?|qpv|qva|tva|veille)\b")
_VEILLE = re.compile(r"\b(?:qva|tva)\b|\b(?:quartiers?|territoires?) (?:de|en) veille")
_LONGEST_NAME = 6
_SHORT_HEADING = 5
_LONGEST_SENTENCE = 600
_LONGEST_FACTS = 90


def read_neighbourhoods(document: Document) -> list[Neighbourhood]:
    """Read the neighbourhoods that tables, lists and headings give, each once, at its first mention."""
    found: dict[str, Neighbourhood] = {}
    for each in _all(document):
        key = folded(without_article(each.name))
        longer = next((name for name in found if name.startswith((f"{key} -", f"{key}-"))), key)
        known = found.setdefault(longer, each)
        if known is not each:
            _complete(known, each, document)
    only = _only_type(document) if any(each.type is None for each in found.values()) else None
    for each in found.values():
        if each.type is None and only:
            each.type, each.confidence = only, min(each.confidence, 0.7)
            each.reason = each.reason or f"type déduit : le document ne parle que de {only}"
    return list(found.values())


def _only_type(document: Document) -> str | None:
    """The type of all neighbourhoods of a document that speaks of one type only."""
    said = {type_said(block.text) for block in document.blocks() if _NEIGHBOURHOOD.search(folded(block.text))}
    said.discard(None)
    return said.pop() if len(said) == 1 and not _two_types(document) else None


def _two_types(document: Document) -> bool:
    return any(_VEILLE.search(folded(block.text)) for block in document.blocks())


def _all(document: Document) -> Iterator[Neighbourhood]:
    parts = document.parts
    below_neighbourhoods, opened_at = False, 0
    for number, part in enumerate(parts):
        if isinstance(part, Table):
            yield from read_table(part, type_said(_text_before(parts, number)))
            continue
        if part.kind is Kind.ITEM:
            continue
        if _introduces(part):
            yield from _of_list(part, parts[number + 1 :])
        yield from _of_sentence(part)
        if part.kind is Kind.HEADING and opened_at and part.level <= opened_at:
            below_neighbourhoods, opened_at = False, 0
        if _is_title(part, parts, number):
            below_neighbourhoods = bool(_EACH.search(folded(part.text)))
            opened_at = part.level if below_neighbourhoods and part.kind is Kind.HEADING else 0
        elif below_neighbourhoods or _NAMED_HEADING.match(folded(part.text)):
            yield from _of_heading(part, parts, number)


def _text_before(parts: tuple[Block | Table, ...], number: int) -> str:
    before = parts[number - 1] if number else None
    return before.text if isinstance(before, Block) else ""


def type_said(text: str) -> str | None:
    """The one type of neighbourhood that a sentence speaks of; none when it speaks of several."""
    plain = folded(text)
    types = []
    if re.search(r"\bqpv\b|quartiers? prioritaires?|quartiers? (?:de la )?politique de la ville", plain):
        types.append("QPV")
    if re.search(r"\btva\b|territoires? (?:de|en) veille", plain):
        types.append("TVA")
    if re.search(r"\bqva\b|quartiers? (?:de|en) veille", plain):
        types.append("QVA")
    return types[0] if len(types) == 1 else None


def _introduces(block: Block) -> bool:
    plain = folded(block.text)
    if len(plain) < _LONGEST_FACTS and _LIST_TITLE.match(plain):
        return True
    head = plain.rsplit(". ", 1)[-1]
    return ":" in head[-3:] and bool(_INTRODUCES.search(head)) and not _SPEAKS_OF_ELSE.search(head)


def _of_list(intro: Block, following: tuple[Block | Table, ...]) -> list[Neighbourhood]:
    items: list[Block] = []
    for part in following:
        if not isinstance(part, Block) or part.kind is not Kind.ITEM:
            break
        if items and _sign(part) != _sign(items[0]) and part.level == items[0].level:
            break
        if not items or part.level == items[0].level:
            items.append(part)
    names = [_name(item.text) for item in items]
    good = [name for name in names if name]
    if not good or len(good) * 10 < len(items) * 7:
        return []
    said = type_said(intro.text.rsplit(". ", 1)[-1])
    return [_neighbourhood(name, item, said) for name, item in zip(names, items, strict=True) if name]


def _of_sentence(block: Block) -> Iterator[Neighbourhood]:
    """« … trois quartiers prioritaires : Bellevue (5 400 habitants), Les Aulnes et Mistral. »"""
    for sentence in sentences_of(block.text):
        intro, colon, listed = sentence.partition(" : ")
        plain = f"{folded(intro)} :"
        if not colon or not _COUNTS.search(plain) or _SPEAKS_OF_ELSE.search(plain):
            continue
        told = [part.strip(" .;") for part in _BETWEEN.split(listed[:_LONGEST_SENTENCE])]
        names = [_name(part) for part in told]
        if len(names) > 1 and all(name and len(name.split()) <= _SHORT_HEADING for name in names):
            for name, part in zip(names, told, strict=True):
                yield _neighbourhood(name, replace(block, text=part), type_said(intro))


def _sign(item: Block) -> str:
    """The sign of an item; numbers and letters of one list count as one sign."""
    return re.sub(r"[0-9]+|[a-zA-Z]+", "1", item.marker)


def _of_heading(block: Block, parts: tuple[Block | Table, ...], number: int) -> list[Neighbourhood]:
    """A short line with a name, above the objectives of that neighbourhood."""
    following = parts[number + 1] if number + 1 < len(parts) else None
    above_list = isinstance(following, Table) or (following is not None and following.kind is Kind.ITEM)
    real = block.kind is Kind.HEADING and following is not None
    if (
        not (above_list or real)
        or len(block.text.split()) > _SHORT_HEADING + 2
        or _ends_a_sentence(block.text)
    ):
        return []
    name = _name(block.text)
    if not name or len(name.split()) > _SHORT_HEADING or _names_a_part(name):
        return []
    found = _neighbourhood(name, block, type_said(block.text))
    if isinstance(following, Block) and len(following.text) < _LONGEST_FACTS:
        people = _INHABITANTS.search(following.text)
        if people:  # « 2 870 habitants – QPV », alone on the line below
            found.population = whole_number(people.group(1))
            found.type = found.type or type_said(following.text)
            found.anchors = (*found.anchors, following.anchor)
    return [found]


def _names_a_part(name: str) -> bool:
    """« Nos priorités », « Comité de pilotage », « 2 réunions par an »: headings, but of no neighbourhood."""
    return bool(subjects_of(name)) or begins_with_body(name) or meetings_per_year(name) is not None


def _ends_a_sentence(text: str) -> bool:
    return text[-1:] in ".;:,?!" and not text.endswith("...")


def _is_title(block: Block, parts: tuple[Block | Table, ...], number: int) -> bool:
    """A title above other titles or sentences: it opens or closes the part on neighbourhoods."""
    if _ends_a_sentence(block.text) or len(block.text) > 160:
        return False
    if _NUMBERED.match(folded(block.text)):
        return True
    return len(block.text.split()) > _SHORT_HEADING and not _PREFIX.match(folded(block.text))


def _name(text: str) -> str:
    """The name at the front of a text, without « Quartier de » and without what is said about it."""
    text = text.strip(' «»"')
    prefix = _PREFIX.match(folded(text))
    if prefix:
        text = text[prefix.end() :]
    name = _NAME_END.sub("", text).strip(' «»"')
    bare = name if name[:1].isupper() else without_article(name)
    words = folded(bare).split()
    if not words or len(words) > _LONGEST_NAME or not (bare[0].isupper() or bare[0].isdigit()):
        return ""
    if (_is_common(bare) and not prefix) or _VERB.search(folded(name)):
        return ""
    return name if any(char.isalpha() for char in name) else ""


def _is_common(name: str) -> bool:
    """« Améliorer … », « Développement … »: what begins an objective or a theme, not a name."""
    return bool(_COMMON.match(folded(name).split()[0])) or is_known_verb(name.split()[0])


def _neighbourhood(name: str, block: Block, said: str | None) -> Neighbourhood:
    people = _INHABITANTS.search(block.text)
    return Neighbourhood(
        name=name,
        type=type_said(block.text) or said,
        population=whole_number(people.group(1)) if people else None,
        confidence=0.9,
        reason="nommé dans une phrase ou une liste, non dans un tableau",
        **place_of(block),
    )


def _complete(known: Neighbourhood, again: Neighbourhood, document: Document) -> None:
    """What a later mention adds to the first."""
    if known.population is None and again.population is not None:
        known.population = again.population
        known.type = again.type or known.type
        known.commune = known.commune or again.commune
        block = document.find(again.anchor)
        where = block.place.said if block else f"ligne {again.source_line}"
        known.reason = f"population lue plus loin, {where}"
        known.anchors = tuple(dict.fromkeys(known.anchors + again.anchors))
    known.type = known.type or again.type
