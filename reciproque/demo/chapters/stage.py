"""What the chapters share: when things happen, who is who."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]


def on(day: str, hour: int = 9) -> datetime:
    """A working hour of an ISO day."""
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=UTC)


@dataclass
class Stage:
    """The people and things of the story, by name, as the chapters bring them in."""

    people: dict[str, Any] = field(default_factory=dict)
    contracts: dict[str, Any] = field(default_factory=dict)
    campaigns: dict[int, Any] = field(default_factory=dict)

    @property
    def admin(self) -> Any:
        return self.people["administration"]

    @property
    def team(self) -> Any:
        return self.people["equipe"]
