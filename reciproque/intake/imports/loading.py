"""The whole of the reference data: read and judge every file first, then write only what differs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from reciproque.intake.imports.files import Remarks
from reciproque.intake.imports.keeping import Kept, keep, keep_pairs
from reciproque.intake.imports.lists import NOMENCLATURES, Lists, read_lists
from reciproque.intake.imports.neighbourhoods import SOURCE, Neighbourhoods, read_neighbourhoods
from reciproque.intake.imports.places import Places, read_places
from reciproque.journal.actions import record
from reciproque.references.models import ListedContract, Nomenclature, Reference
from reciproque.territories.choices import NeighbourhoodKind
from reciproque.territories.models import (
    Commune,
    Department,
    Epci,
    Neighbourhood,
    Population,
    Region,
)


class UnusableFolder(ValueError):  # noqa: N818 -- reads as the sentence it is
    """The files cannot be loaded as they are; nothing was written. Each problem names its file and line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass
class Loading:
    """What a loading did and what a person must know of it."""

    kept: list[Kept] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def touched(self) -> int:
        return sum(one.touched for one in self.kept)

    @property
    def summary(self) -> str:
        return " ; ".join(one.sentence for one in self.kept if one.touched)


def load_reference(folder: Path, *, at: datetime) -> Loading:
    """Load a folder of reference data. The second time nothing changes, and the loading says so.

    Raises UnusableFolder before anything is written. Writing goes in short slices, each complete by itself:
    stopped half-way (power cut), the same command finishes the work.
    """
    if not folder.is_dir():
        raise UnusableFolder([f"Le dossier « {folder} » n’existe pas."])
    said = Remarks()
    places = read_places(folder, said)
    neighbourhoods = read_neighbourhoods(folder, places, said) if places.communes else Neighbourhoods()
    lists = read_lists(folder, places, said)
    if said.problems:
        raise UnusableFolder(said.problems)
    try:
        kept = [*_keep_places(places), *_keep_neighbourhoods(neighbourhoods), *_keep_lists(lists)]
    except IntegrityError as error:
        raise UnusableFolder(
            ["Un autre chargement écrivait au même moment. Attendez qu’il finisse, puis relancez celui-ci."]
        ) from error
    loading = Loading(kept, said.remarks + [_left_alone(one) for one in kept if one.gone])
    if loading.touched:
        with transaction.atomic():
            record("references.loaded", None, by=None, at=at, summary=loading.summary, folder=folder.name)
    return loading


def _left_alone(kept: Kept) -> str:
    some = ", ".join(kept.gone[:8]) + ("…" if len(kept.gone) > 8 else "")
    return f"{kept.what} : {len(kept.gone)} connus ici ne sont plus dans les fichiers et restent en place ({some})."


def _keep_places(places: Places) -> list[Kept]:
    regions = keep("Régions", Region.objects.order_by(), "code", places.regions)
    region_keys = dict(Region.objects.order_by().values_list("code", "pk"))
    departments = {
        code: {**values, "region_id": region_keys[values["region"]]}
        for code, values in places.departments.items()
    }
    kept_departments = keep(
        "Départements", Department.objects.order_by(), "code", _without(departments, "region")
    )
    epcis = keep("Intercommunalités", Epci.objects.order_by(), "siren", places.epcis)
    department_keys = dict(Department.objects.order_by().values_list("code", "pk"))
    epci_keys = dict(Epci.objects.order_by().values_list("siren", "pk"))
    communes = {
        code: {
            **values,
            "department_id": department_keys.get(values["department"]),
            "epci_id": epci_keys.get(values["epci"]),
            "ept_id": epci_keys.get(values["ept"]),
        }
        for code, values in places.communes.items()
    }
    wanted = _without(communes, "department", "epci", "ept")
    return [regions, kept_departments, epcis, keep("Communes", Commune.objects.order_by(), "code", wanted)]


def _without(rows: dict[str, dict[str, object]], *names: str) -> dict[str, dict[str, object]]:
    return {code: {n: v for n, v in values.items() if n not in names} for code, values in rows.items()}


def _keep_neighbourhoods(found: Neighbourhoods) -> list[Kept]:
    if not found.listed:
        return []
    official = Neighbourhood.objects.filter(kind=NeighbourhoodKind.QPV_2024).exclude(code="").order_by()
    wanted = {code: one.values for code, one in found.listed.items()}
    kept = keep("Quartiers prioritaires de 2024", official, "code", wanted, on_change=_next_version)
    keys = dict(official.values_list("code", "pk"))
    commune_keys = dict(Commune.objects.order_by().values_list("code", "pk"))
    pairs = {keys[code]: {commune_keys[c] for c in one.communes} for code, one in found.listed.items()}
    complete = {keys[code] for code, one in found.listed.items() if one.complete}
    added, removed = keep_pairs(
        Neighbourhood.communes.through, ("neighbourhood_id", "commune_id"), pairs, may_leave=complete
    )
    ties = Kept("Rattachements à une commune", added=added, changed=removed)
    ties.same = sum(map(len, pairs.values())) - added
    return [kept, ties, _keep_populations(found, keys)]


def _next_version(row: Neighbourhood) -> None:
    row.version += 1


def _keep_populations(found: Neighbourhoods, keys: dict[str, int]) -> Kept:
    wanted = {
        keys[code]: {"count": one.population, "source": SOURCE, "as_of": ""}
        for code, one in found.listed.items()
        if one.population is not None
    }
    whole = Population.objects.filter(commune=None, as_of="", source=SOURCE).order_by()
    kept = keep("Populations", whole, "neighbourhood_id", wanted)
    kept.gone, kept.named = [], []  # keys of rows say nothing to a person
    return kept


def _keep_lists(lists: Lists) -> list[Kept]:
    described = {
        one.code: {"name": one.name, "source": one.source}
        for one in NOMENCLATURES
        if one.code in lists.references
    }
    kept = keep("Référentiels", Nomenclature.objects.filter(code__in=described).order_by(), "code", described)
    keys = dict(Nomenclature.objects.order_by().values_list("code", "pk"))
    rows = [
        one
        for name, references in lists.references.items()
        for one in _keep_references(name, keys[name], references)
    ]
    lines = Kept("Repères nationaux")
    for one in rows:
        lines.added, lines.changed, lines.same = (
            lines.added + one.added,
            lines.changed + one.changed,
            lines.same + one.same,
        )
        lines.gone += one.gone
    contracts = (
        [keep("Contrats de 2015-2023", ListedContract.objects.order_by(), "code", lists.contracts)]
        if lists.contracts
        else []
    )
    return [kept, lines, *contracts]


def _keep_references(name: str, nomenclature: int, references: dict[str, dict[str, object]]) -> list[Kept]:
    """Parents first, level by level, so that their children find them."""
    rows = Reference.objects.filter(nomenclature_id=nomenclature).order_by()
    kept = [Kept(name)]
    done: set[object] = {""}
    left = dict(references)
    while level := {code: values for code, values in left.items() if values["parent"] in done}:
        keys = dict(rows.values_list("code", "pk"))
        wanted = {
            code: {
                **{n: v for n, v in values.items() if n != "parent"},
                "parent_id": keys.get(str(values["parent"])),
                "nomenclature_id": nomenclature,
            }
            for code, values in level.items()
        }
        kept.append(keep(name, rows.filter(code__in=wanted), "code", wanted))
        done |= set(level)
        left = {code: values for code, values in left.items() if code not in level}
    kept[0].gone = [
        f"{name} {code}" for code in sorted(set(rows.values_list("code", flat=True)) - set(references))
    ]
    return kept
