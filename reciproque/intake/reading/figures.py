"""The figures that a contract prints in its text, in digits or in words, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciproque.intake.reading.numbers import NUMBER_WORD, value_of
from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.result import Amount, place_of
from reciproque.intake.reading.sentences import sentences_of
from reciproque.intake.reading.spelling import folded
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document

_DIGITS = (
    r"(?<!\d)(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3}){1,4}(?:,\d{1,4})?(?!\d)|\d{1,12}(?:[.,]\d{1,4})?(?!\d))"
)
_MONEY = re.compile(
    rf"(?P<low>{_DIGITS})\s*(?:€|euros?)?(?:\s*(?:a|et|-)\s*(?P<high>{_DIGITS}))?\s*"
    r"(?P<scale>millions?|milliards?|milliers?|m|md|k)?\s*(?:d'\s?)?(?:€|euros?\b|(?<=[mk])e\b|e\b(?<=me))"
)
_PERCENT = re.compile(rf"(?P<low>{_DIGITS})\s*%(?:\s*(?:a|et|-)\s*(?P<high>{_DIGITS})\s*%)?")
_NOUNS = (
    r"communes?|departements?|regions?|habitants?|quartiers? (?:prioritaires?|en veille active"
    r"|de veille active)|quartiers?"
    r"|qpv|qva|tva|points?|ans?|annees?|mois|personnes?|entreprises?|actions?|objectifs?(?: \w+[sx])?"
    r"|mesures?"
    r"|axes?(?: \w+s)?|ambitions?|piliers?|volets?|enjeux|thematiques?|orientations?"
    r"|comites?(?: de \w+)?|reunions?"
    r"|commissions?|equivalents? temps plein|etp|postes?|logements?|signataires?|partenaires?|km²|km2"
    r"|m²|m2|hectares?|ha"
    r"|programmes?(?: d'interet \w+)?|associations?|jeunes|femmes|familles|menages|eleves|enfants"
    r"|beneficiaires|projets?"
    r"|tranches?|directeurs? d'ecole|territoires?|contrats? de ville|fois|seances?|adultes[- ]relais"
    r"|conseils? citoyens?"
)
_COUNTED = re.compile(
    rf"(?P<about>environ |pres de |plus de |moins de |une? )?\b(?P<low>{_DIGITS}|{NUMBER_WORD})\s+(?:d'\s?|de )?"
    rf"(?P<noun>{_NOUNS})\b(?P<rhythm>\s+par\s+an\b)?"
)
_HALVES = re.compile(r"\b(?:la moitie|un quart|un tiers|deux tiers|trois quarts)\b")
_SHARE = {"la moitie": 50, "un quart": 25, "un tiers": 33.3, "deux tiers": 66.7, "trois quarts": 75}
_SCALES = {"million": 1e6, "milliard": 1e9, "millier": 1e3, "m": 1e6, "md": 1e9, "k": 1e3}
_ELSEWHERE = (Subject.CONTENTS, Subject.GLOSSARY, Subject.SIGNATORIES)
_LONGEST = 160


def read_amounts(document: Document, outline: Outline) -> list[Amount]:
    """Read sums, shares and counts of the running text; tables of population are read elsewhere."""
    amounts: list[Amount] = []
    for part in document.parts:
        if isinstance(part, Block) and not outline.section_of(part).within(*_ELSEWHERE):
            for sentence in sentences_of(part.text):
                amounts += _of_sentence(sentence, part)
    return amounts


def _of_sentence(sentence: str, block: Block) -> Iterator[Amount]:
    plain = folded(sentence)
    taken: list[tuple[int, int]] = []
    for pattern, unit in ((_MONEY, "€"), (_PERCENT, "%"), (_COUNTED, ""), (_HALVES, "%")):
        for found in pattern.finditer(plain):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            value = _value(found, unit)
            if value is None:
                continue
            taken.append(found.span())
            yield Amount(
                text=sentence[found.start() : found.end()].strip(),
                value=value,
                unit=unit or found["noun"] + (found["rhythm"] or ""),
                what=_around(sentence, found.start()),
                **place_of(block),
            )


def _value(found: re.Match[str], unit: str) -> float | int | str | None:
    if found.re is _HALVES:
        return _SHARE[found.group()]
    low = value_of(found["low"])
    if low is None or (not unit and found["low"] in ("un", "une") and not found["rhythm"]):
        return None
    if unit and found["high"]:
        return f"{found['low'].replace('.', '')}-{found['high'].replace('.', '')}"
    scale = _SCALES.get((found["scale"] or "").rstrip("s"), 1) if unit == "€" else 1
    value = low * scale
    return int(value) if float(value).is_integer() else round(value, 4)


def _around(sentence: str, at: int) -> str:
    """The words of the sentence around a figure."""
    if len(sentence) <= _LONGEST:
        return sentence
    start = max(0, min(at - _LONGEST // 2, len(sentence) - _LONGEST))
    return sentence[start : start + _LONGEST].strip()
