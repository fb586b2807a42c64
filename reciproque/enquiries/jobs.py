"""What the worker does with rounds, and what it does when a person is forgotten."""

from datetime import datetime
from typing import Any

from reciproque.enquiries import actions, queries


def send_reminders(at: datetime) -> int:
    return actions.send_reminders(at)


def forget_removed(at: datetime) -> int:
    return actions.forget_removed(at)


def export_person(person: Any) -> dict[str, Any]:
    """The sheets on which the person had a part, what she answered, and when she was reminded."""
    return queries.known_of(person)


def forget_person(person: Any, at: datetime) -> None:
    actions.forget_person(person, at=at)
