"""Who is reminded on which day of what. A pure rule of the plan, the states, the pauses and what was sent.

Nothing of it is stored: it is worked out again at each change. A person gets one reminder a day at most, whatever the
rounds and contracts; one reminder stands for all her sheets whose day is that day or one of the two that follow.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

TOGETHER = timedelta(days=2)
"""Sheets whose day comes so soon after a reminder are named in it, and need none of their own."""
CATCHING_UP = timedelta(days=7)
"""A reminder that could not leave on its day (a server that stood still, another reminder that day) still leaves."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A sheet that waits for a person: who answers, or in the body's own check, who checks.

    `person` is None when there is nobody, or nobody who wants reminders. `since`: the day since which it waits for
    her. `days`: relative to `due_on`. `reminded`: the days on which it was in a reminder.
    """

    sheet: int
    person: int | None
    due_on: date
    closes_on: date
    days: tuple[int, ...]
    since: date
    paused_until: date | None = None
    reminded: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder: to whom, when, of which sheets."""

    person: int
    on: date
    sheets: tuple[int, ...]


def next_day(pending: Pending, on: date) -> date | None:
    """The next day, from `on`, on which this sheet asks for a reminder; None when there is no more."""
    found = [max(day, on) for day in _days(pending) if on - day <= CATCHING_UP and not _covered(pending, day)]
    return min((day for day in found if day <= pending.closes_on), default=None)


def _days(pending: Pending) -> list[date]:
    """The days of the plan that concern this person: after the sheet came to her, and after any pause."""
    after = max(pending.since, pending.paused_until or pending.since)
    days = (pending.due_on + timedelta(days=one) for one in pending.days)
    return [day for day in days if after < day <= pending.closes_on]


def _covered(pending: Pending, day: date) -> bool:
    return any(sent >= day - TOGETHER for sent in pending.reminded if sent >= pending.since)


def plan(pending: Iterable[Pending], sent: Mapping[int, Collection[date]], on: date) -> dict[int, Planned]:
    """The next reminder of each person, from `on`: {person: what}. `sent`: the days on which she got one."""
    by_person: dict[int, list[Pending]] = {}
    for one in pending:
        if one.person is not None:
            by_person.setdefault(one.person, []).append(one)
    planned = (_next(person, own, sent.get(person, ()), on) for person, own in by_person.items())
    return {one.person: one for one in planned if one is not None}


def _next(person: int, own: list[Pending], sent: Collection[date], on: date) -> Planned | None:
    while on in sent:
        on += timedelta(days=1)
    days = {one: day for one in own if (day := next_day(one, on)) is not None}
    if not days:
        return None
    day = min(days.values())
    if day in sent:
        return _next(person, own, sent, day)
    together = sorted(one.sheet for one, its in days.items() if its <= day + TOGETHER)
    return Planned(person, day, tuple(together))


def due_today(pending: Iterable[Pending], sent: Mapping[int, Collection[date]], on: date) -> list[Planned]:
    """Who is to be reminded on that very day."""
    return [one for one in plan(pending, sent, on).values() if one.on == on]
