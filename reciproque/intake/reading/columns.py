"""The columns of a table: what their headers say that they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reciproque.intake.reading.words import LEVELS, fold, opens_with_infinitive, split_code
from reciproque.office.document import Cell


class Role(StrEnum):
    LEVEL = "level of the framework"
    PLACE = "place"
    RESULTS = "results"
    INDICATORS = "indicators"
    LEADS = "leads"
    FINDINGS = "findings"
    ENGAGEMENT = "engagement"
    CODE = "code"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    role: Role
    header: str
    codes: int | None = None
    """The column in which the codes of this level stand, when they have one of their own."""

    @property
    def is_level(self) -> bool:
        return self.role in (Role.LEVEL, Role.PLACE)

    @property
    def is_action(self) -> bool:
        """A column of what is done for an objective: results and indicators are those of the objective."""
        return self.role is Role.LEVEL and bool(_ACTIONS.match(fold(self.header)))

    @property
    def is_priority(self) -> bool:
        """The column that indicators and results hang on, when there is one."""
        folded = fold(self.header)
        return self.role is Role.LEVEL and bool(re.search(r"objectifs? prioritaires?|priorisation", folded))


_ACTIONS = re.compile(r"^(?:les |nos )?(?:exemples? d')?actions?\b|^mesures?\b")
_CODES = re.compile(r"^(?:n ?°|(?:no|num(?:ero)?s?|codes?|ref(?:erence)?s?|id)\b)")
_ROLES = (
    (Role.INDICATORS, re.compile(r"\bindicateurs?\b")),
    (Role.RESULTS, re.compile(r"\bresultats?\b|\b(?:effets?|impacts?) (?:attendu|vise|recherche)s?\b")),
    (
        Role.LEADS,
        re.compile(r"\bleviers?\b|\bpistes?\b|\bperspectives?\b|\brecommandations?\b|\bpreconisations?\b"),
    ),
    (Role.FINDINGS, re.compile(r"\bconstats?\b|\bdiagnostics?\b|\bproblematiques?\b")),
    (Role.ENGAGEMENT, re.compile(r"\bniveaux? d'|\bavancement\b|\bstatut\b|\bstade\b|^etat\b|^niveau\b")),
    (
        Role.OTHER,
        re.compile(
            r"\bpilotes?\b|\bporteurs?\b|\bpartenaires?\b|\bcalendrier\b|\becheances?\b|\bbudget\b|\bcouts?\b"
            r"|\bmontants?\b|\bfinanc\w+|\bpublics?\b|\bobservations?\b|\bnb\b|\bnombre\b|\btotal\b|\bpopulation\b"
            r"|\bhabitants\b|\bdates?\b|\bresponsables?\b|\bcontacts?\b|\bmoyens\b|\bconseil de territoire\b"
            r"|\bcommentaires?\b|\bqui\b|\bquand\b|\bsource\b|\bvaleur\b|\bcible\b"
        ),
    ),
    (Role.LEVEL, re.compile(rf"\b(?:{LEVELS})\b")),
    (
        Role.PLACE,
        re.compile(r"\bcommunes?\b|\bquartiers?\b|\bterritoires?\b|\bsecteurs?\b|\bqpv\b|\bville\b"),
    ),
)
LONGEST_HEADER = 100


@lru_cache(maxsize=2000)
def role_of(header: str) -> Role:
    """What a header announces; its first telling word decides (« Niveau d'engagement », « Axes prioritaires »)."""
    folded = fold(header)
    if _CODES.match(folded) and len(folded.split()) < 5:
        return Role.CODE
    found = [
        (match.start(), order, role)
        for order, (role, pattern) in enumerate(_ROLES)
        if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else Role.NONE


def header_columns(row: list[Cell]) -> list[Column] | None:
    """The columns that a row announces, or None when it is no header of a framework."""
    columns = []
    for index, cell in enumerate(row):
        text = cell.text
        if not _may_be_header(text):
            return None
        columns.append(Column(index, role_of(text) if text else Role.NONE, text))
    known = [column for column in columns if column.role is not Role.NONE]
    levels = [column for column in known if column.role is Role.LEVEL]
    if (
        not levels
        or len(known) < min(2, len(columns))
        or 2 * len(known) < sum(bool(cell.text) for cell in row)
    ):
        return None
    return _with_codes(_with_unnamed(columns))


def _may_be_header(text: str) -> bool:
    return (
        len(text) <= LONGEST_HEADER
        and len(text.split()) < 11
        and not opens_with_infinitive(text)
        and not (text and split_code(text)[0])
    )


def vertical_columns(cells: list[Cell]) -> list[Column] | None:
    """The columns that the first cells of the rows announce, when a table is a sheet (« Objectif | … »)."""
    columns = [
        Column(index, role_of(cell.text) if _may_be_header(cell.text) else Role.NONE, cell.text)
        for index, cell in enumerate(cells)
    ]
    roles = {column.role for column in columns} - {Role.NONE, Role.OTHER}
    known = [column for column in columns if column.role is not Role.NONE]
    return columns if Role.LEVEL in roles and len(roles) > 1 and 2 * len(known) > len(columns) else None


def same_header(columns: list[Column], before: list[Column]) -> bool:
    """Whether a header says the same as the one before, in other words perhaps."""
    pairs = list(zip(columns, before, strict=False))
    return sum(one.role is other.role for one, other in pairs) * 4 >= 3 * len(pairs)


def _with_unnamed(columns: list[Column]) -> list[Column]:
    """A column without a header after a level is the level below it (a header that spanned both)."""
    named: list[Column] = []
    for column in columns:
        if column.role is Role.NONE and not column.header and named and named[-1].role is Role.LEVEL:
            column = Column(column.index, Role.LEVEL, named[-1].header)
        named.append(column)
    return named


def _with_codes(columns: list[Column]) -> list[Column]:
    """A column of codes tells those of the level at its right, or else of the one at its left."""
    linked = list(columns)
    for at, column in enumerate(columns):
        if column.role is Role.CODE:
            beside = [near for near in (at + 1, at - 1) if 0 <= near < len(columns)]
            level = next((near for near in beside if linked[near].role is Role.LEVEL), None)
            if level is not None and linked[level].codes is None:
                linked[level] = replace(linked[level], codes=column.index)
    return linked


def below_header(
    columns: list[Column], laid: list[tuple[Cell, bool]], above: list[Cell]
) -> list[Column] | None:
    """The columns once a second row of the header has named those that one cell of the first spans; or None."""
    spanned = {at for at, cell in enumerate(above) if cell.colspan > 1}
    filled = {at: cell.text for at, (cell, inherited) in enumerate(laid) if cell.text and not inherited}
    named = filled and spanned.issuperset(filled) and all(_may_be_header(text) for text in filled.values())
    if not named or any(role_of(text) is Role.NONE for text in filled.values()):
        return None
    return [
        replace(column, role=role_of(filled[column.index]), header=filled[column.index])
        if column.index in filled
        else column
        for column in columns
    ]


# How far from the top a word of the trade stands, where a table names several; others have no rank.
_RANKS = (
    (1, re.compile(r"^(?:les )?(?:piliers?|axes?|volets?|thematiques?|themes?)\b")),
    (
        2,
        re.compile(
            r"^(?:les )?(?:ambitions?|orientations?|enjeux?|objectifs? (?:strategiques?|generaux|general))\b"
        ),
    ),
    (4, re.compile(r"^(?:les )?(?:sous-objectifs?|objectifs? (?:operationnels?|specifiques?))\b")),
    (3, re.compile(r"^(?:les )?objectifs?\b")),
    (5, re.compile(r"^(?:les |nos )?(?:actions?|mesures?)\b")),
)


def rank_of(header: str) -> int | None:
    return next((rank for rank, pattern in _RANKS if pattern.search(fold(header))), None)


_TAIL = re.compile(
    r"\s*(?:\bpour\b|\bd'ici\b|\bdu contrat\b|\bde la\b|\bdu protocole\b|\bdes\b|\b20\d\d|\bidentifi|\(|:|/).*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2000)
def label_of(header: str) -> str:
    """A header in the singular, in small letters: « Les ambitions du contrat » gives « ambition »."""
    text = _TAIL.sub("", re.sub(r"^(?:les|le|la|l['’]|nos|des)\s*", "", header.strip(), flags=re.IGNORECASE))
    words = [_singular(word) for word in text.lower().split()]
    return " ".join(words) or "objectif"


def _singular(word: str) -> str:
    if word.endswith("aux"):
        return word[:-3] + "al"
    if word.endswith("eux"):
        return word[:-1]
    return word[:-1] if word.endswith(("s", "x")) and len(word) > 3 else word
