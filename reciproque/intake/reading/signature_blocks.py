"""Putting the lines of signature blocks together: what belongs to the signatory above, what opens another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reciproque.intake.reading.signature_lines import Line, Said, is_office, is_person, read_line
from reciproque.intake.reading.spelling import (
    LEADING_ARTICLE,
    folded,
    telling_words,
    without_article,
    words_of,
)
from reciproque.office.document import Block, Kind

REPRESENTED = re.compile(r",?\s*\(?\s*(?:ci-apres .{0,60})?representee?s? par\s+")
_DASH = re.compile(r"\s([–—-])\s")
_FOR = re.compile(r"^pour (?:la |le |les |l')?\S")
_HANGING = re.compile(r"(?:\b(?:de|du|des|la|le|les|et|a|au|aux|pour|en|sur|pres)|d'|l'|,? ?-)$")
_BODY_START = re.compile(r"^(?:(?:la|le|les)\s+|l'\s*)")
_HOMES = (
    (("prefet", "prefete"), {"prefecture", "etat", "departement", "region", "sous"}),
    (("procureur", "procureure"), {"parquet", "tribunal", "justice", "tgi", "etat", "ministere", "cour"}),
)
_LONGEST_PHRASE, _LONGEST_BLOCK = 300, 20000


@dataclass(slots=True)
class Draft:
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
class Phrase:
    said: Said
    line: int
    anchor: str
    opens_block: bool
    block_has_person_above: bool
    item: bool = False


def phrases_of(block: Block) -> Iterator[Phrase]:
    """Cut a printed block into phrases: lines that run on are joined."""
    if block.kind is Kind.NOTE or len(block.text) > _LONGEST_BLOCK or _is_prose(block):
        return
    person_above, opens = False, True
    for text, offset in _joined(block.lines or (block.text,)):
        for said in _said(text):
            line = block.place.line + offset
            item = block.kind is Kind.ITEM and opens
            yield Phrase(said, line, block.anchor, opens, person_above, item)
            if said.line is Line.NOISE and not opens:
                return
            person_above = person_above or bool(said.person)
            opens = False


def _said(text: str) -> Iterator[Said]:
    found = REPRESENTED.search(folded(text))
    if not found:
        body, dash, office = _DASH.split(text, maxsplit=1) if _DASH.search(text) else (text, "", "")
        if dash and is_office(office):  # « Ville de X – Le maire, M. Y »
            yield Said(Line.BODY, text, without_article(body.strip()))
            yield read_line(office)
        else:
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
    if said is Line.PERSON:
        return True  # « Mme Lucie ARNAUD, Présidente de… »
    return said is Line.NOISE or (bool(_BODY_START.match(plain)) and line[:1].isupper())


def _is_prose(block: Block) -> bool:
    """A sentence among the blocks: long lines, or a full stop after many words."""
    if REPRESENTED.search(folded(block.text)):
        return False
    longest = max(map(len, block.lines or (block.text,)))
    return longest > 200 or (longest > 70 and block.text.endswith("."))


def take(
    phrase: Phrase, current: Draft | None, drafts: list[Draft], *, names_first: bool = False
) -> Draft | None:
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
    draft = Draft(organisation, phrase.line, phrase.anchor, said.role, said.person, anchors=[phrase.anchor])
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


def _goes_on(phrase: Phrase, current: Draft) -> bool:
    said = phrase.said
    if phrase.item:
        return False
    if phrase.block_has_person_above or said.line in (Line.PERSON, Line.DELEGATION):
        return True
    if said.line is Line.OFFICE:
        second_title = not phrase.opens_block and not _BODY_START.match(folded(said.text))
        another = phrase.opens_block and bool(current.person) and _stem(said.role) != _stem(current.role)
        return second_title or (_office_goes_on(said, current) and not (another and said.organisation))
    if folded(said.text).startswith("pour ") or REPRESENTED.search(folded(said.text)):
        return False
    return _same(said.organisation, current.organisation)


def _office_goes_on(said: Said, current: Draft) -> bool:
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


def _add(said: Said, current: Draft) -> None:
    if said.person:
        known = {folded(name) for name in [current.person, *current.others]}
        if current.person and folded(said.person) not in known:
            current.others.append(said.person)
        current.person = current.person or said.person
    if said.role:
        if current.role:
            current.signed_as.append(said.text.strip(" ,;."))
        current.role = current.role or said.role
