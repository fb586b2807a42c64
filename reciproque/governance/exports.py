"""Bodies as plain data: for their page and for the diagram."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from reciproque.contracts.models import Contract
from reciproque.core.registers import Findable
from reciproque.governance.models import Body
from reciproque.governance.queries import bodies_of
from reciproque.governance.rules import level_of


def facts_about(body: Body) -> list[tuple[str, Any, str]]:
    """(label, value, address) of what is known."""
    meetings = body.meetings_per_year
    facts = [
        ("Réunions prévues", f"{meetings} par an" if meetings is not None else "fréquence non précisée", "")
    ]
    facts += [
        (label, value, "")
        for label, value in (
            ("Périmètre", body.scope),
            ("Composition", body.composition),
            ("Rôle", body.role),
        )
        if value
    ]
    return facts


@dataclass(frozen=True)
class Tier:
    """A level of the diagram of governance: strategic, technical, of the inhabitants."""

    label: str
    bodies: Sequence[Body]


BOX, GAP, SIDE, LINE, LETTERS, ACROSS = 190, 16, 96, 16, 26, 4


@dataclass(frozen=True)
class Box:
    """A body in the drawing: where it stands, and its words cut into lines (text, height on the page)."""

    body: Body
    x: int
    y: int
    height: int
    lines: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Band:
    """A level of the drawing."""

    label: str
    y: int
    height: int
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Diagram:
    """The bodies of a contract drawn by level, in user units of an SVG."""

    width: int
    height: int
    bands: Sequence[Band]


def diagram_of(tiers: Sequence[Tier]) -> Diagram:
    """Four boxes across, as many rows as a level needs, each row as high as its longest name."""
    top, bands = GAP, []
    for tier in tiers:
        start, boxes = top, []
        for first in range(0, len(tier.bodies), ACROSS):
            row = [(body, _lines(body)) for body in tier.bodies[first : first + ACROSS]]
            height = (max(len(lines) for _body, lines in row) + 1) * LINE
            for place, (body, lines) in enumerate(row):
                heights = [(text, top + LINE * (number + 1)) for number, text in enumerate(lines)]
                boxes.append(Box(body, SIDE + place * (BOX + GAP), top, height, heights))
            top += height + GAP
        bands.append(Band(tier.label, start - GAP // 2, top - start, boxes))
    return Diagram(SIDE + ACROSS * (BOX + GAP), top, bands)


def _lines(body: Body) -> list[str]:
    name = wrap(body.name, LETTERS, max_lines=4, placeholder="…") or [""]
    pace = f"{body.meetings_per_year} par an" if body.meetings_per_year is not None else ""
    return [*name, *([pace] if pace else [])]


def about_bodies(contract: Contract) -> dict[str, Any]:
    """The bodies by level, and how many meetings a year they plan (None: nobody said)."""
    bodies = list(bodies_of(contract))
    levels: dict[str, list[Body]] = {}
    for body in bodies:
        levels.setdefault(level_of(body.name), []).append(body)
    planned = [body.meetings_per_year for body in bodies if body.meetings_per_year is not None]
    order = ["Pilotage", "Technique", "Habitants", "Autres"]
    tiers = [Tier(label, levels[label]) for label in order if label in levels]
    return {
        "tiers": tiers,
        "diagram": diagram_of(tiers),
        "planned": sum(planned) if planned else None,
        "told": len(planned),
        "bodies": len(bodies),
    }


def findable_bodies(contract: int) -> Iterator[Findable]:
    """The live bodies of a contract."""
    for row in Body.objects.filter(contract_id=contract, archived_at=None).select_related("passage"):
        yield Findable(
            label="governance.body",
            key=row.pk,
            kind="body",
            text="\n".join(filter(None, [row.name, row.scope, row.role, row.composition])),
            position=row.position,
            text_id=row.passage.text_id if row.passage else None,
            place=row.passage.anchor if row.passage else "",
        )
