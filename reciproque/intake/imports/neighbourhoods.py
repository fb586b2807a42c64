"""The priority neighbourhoods of the State's list, with their perimeters: judged, not yet kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reciproque.core.text import fold, sort_key
from reciproque.intake.imports.files import (
    BrokenLine,
    Line,
    Remarks,
    counted,
    degrees,
    judge_lines,
    read_features,
    read_table,
    whole_number,
)
from reciproque.intake.imports.places import Places
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.geometry import UnreadablePerimeter, read

LIST = "qpv2024.csv"
PERIMETERS = "qpv2024.geojson"
COLUMNS = ["code_qp", "lib_qp", "insee_com", "lat", "lon", "pop_municipale"]
CODE = re.compile(r"QN(?:\d{3}|02[AB])\d{2}[NMI]")
SOURCE = "Insee, population municipale des quartiers prioritaires de 2024"


@dataclass
class Listed:
    """One neighbourhood of the list. `complete` says that all its communes are known."""

    values: dict[str, Any]
    communes: list[str]
    complete: bool
    population: int | None


@dataclass
class Neighbourhoods:
    listed: dict[str, Listed] = field(default_factory=dict)


def read_neighbourhoods(folder: Path, places: Places, said: Remarks) -> Neighbourhoods:
    if not (folder / LIST).exists():
        said.remarks.append(f"{LIST} est absent : aucun quartier n’est chargé.")
        return Neighbourhoods()
    lines = read_table(folder, LIST, COLUMNS, said)
    listed = judge_lines(lines, "code_qp", lambda line: _listed(line, places, said), said)
    _tell_unknown_figures(listed, said)
    if (folder / PERIMETERS).exists():
        _add_perimeters(folder, listed, said)
    else:
        said.remarks.append(f"{PERIMETERS} est absent : les quartiers sont chargés sans périmètre.")
    return Neighbourhoods(listed)


def _listed(line: Line, places: Places, said: Remarks) -> Listed:
    code, name = line.text("code_qp"), line.text("lib_qp")
    if not CODE.fullmatch(code):
        raise BrokenLine(f"« {code} » n’est pas un code de quartier prioritaire de 2024.")
    if not name:
        raise BrokenLine("le nom du quartier manque.")
    latitude, longitude = degrees(line.text("lat"), 90), degrees(line.text("lon"), 180)
    if (latitude is None) != (longitude is None):
        raise BrokenLine("la latitude et la longitude vont ensemble.")
    printed = [one for one in re.split(r"[;,\s]+", line.text("insee_com")) if one]
    communes = _communes(f"{line.place} : {name} ({code})", printed, places, said)
    return Listed(
        values={
            "name": name,
            "kind": NeighbourhoodKind.QPV_2024.value,
            "contract_id": None,
            "latitude": latitude,
            "longitude": longitude,
            "search_key": fold(f"{name} {code}"),
            "sort_key": sort_key(name),
        },
        communes=communes,
        complete=bool(printed) and len(communes) == len(set(printed)),
        population=whole_number(line.text("pop_municipale")),
    )


def _communes(place: str, printed: list[str], places: Places, said: Remarks) -> list[str]:
    """The communes of today for printed codes; what is unknown or was merged is told."""
    found: dict[str, None] = {}
    if not printed:
        said.remarks.append(f"{place} n’a pas de commune dans la liste.")
    for code in printed:
        if code in places.communes:
            found[code] = None
        elif code in places.former:
            today, old_name = places.former[code]
            found[today] = None
            name = places.communes[today]["name"]
            said.remarks.append(
                f"{place} : {old_name} ({code}) n’est plus une commune, rattaché à {name} ({today})."
            )
        else:
            said.remarks.append(
                f"{place} : la commune {code} est inconnue, le quartier n’y est pas rattaché."
            )
    return list(found)


def _tell_unknown_figures(listed: dict[str, Listed], said: Remarks) -> None:
    unknown = sum(1 for one in listed.values() if one.population is None)
    if unknown:
        said.remarks.append(
            f"{LIST} : population non publiée pour {counted(unknown, 'quartier')} (laissée vide, jamais zéro)."
        )


def _add_perimeters(folder: Path, listed: dict[str, Listed], said: Remarks) -> None:
    seen: set[str] = set()
    for number, feature in enumerate(read_features(folder, PERIMETERS, said), start=1):
        place = f"{PERIMETERS}, périmètre n° {number}"
        code = str((feature.get("properties") or {}).get("code_qp") or feature.get("id") or "").strip()
        if not code:
            said.problems.append(f"{place} : le code du quartier manque.")
        elif code in seen:
            said.problems.append(f"{place} : le code « {code} » est déjà venu plus haut.")
        elif code in listed:
            _keep_perimeter(place, code, feature, listed[code], said.remarks.append)
        else:
            said.remarks.append(f"{place} : le quartier {code} n’est pas dans {LIST}.")
        seen.add(code)
    if seen:
        _tell_missing(listed, seen, said)


def _keep_perimeter(
    place: str, code: str, feature: dict[str, Any], one: Listed, remark: Callable[[str], None]
) -> None:
    name = f"{one.values['name']} ({code})"
    try:
        perimeter = read(feature)
    except UnreadablePerimeter as unreadable:
        remark(f"{place} : {name}, {str(unreadable)[:1].lower()}{str(unreadable)[1:]} Chargé sans périmètre.")
        return
    if perimeter.is_degenerate:
        remark(f"{place} : {name}, le périmètre se réduit à un point. Chargé sans périmètre.")
    else:
        one.values["perimeter"] = perimeter.as_text()


def _tell_missing(listed: dict[str, Listed], seen: set[str], said: Remarks) -> None:
    missing = sorted(set(listed) - seen)
    if missing:
        some = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
        said.remarks.append(
            f"{PERIMETERS} : pas de périmètre pour {counted(len(missing), 'quartier')} ({some})."
        )
