"""Chapter 5c: homes counted by commune, and what becomes of the indicators of a person who leaves."""

from typing import Any

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.actions.people import create_person
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.demo.chapters.stage import Stage, on
from reciproque.monitoring.actions import Origin, Said, edit_indicator, hand_on_indicators, record_values
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.queries import indicators_of
from reciproque.monitoring.rules.cells import Cell
from reciproque.monitoring.rules.figures import read_figure

RENOVATED = {202412: ("18", "13", "0", "7"), 202512: ("34", "18", "s.o.", "9")}


def tell(stage: Stage) -> None:
    present = stage.contracts["2024"]
    _by_commune(stage, present)
    _somebody_leaves(stage, present)


def _by_commune(stage: Stage, present: Any) -> None:
    """One commune has nothing to renovate any more: that does not apply, and is no zero."""
    [homes] = [one for one in indicators_of(present) if one.wording == "Nombre de logements rénovés"]
    homes = edit_indicator(homes, seen=None, by=stage.team, at=on("2026-03-16"), by_commune=True)
    communes = list(present.communes.order_by("sort_key")[:4])
    said = [
        Said(homes, period, read_figure(text, kind=homes.kind, unit=homes.unit), Cell(commune=place.pk))
        for period, figures in RENOVATED.items()
        for place, text in zip(communes, figures, strict=False)
    ]
    origin = Origin("import", source="tableau des communes")
    record_values(
        present, said, origin=origin, standing=Standing.OFFICIAL, by=stage.team, at=on("2026-03-16")
    )


def _somebody_leaves(stage: Stage, present: Any) -> None:
    """The statistician of the métropole fed two indicators; her successor takes them over in one act."""
    people = [
        create_person(f"{key}@port-lambert.example", name, at=on("2024-09-02"))
        for key, name in (
            ("statistiques", "Ancienne chargée d’observation"),
            ("statistiques-2026", "Chargée d’observation"),
        )
    ]
    for person in people:
        grant_role(person, Grant.in_contract(Role.READER, present.pk), by=stage.team, at=on("2024-09-02"))
    leaver, taker = people
    live = [one for one in indicators_of(present) if one.kind == "number" and one.producer_person_id is None]
    for one in live[:2]:
        edit_indicator(one, seen=None, by=stage.team, at=on("2024-09-02"), producer_person=leaver)
    hand_on_indicators(present, giver=leaver, taker=taker, sheets=True, by=stage.team, at=on("2026-03-17"))
