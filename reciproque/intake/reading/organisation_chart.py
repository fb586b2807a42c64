"""Organisation charts that extraction has flattened into lines: a body, its members, its part, its frequency."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.intake.reading.body_names import begins_with_body, is_body_line
from reciproque.intake.reading.frequency import meetings_per_year
from reciproque.intake.reading.outline import Section
from reciproque.intake.reading.spelling import folded
from reciproque.office.document import Block, Kind

_OTHER_PLAN = re.compile(
    r"^(?:le |la |l')?(?:pacte|plan|programme|convention|strategie|contrat local|cite educative|dispositif)\b"
)
ARTICLE = re.compile(r"^(?:[Ll]['’]\s?|(?:[Ll]a|[Ll]es?|[Uu]ne?)\s+)")
_FREQUENCY_ALONE = re.compile(
    r"^\W*(?:environ |au moins )?\S+ (?:reunions?|fois|seances?|rencontres?)\b.*\b(?:an|mois|trimestre|semestre)\b"
)
_PART = re.compile(r"^(?:le |la )?(?:pilotage|gouvernance|instances|animation)\b[^.]*$")
COMPOSED = re.compile(
    r"\+|\bmembres?\b|\brepresentants?\b|\bcompose|\breunit\b|\bassociant\b|\banime par\b|\bpartenaires\b"
)
_SHORT_LINE, _LONGEST_LINE = 60, 220


@dataclass(slots=True)
class Found:
    text: str
    block: Block
    scope: str = ""
    meetings: int | None = None
    strong: bool = False
    composition: list[str] = field(default_factory=list)
    role: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    table: str = ""  # the table whose row this is: its rows are told apart by their names


class Chart:
    """A flattened organisation chart: lines that name a body, then its members, its part, its frequency."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._group: list[Found] = []
        self._told = False
        self._own: Section | None = None

    def _belongs(self, block: Block, section: Section) -> bool:
        """Whether a line below a body speaks of it: all of its own section does, or short lines of a chart."""
        if self._own is section:
            return True
        another_part = len(block.text) < _SHORT_LINE and _PART.match(folded(block.text))
        return not (another_part or len(block.text) > _LONGEST_LINE or begins_with_body(block.text))

    def takes(self, block: Block, section: Section, is_title: bool) -> bool:
        text = section.text if is_title else block.text
        if block.kind is not Kind.ITEM and is_body_line(text):
            if self._told:
                self._group = []
            self._told = False
            self._own = section if is_title else None
            each = Found(line_name(text), block, scope_of(section), strong=True, anchors=[block.anchor])
            self._group.append(each)
            self.found.append(each)
            return True
        if not self._group or not self._belongs(block, section):
            self._group = []
            return False
        self._told = True
        times = meetings_per_year(block.text)
        for each in self._group:
            each.anchors.append(block.anchor)
            if times is not None:
                each.meetings = times
            if _FREQUENCY_ALONE.match(folded(block.text)):
                continue
            if COMPOSED.search(folded(block.text)):
                each.composition.append(block.text)
            else:
                each.role.append(block.text)
        return True


def line_name(text: str) -> str:
    return ARTICLE.sub("", text).strip(" :")


def scope_of(section: Section) -> str:
    """The plan, pact or programme other than this contract that a section is about."""
    for around in section.path():
        if _OTHER_PLAN.match(folded(around.text)):
            return around.text
    return ""
