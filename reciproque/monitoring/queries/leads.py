"""The indicators of a contract by who answers for them, and what is late of whoever feeds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reciproque.accounts.models import User
from reciproque.monitoring.access import indicators_visible_to, may_enter
from reciproque.monitoring.choices import ProgressState
from reciproque.monitoring.queries.situations import Situation, situations, with_situation
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import standing_for_all

AWAY = (ProgressState.MOVING_AWAY, ProgressState.WORSE)


@dataclass(frozen=True)
class Answerable:
    """A body or a person, with the indicators that are hers; `key` stands in addresses ("o12", "p3", "" for nobody)."""

    key: str
    name: str
    rows: Sequence[Situation]

    @property
    def fed(self) -> int:
        return sum(one.is_fed for one in self.rows)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.rows)

    @property
    def away(self) -> int:
        return sum(one.progress.state in AWAY for one in self.rows)

    @property
    def on_course(self) -> int:
        good = (ProgressState.ACHIEVED, ProgressState.ON_TRACK, ProgressState.BETTER)
        return sum(one.progress.state in good for one in self.rows)


def by_lead(rows: Sequence[Situation]) -> list[Answerable]:
    """By the body that leads the objective; a body that was succeeded answers under the name of today."""
    nodes = [one.indicator.node for one in rows]
    bodies = [node.lead_organisation if node is not None else None for node in nodes]
    return _grouped(rows, bodies, [None] * len(rows), "sans pilote")


def by_producer(rows: Sequence[Situation]) -> list[Answerable]:
    """By the person who is asked for the values, else by the body that produces them."""
    people = [one.indicator.producer_person for one in rows]
    bodies = [one.indicator.producer for one in rows]
    return _grouped(rows, bodies, people, "sans producteur")


def _grouped(
    rows: Sequence[Situation],
    bodies: Sequence[Organisation | None],
    people: Sequence[User | None],
    nobody: str,
) -> list[Answerable]:
    standing = standing_for_all({body.pk: body for body in bodies if body is not None}.values())
    groups: dict[str, tuple[str, str, list[Situation]]] = {}
    for row, body, person in zip(rows, bodies, people, strict=True):
        if person is not None:
            key, name, order = f"p{person.pk}", str(person), f"1{person}"
        elif body is not None:
            today = standing[body.pk]
            key, name, order = f"o{today.pk}", today.name, f"0{today.sort_key}"
        else:
            key, name, order = "", nobody, "2"
        groups.setdefault(key, (order, name, []))[2].append(row)
    told = sorted(groups.items(), key=lambda one: (one[1][0], one[0]))
    return [Answerable(key, name, those) for key, (_order, name, those) in told]


def late_for(user: User, on: date) -> list[Situation]:
    """The indicators that this person is named to feed, that she may see, and whose next value is overdue."""
    rows = with_situation(indicators_visible_to(user).filter(producer_person=user, archived_at=None))
    return [
        one for one in situations(rows, on=on, follow_up=None) if one.late and may_enter(user, one.indicator)
    ]
