"""Chapter 5: what was counted. The first contract, told to its end; the present one, with what waits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.rules.memberships import Grant
from reciproque.demo.chapters.stage import Stage, on
from reciproque.demo.chapters.years import node
from reciproque.monitoring.actions import (
    Origin,
    Said,
    add_indicator,
    close_periods,
    contest_value,
    edit_indicator,
    record_values,
    return_values,
)
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.queries import indicators_of, values_of
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import Figure, read_figure
from reciproque.monitoring.rules.periods import read_period

COUNT = {
    "kind": "number",
    "direction": "rise",
    "periodicity": "year",
    "source_state": "known",
    "over_time": "sum",
    "over_places": "sum",
    "counts_people": False,
}
PEOPLE = COUNT | {"counts_people": True}
SHARE = {
    "kind": "ratio",
    "unit": "%",
    "direction": "rise",
    "periodicity": "year",
    "source_state": "known",
    "over_time": "ratio",
    "over_places": "ratio",
    "counts_people": False,
}
STATE = {"kind": "judgement", "periodicity": "year", "source_state": "known"}


def _aim(baseline: float, first: int, target: float, last: int) -> dict[str, Any]:
    return {
        "baseline": baseline,
        "baseline_on": date(first, 12, 31),
        "target": target,
        "target_on": date(last, 12, 31),
    }


FOUNDING: list[tuple[str, dict[str, Any], str]] = [
    (
        "Nombre de lieux d'accueil ouverts",
        COUNT | {"unit": "lieux"} | _aim(0, 2015, 9, 2022),
        "1; 2; 4; 5; 6; 8; 9",
    ),
    (
        "Nombre d'élèves suivis",
        PEOPLE | {"unit": "élèves", "source": "programme de réussite éducative"} | _aim(86, 2015, 180, 2022),
        "94; 121; 148; 152; 139; 171; 176",
    ),
    (
        "Délai moyen avant un premier bilan",
        COUNT
        | {"unit": "jours", "direction": "fall", "over_time": "mean", "source": "réseau des orthophonistes"}
        | _aim(210, 2015, 90, 2022),
        "205; 190; 176; 170; 182; 164; 151",
    ),
    ("Nombre de permanences tenues", COUNT | {"unit": "permanences"}, "112; 140; 155; 161; 48; 150; 158"),
    (
        "Nombre de personnes reçues",
        PEOPLE | {"unit": "personnes"},
        "1 240; 1 510; 1 702; n.d.; 655; 1 480; 1 610",
    ),
    ("Nombre de situations traitées", COUNT | {"unit": "situations"}, "210; 264; 301; 288; 190; 275; 290"),
    (
        "Nombre de relogements",
        COUNT | {"unit": "ménages"} | _aim(0, 2015, 140, 2022),
        "12; 48; 77; 96; 101; 118; 131",
    ),
    (
        "Part des ménages satisfaits",
        SHARE
        | {"source": "enquête de Port-Lambert Habitat", "counts_people": True}
        | _aim(60, 2015, 80, 2022),
        "s.o.; 64; 66; n.d.; n.d.; 71; 72",
    ),
    (
        "Nombre de réclamations traitées sous dix jours",
        COUNT | {"unit": "réclamations"} | _aim(300, 2015, 900, 2022),
        "340; 420; 455; 430; 380; 290; 270",
    ),
    (
        "Effectivité des conventions de gestion urbaine",
        STATE,
        "Une sur quatre; Deux sur quatre; Trois sur quatre; Trois sur quatre; n.d.; Les quatre; Les quatre",
    ),
    (
        "Nombre de jeunes accompagnés",
        PEOPLE | {"unit": "jeunes"} | _aim(310, 2015, 410, 2022),
        "322; 351; 362; 380; 344; 395; 418",
    ),
    (
        "Nombre d'heures d'insertion",
        COUNT | {"unit": "heures"},
        "8 200; 9 950; 11 300; 12 100; 7 400; 13 250; 14 020",
    ),
    (
        "Nombre d'entreprises créées",
        COUNT | {"unit": "entreprises"} | _aim(0, 2015, 20, 2022),
        "1; 4; 6; 9; 10; 14; 17",
    ),
]
"""Of the contract of 2015: the first words of the indicator, its definition, its values from 2016 to 2022."""
BY_SEX = {"Nombre d'élèves suivis": 0.44, "Nombre de jeunes accompagnés": 0.39}
"""The share of girls or women, where they are counted apart."""

PRESENT: list[tuple[str, str, dict[str, Any], Sequence[str]]] = [
    (
        "Accompagner les familles",
        "Nombre de familles accueillies dans les lieux d’accueil des parents",
        PEOPLE | {"unit": "personnes", "by_place": True} | _aim(410, 2023, 700, 2030),
        ("452", "497"),
    ),
    (
        "Ouvrir un centre de santé",
        "Nombre d’habitants des quartiers sans médecin traitant",
        PEOPLE
        | {"unit": "personnes", "direction": "fall", "source": "CPAM"}
        | _aim(5_200, 2023, 3_000, 2030),
        ("5 340", "5 610"),
    ),
    (
        "Isoler les logements",
        "Part des logements sociaux classés F ou G",
        SHARE | {"direction": "fall", "source": "bailleurs"} | _aim(31, 2023, 10, 2030),
        ("27,5", "25"),
    ),
    (
        "Rapprocher les jeunes",
        "Nombre de jeunes des quartiers entrés en apprentissage",
        PEOPLE | {"unit": "jeunes"} | _aim(64, 2023, 120, 2030),
        ("70", "n.d."),
    ),
    (
        "Compter et publier",
        "Nombre de signataires ayant publié ce qu’ils mobilisent",
        COUNT | {"unit": "signataires"} | _aim(0, 2023, 14, 2026),
        ("3", "9"),
    ),
    (
        "Répondre à chaque avis",
        "Part des avis des conseils citoyens qui ont reçu une réponse",
        SHARE | _aim(40, 2023, 100, 2026),
        ("55", "78"),
    ),
    (
        "Réussir la deuxième phase",
        "Nombre d’agressions signalées sur l’espace public",
        COUNT | {"unit": "faits", "direction": "fall", "source": "police nationale"},
        ("secret", "secret"),
    ),
    (
        "Rompre l'isolement",
        "Liste des lieux ouverts le dimanche",
        {"kind": "register", "periodicity": "year", "source_state": "known"},
        (),
    ),
]
"""Of the present contract: the objective, the indicator, its definition, its values of 2024 and 2025."""


def tell(stage: Stage) -> None:
    first, present = stage.contracts["2015"], stage.contracts["2024"]
    _founding(stage, first)
    close_periods(first, through=read_period("2022", "year"), by=stage.team, at=on("2023-06-30"))
    made = _present(stage, present)
    _what_waits(stage, present, made)


def _founding(stage: Stage, contract: Any) -> None:
    known = list(indicators_of(contract))
    for words, definition, values in FOUNDING:
        found = next((one for one in known if one.wording.startswith(words)), None)
        if found is None:
            continue
        found = edit_indicator(found, seen=None, by=stage.team, at=on("2017-01-20"), **definition)
        for year, text in enumerate(values.split("; "), 2016):
            _write(stage, contract, found, {str(year): text}, at=f"{year + 1}-03-15")
            if words in BY_SEX:
                women = round(float(text) * BY_SEX[words])
                _write(
                    stage,
                    contract,
                    found,
                    {str(year): str(women)},
                    at=f"{year + 1}-03-15",
                    cell=Cell(sex="F"),
                )
                men = str(int(text) - women)
                _write(stage, contract, found, {str(year): men}, at=f"{year + 1}-03-15", cell=Cell(sex="H"))
    for one in known:
        if one.wording.startswith("Taux de survie"):
            edit_indicator(
                one, seen=None, by=stage.team, at=on("2017-01-20"), kind="ratio", source_state="none"
            )


def _write(
    stage: Stage, contract: Any, indicator: Any, values: Mapping[str, str], *, at: str, cell: Cell = WHOLE
) -> None:
    said = [
        Said(
            indicator,
            read_period(period, indicator.periodicity),
            read_figure(text, kind=indicator.kind, unit=indicator.unit),
            cell,
        )
        for period, text in values.items()
    ]
    origin = Origin("import", source="tableau de suivi annuel")
    record_values(contract, said, origin=origin, standing=Standing.OFFICIAL, by=stage.team, at=on(at))


def _present(stage: Stage, contract: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for words, wording, definition, values in PRESENT:
        thing = node(contract, words)
        one = add_indicator(
            contract, wording=wording, node=thing, by=stage.team, at=on("2024-09-16"), **definition
        )
        for year, text in zip((2024, 2025), values, strict=False):
            _write(stage, contract, one, {str(year): text}, at=f"{year + 1}-03-10")
        made[words] = one
    add_indicator(
        contract, wording="Qualité de l’accueil au guichet unique", by=stage.team, at=on("2024-09-16")
    )
    families = made["Accompagner les familles"]
    for sex, number in (("F", "331"), ("H", "166")):
        _write(stage, contract, families, {"2025": number}, at="2026-03-10", cell=Cell(sex=sex))
    places = list(contract.neighbourhoods.order_by("sort_key"))[:3]
    for place, number in zip(places, ("204", "171", "122"), strict=False):
        _write(
            stage, contract, families, {"2025": number}, at="2026-03-10", cell=Cell(neighbourhood=place.pk)
        )
    return made


def _what_waits(stage: Stage, contract: Any, made: dict[str, Any]) -> None:
    """A lead has submitted, was asked to look again, and contests another value."""
    pilot, families = stage.people["pilote"], made["Accompagner les familles"]
    apprentices = made["Rapprocher les jeunes"]
    if apprentices.node is not None:
        grant_role(pilot, Grant.lead_of(apprentices.node.pk), by=stage.team, at=on("2026-01-12"))
    said = [Said(apprentices, 202512, read_figure("83", kind="number"), comment="Avec le lycée maritime")]
    record_values(
        contract, said, origin=Origin("grid"), standing=Standing.SUBMITTED, by=pilot, at=on("2026-10-05")
    )
    said = [Said(families, 202412, read_figure("468", kind="number"))]
    record_values(
        contract, said, origin=Origin("grid"), standing=Standing.SUBMITTED, by=pilot, at=on("2026-10-06")
    )
    waiting = list(values_of(families, standing=Standing.SUBMITTED))
    return_values(
        contract, waiting, reason="Avec ou sans les familles de passage ?", by=stage.team, at=on("2026-10-08")
    )
    reason = "Le relevé de décembre manque : le lieu de Beauséjour a accueilli 34 familles de plus."
    contest_value(
        families,
        202512,
        Figure(ValueStatus.NUMBER, 531.0),
        cell=WHOLE,
        reason=reason,
        by=pilot,
        at=on("2026-10-20"),
    )
