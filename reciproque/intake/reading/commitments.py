"""What the signatories bind themselves to: whole sentences, or whole items of a list « s'engagent : ».

A sentence binds when its verb does (s'engage, entend, met à disposition, désigne, doit, the future) and
when its subject, or the agent of its passive, is a signatory or a body of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reciproque.intake.reading.introductions import AIMS_FOLLOW
from reciproque.intake.reading.outline import Outline, Section
from reciproque.intake.reading.pledges import Parties, Pledge, pledge_in
from reciproque.intake.reading.result import Commitment, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.spelling import folded, is_french
from reciproque.intake.reading.words import Subject, opens_with_infinitive
from reciproque.office.document import Block, Document, Kind, Table

_ELSEWHERE = (
    Subject.CONTENTS, Subject.GLOSSARY, Subject.SIGNATORIES, Subject.RECALL, Subject.FINDINGS, Subject.RESULTS,
    Subject.INDICATORS, Subject.DOCUMENTS,
)  # fmt: skip
_INTRODUCES = re.compile(
    r"\b(?:s'engage(?:nt|ra|ront)?|nous nous engageons)\b[^.:]*:$"
    r"|\b(?:les|l'ensemble des) (?:partenaires|signataires|parties)(?: [a-z-]+){0,4}\s*:$"
    r"|\bengagements? (?:de|du|des|suivants?)\b[^.:]*:$"
)
_PARTY = re.compile(r"((?:[Ll]['’]|[Ll]es? |[Ll]a |[Cc]haque )[^,:;]{2,120}?)\s+s['’]engage")
_PHASE = re.compile(r"\bphase\b|\btransitoire\b|\bjusqu'")
_WHO = re.compile(r"^(?:partenaires?|signataires?|organismes?|structures?|institutions?|acteurs?|qui)\b")
_WHAT = re.compile(r"^(?:les )?engagements?\b|^contributions?\b")
_PARTNERS = re.compile(
    r"\b(?:signataires?|partenaires?|engagements?|s'engage\w*|contrats? de ville|politique de la ville|collectivites)\b"
)
_TITLE_ENGAGES = re.compile(r"\bs'engage(?:nt)?(?: a)?$")
_OF_A_PARTY = re.compile(r"\bengagements? (?:de|du|des|d')")
_LONGEST = 900
_SHORTEST_NAME = 4


def read_commitments(
    document: Document, outline: Outline, signatories: Iterable[str] = ()
) -> list[Commitment]:
    """Read the sentences and items by which signatories bind themselves; their names tell who is one."""
    if not is_french(document) or not _speaks_of_partners(document):
        return []
    found: list[Commitment] = []
    parties = tuple(folded(name) for name in signatories if len(name) >= _SHORTEST_NAME)
    introduced: str | None = None
    before: Pledge | None = None
    for part in document.parts:
        if isinstance(part, Table):
            found += _of_table(part)
            continue
        section = outline.section_of(part)
        if part.kind is not Kind.ITEM:
            introduced = _introduction(part, is_title=outline.is_title(part))
        if section.within(*_ELSEWHERE) or outline.is_title(part) or part.kind is Kind.NOTE:
            before = None
            continue
        if part.kind is Kind.ITEM and introduced is not None:
            found.append(_commitment(part.text, part, section, introduced, 0.9))
            continue
        present = any(_OF_A_PARTY.search(folded(around.text)) for around in section.path())
        for pledge in _pledges(part, before, Parties(parties, present)):
            found.append(_commitment(pledge.sentence, part, section, pledge.party, pledge.confidence))
            before = pledge
    return found


_IN_TABLE = "lu dans un tableau de qui s’engage à quoi"
_NOBODY_NAMED = "le sujet de la phrase n’est pas un signataire nommé"


def _speaks_of_partners(document: Document) -> bool:
    """A novel promises much, but has no signatories."""
    return any(_PARTNERS.search(folded(block.text)) for block in document.blocks())


def _introduction(block: Block, *, is_title: bool = False) -> str | None:
    """Who binds himself by the list below; none when no list of commitments follows."""
    last = sentences_of(block.text)[-1] if block.text.strip() else ""
    plain = folded(last)
    if is_title and _TITLE_ENGAGES.search(plain):
        plain = f"{plain} :"
    if not _INTRODUCES.search(plain) or AIMS_FOLLOW.search(plain):
        return None
    found = _PARTY.search(last)
    return found.group(1).strip() if found else ""


def _pledges(block: Block, before: Pledge | None, parties: Parties) -> Iterator[Pledge]:
    if block.kind is Kind.ITEM and opens_with_infinitive(block.text):
        return
    for sentence in sentences_of(block.text):
        if len(sentence) > _LONGEST or sentence.endswith(":"):
            continue
        pledge = pledge_in(sentence, before, parties)
        if pledge is not None:
            before = pledge
            yield pledge


def _of_table(table: Table) -> list[Commitment]:
    """A table of who commits to what."""
    heads = [folded(cell.text) for cell in table.rows[0].cells] if table.rows else []
    who = next((n for n, head in enumerate(heads) if _WHO.match(head)), None)
    what = next((n for n, head in enumerate(heads) if _WHAT.match(head)), None)
    if who is None or what is None or len(heads) > 4:
        return []
    found, party = [], ""
    for row in table.rows[1:]:
        if who < len(row.cells) and row.cells[who].blocks:
            party = row.cells[who].text
        for block in row.cells[what].blocks if what < len(row.cells) else ():
            found.append(
                Commitment(
                    text=block.text, party=party or None, confidence=0.9, reason=_IN_TABLE, **place_of(block)
                )
            )
    return found


def _why(confidence: float) -> str:
    if confidence > 0.85:
        return "la phrase, ou celle qui introduit la liste, dit qui s’engage"
    return "le sujet de la phrase est repris de la phrase d’avant" if confidence > 0.8 else _NOBODY_NAMED


def _commitment(text: str, block: Block, section: Section, party: str, confidence: float) -> Commitment:
    titles = [around.text for around in section.path()]
    return Commitment(
        text=text,
        party=party or None,
        phase=next((title for title in titles if _PHASE.search(folded(title))), None),
        confidence=confidence,
        reason=_why(confidence),
        **place_of(block),
    )
