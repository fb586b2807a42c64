"""Who signs: the signature blocks at the end of a contract.

Printed blocks name the body, the office and the person in any order, over one to six lines; names are
missing where nobody has signed yet, deputies sign for others, stamps repeat the body with its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciproque.intake.reading.repeated_headings import heads_again
from reciproque.intake.reading.result import Signatory
from reciproque.intake.reading.signature_blocks import REPRESENTED, Draft, phrases_of, take
from reciproque.intake.reading.signature_lines import Line, read_line
from reciproque.intake.reading.spelling import folded, without_article
from reciproque.office.document import Block, Cell, Document, Table

_HEADING = re.compile(
    r"^(?:(?:article|annexe) \w+\s*[:.-]*\s*)?(?:l[ae]s? )?(?:liste des |tableau des |bloc )?"
    r"(?:parties |partenaires |organismes )?(?:signataires|signatures?)(?: d[ue]s? .{1,80})?\s*:?$"
)
_DONE_AT = re.compile(r"^fait (?:a|en) .{2,60}")
_OTHER_SECTION = re.compile(
    r"^(?:annexes?|glossaire|sommaire|lexique|preambule|partie|article|chapitre|titre [ivx\d])\b"
)
_FOR = re.compile(r"^pour (?:la |le |les |l')?\S")
_LONGEST_OPENING, _LONGEST_PARTY = 120, 300
_COLUMN_OF_BODIES = re.compile(
    r"^(?:organismes?|structures?|institutions?|partenaires?|signataires?|organisations?)\b"
)

_COLUMN_OF_OFFICES = re.compile(r"^(?:en )?(?:qualites?|fonctions?)(?: du signataire)?$")
_COLUMN_OF_NAMES = re.compile(r"^noms?(?: et prenoms?)?(?: du signataire)?$|^prenoms? et noms?$")


def read_signatories(document: Document) -> list[Signatory]:
    """Read the signature blocks of a document, wherever its signature section stands."""
    drafts = [draft for zone in _zones(document) for draft in _of_zone(zone)]
    if not drafts:
        drafts = _of_zone([part for part in document.parts if isinstance(part, Block) and _is_a_party(part)])
    return [_signatory(draft) for draft in drafts]


def _is_a_party(block: Block) -> bool:
    """« La Commune de X, représentée par Y, maire »: the parties that a contract names at its head."""
    found = REPRESENTED.search(folded(block.text))
    if found is None:
        return False
    return found.start() < _LONGEST_OPENING and len(block.text) < _LONGEST_PARTY


def _zones(document: Document) -> Iterator[list[Block | Table]]:
    """The parts below a heading « Signataires » or « Fait à … », and tables of signatures anywhere."""
    zone: list[Block | Table] | None = None
    for number, part in enumerate(document.parts):
        if zone is None and isinstance(part, Table):
            if _is_signature_table(part):
                yield [part]
        elif isinstance(part, Block) and _opens(part) and not heads_again(document.parts, number):
            zone = zone or []
        elif zone is not None and isinstance(part, Block) and _OTHER_SECTION.match(folded(part.text)):
            yield zone
            zone = None
        elif zone is not None:
            zone.append(part)
    if zone:
        yield zone


def _opens(block: Block) -> bool:
    plain = folded(block.text)
    return len(plain) < _LONGEST_OPENING and bool(_HEADING.match(plain) or _DONE_AT.match(plain))


def _is_signature_table(table: Table) -> bool:
    cells = [cell.text for row in table.rows for cell in row.cells if cell.blocks]
    told = [text for text in cells if _FOR.match(folded(text))]
    return len(told) >= 2 and len(told) * 2 > len(cells)


def _of_zone(zone: list[Block | Table]) -> list[Draft]:
    drafts: list[Draft] = []
    current: Draft | None = None
    names_first: bool | None = None
    for part in zone:
        if isinstance(part, Table):
            drafts += _of_table(part)
            current = None
            continue
        for phrase in phrases_of(part):
            if names_first is None and phrase.said.line is not Line.NOISE:
                names_first = phrase.said.line is Line.PERSON
            if names_first and phrase.said.line is Line.PERSON:
                current = None
            current = take(phrase, current, drafts, names_first=bool(names_first))
    return [draft for draft in drafts if draft.organisation]


def _of_table(table: Table) -> list[Draft]:
    """Read a table of blocks column by column, but list what it says in the order of its rows."""
    drafts: list[Draft] = []
    columns: dict[int, Draft | None] = {}
    rows = table.rows
    bodies = _column_of_bodies(table)
    if bodies is not None:
        heads = [folded(cell.text) for cell in rows[0].cells]
        return [draft for row in rows[1:] for draft in _of_register_row(row.cells, bodies, heads)]
    for row in rows:
        for number, cell in enumerate(row.cells):
            for block in cell.blocks:
                for phrase in phrases_of(block):
                    columns[number] = take(phrase, columns.get(number), drafts)
    return drafts


def _column_of_bodies(table: Table) -> int | None:
    if len(table.rows) < 2 or len(table.rows[0].cells) < 2:
        return None
    heads = [folded(cell.text) for cell in table.rows[0].cells]
    if not any(re.search(r"signature|nom\b|represent|qualite|date", head) for head in heads):
        return None
    return next((n for n, head in enumerate(heads) if _COLUMN_OF_BODIES.match(head)), None)


def _of_register_row(cells: tuple[Cell, ...], bodies: int, heads: list[str]) -> list[Draft]:
    """A register of signatories: one row per body, other columns for the person and the office."""
    if bodies >= len(cells) or not cells[bodies].blocks:
        return []
    first = cells[bodies].blocks[0]
    draft = Draft(without_article(cells[bodies].text), first.place.line, first.anchor)
    for number, cell in enumerate(cells):
        draft.anchors += [block.anchor for block in cell.blocks]
        if number == bodies or not cell.blocks:
            continue
        head = heads[number] if number < len(heads) else ""
        if _COLUMN_OF_OFFICES.match(head):
            draft.role = draft.role or cell.text
        elif _COLUMN_OF_NAMES.match(head):
            draft.person = draft.person or cell.text
        else:
            said = [read_line(block.text) for block in cell.blocks]
            draft.person = draft.person or next((one.person for one in said if one.person), "")
            draft.role = draft.role or next((one.role for one in said if one.role), "")
    return [draft]


def _signatory(draft: Draft) -> Signatory:
    reason = "organisme, personne et qualité séparés d’après la mise en page"
    if draft.others:
        reason = f"deux noms pour un organisme : {', '.join([draft.person, *draft.others])}"
    elif not draft.person:
        reason = "aucun nom imprimé"
    return Signatory(
        organisation=draft.organisation,
        role=draft.role or None,
        person=draft.person or None,
        signed_as=", ".join(draft.signed_as) or None,
        source_line=draft.line,
        anchor=draft.anchor,
        anchors=tuple(dict.fromkeys(draft.anchors)),
        confidence=0.7 if draft.others else 0.9,
        reason=reason,
    )
