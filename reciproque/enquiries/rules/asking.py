"""What an app says of a sheet that it wants to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_ITEM = 80


@dataclass(frozen=True)
class AskedOf:
    """A sheet about one subject, and whom it is asked of. `items` and `blocks` as in `models.Sheet`."""

    subject_label: str
    subject_key: int
    title: str
    place: str = ""
    group_key: int | None = None
    group: str = ""
    position: int = 0
    organisation: Any = None
    recipient: Any = None
    checker: Any = None
    items: Sequence[Mapping[str, Any]] = ()
    blocks: Sequence[Mapping[str, Any]] = ()
    previous: Any = None

    @property
    def subject(self) -> tuple[str, int]:
        return self.subject_label, self.subject_key


def obstacles_to_preparing(asked: Sequence[AskedOf]) -> list[str]:
    """Reasons against preparing these sheets together."""
    subjects = [one.subject for one in asked]
    reasons = [] if len(subjects) == len(set(subjects)) else ["Un même sujet est demandé deux fois."]
    if any(not one.title.strip() for one in asked):
        reasons.append("Une fiche sans intitulé ne peut pas être envoyée.")
    if any(not 0 < len(str(item.get("key", ""))) <= LONGEST_ITEM for one in asked for item in one.items):
        reasons.append("Un élément de fiche n’a pas de clé qui se garde.")
    return reasons
