"""What the worker does for the journal, and what it does when a person is forgotten."""

from datetime import datetime
from typing import Any

from reciproque.journal import actions, queries


def seal_entries(at: datetime) -> int:
    return actions.seal(at)


def export_person(person: Any) -> list[dict[str, Any]]:
    """What the person did, and what was said about her account."""
    own = queries.entries_by(person.pk) | queries.entries_about(person._meta.label_lower, person.pk)
    return [
        {
            "le": entry.at.isoformat(),
            "qui": entry.who,
            "acte": entry.sentence,
            "sujet": entry.subject_title,
            "changements": entry.changes,
            "précisions": entry.details,
        }
        for entry in own.order_by("pk")
    ]


def forget_person(person: Any, at: datetime) -> None:
    actions.forget_person(person, by=None, at=at)
