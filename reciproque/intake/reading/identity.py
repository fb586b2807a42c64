"""What a document is: its title, its kind, its territory, the period that it covers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from reciproque.intake.reading.dates import PERIOD, dates_in
from reciproque.intake.reading.outline import Outline
from reciproque.intake.reading.spelling import folded
from reciproque.intake.reading.words import Subject
from reciproque.office.document import Block, Document, Kind

_KINDS = (
    (r"contrats? loca(?:l|ux) de sante", "contrat local de santé"),
    (r"pacte avec les quartiers", "pacte avec les quartiers pour toutes les entreprises"),
    (r"fiche (?:projet|action)", "fiche projet"),
    (r"protocole d'engagements?(?: \w+ et \w+)?", "protocole d'engagements renforcés et réciproques"),
    (r"feuille de route", "feuille de route"),
    (r"avenant", "avenant"),
    (r"convention(?: cadre| d'application)?", "convention"),
    (r"engagements quartiers 2030", "contrat de ville"),
    (r"contrat de ville", "contrat de ville"),
    (r"contrat de projet", "contrat de projet"),
    (r"protocole", "protocole"),
)
_KIND = {re.compile(rf"\b{words}\b"): label for words, label in _KINDS}
_SELDOM_TITLED = [kind for kind, label in _KIND.items() if label in ("feuille de route", "protocole")]
_CONTRACT_OF = re.compile(
    r"contrats? de ville (?:et de cohesion (?:sociale|urbaine) )?(?:\d{4} ?- ?\d{4} )?"
    r"(?:«[^»]{0,80}» |\"[^\"]{0,80}\" )?"
    r"(?:(?:de la|de l'|du|de|des|d')\s*)"
    r"(?:territoire (?:de la |de l'|du |de |d'))?"
)
_NAME = re.compile(
    r"[A-ZÀ-Ý][\wÀ-ÿ'’-]*(?:[ -](?:de |du |des |la |le |les |sur |en |d['’]|l['’])*(?:[A-ZÀ-Ý][\wÀ-ÿ'’-]*"
    r"|m[ée]tropole|agglom[ée]ration))*"
)
_PERIOD_OF_CONTRACT = re.compile(r"\bcontrats? de ville\b[^.]{0,90}$|\bcontrat\b[^.]{0,20}$")
_UNTIL = re.compile(
    r"\b(?:jusqu'(?:au|en|a)|d'ici|fin|courant|a)\s+(?:la fin |fin |l'horizon )?(?:de )?(?:\d{1,2} \w+ )?((?:20)\d\d)\b"
)
_YEAR = re.compile(r"\b20\d\d\b")
_TERRITORY = re.compile(r"\b[Tt]erritoire\s*:\s*([A-ZÀ-Ý][^\d,;:.]{2,80}?)(?=\s+(?:19|20)\d\d|[\d,;:.]|$)")
_SENTENCE = re.compile(r"\w{4,}\.$")
_HEAD, _FIRST = 8, 2600
_PROSE = 180
_CONTRACT = re.compile(r"\bcontrats? de ville\b")
_AUTHORITY = re.compile(r"^(?:communaute|metropole|eurometropole|ville|commune|agglomeration|territoire)\b")
_SHORTEST_CONTRACT = 3
_NEAR = 160


@dataclass(frozen=True, slots=True)
class Identity:
    title: str | None = None
    kind: str | None = None
    territory: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    base_contract_period: str | None = None


def read_identity(document: Document, outline: Outline) -> Identity:
    """Read what the head of a document and its own sentences say of it."""
    title = _title(document, outline)
    texts = [block.text for block in document.blocks()]
    base = _base_period(texts)
    kind = _kind(title, texts)
    start, end = _period(texts) if kind else (None, None)
    if kind and not end and (year := _YEAR.findall(title or "")) and len(set(year)) == 1:
        start = end = year[0]  # « Feuille de route 2023 »
    if base and kind == "contrat de ville":
        start, end = base.split("-")
    if kind and base and kind != "contrat de ville":
        kind = f"{kind} (contrat de ville {base})"
    return Identity(title, kind, _territory(texts), start, end, base)


def _title(document: Document, outline: Outline) -> str | None:
    """The block of the head that names a kind of document, the most telling kind first."""
    head: list[Block] = []
    for part in islice(document.parts, _HEAD):
        if not isinstance(part, Block) or len(part.text) > _PROSE or part.kind is Kind.ITEM:
            break
        if _SENTENCE.search(part.text):
            continue
        if outline.section_of(part).within(Subject.CONTENTS):
            break
        head.append(part)
    for kind in _KIND:
        for block in head:
            if kind.search(folded(block.text)):
                return block.text.strip(" -–:")
    return None


def _kind(title: str | None, texts: list[str]) -> str | None:
    if title:
        plain = folded(title)
        return next((label for kind, label in _KIND.items() if kind.search(plain)), None)
    beginning = folded(" ".join(texts[:30]))[:_FIRST]
    counted = {kind: len(kind.findall(beginning)) for kind in _SELDOM_TITLED}
    kind = max(counted, key=lambda each: counted[each])
    return _KIND[kind] if counted[kind] > 1 else None


def _territory(texts: list[str]) -> str | None:
    """The name after « contrat de ville de », as most often printed; a longer form takes in its beginning."""
    counted: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for text in texts:
        for found in _CONTRACT_OF.finditer(folded(text)):
            name = _NAME.match(text, found.end())
            if name and name.group():
                key = folded(name.group()).replace("-", " ").strip()
                counted[key] += 1
                if key not in printed or printed[key].isupper():
                    printed[key] = name.group().strip()
    if not counted:
        return _named_at_head(texts)
    best = max(counted, key=lambda key: (sum(counted[k] for k in counted if key.startswith(k)), len(key)))
    return printed[best]


def _named_at_head(texts: list[str]) -> str | None:
    """« Territoire : … », or « Communauté d’agglomération du Pays de … », alone on a line at the head of a contract."""
    head = texts[:_HEAD]
    for text in head:
        if named := _TERRITORY.search(text):
            return named.group(1).strip()
    if not any(_CONTRACT.search(folded(text)) for text in head):
        return None
    return next(
        (text.strip() for text in head if len(text) < _PROSE and _AUTHORITY.match(folded(text))), None
    )


def _base_period(texts: list[str]) -> str | None:
    """The years of the contract that this document goes on from: as first signed, not as prolonged."""
    found = Counter(
        (match.group(1), match.group(2))
        for text in texts
        for match in PERIOD.finditer(text)
        if _PERIOD_OF_CONTRACT.search(_before(text, match))
        and int(match.group(2)) - int(match.group(1)) >= _SHORTEST_CONTRACT
    )
    ranked = sorted(found.items(), key=lambda told: (-told[1], told[0]))
    return "-".join(ranked[0][0]) if ranked else None


def _before(text: str, found: re.Match[str]) -> str:
    return folded(text[max(0, found.start() - _NEAR) : found.start()])


def _period(texts: list[str]) -> tuple[str | None, str | None]:
    end_year, end = _end(texts)
    periods: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for found in PERIOD.finditer(text):
            if not _PERIOD_OF_CONTRACT.search(_before(text, found)):
                periods[found.group(1), found.group(2)] += 1
    fitting = [period for period in periods if end_year is None or period[1] == end_year]
    if not fitting:
        return None, end or end_year
    start, last = max(fitting, key=lambda period: (periods[period], period[0]))
    return start, end or last


def _end(texts: list[str]) -> tuple[str | None, str | None]:
    years: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for text in texts:
        plain = folded(text)
        for found in _UNTIL.finditer(plain):
            years[found.group(1)] += 1
        for printed in dates_in(text):
            if len(printed.iso) == 10 and plain[: printed.start].rstrip().endswith("jusqu'au"):
                days[printed.iso] += 1
    if not years:
        return None, None
    year = max(years, key=lambda each: (years[each], each))
    return year, next((day for day in sorted(days) if day.startswith(year)), None)
