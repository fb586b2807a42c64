"""All the files of a contract by their names: those of each indicator, and those that speak of all."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils import timezone

from reciproque.publication.choices import LICENCE_ADDRESSES, STATUS_MEANINGS, Licence
from reciproque.publication.exports.archive import Member, archive
from reciproque.publication.exports.metadata import compact
from reciproque.publication.exports.texts import inflated
from reciproque.publication.models import Leaf, OpenData
from reciproque.publication.queries import leaves_of

STATUSES = ["notstarted", "inprogress", "complete", "notapplicable"]
JSON, CSV, ZIP = "application/json", "text/csv; charset=utf-8", "application/zip"
KEPT = 4_000
"""What of so many indicators is remembered in a process: a few megabytes."""
MEDIA_TYPES = {"json": JSON, "csv": CSV, "zip": ZIP}

OF_AN_INDICATOR: dict[str, tuple[tuple[str, ...], Callable[[Leaf], bytes]]] = {
    "data/{}.csv": (("data_csv",), lambda leaf: inflated(leaf.data_csv)),
    "data/{}.json": (("data_json",), lambda leaf: inflated(leaf.data_json)),
    "headline/{}.csv": (("headline_csv",), lambda leaf: leaf.headline_csv.encode()),
    "headline/{}.json": (("headline_json",), lambda leaf: leaf.headline_json.encode()),
    "edges/{}.csv": (("edges_csv",), lambda leaf: leaf.edges_csv.encode()),
    "edges/{}.json": (("edges_json",), lambda leaf: leaf.edges_json.encode()),
    "comb/{}.json": (
        ("data_json", "edges_json"),
        lambda leaf: b'{"data":' + inflated(leaf.data_json) + b',"edges":' + leaf.edges_json.encode() + b"}",
    ),
    "meta/{}.json": (("meta_json",), lambda leaf: leaf.meta_json.encode()),
}
"""The files of an indicator by their name: the columns that they need, and how they are made of them."""
FOLDERS = ("data", "headline", "edges", "comb", "meta", "stats", "zip")
COLUMNS = ("data_csv", "data_json", "headline_csv", "headline_json", "edges_csv", "edges_json", "meta_json")


def files_of_leaf(leaf: Leaf) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file of an indicator; its columns COLUMNS are loaded. The data are unpacked once."""
    number = leaf.published.number
    data = inflated(leaf.data_json)
    for name, (_columns, write) in OF_AN_INDICATOR.items():
        if name == "data/{}.json":
            yield name.format(number), data
        elif name == "comb/{}.json":
            yield name.format(number), b'{"data":' + data + b',"edges":' + leaf.edges_json.encode() + b"}"
        else:
            yield name.format(number), write(leaf)


class Line(NamedTuple):
    """An indicator among all: its public number, then texts of its leaf."""

    number: str
    columns: str
    metadata: str
    headline: str
    made_at: datetime


@lru_cache(maxsize=KEPT)
def parsed(metadata: str) -> Mapping[str, Any]:
    """Metadata as told, remembered: of hundreds of indicators one has changed."""
    told: Mapping[str, Any] = MappingProxyType(json.loads(metadata))
    return told


class Whole:
    """What the files that speak of all indicators are made of: read once, for whichever of them are asked for."""

    def __init__(self, opened: OpenData) -> None:
        self.opened = opened

    @cached_property
    def told(self) -> list[Line]:
        columns = ("published__number", "columns", "meta_json", "headline_json", "made_at")
        return [Line(*row) for row in leaves_of(self.opened.contract_id).values_list(*columns)]

    @cached_property
    def metadata(self) -> list[Mapping[str, Any]]:
        return [parsed(line.metadata) for line in self.told]


def _together(texts: Iterable[tuple[str, str]]) -> bytes:
    told = ",".join([f'"{number}":{text}' for number, text in texts])
    return f"{{{told}}}".encode()


def all_metadata(whole: Whole) -> bytes:
    return _together((line.number, line.metadata) for line in whole.told)


def all_headlines(whole: Whole) -> bytes:
    return _together((line.number, line.headline) for line in whole.told)


def reporting(whole: Whole) -> bytes:
    """How many indicators are told, in all and by goal, as Open SDG counts them."""
    by_goal: dict[str, list[str]] = {}
    for told in whole.metadata:
        by_goal.setdefault(str(told["sdg_goal"]), []).append(told["reporting_status"])
    every = [status for those in by_goal.values() for status in those]
    goals = [{"goal": int(goal), **_counted(by_goal[goal])} for goal in sorted(by_goal, key=int)]
    return compact(
        {
            "statuses": [{"value": one, "translation_key": f"status.{one}"} for one in STATUSES],
            "overall": _counted(every),
            "goals": goals,
            "extra_fields": {},
        }
    ).encode()


def _counted(those: list[str]) -> dict[str, Any]:
    told = [
        {
            "status": status,
            "translation_key": f"status.{status}",
            "count": those.count(status),
            "percentage": round(100 * those.count(status) / (len(those) or 1), 3),
        }
        for status in STATUSES
    ]
    return {"statuses": told, "totals": {"total": len(those)}}


def all_in_one(whole: Whole) -> bytes:
    """The data of all indicators as CSV in one archive; its members are not compressed again."""
    columns = ("published__number", "data_csv", "checksum", "size", "made_at")
    members, last = [], whole.opened.opened_at or timezone.now()
    for number, data, checksum, size, made_at in leaves_of(whole.opened.contract_id).values_list(*columns):
        members.append(Member(f"{number}.csv", bytes(data), checksum, size))
        last = max(last, made_at)
    return archive(members, at=timezone.localtime(last))


def datapackage(whole: Whole) -> bytes:
    """The data package (Frictionless): what each file holds, under which licence, from whom."""
    open_data = whole.opened
    licence = Licence(open_data.licence)
    made = max((line.made_at for line in whole.told), default=open_data.opened_at)
    told = {
        "profile": "tabular-data-package",
        "name": f"contrat-{open_data.contract_id}",
        "title": f"Indicateurs : {open_data.contract.name}",
        "description": open_data.about,
        "lang": "fr",
        "licenses": [{"name": licence.value, "title": licence.label, "path": LICENCE_ADDRESSES[licence]}],
        "contributors": [{"title": open_data.contract.name, "role": "publisher", "email": open_data.contact}]
        if open_data.contact
        else [],
        "created": _moment(made),
    }
    head = compact({key: value for key, value in told.items() if value})
    resources = [
        _resource(line.number, line.columns, meta["indicator_name"])
        for line, meta in zip(whole.told, whole.metadata, strict=True)
    ]
    return f'{head[:-1]},"resources":[{",".join(resources)}]}}'.encode()


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at is not None else ""


FIELDS: dict[str, dict[str, Any]] = {
    "Year": {
        "type": "year",
        "title": "Année",
        "description": "Une année scolaire porte celle où elle finit.",
    },
    "Value": {
        "type": "number",
        "title": "Valeur",
        "description": "Vide : voir OBS_STATUS. Zéro est un nombre.",
    },
    "GeoCode": {"type": "string", "title": "Code officiel du quartier ou de la commune"},
    "OBS_STATUS": {
        "type": "string",
        "title": "Statut de la valeur (liste SDMX CL_OBS_STATUS)",
        "description": " ; ".join(f"{code or 'vide'} : {said}" for code, said in STATUS_MEANINGS.items()),
        "constraints": {"enum": [code for code in STATUS_MEANINGS if code]},
    },
}


@lru_cache(maxsize=KEPT)
def _resource(number: str, names: str, title: str) -> str:
    """What is said of the file of an indicator, as JSON."""
    fields = [
        {"name": name, **FIELDS.get(name, {"type": "string", "description": "Vide : ensemble."})}
        for name in json.loads(names)
    ]
    return compact(
        {
            "name": f"indicateur-{number}",
            "title": title,
            "path": f"data/{number}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
            "schema": {"fields": fields, "missingValues": [""]},
        }
    )


OF_ALL: dict[str, Callable[[Whole], bytes]] = {
    "meta/all.json": all_metadata,
    "headline/all.json": all_headlines,
    "stats/reporting.json": reporting,
    "zip/all_indicators.zip": all_in_one,
    "datapackage.json": datapackage,
}
_NAMED = re.compile(r"(data|headline|edges|comb|meta)/(\d+-\d+-\d+)\.(csv|json)")


def file_named(open_data: OpenData, name: str) -> tuple[bytes, str] | None:
    """A file by its name and its media type; None for a name that is none. One query."""
    media = MEDIA_TYPES.get(name.rpartition(".")[2], "")
    if name in OF_ALL:
        return OF_ALL[name](Whole(open_data)), media
    found = _NAMED.fullmatch(name)
    if found is None or (wanted := f"{found[1]}/{{}}.{found[3]}") not in OF_AN_INDICATOR:
        return None
    columns, write = OF_AN_INDICATOR[wanted]
    leaf = leaves_of(open_data.contract_id, *columns).filter(published__number=found[2]).first()
    return (write(leaf), media) if leaf is not None else None
