"""How a campaign stands: its sheets by pillar, body and person, its sessions, what calls for a decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.queries import board_of
from reciproque.enquiries.rules.board import Board, Line, is_asked, is_open
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Campaign, ValidationSession
from reciproque.evaluation.queries.campaigns import sheets_to_take_up
from reciproque.evaluation.queries.scope import RESULT, Drift, drift_of
from reciproque.evaluation.rules.campaigns import Milestone, Progress, milestones
from reciproque.framework.models import Result

PARTS: list[tuple[str, str, Callable[[Line], bool]]] = [
    ("accepted", "validées", lambda line: line.sheet.state == SheetState.ACCEPTED),
    ("submitted", "à valider", lambda line: line.sheet.state == SheetState.SUBMITTED),
    ("checking", "en relecture", lambda line: line.sheet.state == SheetState.CHECKING),
    ("waiting", "attendues", lambda line: is_open(line.sheet) and line.sheet.state != SheetState.CHECKING),
    ("ready", "à envoyer", lambda line: line.sheet.state == SheetState.READY),
    ("refused", "refusées", lambda line: line.sheet.state == SheetState.REFUSED),
    ("excused", "dispensées", lambda line: line.sheet.state == SheetState.EXCUSED),
]
"""The parts of a bar, in its order: key, words, which sheets."""


@dataclass
class Group:
    """The sheets of a pillar, a body or a person. `key`: as the address names it; "0" for those without."""

    key: str
    title: str
    counts: dict[str, int] = field(default_factory=dict)
    late: int = 0
    next_reminder: date | None = None

    @property
    def sheets(self) -> int:
        return sum(self.counts.values())

    @property
    def returned(self) -> int:
        return self.counts.get("accepted", 0) + self.counts.get("submitted", 0)

    @property
    def asked(self) -> int:
        return self.sheets - self.counts.get("excused", 0)

    def take(self, line: Line) -> None:
        part = next((key for key, _words, holds in PARTS if holds(line)), "waiting")
        self.counts[part] = self.counts.get(part, 0) + 1
        self.late += line.late
        days = [one for one in (self.next_reminder, line.next_reminder) if one is not None]
        self.next_reminder = min(days, default=None)


def pillar_key(sheet: Any) -> str:
    """A pillar as addresses name it; a tree without pillars by its title."""
    return str(sheet.group_key) if sheet.group_key is not None else f"x{sheet.group}"


def _of_pillar(line: Line) -> tuple[str, str]:
    return pillar_key(line.sheet), line.sheet.group or "Sans pilier"


def _of_body(line: Line) -> tuple[str, str]:
    body = line.sheet.organisation
    return (str(body.pk), str(body)) if body is not None else ("0", "Sans organisme")


def _of_person(line: Line) -> tuple[str, str]:
    person = line.sheet.recipient
    return (str(person.pk), str(person)) if person is not None else ("0", "Sans personne")


WAYS: dict[str, tuple[str, Callable[[Line], tuple[str, str]]]] = {
    "pilier": ("par pilier", _of_pillar),
    "organisme": ("par organisme", _of_body),
    "personne": ("par personne", _of_person),
}


def groups_of(lines: Sequence[Line], way: str) -> list[Group]:
    """The sheets gathered one way, in the order of the framework; what has nobody last."""
    key_of = WAYS[way][1]
    found: dict[str, Group] = {}
    for line in lines:
        key, title = key_of(line)
        found.setdefault(key, Group(key, title)).take(line)
    groups = list(found.values())
    if way != "pilier":
        groups.sort(key=lambda one: (one.key == "0", -one.counts.get("waiting", 0), one.title))
    return groups


@dataclass(frozen=True)
class Standing:
    """All that the page of a campaign is drawn from."""

    board: Board
    steps: list[Milestone]
    drift: Drift | None
    to_take_up: int
    next_reminder: tuple[date, int] | None
    unwritable: list[tuple[str, int]]
    uncovered: int

    @property
    def counts(self) -> dict[str, int]:
        return self.board.counts


def standing_of(campaign: Campaign, *, on: date, whole: bool) -> Standing:
    """`whole`: also what only the team acts upon. A fixed number of questions."""
    board = board_of(campaign.round, on)
    sessions = ValidationSession.objects.filter(campaign=campaign)
    days = [timezone.localdate(one) for one in sessions.values_list("starts_at", flat=True)]
    held = sessions.aggregate(n=Count("pk", filter=Q(closed_at__isnull=False)))["n"]
    counts, opened_at = board.counts, campaign.round.opened_at
    progress = Progress(
        state=campaign.state,
        due_on=campaign.round.due_on,
        today=on,
        sheets=board.asked,
        without_person=counts["nobody"],
        sent_on=timezone.localdate(opened_at) if opened_at else None,
        returned=board.returned,
        awaited=sum(is_open(line.sheet) or line.sheet.state == SheetState.READY for line in board.lines),
        accepted=counts["accepted"],
        sessions=days,
        sessions_held=held,
        presented_on=campaign.presented_on,
    )
    live = whole and campaign.state in {CampaignState.PREPARING, CampaignState.ASKING}
    return Standing(
        board=board,
        steps=milestones(progress),
        drift=drift_of(campaign) if live else None,
        to_take_up=sheets_to_take_up(campaign).count() if whole and not campaign.is_frozen else 0,
        next_reminder=_next_reminder(board.lines),
        unwritable=_unwritable(board.lines),
        uncovered=_uncovered(campaign, board.lines) if campaign.state == CampaignState.PREPARING else 0,
    )


def _next_reminder(lines: Sequence[Line]) -> tuple[date, int] | None:
    """The day of the next reminders, and how many people get one then."""
    days = [line.next_reminder for line in lines if line.next_reminder is not None]
    if not days:
        return None
    day = min(days)
    people = {line.person.pk for line in lines if line.next_reminder == day and line.person is not None}
    return day, len(people)


def _unwritable(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """The bodies of which nobody can be written to, with how many sheets wait for it."""
    found: dict[str, int] = {}
    for line in lines:
        if line.person is None and is_asked(line.sheet):
            name = str(line.sheet.organisation) if line.sheet.organisation else ""
            found[name] = found.get(name, 0) + 1
    return sorted(found.items(), key=lambda one: (not one[0], -one[1], one[0]))


def _uncovered(campaign: Campaign, lines: Sequence[Line]) -> int:
    """How many expected results of the contract stand on no sheet."""
    asked = {item["key"] for line in lines for item in items_of(line.sheet)}
    live = Result.objects.filter(contract=campaign.contract_id, archived_at=None, node__archived_at=None)
    known = live.filter(node__tree__archived_at=None).values_list("pk", flat=True)
    return sum(f"{RESULT}:{key}" not in asked for key in known)


def campaigns_without_people(contracts: Any) -> list[Any]:
    """Campaigns of these contracts with sheets that could not leave: `n_nobody` of them."""
    rows = Campaign.objects.filter(contract__in=contracts, state=CampaignState.ASKING)
    nobody = Q(round__sheets__state=SheetState.READY, round__sheets__recipient=None)
    counted = rows.annotate(n_nobody=Count("round__sheets", filter=nobody, distinct=True))
    return list(counted.filter(n_nobody__gt=0).select_related("round"))


def sheets_shown(campaign: Campaign) -> QuerySet[Sheet]:
    """The sheets of a campaign as its table reads them."""
    rows = Sheet.objects.filter(round_id=campaign.round_id).defer("items", "blocks")
    return rows.select_related("organisation", "recipient", "checker")


def with_figures(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Load what the list of campaigns shows: `n_asked` sheets, `n_returned` of them."""
    state = "round__sheets__state"
    back = Q(**{f"{state}__in": [SheetState.SUBMITTED, SheetState.ACCEPTED]})
    asked = Q(round__sheets__isnull=False) & ~Q(**{state: SheetState.EXCUSED})
    counted = campaigns.annotate(
        n_asked=Count("round__sheets", filter=asked, distinct=True),
        n_returned=Count("round__sheets", filter=back, distinct=True),
    )
    return counted.select_related("round").order_by("-ends_on", "-pk")
