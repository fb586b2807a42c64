"""The bodies that steer a contract, what they do and how often they meet.

They stand in sections on governance, in organisation charts that extraction has flattened into lines, in
tables, and in passing. A section speaks with more weight than a passing mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reciproque.intake.reading.body_names import Named, begins_with_body, bodies_in
from reciproque.intake.reading.frequency import meetings_per_year
from reciproque.intake.reading.numbers import NUMBER_WORD
from reciproque.intake.reading.organisation_chart import ARTICLE, COMPOSED, Chart, Found, line_name, scope_of
from reciproque.intake.reading.outline import Outline, Section
from reciproque.intake.reading.result import Body, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.signature_lines import BODY_WORDS
from reciproque.intake.reading.spelling import folded, telling_words, without_article, words_of
from reciproque.intake.reading.words import Subject, opens_with_infinitive
from reciproque.office.document import Block, Document, Kind, Table

_ELSEWHERE = (Subject.CONTENTS, Subject.GLOSSARY, Subject.RECALL, Subject.SIGNATORIES)
_NOT_STEERING = (Subject.FINDINGS, Subject.EVALUATION, Subject.LEADS, Subject.RESULTS, Subject.INDICATORS)
_LIST_OF_BODIES = re.compile(
    r"\b(?:modalites|instances?|organes?|organisation|schema) (?:de |d'|du )?(?:pilotage|gouvernance|suivi|decision)"
    r"|\b(?:gouvernance|pilotage)\b[^.]{0,60}\b(?:assure|repose|s'appuie|s'organise|s'articule|structure|comprend)"
)
_LIST_OF_ELSE = re.compile(
    r"\b(?:recommandation|preconisation|piste|perspective|constat|objectif|enjeu|vigilance)"
)
_OWN = frozenset(
    word[:7] for word in ["contrat", "ville", "protocole", "politique", "projet", "suivi", "avenant"]
)
_TABLE_HEAD = re.compile(r"^(?:instances?|comites?|nom de l'instance|gouvernance|bodies)\b")
_TABLE_OTHER = re.compile(r"frequence|composition|membres|roles?|missions?|periodicite|rythme|objet")
_GIVES = re.compile(
    r"\b(?:designe\w*|nomme\w*|met(?:tent)? a (?:la )?disposition|mettra a disposition|dispose\w*|cree\w*)\b"
)
_CLAUSE_END = re.compile(r"[.;:]|, (?:qui|et qui|afin|pour)\b|$")
_NAME_RUN = re.compile(
    r"[A-ZÀ-Ý][\wÀ-ÿ'’]*(?:(?:-|\s+(?:de\s+la\s+|de\s+l['’]|des?\s+|du\s+|d['’])?)[A-ZÀ-Ý][\wÀ-ÿ'’]*)*"
)

_COUNT = re.compile(rf"^(?:{NUMBER_WORD}|\d+)(?:\s+|$)", re.IGNORECASE)
_GROUP_OF = re.compile(
    r"\s+(?:des?|du|de la|sur|d'|de l')\s*(?:[a-z'-]+\s+){1,5}?"
    r"(?=(?:est|sont|se|sera|seront|assure\w*|reuni\w*|prepare\w*|suit|anime\w*|examine\w*|associe\w*)\b)"
)
_AUTHORITY = re.compile(r"\bcommissions? (?:national|europeen|permanente)")
_IS_GIVEN = re.compile(
    r"(?: [\w'-]+){0,6}? (?:est|sont) (?:mise?s? a (?:la )?disposition|dediee?s?|constituee?s?|creee?s?)\b"
)
_OF = re.compile(r"\b(?:du|des|aux?|de l')\s*$")
_NEAR = 60
_LONGEST_NAME = 8
_LONGEST_ROLE, _MOST_IN_A_SENTENCE = 400, 20


def read_governance(document: Document, outline: Outline) -> list[Body]:
    """Read the bodies of a document: those of its governance sections first, then those named elsewhere."""
    strong: list[Found] = []
    weak: list[Found] = []
    chart = Chart()
    listed = False
    for part in document.parts:
        section = outline.section_of(part)
        if section.within(*_ELSEWHERE):
            continue
        if isinstance(part, Table):
            strong += _of_table(part, scope_of(section))
            continue
        if part.kind is not Kind.ITEM:
            listed = _introduces_bodies(part)
        steering = _is_steering(section)
        if steering and chart.takes(part, section, outline.is_title(part)):
            continue
        if (steering and not outline.is_title(part)) or (listed and part.kind is Kind.ITEM):
            strong += _of_steering(part, section)
        else:
            weak += _in_passing(part, section)
    found = sorted(_merged(strong + chart.found, weak), key=lambda each: each.block.place)
    return [_body(each) for each in found]


def _is_steering(section: Section) -> bool:
    for around in section.path():
        if Subject.GOVERNANCE in around.subjects:
            return not (around.subjects & set(_NOT_STEERING)) and not opens_with_infinitive(around.text)
        if around.subjects & {Subject.PRIORITIES, Subject.FINDINGS}:
            return False
    return False


def _introduces_bodies(block: Block) -> bool:
    plain = folded(block.text)
    return bool(_LIST_OF_BODIES.search(plain)) and not _LIST_OF_ELSE.search(plain) and plain.endswith(":")


_GOES_ON = re.compile(r"(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci)\b")
"""A sentence that goes on about the body that the sentence before it named."""


def _of_steering(block: Block, section: Section) -> list[Found]:
    """Bodies of a sentence or item in a section on governance."""
    scope = scope_of(section)
    found: list[Found] = []
    run_in = [each for name, rest in _run_in_names(block) for each in [_run_in(name, rest, block, scope)]]
    if run_in:
        return run_in
    for sentence in sentences_of(block.text):
        for named in islice(bodies_in(sentence), _MOST_IN_A_SENTENCE):
            if _has_a_part(named, sentence):
                found.append(_found(_extent(named, sentence), block, scope, sentence, named))
        if found and found[-1].meetings is None and _GOES_ON.match(folded(sentence)):
            found[-1].meetings = meetings_per_year(sentence)
    if not found and block.kind is Kind.ITEM and "instance" in folded(section.text):
        found += _organisation(block, scope)
    if len(found) == 1 and found[0].meetings is None:
        found[0].meetings = meetings_per_year(block.text)
    return found


def _run_in_names(block: Block) -> Iterator[tuple[str, str]]:
    """« Assemblée des quartiers : elle se réunit… », in bold or before a colon; several lines may do so."""
    if block.lead and begins_with_body(block.lead) and block.text.startswith(block.lead):
        yield block.lead, block.text[len(block.lead) :]
        return
    told = [line.partition(":") for line in block.lines or (block.text,)]
    if all(
        colon and len(name.split()) <= _LONGEST_NAME and begins_with_body(name) for name, colon, _ in told
    ):
        yield from ((name, rest) for name, _colon, rest in told if rest.strip())


def _run_in(name: str, rest: str, block: Block, scope: str) -> Found:
    each = Found(line_name(name), block, scope, meetings_per_year(rest, certain=True), True)
    each.anchors.append(block.anchor)
    rest = rest.strip(" :,;.")[:_LONGEST_ROLE]
    if rest:
        (each.composition if COMPOSED.search(folded(rest)) else each.role).append(rest)
    return each


def _has_a_part(named: Named, sentence: str) -> bool:
    if named.kind in ("team", "referent"):
        before = folded(sentence[: named.start])[-_NEAR:]
        if _opens(named, sentence) and meetings_per_year(sentence) is not None:
            return True
        given = _GIVES.search(before) or _IS_GIVEN.match(folded(sentence[named.end :])[:_NEAR])
        return bool(given) and not _OF.search(before)
    if named.kind == "council" and not named.named:
        return _opens(named, sentence)
    return named.named or not named.plural or named.kind != "comite"


def _opens(named: Named, sentence: str) -> bool:
    """Whether a body is the first thing that a sentence speaks of (« Les trois conseils citoyens »)."""
    return len(_COUNT.sub("", without_article(sentence[: named.start]))) < 4


def _extent(named: Named, sentence: str) -> str:
    """A team is known by what it is there for."""
    rest = sentence[named.end :]
    if named.kind == "team" and folded(rest).startswith((" en charge", " chargee")):
        clause = _CLAUSE_END.search(rest)
        return named.text + (rest[: clause.start()] if clause else rest)
    if named.kind == "group" and _opens(named, sentence):
        purpose = _GROUP_OF.match(folded(rest))
        return named.text + (rest[: purpose.end()].rstrip() if purpose else "")
    return named.text


def _found(text: str, block: Block, scope: str, sentence: str, named: Named) -> Found:
    each = Found(text, block, scope, meetings_per_year(sentence), True, anchors=[block.anchor])
    rest = sentence[named.end : named.end + _LONGEST_ROLE].strip(" :,;.")
    if COMPOSED.search(folded(rest)):
        each.composition.append(rest)
    elif rest:
        each.role.append(rest)
    return each


def _organisation(block: Block, scope: str) -> list[Found]:
    """« La Métropole, garante de… », « un pilotage à l'échelle des Conseils de Territoire »: who steers."""
    for run in _NAME_RUN.finditer(block.text):
        name = ARTICLE.sub("", run.group())
        first = words_of(name)[:1]
        if first and (first[0] in BODY_WORDS or first[0].rstrip("s") in BODY_WORDS):
            role = block.text.replace(run.group(), "", 1).strip(" ,:;")
            return [Found(name, block, scope, None, True, role=[role], anchors=[block.anchor])]
    return []


def _of_table(table: Table, scope: str) -> list[Found]:
    """A table of bodies: one row each, with its members, its part, its frequency."""
    heads = [folded(cell.text) for cell in table.rows[0].cells] if table.rows else []
    if (
        not heads
        or not _TABLE_HEAD.match(heads[0])
        or not any(_TABLE_OTHER.search(head) for head in heads[1:])
    ):
        return []
    found = []
    for row in table.rows[1:]:
        if not row.cells or not row.cells[0].blocks:
            continue
        block = row.cells[0].blocks[0]
        each = Found(line_name(row.cells[0].text), block, scope, strong=True, table=table.anchor)
        each.anchors = [inner.anchor for cell in row.cells for inner in cell.blocks]
        for head, cell in zip(heads[1:], row.cells[1:], strict=False):
            if re.search(r"frequence|periodicite|rythme", head):
                each.meetings = meetings_per_year(cell.text, certain=True)
            elif re.search(r"composition|membres", head):
                each.composition.append(cell.text)
            elif re.search(r"perimetre|^plan\b", head):
                each.scope = cell.text or each.scope
            else:
                each.role.append(cell.text)
        found.append(each)
    return found


def _in_passing(block: Block, section: Section) -> list[Found]:
    """Named committees, commissions and citizens' councils outside the sections on governance."""
    if block.kind is Kind.NOTE:
        return []
    found = []
    for sentence in sentences_of(block.text):
        for named in islice(bodies_in(sentence), _MOST_IN_A_SENTENCE):
            if _is_named_in_passing(named):
                each = _found(named.text, block, scope_of(section), sentence, named)
                each.strong = False
                each.meetings = each.meetings if _opens(named, sentence) else None
                found.append(each)
    return found


def _is_named_in_passing(named: Named) -> bool:
    if named.kind == "comite":
        return (not named.plural and named.named) or named.text.isupper()
    if named.kind == "commission":
        return named.named and not _AUTHORITY.search(folded(named.text))
    return named.kind == "council" and named.named and not named.plural


def _merged(strong: list[Found], weak: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in strong + weak:
        twin = next((other for other in kept if _same(each, other)), None)
        if twin is None:
            kept.append(each)
            continue
        twin.anchors += each.anchors
        twin.meetings = each.meetings if twin.meetings is None else twin.meetings
        if each.strong:
            twin.role += each.role
            twin.composition += each.composition
    return kept


def _same(each: Found, other: Found) -> bool:
    if each.scope != other.scope:
        return False
    if each.table and each.table == other.table and folded(each.text) != folded(other.text):
        return False
    new, known = _key(each.text), _key(other.text)
    if new == known or new - _OWN == known - _OWN:
        return True
    return other.strong and not each.strong and new <= known


def _key(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in telling_words(text))


def _body(each: Found) -> Body:
    return Body(
        body=each.text,
        composition=" ; ".join(dict.fromkeys(each.composition)) or None,
        role=" ; ".join(dict.fromkeys(each.role)) or None,
        meetings_per_year=each.meetings,
        scope=each.scope or None,
        **(place_of(each.block) | {"anchors": tuple(dict.fromkeys(each.anchors))}),
        confidence=0.9 if each.strong else 0.6,
        reason="composition et rôle pris aux phrases qui l’entourent"
        if each.strong
        else "nommée hors d’une partie sur la gouvernance",
    )
