"""What the worker does for the framework, and what it does when a person is forgotten."""

from datetime import datetime
from typing import Any

from reciproque.framework import queries
from reciproque.framework.actions import undoing


def purge_deeds(at: datetime) -> int:
    """Acts older than some days can no longer be undone: what was kept for it goes."""
    return undoing.purge_deeds(queries.old_deeds(at))


def export_person(person: Any) -> list[dict[str, Any]]:
    return [{"le": deed.at.isoformat(), "acte annulable": str(deed)} for deed in queries.all_deeds_of(person)]


def forget_person(person: Any, at: datetime) -> None:
    undoing.purge_deeds(queries.all_deeds_of(person))
