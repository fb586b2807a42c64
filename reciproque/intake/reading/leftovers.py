"""What no item was made from, each passage with the reason, and what the document announces but lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reciproque.intake.reading.headings import deciding
from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.result import Passage, Unread, place_of
from reciproque.intake.reading.words import Subject, fold
from reciproque.office.document import Block, Document, Kind

_FURNITURE = re.compile(r"^(?:page )?\d{1,4}(?: ?(?:/|sur) ?\d{1,4})?$|^[\W_]+$")
_REASONS = {
    "framework": "Texte autour des priorités, sans objectif à reprendre.",
    "findings": "Texte d’un constat ou d’une analyse, sans élément de liste.",
    "results": "Texte autour des résultats attendus.",
    "indicators": "Texte autour des indicateurs.",
    "leads": "Texte autour de pistes ou de perspectives.",
    "recalled": "Simple rappel.",
}
_LABELS = {Subject.LINKED, Subject.RESULTS, Subject.INDICATORS, Subject.FINDINGS, Subject.LEADS}


def leftovers(document: Document, outline: Outline, used: set[str], left: dict[str, str]) -> list[Unread]:
    """Every block that no item points to, in the order of reading, and why."""
    found = []
    for block, in_table in _with_tables(document):
        if block.anchor not in used:
            reason = left.get(block.anchor) or _reason(block, in_table, outline)
            found.append(Unread(text=block.text, reason=reason, **place_of(block)))
    return found


def without_furniture(document: Document) -> Document:
    """The document without its running heads, feet and page numbers, which say nothing of their own."""
    parts = tuple(
        part for part in document.parts if not isinstance(part, Block) or part.kind is not Kind.FURNITURE
    )
    return document if len(parts) == len(document.parts) else replace(document, parts=parts)


def _with_tables(document: Document) -> Iterator[tuple[Block, bool]]:
    for part in document.parts:
        if isinstance(part, Block):
            yield part, False
        else:
            yield from ((block, True) for row in part.rows for cell in row.cells for block in cell.blocks)


def _reason(block: Block, in_table: bool, outline: Outline) -> str:
    section = outline.section_of(block)
    decided = deciding(section)
    plain = (
        "Élément d’une liste qui n’énonce pas d’objectif."
        if block.kind is Kind.ITEM
        else "Texte de présentation."
    )
    reasons = (
        (block.kind is Kind.FURNITURE, "En-tête, pied ou numéro de page."),
        (bool(_FURNITURE.match(fold(block.text))), "Numéro de page ou élément de mise en page."),
        (section.within(Subject.CONTENTS), "Sommaire."),
        (section.block is block, "Titre de section."),
        (block.kind is Kind.NOTE, "Note de bas de page."),
        (section.within(Subject.SIGNATORIES), "Bloc de signature : date, adresse, cachet ou second titre."),
        (in_table, "Cellule d’un tableau ou d’une colonne que la lecture ne reprend pas."),
        (block.text.rstrip().endswith(":"), "Phrase qui introduit ce qui suit."),
        (bool(decided), _REASONS.get(decided or "", f"Texte sur : {decided}.")),
    )
    return next((reason for holds, reason in reasons if holds), plain)


def lacking(document: Document, outline: Outline, annexes: list[Passage]) -> list[str]:
    """Sentences on what is announced but absent: empty entries, enumerations without a list, lost annexes."""
    lost = [
        f"{_at(document.find(annex.anchor))} : « {annex.text} » n’est pas dans le document."
        for annex in annexes
    ]
    return [*_empty_entries(outline), *_announced_in_vain(document, outline), *lost]


def _at(block: Block | None) -> str:
    """The place of a passage, at the front of a sentence."""
    said = block.place.said if block else ""
    return said[:1].upper() + said[1:]


def _empty_entries(outline: Outline) -> Iterator[str]:
    for section in outline.root.walk():
        block = section.block
        labelled = section.subjects & _LABELS
        if block is not None and labelled and block.text.rstrip().endswith(":") and not section.parts:
            yield f"{_at(block)} : « {block.text.rstrip(' :')} » est vide."


def _announced_in_vain(document: Document, outline: Outline) -> Iterator[str]:
    for part, after in zip(document.parts, document.parts[1:], strict=False):
        if not isinstance(part, Block) or not isinstance(after, Block):
            continue
        announced = (
            part.kind is Kind.PARAGRAPH and part.text.rstrip().endswith(":") and not outline.is_title(part)
        )
        if announced and after.kind is Kind.PARAGRAPH and after.gap > 2 and len(after.text) > 100:
            yield f"{_at(part)} : ce que la phrase annonce manque (figure ou liste perdue ?)."
