"""What a document says of itself: its kind, its dates, the steps of its adoption, the answers it suggests."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.contracts.choices import Generation, StepKind, TextKind
from reciproque.core.text import fold
from reciproque.intake.models import Item
from reciproque.territories.models import Epci


@dataclass
class Terms:
    """What a person decides when a reading is accepted, pre-filled from the document."""

    name: str = ""
    generation: str = Generation.PILLARS
    kind: str = TextKind.PROTOCOL
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    signed_on: date | None = None
    contract_starts_on: date | None = None
    epci: Epci | None = None


def full_date(text: str | None) -> date | None:
    """A complete ISO date, or None for a partial one ("2015", "2019-07")."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def first_day(text: str | None) -> date | None:
    """The first day of a partial ISO date."""
    parts = (text or "").split("-")
    return full_date("-".join(([*parts, "01", "01"])[:3])) if parts[0] else None


def last_day(text: str | None) -> date | None:
    parts = (text or "").split("-")
    if len(parts) == 1:
        return full_date(f"{parts[0]}-12-31") if parts[0] else None
    for day in ("31", "30", "29", "28"):
        found = full_date("-".join(([*parts, day])[:3]))
        if found:
            return found
    return None


_KINDS = [
    (r"protocole", TextKind.PROTOCOL),
    (r"feuille de route", TextKind.ROADMAP),
    (r"avenant", TextKind.AMENDMENT),
    (r"convention", TextKind.CONVENTION),
    (r"annexe", TextKind.ANNEX),
    (r"contrat", TextKind.FOUNDING),
]


def text_kind(said: str) -> str:
    """The kind of a text from what the document calls itself."""
    folded = fold(said)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, folded)), TextKind.FOUNDING)


def terms_from(summary: Mapping[str, Any], dates: Iterable[Item]) -> Terms:
    """What the document says of itself, as a first answer to the form of acceptance."""
    title = summary.get("title") or ""
    ends_on = last_day(summary.get("period_end"))
    signed = [
        full_date(one.data.get("date"))
        for one in dates
        if re.search(r"\b(?:fait a|signature|signe)\b", fold(one.words)) and "initial" not in fold(one.words)
    ]
    territory = summary.get("territory") or ""
    kind = text_kind(f"{summary.get('kind') or ''} {title}")
    new = ends_on is not None and ends_on.year >= 2025
    base = (summary.get("base_contract_period") or summary.get("period_start") or "")[:4]
    return Terms(
        name=f"Contrat de ville : {territory}" if territory else title,
        generation=Generation.COMMITMENTS if new else Generation.PILLARS,
        kind=kind,
        title=title or _title_for_want(kind, territory, summary),
        starts_on=first_day(summary.get("period_start")),
        ends_on=ends_on,
        signed_on=next((day for day in reversed(signed) if day), None) if kind == TextKind.FOUNDING else None,
        contract_starts_on=first_day(base),
    )


def _title_for_want(kind: str, territory: str, summary: Mapping[str, Any]) -> str:
    """« Feuille de route 2018-2019, Brest métropole », for a document that bears no title."""
    years = [str(summary.get(key) or "")[:4] for key in ("period_start", "period_end")]
    said = f"{TextKind(kind).label.capitalize()} {'-'.join(year for year in years if year)}".strip()
    return f"{said}, {territory}" if territory else said


_AGREED = r"valid|adopt|approuv|deliber"
_STEPS = [
    (r"comite de pilotage|copil", _AGREED, StepKind.STEERING),
    (
        r"conseil (?:municipal|communautaire|metropolitain|departemental|regional)|deliber",
        _AGREED,
        StepKind.DELIBERATED,
    ),
    (r"comite technique|cotech?\b", rf"{_AGREED}|present", StepKind.PREPARED),
    (r"conseils? citoyens?", rf"{_AGREED}|present", StepKind.COUNCILS),
]
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:evaluation|rapport|annexee?s?|circulaire|strategie|ministres?|initiale?ment)\b"
)


def step_of(event: str) -> str | None:
    """The step of adoption that a dated event of the document is, if it is one of this document's."""
    folded = fold(event)
    if _OF_SOMETHING_ELSE.search(folded):
        return None
    found = (kind for who, what, kind in _STEPS if re.search(who, folded) and re.search(what, folded))
    return next(found, None)
