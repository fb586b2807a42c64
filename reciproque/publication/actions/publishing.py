"""Files are prepared when their indicator has changed, and written to a folder when somebody wants them there."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from reciproque.publication.exports.metadata import compact, metadata
from reciproque.publication.exports.package import COLUMNS, FOLDERS, OF_ALL, Whole, files_of_leaf
from reciproque.publication.exports.texts import Frames
from reciproque.publication.models import Leaf, OpenData, PublishedIndicator
from reciproque.publication.queries import (
    NOTHING,
    labels_of,
    leaves_of,
    open_contracts,
    root_titles,
    stale,
    told_cells,
)
from reciproque.publication.rules.opening import WORDY

READ_AT_ONCE = 8
"""Leaves held in memory while files are written."""


def refresh(*, at: datetime, contract_id: int | None = None) -> list[int]:
    """Prepare again the files of what has changed. Returns the keys of the published indicators.

    Each leaf is a statement of its own, so that nobody waits. Its stamp is read before its values: what changes
    meanwhile is found the next time.
    """
    frames = Frames(labels_of)
    goals: dict[int, dict[int, str]] = {}
    done = []
    for key, stamp in stale(contract_id):
        published = PublishedIndicator.objects.select_related("indicator__node", "indicator__producer").get(
            pk=key
        )
        indicator = published.indicator
        told = NOTHING if indicator.kind in WORDY else told_cells(indicator.pk)
        texts = frames.texts(indicator, told, threshold=settings.SMALL_COUNTS)
        if published.contract_id not in goals:
            goals[published.contract_id] = root_titles(published.contract_id)
        goal = goals[published.contract_id].get(indicator.node_id or 0, "")
        meta = metadata(indicator, published.number, goal=goal, told=texts.rows)
        values = {name: getattr(texts, name) for name in texts.__dataclass_fields__}
        Leaf.objects.update_or_create(
            published=published,
            defaults={**values, "stamp": stamp, "made_at": at, "meta_json": compact(meta)},
        )
        done.append(key)
    return done


def write_files(folder: Path, *, only: Collection[int] | None = None) -> int:
    """Write the files of every open contract below a folder, one folder each. Returns how many files were written.

    `only`: the keys of the published indicators whose files are of another day; with them goes what speaks of all of
    their contract. Each file appears whole or not at all. Folders of contracts that were closed, and files of
    indicators that were withdrawn, are removed.
    """
    written = 0
    opened = list(open_contracts())
    for one in opened:
        written += _write_contract(one, folder / str(one.contract_id), only)
    kept = {str(one.contract_id) for one in opened}
    for gone in _folders(folder):
        if gone.name not in kept:
            shutil.rmtree(gone)
    return written


def _folders(folder: Path) -> Iterator[Path]:
    """The folders of contracts: what else lies there is not ours."""
    if folder.exists():
        yield from (one for one in folder.iterdir() if one.is_dir() and one.name.isdecimal())


def _write_contract(opened: OpenData, folder: Path, only: Collection[int] | None) -> int:
    numbers = dict(leaves_of(opened.contract_id).values_list("pk", "published__number"))
    wanted = list(numbers) if only is None else [key for key in numbers if key in only]
    removed = _remove_withdrawn(folder, set(numbers.values()))
    if not wanted and not removed and (folder / "datapackage.json").exists() and only is not None:
        return 0
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    for first in range(0, len(wanted), READ_AT_ONCE):
        some = leaves_of(opened.contract_id, *COLUMNS).filter(pk__in=wanted[first : first + READ_AT_ONCE])
        for leaf in some:
            written += sum([_put(folder / name, data) for name, data in files_of_leaf(leaf)])
    whole = Whole(opened)
    return written + sum([_put(folder / name, write(whole)) for name, write in OF_ALL.items()])


def _put(path: Path, data: bytes) -> bool:
    """Whoever reads the file meanwhile gets the one before. A file that says this already keeps its date."""
    if _says(path, data):
        return False
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, READABLE)
        file.write(data)
    os.replace(temporary, path)
    return True


def _says(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


READABLE = 0o644
"""By the web server too."""


PARTS = 3
"""A public number has three, with hyphens between."""


def _remove_withdrawn(folder: Path, numbers: set[str]) -> int:
    removed = 0
    for name in FOLDERS:
        for file in os.listdir(folder / name) if (folder / name).is_dir() else ():
            number, _dot, _form = file.partition(".")
            if number.count("-") == PARTS - 1 and number not in numbers:
                (folder / name / file).unlink()
                removed += 1
    return removed
