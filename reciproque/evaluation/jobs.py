"""What evaluation knows of a person: to give it to her, and to forget it."""

from datetime import datetime
from typing import Any

from reciproque.evaluation.actions.freezing import forget_in_years
from reciproque.evaluation.queries.freezing import attended_by, frozen_with


def export_person(person: Any) -> list[dict[str, Any]]:
    sat = [
        {
            "le": one.session.starts_at.isoformat(),
            "séance de validation": str(one.session),
            "présence": one.get_presence_display(),
        }
        for one in attended_by(person)
    ]
    return sat + [{"nommée dans l’année figée": str(one.snapshot.campaign)} for one in frozen_with(person)]


def forget_person(person: Any, at: datetime) -> None:
    forget_in_years(person, at)
