"""What can be asked about readings as a whole, and about what they became."""

import json
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_steered_by
from reciproque.contracts.models import Contract
from reciproque.core import registers
from reciproque.intake.choices import KEPT, ItemKind, ItemState, ReadingState
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries.meaning import epci_meant
from reciproque.intake.queries.points import signature_chosen
from reciproque.intake.rules import Terms, full_date, terms_from
from reciproque.jobs.models import Job
from reciproque.jobs.queries import all_jobs
from reciproque.office.models import StoredFile


def same_file(file: StoredFile, contract: Contract | None, *, by: User) -> QuerySet[Reading]:
    """Readings of the same bytes for the same contract.

    Without contract: those that this person brought and that have none yet, and those of the contracts that
    she steers.
    """
    rows = Reading.objects.filter(file=file).exclude(state=ReadingState.DISCARDED)
    rows = rows.order_by(F("accepted_at").asc(nulls_last=True), "pk")
    if contract is not None:
        return rows.filter(Q(contract=contract) | Q(contract=None, asked_by=by))
    steered = Q(state=ReadingState.ACCEPTED, contract__in=contracts_steered_by(by))
    return rows.filter(Q(contract=None, asked_by=by) | steered)


def taken_over_already(reading: Reading, contract: Contract | None) -> QuerySet[Reading]:
    """Other readings of the same file that became a text of this contract."""
    rows = Reading.objects.filter(file_id=reading.file_id, state=ReadingState.ACCEPTED, contract=contract)
    return rows.none() if contract is None else rows.exclude(pk=reading.pk)


def for_listing(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    return (
        readings.defer("document_json", "summary_json")
        .select_related("contract", "asked_by", "file", "text")
        .annotate(
            n_items=Count("items", filter=~Q(items__kind=ItemKind.LEFTOVER)),
            n_seen=Count(
                "items", filter=~Q(items__state=ItemState.PROPOSED) & ~Q(items__kind=ItemKind.LEFTOVER)
            ),
        )
    )


def job_of(reading: Reading) -> Job | None:
    return all_jobs().filter(pk=reading.job_id).first() if reading.job_id else None


def is_being_read(reading: Reading) -> bool:
    """Whether a worker reads it or will: not when the work was given up, cancelled or lost."""
    if reading.state not in {ReadingState.WAITING, ReadingState.READING}:
        return False
    job = job_of(reading)
    return job is not None and not job.is_over


def fresh(reading: Reading) -> Reading:
    """The reading as it stands now, with what its pages show beside it."""
    return Reading.objects.select_related("contract", "file", "text", "asked_by").get(pk=reading.pk)


def summary_of(reading: Reading) -> dict[str, Any]:
    """What the reading said of the document as a whole."""
    return dict(json.loads(reading.summary_json or "{}"))


def terms_of(reading: Reading) -> Terms:
    """The first answers to the form of acceptance."""
    dates = reading.items.filter(kind=ItemKind.DATE, state__in=KEPT).order_by("position", "pk")
    summary = summary_of(reading)
    terms = terms_from(summary, dates)
    terms.contract_starts_on = full_date(signature_chosen(reading)) or terms.contract_starts_on
    terms.epci = epci_meant(summary.get("territory") or "")
    return terms


def waiting_data(contract: Contract) -> QuerySet[Item]:
    """What was accepted and belongs to no app yet: amounts, dates, levels of engagement…"""
    rows = Item.objects.filter(
        reading__contract=contract, reading__state=ReadingState.ACCEPTED, state__in=KEPT, target_key=None
    )
    return (
        rows.exclude(kind=ItemKind.LEFTOVER)
        .exclude(reading__corrections__state=ReadingState.ACCEPTED)
        .select_related("reading__text")
        .defer("reading__document_json", "reading__summary_json")
    )


def waiting_counts(contract: Contract) -> list[tuple[str, int]]:
    """How much of each list waits, in French."""
    rows = waiting_data(contract).select_related(None).defer(None).order_by("kind")
    found = rows.values_list("kind").annotate(n=Count("pk"))
    return [(str(ItemKind(kind).label).capitalize(), number) for kind, number in found]


def targets_of(reading: Reading, kind: str, user: User) -> dict[tuple[str, int], tuple[str, str]]:
    """What the items of a list became: (label, key) → (title, address), as far as this person sees it."""
    rows = reading.items.filter(kind=kind, target_key__isnull=False)
    found = {}
    for label in rows.order_by().values_list("target_label", flat=True).distinct():
        subject = registers.subjects.named(label)
        if subject is None:
            continue
        keys = rows.filter(target_label=label).order_by().values("target_key")
        for thing in subject.visible_to(user).filter(pk__in=keys):
            found[label, thing.pk] = (subject.title(thing), subject.url(thing))
    return found


def readings_to_review(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    """Those that are read and wait for a person, the oldest first."""
    rows = readings.filter(state=ReadingState.READY).defer("document_json", "summary_json")
    return rows.order_by("asked_at", "pk")[:50]


def readings_under_way(readings: QuerySet[Reading]) -> QuerySet[Reading]:
    """Those that are neither accepted nor abandoned, the newest first."""
    over = [ReadingState.ACCEPTED, ReadingState.DISCARDED]
    return readings.exclude(state__in=over).defer("document_json", "summary_json")[:20]
