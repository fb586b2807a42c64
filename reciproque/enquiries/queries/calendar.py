"""What falls due in the enquiries of a contract, day by day. A fixed number of questions, whatever it holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse

from reciproque.core.registers import Event
from reciproque.enquiries.choices import AWAITED, RoundState
from reciproque.enquiries.models import Round, Sheet
from reciproque.enquiries.queries.boards import reminders_of


def due_in(rounds: QuerySet[Round], *, on: date, reminders: bool) -> Iterator[Event]:
    """The dates of these rounds that are not closed, those of sheets that were put off and, for the team, the
    reminders that will leave."""
    running = {one.pk: one for one in rounds.exclude(state=RoundState.CLOSED)}
    for round_ in running.values():
        yield from _dates(round_)
    sheets = Sheet.objects.filter(round__in=list(running), state__in=AWAITED)
    own = sheets.filter(due_on__isnull=False).order_by().values_list("round_id", "due_on")
    for key, day, count in own.annotate(count=Count("pk")):
        yield Event(_counted(count, running[key]), day, _url(running[key]), "à rendre, repoussé")
    if reminders:
        yield from _reminders(running, on)


def _url(round_: Round) -> str:
    """Its board: the page of an upper app, if its kind has one, leads there and back."""
    return reverse("enquiries:round_detail", args=[round_.pk])


def _dates(round_: Round) -> Iterable[Event]:
    url, title = _url(round_), round_.title
    if round_.opens_on is not None and round_.state == RoundState.DRAFT:
        yield Event(title, round_.opens_on, url, "ouverture prévue")
    yield Event(title, round_.due_on, url, "à rendre")
    if round_.closes_on != round_.due_on:
        yield Event(title, round_.closes_on, url, "fin des réponses")


def _reminders(running: Mapping[int, Round], on: date) -> Iterable[Event]:
    opened = [key for key, one in running.items() if one.state == RoundState.OPEN]
    waiting = Sheet.objects.filter(round__in=opened, state__in=AWAITED)
    rounds, people = {}, set()
    for key, round_, recipient, checker in waiting.values_list(
        "pk", "round_id", "recipient_id", "checker_id"
    ):
        rounds[key] = round_
        people |= {one for one in (recipient, checker) if one is not None}
    planned = reminders_of(people, on).values()
    found = Counter((rounds[key], one.on) for one in planned for key in one.sheets if key in rounds)
    for (key, day), count in found.items():
        yield Event(_counted(count, running[key]), day, _url(running[key]), "relance")


def _counted(count: int, round_: Round) -> str:
    return f"{round_.title} ({count} fiche{'s' if count > 1 else ''})"
