"""Who signs: the signature blocks at the end of a contract.

Printed blocks name the body, the office and the person in any order, over one to six lines; names are
missing where nobody has signed yet, deputies sign for others, stamps repeat the body with its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reciproque.intake.reading.result import Signatory
from reciproque.intake.reading.signature_lines import Line, Said, is_office, is_person, read_line
from reciproque.intake.reading.spelling import (
    LEADING_ARTICLE,
    folded,
    telling_words,
    without_article,
    words_of,
)
from reciproque.office.document import Block, Cell, Document, Kind, Table

_HEADING = re.compile(
    r"^(?:article \w+\s*[:.-]?\s*)?(?:l[ae]s? )?(?:liste des |tableau des |bloc )?"
    r"(?:parties |partenaires |organismes )?(?:signataires|signatures?)(?: d[ue]s? .{1,80})?\s*:?$"
)
_DONE_AT = re.compile(r"^fait (?:a|en) .{2,60}")
_OTHER_SECTION = re.compile(
    r"^(?:annexes?|glossaire|sommaire|lexique|preambule|partie|article|chapitre|titre [ivx\d])\b"
)
_REPRESENTED = re.compile(r",?\s*\(?\s*(?:ci-apres .{0,60})?representee?s? par\s+")
_FOR = re.compile(r"^pour (?:la |le |les |l')?\S")
_HANGING = re.compile(r"(?:\b(?:de|du|des|la|le|les|et|a|au|aux|pour|en|sur|pres)|d'|l'|,? ?-)$")
_BODY_START = re.compile(r"^(?:(?:la|le|les)\s+|l'\s*)")
_LONGEST_OPENING, _LONGEST_PHRASE, _LONGEST_BLOCK = 120, 300, 20000
_COLUMN_OF_BODIES = re.compile(
    r"^(?:organismes?|structures?|institutions?|partenaires?|signataires?|organisations?)\b"
)
_HOMES = (
    (("prefet", "prefete"), {"prefecture", "etat", "departement", "region", "sous"}),
    (("procureur", "procureure"), {"parquet", "tribunal", "justice", "tgi", "etat", "ministere", "cour"}),
)


@dataclass(slots=True)
class _Draft:
    organisation: str
    line: int
    anchor: str
    role: str = ""
    person: str = ""
    signed_as: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    by_office: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    said: Said
    line: int
    anchor: str
    opens_block: bool
    block_has_person_above: bool
    item: bool = False


def read_signatories(document: Document) -> list[Signatory]:
    """Read the signature blocks of a document, wherever its signature section stands."""
    drafts = [draft for zone in _zones(document) for draft in _of_zone(zone)]
    if not drafts:
        drafts = _of_zone([part for part in document.parts if isinstance(part, Block) and _is_a_party(part)])
    return [_signatory(draft) for draft in drafts]


def _is_a_party(block: Block) -> bool:
    """« La Commune de X, représentée par Y, maire »: the parties that a contract names at its head."""
    found = _REPRESENTED.search(folded(block.text))
    if found is None:
        return False
    return found.start() < _LONGEST_OPENING and len(block.text) < _LONGEST_PHRASE


def _zones(document: Document) -> Iterator[list[Block | Table]]:
    """The parts below a heading « Signataires » or « Fait à … », and tables of signatures anywhere."""
    zone: list[Block | Table] | None = None
    for part in document.parts:
        if zone is None and isinstance(part, Table):
            if _is_signature_table(part):
                yield [part]
        elif isinstance(part, Block) and _opens(part):
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


def _of_zone(zone: list[Block | Table]) -> list[_Draft]:
    drafts: list[_Draft] = []
    current: _Draft | None = None
    names_first: bool | None = None
    for part in zone:
        if isinstance(part, Table):
            drafts += _of_table(part)
            current = None
            continue
        for phrase in _phrases(part):
            if names_first is None and phrase.said.line is not Line.NOISE:
                names_first = phrase.said.line is Line.PERSON
            if names_first and phrase.said.line is Line.PERSON:
                current = None
            current = _take(phrase, current, drafts, names_first=bool(names_first))
    return [draft for draft in drafts if draft.organisation]


def _of_table(table: Table) -> list[_Draft]:
    """Read a table of blocks column by column, but list what it says in the order of its rows."""
    drafts: list[_Draft] = []
    columns: dict[int, _Draft | None] = {}
    rows = table.rows
    bodies = _column_of_bodies(table)
    if bodies is not None:
        return [draft for row in rows[1:] for draft in _of_register_row(row.cells, bodies)]
    for row in rows:
        for number, cell in enumerate(row.cells):
            for block in cell.blocks:
                for phrase in _phrases(block):
                    columns[number] = _take(phrase, columns.get(number), drafts)
    return drafts


def _column_of_bodies(table: Table) -> int | None:
    if len(table.rows) < 2 or len(table.rows[0].cells) < 2:
        return None
    heads = [folded(cell.text) for cell in table.rows[0].cells]
    if not any(re.search(r"signature|nom\b|represent|qualite|date", head) for head in heads):
        return None
    return next((n for n, head in enumerate(heads) if _COLUMN_OF_BODIES.match(head)), None)


def _of_register_row(cells: tuple[Cell, ...], bodies: int) -> list[_Draft]:
    """A register of signatories: one row per body, other columns for the person and the office."""
    if bodies >= len(cells) or not cells[bodies].blocks:
        return []
    first = cells[bodies].blocks[0]
    draft = _Draft(without_article(cells[bodies].text), first.place.line, first.anchor)
    for number, cell in enumerate(cells):
        for block in cell.blocks:
            draft.anchors.append(block.anchor)
            if number == bodies:
                continue
            said = read_line(block.text)
            draft.person = draft.person or said.person
            draft.role = draft.role or said.role
    return [draft]


def _phrases(block: Block) -> Iterator[_Phrase]:
    """Cut a printed block into phrases: lines that run on are joined."""
    if block.kind is Kind.NOTE or len(block.text) > _LONGEST_BLOCK or _is_prose(block):
        return
    person_above, opens = False, True
    for text, offset in _joined(block.lines or (block.text,)):
        for said in _said(text):
            line = block.place.line + offset
            item = block.kind is Kind.ITEM and opens
            yield _Phrase(said, line, block.anchor, opens, person_above, item)
            if said.line is Line.NOISE and not opens:
                return
            person_above = person_above or bool(said.person)
            opens = False


def _said(text: str) -> Iterator[Said]:
    found = _REPRESENTED.search(folded(text))
    if not found:
        yield read_line(text)
        return
    yield Said(Line.BODY, text, without_article(re.sub(r"^(?:Et|Entre)\s*:?\s+", "", text[: found.start()])))
    yield read_line(text[found.end() :].strip(" )."))


def _joined(lines: tuple[str, ...]) -> list[tuple[str, int]]:
    phrases: list[tuple[str, int]] = []
    for offset, line in enumerate(lines):
        line = line.strip()
        if not line:
            continue
        if phrases and not _starts_anew(line, phrases[-1][0]):
            phrases[-1] = (f"{phrases[-1][0]} {line}", phrases[-1][1])
        else:
            phrases.append((line, offset))
    return phrases


def _starts_anew(line: str, above: str) -> bool:
    plain = folded(line)
    if len(above) > _LONGEST_PHRASE:
        return True
    if _HANGING.search(folded(above)):
        return False
    if _FOR.match(plain) or is_person(line) or is_person(above) or is_office(line):
        return True
    said = read_line(line).line
    return said is Line.NOISE or (bool(_BODY_START.match(plain)) and line[:1].isupper())


def _is_prose(block: Block) -> bool:
    """A sentence among the blocks: long lines, or a full stop after many words."""
    if _REPRESENTED.search(folded(block.text)):
        return False
    longest = max(map(len, block.lines or (block.text,)))
    return longest > 200 or (longest > 70 and block.text.endswith("."))


def _take(
    phrase: _Phrase, current: _Draft | None, drafts: list[_Draft], *, names_first: bool = False
) -> _Draft | None:
    """Add a phrase to the signatory above, or open another with it."""
    said = phrase.said
    if said.line is Line.NOISE:
        return current
    if current is not None and not current.organisation and said.line is not Line.PERSON:
        current.organisation = said.organisation or said.role
        current.role, current.by_office = said.role, said.line is Line.OFFICE
        current.anchors.append(phrase.anchor)
        return current
    if current is not None and _goes_on(phrase, current):
        _add(said, current)
        current.anchors.append(phrase.anchor)
        return current
    organisation = said.organisation or (said.role if said.line is Line.DELEGATION else "")
    if not names_first and (not organisation or not _may_stand_alone(said)):
        return current
    draft = _Draft(organisation, phrase.line, phrase.anchor, said.role, said.person, anchors=[phrase.anchor])
    draft.by_office = said.line is Line.OFFICE
    drafts.append(draft)
    return draft


def _may_stand_alone(said: Said) -> bool:
    return (
        said.line is not Line.BODY
        or said.organisation[:1].isupper()
        or said.organisation[:1].isdigit()
        or (bool(LEADING_ARTICLE.match(said.text)) or folded(said.text).startswith("pour "))
    )


def _goes_on(phrase: _Phrase, current: _Draft) -> bool:
    said = phrase.said
    if phrase.item:
        return False
    if phrase.block_has_person_above or said.line in (Line.PERSON, Line.DELEGATION):
        return True
    if said.line is Line.OFFICE:
        second_title = not phrase.opens_block and not _BODY_START.match(folded(said.text))
        return second_title or _office_goes_on(said, current)
    if folded(said.text).startswith("pour "):
        return False
    return _same(said.organisation, current.organisation)


def _office_goes_on(said: Said, current: _Draft) -> bool:
    if not said.organisation:
        return True
    if said.standing:
        return not current.person and not current.role and _is_home(said.role, current.organisation)
    if current.by_office and not current.person:
        return _same(said.organisation, current.organisation) and _stem(said.role) == _stem(current.role)
    return _same(said.organisation, current.organisation)


def _is_home(role: str, organisation: str) -> bool:
    """Does this office sit in that body? The prefect does not sign for a bank."""
    words = set(words_of(role))
    for offices, homes in _HOMES:
        if words & set(offices):
            return bool(homes & set(words_of(organisation)))
    return True


def _stem(role: str) -> str:
    return next((word[:6] for word in words_of(without_article(role))), "")


def _same(one: str, other: str) -> bool:
    left, right = telling_words(one), telling_words(other)
    return bool(left and right) and (left <= right or right <= left)


def _add(said: Said, current: _Draft) -> None:
    if said.person:
        known = {folded(name) for name in [current.person, *current.others]}
        if current.person and folded(said.person) not in known:
            current.others.append(said.person)
        current.person = current.person or said.person
    if said.role:
        if current.role:
            current.signed_as.append(said.text.strip(" ,;."))
        current.role = current.role or said.role


def _signatory(draft: _Draft) -> Signatory:
    reason = ""
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
