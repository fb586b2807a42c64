"""What the worker does with messages, and what it does when a person is forgotten."""

from datetime import datetime
from typing import Any

from reciproque.notices import actions, queries


def send_due(at: datetime) -> int:
    return actions.send_due(at)


def forget_old(at: datetime) -> int:
    return actions.forget_old(at)


def export_person(person: Any) -> list[dict[str, Any]]:
    """The messages that the person was sent."""
    return [
        {
            "écrit le": notice.created_at.isoformat(),
            "nature": notice.kind_label,
            "objet": notice.subject,
            "texte": notice.body,
            "état": str(notice.state.label),
        }
        for notice in queries.sent_to(person.pk).order_by("pk")
    ]


def forget_person(person: Any, at: datetime) -> None:
    actions.forget_person(person.pk, at=at)
