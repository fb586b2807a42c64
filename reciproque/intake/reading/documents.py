"""The documents that a contract refers to: laws, pacts, plans, reports, annexes.

A list introduced as one of reference documents is taken entry by entry. In running text a document counts
when it is told from others: by a date, a number, a proper name or a quoted title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciproque.intake.reading.citations import cited_in, enumerated_in
from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.result import Passage, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.spelling import folded, is_french, telling_words, without_article
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document, Kind, Table

_INTRODUCES = re.compile(
    r"\b(?:documents? (?:de reference|cadres?|de planification)|textes? (?:de reference|applicables?|suivants)"
    r"|s'appuie(?:nt)? sur (?:plusieurs|les) documents|plusieurs documents|cadre (?:juridique|legal|reglementaire)"
    r"|tien(?:t|nen)t compte|en compte les (?:documents|textes)|references? suivantes?|vu les textes)\b"
)
_ELSEWHERE = (Subject.CONTENTS, Subject.GLOSSARY, Subject.SIGNATORIES)
_TABLE_HEAD = re.compile(r"^(?:documents?|textes?) (?:de reference|cites?|cadres?)$")
_SEEN = re.compile(r"^vu (?:la |le |les |l')")
_OWN_NAMES = (
    ("feuille de route", re.compile(r"\bfeuille de route\b")),
    ("protocole", re.compile(r"\bprotocole\b")),
)
_BASE_CONTRACT = re.compile(r"\bcontrat de ville\b|^contrat (?:co)?signe")
_ANNEX = re.compile(r"^annexes?\b")
_LONGEST_ENTRY = 400
_LONGEST_LEAD = 90


def read_reference_documents(document: Document, outline: Outline) -> list[Passage]:
    """Read the documents of the lists of references first, then those that the text cites."""
    if not is_french(document):
        return []
    listed = list(_listed(document, outline))
    anchors = {item.anchor for item in listed}
    kept: list[Passage] = []
    for item in [*listed, *_cited(document, outline, anchors)]:
        known = next((other for other in kept if _is_again(item, other)), None)
        if known is None or (item in listed and _key(item.text) != _key(known.text)):
            kept.append(item)
        else:
            known.anchors = tuple(dict.fromkeys(known.anchors + item.anchors))
    return sorted(kept, key=lambda item: item.source_line)


def _listed(document: Document, outline: Outline) -> Iterator[Passage]:
    """Entries below « documents de référence », as items or as paragraphs of their own."""
    introduced = False
    paragraphs = False
    for part in document.parts:
        if isinstance(part, Table):
            introduced = False
            yield from _of_table(part)
            continue
        section = outline.section_of(part)
        if section.within(*_ELSEWHERE):
            introduced = False
        elif _SEEN.match(folded(part.text)):
            yield from _entry(part)
        elif _introduces(part, outline):
            introduced, paragraphs = True, True
        elif introduced and part.kind is Kind.ITEM:
            paragraphs = False
            yield from _entry(part)
        elif introduced and paragraphs and not outline.is_title(part) and _is_entry(part):
            yield from _entry(part)
        else:
            introduced = False


def _of_table(table: Table) -> Iterator[Passage]:
    """A table whose first column is one of reference documents, taken as they are written."""
    head, *rows = table.rows or (None,)
    if head is None or not head.cells or not _TABLE_HEAD.match(folded(head.cells[0].text)):
        return
    for row in rows:
        blocks = row.cells[0].blocks if row.cells else ()
        if blocks:
            yield Passage(text=row.cells[0].text, **place_of(*blocks))


def _introduces(block: Block, outline: Outline) -> bool:
    if outline.is_title(block) and Subject.DOCUMENTS in outline.section_of(block).subjects:
        return True
    last = folded(sentences_of(block.text)[-1]) if block.text else ""
    return last.endswith(":") and bool(_INTRODUCES.search(last))


def _is_entry(block: Block) -> bool:
    return len(block.text) < _LONGEST_ENTRY and next(cited_in(block.text, lenient=True), None) is not None


def _entry(block: Block) -> Iterator[Passage]:
    """One entry: from the noun of its document to its end; an enumeration in brackets is taken apart."""
    several = enumerated_in(block.text)
    if several:
        for text in several:
            yield _passage(text, block)
        return
    text = re.sub(r"^[Vv]u\s+", "", block.text)
    first = next(cited_in(text, lenient=True), None)
    if first is not None and first.start < _LONGEST_LEAD:
        text = text[first.start :]
    yield _passage(without_article(text).strip(" ,;"), block)


def _passage(text: str, block: Block) -> Passage:
    return Passage(text=text, **place_of(block))


def _cited(document: Document, outline: Outline, listed: set[str]) -> Iterator[Passage]:
    own = _own_name(document)
    for block in document.blocks():
        if block.anchor in listed or outline.section_of(block).within(*_ELSEWHERE):
            continue
        if outline.is_title(block) or _ANNEX.match(folded(block.text)):
            continue
        for cited in cited_in(block.text):
            if cited.other or not (own and own.search(folded(cited.text))):
                yield _passage(cited.text, block)


def _own_name(document: Document) -> re.Pattern[str] | None:
    """What the document calls itself: a roadmap does not refer to itself."""
    beginning = " ".join(folded(block.text) for block in list(document.blocks())[:12])[:2000]
    counted = [(len(pattern.findall(beginning)), pattern) for _name, pattern in _OWN_NAMES]
    most = max(counted, key=lambda each: each[0])
    return most[1] if most[0] else None


def _is_again(item: Passage, known: Passage) -> bool:
    """A second citation of the same document."""
    new, old = _key(item.text), _key(known.text)
    if new <= old or (old <= new and len(old) > 1):
        return True
    return bool(_BASE_CONTRACT.search(folded(item.text)) and _BASE_CONTRACT.search(folded(known.text))) and (
        folded(known.text).startswith("contrat") and folded(item.text).startswith("contrat")
    )


def _key(text: str) -> frozenset[str]:
    return telling_words(text)
