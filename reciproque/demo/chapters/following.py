"""Chapter 5b: indicators that several contracts share, one that is counted otherwise, values asked by a link."""

from datetime import date
from typing import Any

from reciproque.accounts.actions.people import create_person
from reciproque.contracts.queries import signatures_of
from reciproque.demo.chapters.stage import Stage, on
from reciproque.enquiries.actions import open_round, set_recipient
from reciproque.enquiries.queries import sheets_of
from reciproque.monitoring.actions import (
    Origin,
    Said,
    Typed,
    accept_collected,
    add_library,
    add_standard,
    adopt_standards,
    edit_indicator,
    edit_standard,
    hand_over_values,
    prepare_collection,
    publish_library,
    record_values,
    tie_indicator,
    type_on_sheet,
)
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.queries import indicators_of, standards_of, texts_in
from reciproque.monitoring.queries.collecting import indicators_on
from reciproque.monitoring.rules.cells import WHOLE, Cell
from reciproque.monitoring.rules.figures import read_figure

COMMON: list[tuple[str, str, dict[str, Any]]] = [
    (
        "EDU-1",
        "Nombre d’élèves suivis par le programme de réussite éducative",
        {
            "unit": "élèves",
            "counted": "Élèves des quartiers qui ont au moins un parcours ouvert dans l’année.",
            "counts_people": True,
            "periodicity": "school",
        },
    ),
    (
        "EMP-1",
        "Nombre de jeunes accompagnés vers l’emploi",
        {"unit": "jeunes", "counts_people": True, "counted": "De 16 à 25 ans, reçus deux fois au moins."},
    ),
    (
        "EMP-2",
        "Part des jeunes sortis vers un emploi ou une formation",
        {"kind": "ratio", "unit": "%", "counts_people": True, "over_time": "ratio", "over_places": "ratio"},
    ),
    ("CAD-1", "Nombre de logements rénovés", {"unit": "logements", "over_time": "sum"}),
]
USUAL = {
    "kind": "number",
    "direction": "rise",
    "periodicity": "year",
    "over_time": "none",
    "over_places": "sum",
}


def tell(stage: Stage) -> None:
    first, present = stage.contracts["2015"], stage.contracts["2024"]
    _library(stage, first, present)
    _counted_otherwise(stage, present)
    _places(stage, present)
    _collection(stage, present)


def _named(contract: Any, words: str) -> Any:
    return next(one for one in indicators_of(contract) if one.wording.startswith(words))


def _write(stage: Stage, one: Any, period: int, text: str, *, at: str, cell: Cell = WHOLE) -> None:
    figure = read_figure(text, kind=one.kind, unit=one.unit)
    origin = Origin("import", source="tableau de suivi annuel")
    record_values(
        one.contract,
        [Said(one, period, figure, cell)],
        origin=origin,
        standing=Standing.OFFICIAL,
        by=stage.team,
        at=on(at),
    )


def _library(stage: Stage, first: Any, present: Any) -> None:
    """A list of the platform; one contract adopts two of it, the other is tied to one; then a definition changes."""
    library = add_library(
        name="Socle commun des contrats de ville",
        publisher="Réseau régional de la politique de la ville",
        about="Quatre indicateurs que chaque contrat suit de la même façon, pour pouvoir les additionner.",
        by=stage.admin,
        at=on("2024-10-07"),
    )
    for code, wording, more in COMMON:
        values = USUAL | more
        add_standard(library, code=code, wording=wording, by=stage.admin, at=on("2024-10-07"), **values)
    publish_library(library, by=stage.admin, at=on("2024-10-14"))
    by_code = {one.code: one for one in standards_of(library)}
    share, homes = adopt_standards(
        present, [by_code["EMP-2"], by_code["CAD-1"]], by=stage.team, at=on("2024-11-04")
    )
    for period, said in ((202412, "54 sur 131"), (202512, "77 sur 148")):
        _write(stage, share, period, said, at=f"{period // 100 + 1}-03-12")
    for period, said in ((202412, "38"), (202512, "61")):
        _write(stage, homes, period, said, at=f"{period // 100 + 1}-03-12")
    youths = _named(first, "Nombre de jeunes accompagnés")
    tie_indicator(youths, by_code["EMP-1"], by=stage.team, at=on("2024-11-05"))
    changed = by_code["EMP-2"]
    edit_standard(
        changed,
        seen=None,
        by=stage.admin,
        at=on("2026-01-08"),
        counted="Sorties de l’année, six mois après la fin de l’accompagnement.",
    )


def _counted_otherwise(stage: Stage, present: Any) -> None:
    """The energy label of homes is worked out in another way from 2025 on."""
    homes = _named(present, "Part des logements sociaux classés F ou G")
    edit_indicator(
        homes,
        seen=None,
        by=stage.team,
        at=on("2026-02-02"),
        from_period=202512,
        why_break="nouveau mode de calcul du diagnostic énergétique, petites surfaces comprises",
        baseline=26.5,
        baseline_on=date(2024, 12, 31),
    )


def _places(stage: Stage, present: Any) -> None:
    """Families are told apart by neighbourhood a year earlier too, so that one sees how each moves."""
    families = _named(present, "Nombre de familles accueillies")
    places = list(present.neighbourhoods.order_by("sort_key"))[:3]
    for place, number in zip(places, ("188", "174", "90"), strict=False):
        _write(stage, families, 202412, number, at="2025-03-10", cell=Cell(neighbourhood=place.pk))
    homes, youths = _named(present, "Nombre de logements rénovés"), _named(present, "Part des jeunes sortis")
    for one in (homes, youths):
        edit_indicator(one, seen=None, by=stage.team, at=on("2026-03-12"), by_place=True)
    told = {homes: ("24", "0", "37"), youths: ("31 sur 52", "22 sur 49", "24 sur 47")}
    for one, figures in told.items():
        for place, number in zip(places, figures, strict=False):
            _write(stage, one, 202512, number, at="2026-03-12", cell=Cell(neighbourhood=place.pk))


def _collection(stage: Stage, present: Any) -> None:
    """The values of 2025 are asked of those who have them: one handed over and taken, one begun, one late."""
    parties = {one.printed: one.organisation for one in signatures_of(present) if one.organisation}

    def body(words: str) -> Any:
        return next((one for printed, one in parties.items() if words in printed), None)

    hospital = create_person(
        "statistiques@chu.port-lambert.example", "Référente statistique du CHU", at=on("2026-01-12")
    )
    asked = [
        ("Nombre d’habitants des quartiers sans médecin traitant", {"producer_person": hospital}),
        ("Nombre de jeunes des quartiers entrés en apprentissage", {"producer": body("Mission locale")}),
        ("Part des logements sociaux classés F ou G", {"producer": body("Port-Lambert Habitat")}),
        ("Nombre de logements rénovés", {"producer": body("Port-Lambert Habitat")}),
    ]
    for words, values in asked:
        edit_indicator(
            _named(present, words), seen=None, by=stage.team, at=on("2026-01-12"), **_known(values)
        )
    collection = prepare_collection(
        present,
        first=202501,
        last=202512,
        title="Valeurs des indicateurs, 2025",
        due_on=date(2026, 10, 30),
        closes_on=date(2027, 1, 31),
        introduction="Bonjour, nous préparons le comité de pilotage. Pouvez-vous compléter vos indicateurs ?",
        by=stage.team,
        at=on("2026-10-01"),
    )
    for number, sheet in enumerate(sheets_of(collection.round)):
        if sheet.recipient is None:
            mail = f"indicateurs{number}@port-lambert.example"
            name = f"Correspondant de {sheet.organisation}"
            set_recipient(sheet, email=mail, name=name, by=stage.team, at=on("2026-10-01"))
    open_round(collection.round, by=stage.team, at=on("2026-10-02"))
    _answers(stage, list(sheets_of(collection.round)))


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _answers(stage: Stage, sheets: list[Any]) -> None:
    for sheet in sheets:
        first = indicators_on(sheet)[0]
        if sheet.recipient is None:
            continue
        if first.wording.startswith("Nombre d’habitants"):
            _type(sheet, first, "5 590", at="2026-10-12")
            hand_over_values(sheet, by=sheet.recipient, at=on("2026-10-12", 10))
            accept_collected(sheet, by=stage.team, at=on("2026-10-15"))
        elif first.wording.startswith("Nombre de jeunes"):
            _type(sheet, first, "86", at="2026-10-20")


def _type(sheet: Any, indicator: Any, text: str, *, at: str) -> None:
    assert sheet.recipient is not None  # noqa: S101 -- the sheet was sent
    typed = [Typed("v", indicator, 202512, WHOLE, text, _there(indicator))]
    type_on_sheet(sheet, typed, by=sheet.recipient, at=on(at))


def _there(indicator: Any) -> str:
    """What stands in the cell, as whoever types sees it."""
    return texts_in({indicator.pk: indicator}, [202512]).get((indicator.pk, 202512, ""), ("", None))[0]
