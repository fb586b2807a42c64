"""What a reading of a contract document brings back, as plain data.

Every item points to the passages that it was made from; `as_json` gives the exchange format of a
reading: one list per subject, parents as indices into `framework`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from reciproque.office.document import Block


@dataclass(slots=True, kw_only=True)
class Item:
    """Anything that was read, and where. `reason` says in a sentence what was not plain about it."""

    source_line: int
    anchor: str
    anchors: tuple[str, ...] = ()
    confidence: float = 1.0
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """All fields; lists instead of tuples, empty extras left out."""
        told: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.metadata.get("extra") and not value:
                continue
            told[each.name] = list(value) if isinstance(value, tuple) else value
        return told


def place_of(*blocks: Block) -> dict[str, Any]:
    """The three fields that say where an item was read, from the blocks that it was made from."""
    return {
        "source_line": blocks[0].place.line,
        "anchor": blocks[0].anchor,
        "anchors": tuple(dict.fromkeys(block.anchor for block in blocks)),
    }


def extra(default: Any = None) -> Any:
    """A field that the exchange format only carries when it says something."""
    return field(default=default, metadata={"extra": True})


@dataclass(slots=True, kw_only=True)
class FrameworkItem(Item):
    """A level of what the contract sets itself to pursue: axe, ambition, objectif, volet…"""

    title: str
    label: str = "objectif"
    level: int = 1
    code: str | None = None
    parent: int | None = None
    linked_to: str | None = extra()
    sub_items: tuple[str, ...] = extra(())
    party: str | None = extra()
    engagement_level: str | None = extra()
    same_as: int | None = extra()


@dataclass(slots=True, kw_only=True)
class Statement(Item):
    """An expected result, an indicator, a lead or a finding, under an item of the framework or none."""

    text: str
    parent: int | None = None
    heading: str | None = extra()
    sub_items: tuple[str, ...] = extra(())
    party: str | None = extra()
    target: str | None = extra()


@dataclass(slots=True, kw_only=True)
class Passage(Item):
    """A text taken as it stands: an engagement level, a reference document, what is only recalled."""

    text: str
    code: str | None = extra()
    heading: str | None = extra()


@dataclass(slots=True, kw_only=True)
class Commitment(Item):
    text: str
    party: str | None = None
    phase: str | None = extra()


@dataclass(slots=True, kw_only=True)
class Neighbourhood(Item):
    name: str
    type: str | None = None
    commune: str | None = None
    population: int | None = None


@dataclass(slots=True, kw_only=True)
class Signatory(Item):
    organisation: str
    role: str | None = None
    person: str | None = None
    signed_as: str | None = extra()


@dataclass(slots=True, kw_only=True)
class Body(Item):
    """A body of the governance."""

    body: str
    composition: str | None = None
    role: str | None = None
    meetings_per_year: int | None = None
    scope: str | None = extra()


@dataclass(slots=True, kw_only=True)
class Amount(Item):
    text: str
    value: float | int | str | None = None
    unit: str | None = None
    what: str | None = None


@dataclass(slots=True, kw_only=True)
class Term(Item):
    """A term of a glossary, or an acronym explained in the text."""

    term: str
    definition: str = ""


@dataclass(slots=True, kw_only=True)
class DatedEvent(Item):
    """A signature, a validation: `date` is ISO, partial when the source is partial."""

    event: str
    date: str | None = None


@dataclass(slots=True, kw_only=True)
class NeighbourhoodTotal(Item):
    """A total that a table of neighbourhoods prints: of a commune, of a type, of all."""

    scope: str
    total: int


@dataclass(slots=True, kw_only=True)
class Contradiction(Item):
    """Statements of the document that do not agree; `lines` says where each of them stands.

    `subject` is "signature", "count", "signers" or "total". `sides` gives each value once: what it `says`, the
    `words` around it, the `list` of the reading that holds it, its `anchor` (and `anchors`) and `line`.
    """

    text: str
    lines: tuple[int, ...] = ()
    subject: str = extra("")
    sides: tuple[dict[str, Any], ...] = extra(())


@dataclass(slots=True, kw_only=True)
class Unread(Item):
    """A passage that no item came from; `reason` says why."""

    text: str


@dataclass(slots=True)
class Reading:
    """All that was read of one document. `complaints` are sentences about the document as a whole; `cautions` say
    that it is not of the kind that the reading was made for.
    """

    source_file: str = ""
    title: str | None = None
    territory: str | None = None
    kind: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    base_contract_period: str | None = None
    framework: list[FrameworkItem] = field(default_factory=list)
    results: list[Statement] = field(default_factory=list)
    indicators: list[Statement] = field(default_factory=list)
    leads: list[Statement] = field(default_factory=list)
    findings: list[Statement] = field(default_factory=list)
    recalled: list[Passage] = field(default_factory=list)
    engagement_levels: list[Passage] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    neighbourhoods: list[Neighbourhood] = field(default_factory=list)
    neighbourhood_totals: list[NeighbourhoodTotal] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    governance: list[Body] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    reference_documents: list[Passage] = field(default_factory=list)
    glossary: list[Term] = field(default_factory=list)
    acronyms_inline: list[Term] = field(default_factory=list)
    signature_or_validation_dates: list[DatedEvent] = field(default_factory=list)
    missing_annexes: list[Passage] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    not_understood: list[Unread] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        """Every item that was read, `not_understood` left out."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, list) and each.name not in ("not_understood", "complaints", "cautions"):
                yield from value

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, list):
                value = [item.as_json() if isinstance(item, Item) else item for item in value]
            told[each.name] = value
        for index, item in enumerate(told["framework"]):
            item["index"] = index
        return told
