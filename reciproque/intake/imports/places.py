"""The communes of the year, with what they belong to: judged, not yet kept."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reciproque.core.text import fold, sort_key
from reciproque.intake.imports.files import (
    BrokenLine,
    Line,
    Remarks,
    judge_lines,
    read_table,
    whole_number,
)

Values = dict[str, Any]
COMMUNE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
DEPARTMENT = re.compile(r"\d{2,3}|2[AB]")
SIREN = re.compile(r"\d{9}")
# Communes that no longer exist and that lists made before still name.
MERGED = {"93059": ("93066", "Pierrefitte-sur-Seine")}  # into Saint-Denis, 1 January 2025


@dataclass
class Places:
    """By official code; `former` gives the commune of today for a code of yesterday or of an arrondissement."""

    regions: dict[str, Values] = field(default_factory=dict)
    departments: dict[str, Values] = field(default_factory=dict)
    epcis: dict[str, Values] = field(default_factory=dict)
    communes: dict[str, Values] = field(default_factory=dict)
    former: dict[str, tuple[str, str]] = field(default_factory=dict)


def read_places(folder: Path, said: Remarks) -> Places:
    places = Places()
    regions = read_table(folder, "cog2026/regions.csv", ["code", "nom"], said)
    places.regions = judge_lines(regions, "code", _region, said)
    departments = read_table(folder, "cog2026/departements.csv", ["code", "nom", "region"], said)
    places.departments = judge_lines(departments, "code", lambda line: _department(line, places), said)
    epcis = read_table(folder, "cog2026/epci.csv", ["siren", "nom", "type", "population_municipale"], said)
    places.epcis = judge_lines(epcis, "siren", _epci, said)
    columns = ["code", "nom", "siren", "departement", "epci", "ept", "population"]
    communes = read_table(folder, "cog2026/communes.csv", columns, said)
    if places.departments and places.epcis:
        places.communes = judge_lines(communes, "code", lambda line: _commune(line, places, said), said)
    places.former = _former(folder, places, said)
    return places


def _matching(pattern: re.Pattern[str], text: str, what: str) -> str:
    if not pattern.fullmatch(text):
        raise BrokenLine(f"« {text} » n’est pas un {what}.")
    return text


def _named(line: Line, column: str = "nom") -> str:
    name = line.text(column)
    if not name:
        raise BrokenLine("le nom manque.")
    return name


def _region(line: Line) -> Values:
    _matching(DEPARTMENT, line.text("code"), "code de région")
    return {"name": _named(line), "sort_key": sort_key(line.text("nom"))}


def _department(line: Line, places: Places) -> Values:
    _matching(DEPARTMENT, line.text("code"), "code de département")
    if line.text("region") not in places.regions:
        raise BrokenLine(f"la région « {line.text('region')} » est inconnue.")
    return {"name": _named(line), "region": line.text("region"), "sort_key": sort_key(line.text("nom"))}


def _epci(line: Line) -> Values:
    _matching(SIREN, line.text("siren"), "SIREN")
    name = _named(line)
    return {
        "name": name,
        "kind": line.text("type")[:10],
        "population": whole_number(line.text("population_municipale")),
        "search_key": fold(f"{name} {line.text('siren')}"),
        "sort_key": sort_key(name),
    }


def _commune(line: Line, places: Places, said: Remarks) -> Values:
    code = _matching(COMMUNE, line.text("code"), "code de commune")
    name = _named(line)
    if siren := line.text("siren"):
        _matching(SIREN, siren, "SIREN")
    return {
        "name": name,
        "siren": siren,
        "department": _known(line, "departement", places.departments, said),
        "epci": _known(line, "epci", places.epcis, said),
        "ept": _known(line, "ept", places.epcis, said),
        "population": whole_number(line.text("population")),
        "search_key": fold(f"{name} {code}"),
        "sort_key": sort_key(name),
    }


def _known(line: Line, column: str, known: dict[str, Values], said: Remarks) -> str:
    code = line.text(column)
    if code and code not in known:
        said.remarks.append(f"{line.place} : {line.text('nom')}, {column} « {code} » inconnu, laissé vide.")
        return ""
    return code


def _former(folder: Path, places: Places, said: Remarks) -> dict[str, tuple[str, str]]:
    """Arrondissements of Paris, Lyon and Marseille, and merged communes: code → (commune of today, old name)."""
    found = dict(MERGED)
    for name in ("cog2026/arrondissements_municipaux.csv", "cog2026/communes_fusionnees.csv"):
        if (folder / name).exists():
            lines = read_table(folder, name, ["code", "nom", "commune"], said)
            found |= judge_lines(lines, "code", lambda line: (line.text("commune"), line.text("nom")), said)
    return {old: (new, name) for old, (new, name) in found.items() if new in places.communes}
