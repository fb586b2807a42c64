"""Signatures, validations and other dated acts."""

from __future__ import annotations

import re
from itertools import islice

from reciproque.intake.reading.dates import dates_in
from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.result import DatedEvent, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.spelling import folded
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document

_ACT = re.compile(
    r"\b(?:co-?)?sign(?:e|ee|es|ees|ature)\b|\bvalide|\badopte|\bapprouve|\bdelibere|\bproro"
    r"|\bprolong|\bpresente\b|\bfait a\b"
    r"|\bcirculaire\b|\bformalise|\bcree\b|\btransforme|\bstatut\b|\bjusqu'au\b|\breuni|\ben date du\b"
)
_SIGNED_IN = re.compile(r"\b(?:co-?)?signee?s? en ((?:19|20)\d\d)\b")
_BLANK = re.compile(
    r"\b(?:le|du|au)\s+(?:x{2,}|\.{3,}|…|_{3,})|^(?:date\W*\d*\s*:?|fait a .{0,40}, le\s*:?\s*[._…]*)$"
)
_CLAUSE = re.compile(r"[;:]|,(?! \d)")
_TAIL = re.compile(r"\s*(?:initialement |et )?(?:co-?)?(?:sign|adopt|valid|approuv|deliber|cree)\w*\b")
_MOST_IN_A_SENTENCE = 20
_DONE_AT = re.compile(r"fait (?:a|en)\b")
_ELSEWHERE = (Subject.CONTENTS, Subject.GLOSSARY)


def read_dates(document: Document, outline: Outline) -> list[DatedEvent]:
    """Read what was signed, validated or prolonged, and when; a date left blank is told as such."""
    events: list[DatedEvent] = []
    for part in document.parts:
        if not isinstance(part, Block):
            continue
        if outline.section_of(part).within(*_ELSEWHERE) and not _DONE_AT.match(folded(part.text)):
            continue
        for sentence in sentences_of(part.text):
            events += _of_sentence(sentence, part)
    return events


def _of_sentence(sentence: str, block: Block) -> list[DatedEvent]:
    plain = folded(sentence)
    if _BLANK.search(plain):
        reason = "la date est laissée en blanc"
        return [DatedEvent(event=_short(sentence), date=None, reason=reason, **place_of(block))]
    found = []
    for printed in islice(dates_in(sentence), _MOST_IN_A_SENTENCE):
        start, end = _clause(plain, printed.start, printed.end)
        if len(printed.iso) == len("2020-01-01") and _ACT.search(plain[start:end]):
            found.append(DatedEvent(event=_short(sentence[start:end]), date=printed.iso, **place_of(block)))
    for year in _SIGNED_IN.finditer(plain):
        start, end = _clause(plain, year.start(), year.end())
        found.append(DatedEvent(event=_short(sentence[start:end]), date=year.group(1), **place_of(block)))
    return found


def _clause(plain: str, start: int, end: int) -> tuple[int, int]:
    before = [found.end() for found in _CLAUSE.finditer(plain, 0, start)]
    after = _CLAUSE.search(plain, end)
    first = before[-1] if before else 0
    while before and (not _ACT.search(plain[first:end]) or _TAIL.match(plain[first:])):
        before.pop()
        first = before[-1] if before else 0
    return first, after.start() if after else len(plain)


def _short(text: str) -> str:
    return text.strip(" ,;:.")[:240]
