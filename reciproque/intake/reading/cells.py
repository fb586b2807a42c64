"""From a cell to the items in it: paragraphs, bullets, or phrases that run into each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.intake.reading.words import (
    fold,
    is_known_verb,
    opens_with_infinitive,
    split_code,
    split_roman,
)
from reciproque.office.document import Block, Cell, Kind
from reciproque.office.reading.inline import is_number


@dataclass(slots=True)
class Entry:
    """An item of a cell, with the blocks that it was made from."""

    text: str
    blocks: list[Block]
    code: str | None = None
    sub_items: list[str] = field(default_factory=list)
    party: str | None = None


_PARTY = re.compile(r"^du cote (?:de|des|du|d')\b")
_CODE_ALONE = re.compile(
    r"^[^:]{0,40}\d+(?:\.\d+)*\s*[:.–-]?$|^(?:axe|ambition|pilier|volet|orientation)[^:]{0,30}\b[ivx]+\s*[:.–-]?$"
)
_GLUED = re.compile(r"(?<=[^\s.,;:!?–-])\s+(?=[A-ZÀ-Ý][a-zà-ÿ'’()-]+)")
_BEFORE_VERB = re.compile(r"\b(?:et|ou|de|d'|à|pour|en|puis|afin)$|['’]$", re.IGNORECASE)
_STARTERS = r"(?:Nombres?|Taux|Part|Evolution|Évolution|Pourcentage|Montant|Effectivité|Volume|Proportion)"
_INDICATOR_CUT = re.compile(
    r"\s+\+\s+"
    r"|\s+/\s+(?=[A-ZÀ-Ý][a-zà-ÿ'’])"
    r"|(?<=[a-zà-ÿ)»\"][a-zà-ÿ)»\"][a-zà-ÿ)»\".])(?<=\.)\s+(?=[A-ZÀ-Ý])"
    rf"|\s+(?={_STARTERS}\s(?:de|d['’]|du|des|et|total|annuel)|[nN]ombres?\s(?:de|d['’]|des|et))"
)
_NO_CUT_BEFORE = re.compile(
    r"(?:[,:(«]|\b(?:et|ou|le|la|du|au|de|par|en|ce|un|son|leur|dont|que|sur|selon|ainsi que|un grand|petit|certain"
    r"|plus grand|faible|même|d['’]un))$"
)


def entries_of(cell: Cell) -> list[Entry]:
    """The items of a cell of the framework, of results or of leads."""
    if not cell.rich and len(cell.blocks) == 1:
        block = cell.blocks[0]
        return [_entry(text, block) for line in _typed_lines(block) for text in split_phrases(line)]
    entries: list[Entry] = []
    code: tuple[str, Block] | None = None
    party: str | None = None
    for index, block in enumerate(cell.blocks):
        following = cell.blocks[index + 1] if index + 1 < len(cell.blocks) else None
        if code is None and following is not None and _is_code_alone(block):
            code = (block.text.strip(" :.–-"), block)
        elif _PARTY.match(fold(block.text)) and following is not None:
            party = block.text.strip(" :")
        elif entries and _is_nested(block, entries[-1]):
            entries[-1].sub_items.append(block.text)
            entries[-1].blocks.append(block)
        else:
            entry = _entry(block.text, block)
            entry.party = party
            if code is not None:
                entry.code, entry.blocks, code = code[0], [code[1], block], None
            entries.append(entry)
    return entries


def _entry(text: str, block: Block) -> Entry:
    code, title = split_code(text)
    if code is None and block.kind is Kind.ITEM and is_number(block.marker):
        code, title = block.marker.rstrip(" .)-–—°"), text
    elif code is None:
        code, title = split_roman(text)
    return Entry(title or text, [block], code)


def _is_code_alone(block: Block) -> bool:
    told = len(block.text) < 45 and bool(_CODE_ALONE.match(fold(block.text)))
    return told and not opens_with_infinitive(block.text)  # « Prolonger la ligne 4 »


def _is_nested(block: Block, above: Entry) -> bool:
    """A bullet deeper than the one above, or bullets after a text that ends in a colon."""
    first = above.blocks[-1] if not above.sub_items else above.blocks[0]
    if block.kind is not Kind.ITEM:
        return False
    if block.level > above.blocks[0].level and above.blocks[0].kind is Kind.ITEM:
        return True
    return first.text.rstrip().endswith(":") and (
        above.blocks[0].kind is not Kind.ITEM or block.marker != above.blocks[0].marker
    )


def split_phrases(text: str) -> list[str]:
    """Cut a plain cell that glues objectives: a capital infinitive that no punctuation announces."""
    if not opens_with_infinitive(text):
        return [text]
    parts: list[str] = []
    start = 0
    for found in _GLUED.finditer(text):
        word = re.match(r"[^\s.,;:!?]+", text[found.end() :])
        before = text[start : found.start()]
        whole = before.count("(") == before.count(")") and len(before.split()) > 2
        if word and is_known_verb(word[0]) and whole and not _BEFORE_VERB.search(before):
            parts.append(before.strip())
            start = found.end()
    return [*parts, text[start:].strip()]


def indicators_of(cell: Cell) -> list[Entry]:
    """The indicators of a cell; a plain one may hold several, by « + », « / », a point or a new « Nombre… »."""
    if cell.rich or len(cell.blocks) != 1:
        return entries_of(cell)
    block = cell.blocks[0]
    return [Entry(text, [block]) for line in _typed_lines(block) for text in split_indicators(line)]


def _typed_lines(block: Block) -> tuple[str, ...]:
    """The lines that somebody broke by hand in a cell, when each of them begins anew."""
    anew = all(line[:1].isupper() and line[-1:] not in ",(-–" for line in block.lines)
    return block.lines if len(block.lines) > 1 and anew else (block.text,)


def split_indicators(text: str) -> list[str]:
    inside = _in_brackets(text)
    parts: list[str] = []
    start = 0
    for found in _INDICATOR_CUT.finditer(text):
        before = text[start : found.start()]
        if inside[found.start()] or not before.strip():
            continue
        if (
            not found[0].strip()
            and not before.rstrip().endswith(".")
            and _NO_CUT_BEFORE.search(before.rstrip().lower())
        ):
            continue
        parts.append(before.strip())
        start = found.end()
    return [*parts, text[start:].strip()]


def _in_brackets(text: str) -> list[bool]:
    depth, inside = 0, []
    for character in text:
        depth += character == "("
        inside.append(depth > 0)
        depth = max(0, depth - (character == ")"))
    return inside
