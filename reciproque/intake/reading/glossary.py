"""The words that a contract explains: its glossary, and the acronyms that it opens in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciproque.intake.reading.repeated_headings import heads_again
from reciproque.intake.reading.result import Term, place_of
from reciproque.intake.reading.spelling import folded, words_of
from reciproque.office.document import Block, Document, Kind, Table

_HEADING = re.compile(
    r"^(?:(?:annexe|article|partie)\s+\w+\s*[.:-]*\s*|[\divx]+\s*[.):-]\s*)?"
    r"(?:glossaire|lexique|(?:liste des |table des )?(?:principaux )?(?:sigles|acronymes|abreviations|definitions))"
    r"(?: et (?:sigles|acronymes|abreviations|definitions))?(?: utilises)?\s*:?$"
)
_OTHER_SECTION = re.compile(
    r"^(?:annexes?|sommaire|preambule|partie|article|chapitre|signataires?|les signataires)\b"
)
_ENTRY = re.compile(r"^(?P<term>[^:=]{1,80}?)\s*(?::|=|\s[-–—]|\s?→)\s*(?P<definition>\S.*)$", re.DOTALL)
_HEADS = re.compile(r"^(?:sigles?|acronymes?|termes?|abreviations?|mots?)\b")
_MEANINGS = re.compile(r"^(?:definitions?|significations?|developpe|intitules?|explications?)\b")
_IN_BRACKETS = re.compile(r"\(\s*(?:ou |dits? |dites? )?([A-ZÉÈÀ][A-Za-zÉÈÀé&.+-]{1,11})\s*[),]")
_OR_ACRONYM = re.compile(r"\bou ([A-ZÉÈÀ]{2,8})\b")
_OPENED = re.compile(r"\b([A-ZÉÈÀ][A-ZÉÈÀ&]{1,9}s?)\s+\(([^()]{6,120})\)")
_TOKEN = re.compile(r"[A-Za-zÀ-ÿœŒ0-9]+")
_SMALL_WORDS = "a au aux d de des du en et l la le les ou par pour sur un une dans"
_LINKS = frozenset(_SMALL_WORDS.split())
_LONGEST_TERM = 9
_PATIENCE = 3
_FAR = 160


def read_glossary(document: Document) -> list[Term]:
    """Read the entries that stand under a heading « Glossaire » or in a table of acronyms."""
    terms: list[Term] = []
    for entries in _glossaries(document):
        terms += entries
    return terms


def _glossaries(document: Document) -> Iterator[list[Term]]:
    parts = document.parts
    for number, part in enumerate(parts):
        if isinstance(part, Table):
            if _is_table_of_terms(part):
                yield _of_table(part)
        elif len(part.text) < 90 and _HEADING.match(folded(part.text)) and not heads_again(parts, number):
            entries = _below(parts, number + 1)
            if len(entries) > 1:
                yield entries


def _below(parts: tuple[Block | Table, ...], start: int) -> list[Term]:
    terms: list[Term] = []
    strangers = 0
    for part in parts[start:]:
        if isinstance(part, Table):
            if _is_table_of_terms(part):
                continue
            if any(len(row.cells) != 2 for row in part.rows):
                break
            terms += _of_table(part)
            continue
        plain = folded(part.text)
        if _OTHER_SECTION.match(plain) or _HEADING.match(plain) or strangers > _PATIENCE:
            break
        entries = _entries(part)
        if entries:
            terms += entries
            strangers = 0
        elif part.kind is Kind.HEADING and terms:
            break
        else:
            strangers += 1
            _prolong(terms, part)
    return terms


def _entries(block: Block) -> list[Term]:
    """The entry of a block, or one per printed line when every line is one."""
    lines = [_entry(block, line) for line in block.lines]
    told = lines if lines and all(lines) else [_entry(block, block.text)]
    return [term for term in told if term]


def _entry(block: Block, text: str) -> Term | None:
    found = _ENTRY.match(text)
    if not found or len(found["term"].split()) > _LONGEST_TERM:
        return None
    return Term(term=found["term"].strip(" .-–•"), definition=found["definition"].strip(), **place_of(block))


def _prolong(terms: list[Term], block: Block) -> None:
    """A definition that goes on in the next paragraph: a sentence, not a short line."""
    if terms and block.text.endswith(".") and len(block.text) > 40:
        terms[-1].definition += f" {block.text}"
        terms[-1].anchors += (block.anchor,)


def _is_table_of_terms(table: Table) -> bool:
    heads = [folded(cell.text) for cell in table.rows[0].cells] if table.rows else []
    return (
        len(heads) > 1 and bool(_HEADS.match(heads[0])) and any(_MEANINGS.match(head) for head in heads[1:])
    )


def _of_table(table: Table) -> list[Term]:
    terms = []
    for number, row in enumerate(table.rows):
        filled = [cell for cell in row.cells if cell.blocks]
        if len(filled) < 2 or (number == 0 and _HEADS.match(folded(filled[0].text))):
            continue
        blocks = [*filled[0].blocks, *filled[1].blocks]
        terms.append(Term(term=filled[0].text, definition=filled[1].text, **place_of(*blocks)))
    return terms


def read_acronyms(document: Document) -> list[Term]:
    """Read acronyms that the text itself opens: « Atelier Santé Ville (ASV) », « QPV (quartiers …) »."""
    terms: dict[str, Term] = {}
    for block in document.blocks():
        for acronym, meaning in _opened_in(block.text):
            if folded(acronym) not in terms:
                terms[folded(acronym)] = Term(term=acronym, definition=meaning, **place_of(block))
    return list(terms.values())


def _opened_in(text: str) -> Iterator[tuple[str, str]]:
    for found in _IN_BRACKETS.finditer(text):
        if sum(char.isupper() for char in found.group(1)) > 1:
            yield from _named(found.group(1), _spelled_before(found.group(1), _before(text, found)))
    for found in _OR_ACRONYM.finditer(text):
        yield from _named(found.group(1), _spelled_before(found.group(1), _before(text, found)))
    for found in _OPENED.finditer(text):
        acronym, meaning = found.group(1), found.group(2)
        if _spelled_before(acronym, meaning) == meaning.strip():
            yield acronym, meaning.strip()


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _FAR) : found.start()]


def _named(acronym: str, meaning: str) -> Iterator[tuple[str, str]]:
    if meaning:
        yield acronym, meaning


def _spelled_before(acronym: str, text: str) -> str:
    """The words at the end of a text whose first letters spell the acronym.

    Small words count only when the others do not suffice (« Pacte avec les quartiers pour toutes … »), and
    one telling word may be passed: « Quartiers Prioritaires de la Politique de la Ville », QPV.
    """
    letters = [char for char in folded(acronym.rstrip("s")) if char.isalpha()]
    near = text[-_FAR:]
    tokens = [(folded(found.group()), found.start()) for found in _TOKEN.finditer(near)]
    telling = [token for token in tokens if token[0] not in _LINKS]
    start = _walk_back(letters, telling)
    if start is None:
        start = _walk_back(letters, tokens)
    if start is None:
        return ""
    meaning = near[start:].strip(' ,:-«»"')
    return meaning if len(words_of(meaning)) > 1 else ""


def _walk_back(letters: list[str], tokens: list[tuple[str, int]]) -> int | None:
    left = list(letters)
    passed, start = 0, None
    for word, at in reversed(tokens):
        if not left:
            break
        if word[0] == left[-1]:
            left.pop()
            start = at
        elif word not in _LINKS:
            passed += 1
            if passed > 1 or start is None:
                return None
    return start if not left else None
