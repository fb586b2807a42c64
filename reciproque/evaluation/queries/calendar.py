"""What falls due in the evaluation of a contract: its sessions, and the delays left to councils."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from reciproque.core.registers import Event
from reciproque.evaluation.models import AnnualReport, Consultation, ValidationSession


def sessions_as_events(sessions: QuerySet[ValidationSession]) -> Iterable[Event]:
    for one in sessions:
        yield Event(
            one.title,
            timezone.localdate(one.starts_at),
            reverse("evaluation:session_detail", args=[one.pk]),
            "séance de validation",
            at=one.starts_at,
            ends_at=one.ends_at,
            place=one.place,
        )


def delays_of(reports: QuerySet[AnnualReport]) -> Iterable[Event]:
    """The last day left to councils that have not given their opinion, one event a report and day."""
    awaited = Consultation.objects.filter(edition__report__in=reports, given_on__isnull=True).order_by()
    rows = awaited.values_list("edition__report_id", "edition__report__year", "deadline_on")
    for key, year, day, count in rows.annotate(count=Count("pk")):
        title = f"Rapport annuel {year} ({count} conseil{'s' if count > 1 else ''} sans avis)"
        yield Event(title, day, reverse("evaluation:annual_detail", args=[key]), "fin du délai d’avis")
