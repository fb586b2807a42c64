"""Bodies as plain data: for their page and for the diagram."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reciproque.contracts.models import Contract
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


def about_bodies(contract: Contract) -> dict[str, Any]:
    """The bodies by level, and how many meetings a year they plan (None: nobody said)."""
    bodies = list(bodies_of(contract))
    levels: dict[str, list[Body]] = {}
    for body in bodies:
        levels.setdefault(level_of(body.name), []).append(body)
    planned = [body.meetings_per_year for body in bodies if body.meetings_per_year is not None]
    order = ["Pilotage", "Technique", "Habitants", "Autres"]
    return {
        "tiers": [Tier(label, levels[label]) for label in order if label in levels],
        "planned": sum(planned) if planned else None,
        "told": len(planned),
        "bodies": len(bodies),
    }
