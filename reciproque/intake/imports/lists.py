"""National lists and the contracts of 2015-2023: judged, not yet kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reciproque.core.text import fold
from reciproque.intake.imports.files import (
    BrokenLine,
    Line,
    Remarks,
    counted,
    judge_lines,
    read_table,
    whole_number,
)
from reciproque.intake.imports.places import Places
from reciproque.references.choices import (
    BUDGET_LINES,
    LEGAL_OBJECTIVES,
    P147,
    PAQTE,
    REPUBLICAN_COMMITMENTS,
    TFPB,
)

CONTRACTS = "contrats_de_ville_2015_2023.csv"
CONTRACT_COLUMNS = [
    *["code_cv", "lib_cv", "insee_dep", "pop_qpv_rp2018", "siren_epci_2015"],
    *["lib_epci_2015", "nb_communes_2015"],
]
BEFORE_THE_NAME = re.compile(r"^(?:\d{2,3}|2[AB]|NA) - ")


@dataclass(frozen=True)
class Nomenclature:
    """A list in a file: which column gives what. `details` are joined into one text."""

    code: str
    name: str
    source: str
    file: str
    key: str
    title: str
    parent: str = ""
    parent_title: str = ""  # the parent is not a line of its own: it is named on each of its lines
    details: Sequence[str] = ()


NOMENCLATURES = [
    Nomenclature(
        code=LEGAL_OBJECTIVES,
        name="Dix objectifs de la politique de la ville",
        source="Loi n° 2014-173 du 21 février 2014, article 1er",
        file="nomenclatures/objectifs_loi_2014_173.csv",
        key="numero",
        title="objectif",
    ),
    Nomenclature(
        code=P147,
        name="Thèmes du programme 147",
        source="Nomenclature des crédits de la politique de la ville (programme 147)",
        file="nomenclatures/p147_themes.csv",
        key="code",
        title="libelle",
        parent="parent",
    ),
    Nomenclature(
        code=PAQTE,
        name="Axes du PaQte",
        source="Pacte avec les quartiers pour toutes les entreprises",
        file="nomenclatures/paqte_axes.csv",
        key="code",
        title="axe",
        details=("objet", "indicateur_documente"),
    ),
    Nomenclature(
        code=TFPB,
        name="Axes de l’abattement de taxe foncière (TFPB)",
        source="Cadre national d’utilisation de l’abattement ; libellés non vérifiés",
        file="nomenclatures/tfpb_axes_unverified.csv",
        key="numero",
        title="axe",
        details=("exemples_actions",),
    ),
    Nomenclature(
        code=REPUBLICAN_COMMITMENTS,
        name="Contrat d’engagement républicain",
        source="Décret n° 2021-1947 du 31 décembre 2021",
        file="nomenclatures/contrat_engagement_republicain.csv",
        key="numero",
        title="engagement",
    ),
    Nomenclature(
        code=BUDGET_LINES,
        name="Lignes du budget d’une demande de subvention",
        source="CERFA 12156 et 15059",
        file="cerfa_budget_lines.csv",
        key="ligne",
        title="libelle_ligne",
        parent="poste",
        parent_title="libelle_poste",
        details=("sens",),
    ),
]


@dataclass
class Lists:
    """`references` by list and code, in the order of the file; a line's `parent` is a code of the same list."""

    references: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    contracts: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_lists(folder: Path, places: Places, said: Remarks) -> Lists:
    lists = Lists()
    for one in NOMENCLATURES:
        if (folder / one.file).exists():
            lists.references[one.code] = _read_nomenclature(folder, one, said)
        else:
            said.remarks.append(f"{one.file} est absent : « {one.name} » n’est pas chargé.")
    if (folder / CONTRACTS).exists():
        lines = read_table(folder, CONTRACTS, CONTRACT_COLUMNS, said)
        lists.contracts = judge_lines(lines, "code_cv", _contract, said)
        _tell_about_contracts(lists.contracts, places, said)
    else:
        said.remarks.append(f"{CONTRACTS} est absent : aucun contrat de 2015-2023 n’est chargé.")
    return lists


def _read_nomenclature(folder: Path, one: Nomenclature, said: Remarks) -> dict[str, dict[str, Any]]:
    columns = [name for name in (one.key, one.title, one.parent, one.parent_title, *one.details) if name]
    lines = read_table(folder, one.file, columns, said)
    parents = dict(_parents(lines, one)) if one.parent_title else {}
    own = [line for line in lines if line.text(one.key) not in parents]
    found = {**parents, **judge_lines(own, one.key, lambda line: _reference(line, one), said)}
    for position, (code, values) in enumerate(found.items(), start=1):
        values["position"] = position
        if values["parent"] and _root(code, found) is None:
            said.problems.append(
                f"{one.file} : « {code} » dépend de « {values['parent']} », introuvable dans la liste."
            )
    return found


def _root(code: str, found: dict[str, dict[str, Any]]) -> str | None:
    """The line at the top; None when the way up is broken or turns in a ring."""
    seen: set[str] = set()
    while code in found and code not in seen:
        seen.add(code)
        if not found[code]["parent"]:
            return code
        code = found[code]["parent"]
    return None


def _parents(lines: list[Line], one: Nomenclature) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        detail = line.text(one.details[0]) if one.details else ""
        yield line.text(one.parent), {"title": line.text(one.parent_title), "detail": detail, "parent": ""}


def _reference(line: Line, one: Nomenclature) -> dict[str, Any]:
    code, title = line.text(one.key), line.text(one.title)
    if not code or not title:
        raise BrokenLine("le code ou l’intitulé manque.")
    if len(code) > 40:
        raise BrokenLine("le code dépasse 40 caractères.")
    details = [line.text(column) for column in one.details if line.text(column)]
    return {
        "title": title,
        "detail": " — ".join(details),
        "parent": line.text(one.parent) if one.parent else "",
    }


def _contract(line: Line) -> dict[str, Any]:
    code = line.text("code_cv")
    name = BEFORE_THE_NAME.sub("", line.text("lib_cv"))
    if not re.fullmatch(r"CV\d{3,4}", code):
        raise BrokenLine(f"« {code} » n’est pas un code de contrat de ville.")
    if not name:
        raise BrokenLine("le nom du contrat manque.")
    epci = line.text("siren_epci_2015")
    if epci and not re.fullmatch(r"\d{9}", epci):
        raise BrokenLine(f"« {epci} » n’est pas un SIREN.")
    return {
        "name": name,
        "department_code": line.text("insee_dep"),
        "epci_siren": epci,
        "epci_name": line.text("lib_epci_2015") if epci else "",  # without SIREN it is a commune
        "population": whole_number(line.text("pop_qpv_rp2018")),
        "communes": whole_number(line.text("nb_communes_2015")),
        "search_key": fold(f"{name} {line.text('lib_epci_2015')} {code}"),
    }


def _tell_about_contracts(contracts: dict[str, dict[str, Any]], places: Places, said: Remarks) -> None:
    astray = sorted(
        code for code, one in contracts.items() if one["department_code"] not in places.departments
    )
    for code in astray:
        contracts[code]["department_code"] = ""
    if astray:
        some = ", ".join(astray[:8]) + ("…" if len(astray) > 8 else "")
        said.remarks.append(
            f"{CONTRACTS} : {counted(len(astray), 'contrat')} sans département connu ({some})."
        )
    merged = sum(
        1 for one in contracts.values() if one["epci_siren"] and one["epci_siren"] not in places.epcis
    )
    if merged:
        said.remarks.append(
            f"{CONTRACTS} : intercommunalité disparue sous ce numéro pour {counted(merged, 'contrat')} "
            "(fusions depuis 2015) ; son nom d’alors est gardé."
        )
