"""The life of an annual report: begun, its modalities, its parts written, ready, corrected, approved, published."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean, one_line
from reciproque.evaluation.access import may_steer_reports
from reciproque.evaluation.actions.annual_ending import end_asking
from reciproque.evaluation.actions.annual_held import steered
from reciproque.evaluation.choices import PartKind, PartState
from reciproque.evaluation.exports.annual import body_of, kept
from reciproque.evaluation.exports.annual_known import known_of, legal_objectives
from reciproque.evaluation.models import AnnualReport, Campaign, Council, Edition, ReportPart
from reciproque.evaluation.queries.annual import likely_councils, year_is_taken
from reciproque.evaluation.rules.annual import (
    Facts,
    hurdles_to_publication,
    hurdles_to_ready,
    obstacles_to_approval,
    obstacles_to_correcting,
    obstacles_to_modalities,
    obstacles_to_starting,
    obstacles_to_writing,
    texts_of,
)
from reciproque.journal.actions import record
from reciproque.references.models import Reference

LONGEST_SLUG = 100


@transaction.atomic
def start_report(
    contract: Contract, *, year: int, campaign: Campaign | None = None, by: User | None, at: datetime
) -> AnnualReport:
    """A report with all the parts that the law wants, filled with what the house knows, and the likely councils."""
    admit(contract.archived_at is None and may_steer_reports(by, contract.pk))
    today = timezone.localdate(at)
    locked = lock_one(contract)
    refuse_if(obstacles_to_starting(year, taken=year_is_taken(locked, year), today=today))
    report = AnnualReport.objects.create(contract=locked, year=year, campaign=campaign)
    known = known_of(report, today)
    places = list(_places())
    ReportPart.objects.bulk_create(
        ReportPart(
            report=report,
            position=position,
            kind=kind,
            objective=objective,
            text=known.get((kind, objective.pk if objective is not None else None), ""),
        )
        for position, (kind, objective) in enumerate(places, 1)
    )
    Council.objects.bulk_create(likely_councils(report))
    record("annual_report.started", report, by=by, at=at, contract=locked)
    return report


def _places() -> Iterator[tuple[PartKind, Reference | None]]:
    """The parts in the order of the paper: the evolution once per legal objective, once in all without their list."""
    for kind in PartKind:
        if kind == PartKind.EVOLUTION:
            objectives: list[Reference | None] = [*legal_objectives()]
            yield from ((kind, one) for one in objectives or [None])
        else:
            yield kind, None


@transaction.atomic
def set_modalities(
    report: AnnualReport,
    *,
    on: date,
    months: int,
    number: str = "",
    modalities: str = "",
    seen: int | None,
    by: User | None,
    at: datetime,
) -> AnnualReport:
    """What the deliberation says of the consultation: its date, and how long councils have."""
    facts = steered(report, by=by, at=at)
    check_seen(facts.report, seen)
    refuse_if(obstacles_to_modalities(facts, on=on, months=months))
    values: dict[str, object] = {
        "modalities_on": on,
        "months": months,
        "modalities_number": one_line(number),
        "modalities": clean(modalities).strip(),
    }
    return _changed(facts.report, "annual_report.modalities_set", values, by=by, at=at)


@transaction.atomic
def choose_campaign(
    report: AnnualReport, *, campaign: Campaign | None, seen: int | None, by: User | None, at: datetime
) -> AnnualReport:
    """On which evaluation campaign the report rests; it may rest on none."""
    facts = steered(report, by=by, at=at)
    check_seen(facts.report, seen)
    refuse_if(obstacles_to_writing(facts))
    admit(campaign is None or campaign.contract_id == facts.report.contract_id)
    return _changed(facts.report, "annual_report.campaign_chosen", {"campaign": campaign}, by=by, at=at)


def _changed(
    report: AnnualReport, act: str, values: dict[str, object], *, by: User | None, at: datetime
) -> AnnualReport:
    changes = apply_changes(report, values)
    if changes:
        report.save()
        record(act, report, by=by, at=at, changes=changes)
    return report


@transaction.atomic
def write_part(part: ReportPart, *, text: str, seen: int | None, by: User | None, at: datetime) -> ReportPart:
    """Keep what was typed (autosave: no entry until the part is declared written). A written part is to write again."""
    facts, locked = _writable(part, by=by, at=at, seen=seen)
    refuse_if(obstacles_to_writing(facts))
    values = {"text": clean(text).strip()}
    if values["text"] != locked.text:
        values |= {"state": PartState.TO_WRITE, "reason": ""}
    apply_changes(locked, values)
    locked.save()
    return locked


@transaction.atomic
def finish_part(
    part: ReportPart, *, text: str, seen: int | None, by: User | None, at: datetime
) -> ReportPart:
    """The part is written."""
    facts, locked = _writable(part, by=by, at=at, seen=seen)
    said = clean(text).strip()
    refuse_if(
        obstacles_to_writing(facts) + ([] if said else ["Écrivez le texte, ou dites la partie sans objet."])
    )
    values: dict[str, object] = {"text": said, "state": PartState.WRITTEN, "reason": ""}
    return _settled(locked, "annual_report.part_written", values, by=by, at=at)


@transaction.atomic
def waive_part(
    part: ReportPart, *, reason: str, seen: int | None, by: User | None, at: datetime
) -> ReportPart:
    """The part has no object here, for this reason; its text stays, for whoever takes it up again."""
    facts, locked = _writable(part, by=by, at=at, seen=seen)
    said = clean(reason).strip()
    refuse_if(obstacles_to_writing(facts) + ([] if said else ["Dites pourquoi cette partie est sans objet."]))
    values: dict[str, object] = {"state": PartState.NOT_APPLICABLE, "reason": said}
    return _settled(locked, "annual_report.part_waived", values, by=by, at=at)


def _writable(
    part: ReportPart, *, by: User | None, at: datetime, seen: int | None
) -> tuple[Facts, ReportPart]:
    facts = steered(part.report, by=by, at=at)
    locked = lock_one(part)
    check_seen(locked, seen)
    return facts, locked


def _settled(
    part: ReportPart, act: str, values: dict[str, object], *, by: User | None, at: datetime
) -> ReportPart:
    changes = apply_changes(part, values)
    if changes:
        part.save()
        shown = {name: change for name, change in changes.items() if name != "text"}
        record(act, part.report, by=by, at=at, changes=shown, said=part.title)
    return part


@transaction.atomic
def declare_ready(report: AnnualReport, *, by: User | None, at: datetime) -> Edition:
    """Keep the present text to the letter as the next version: it is this that councils receive."""
    facts = steered(report, by=by, at=at)
    refuse_if(texts_of(hurdles_to_ready(facts)))
    body, digest = kept(body_of(facts.report, facts.parts))
    number = max((one.number for one in facts.editions), default=0) + 1
    edition = Edition.objects.create(
        report=facts.report, number=number, ready_at=at, body=body, digest=digest
    )
    record("annual_report.ready", facts.report, by=by, at=at, number=number)
    return edition


@transaction.atomic
def open_correction(report: AnnualReport, *, reason: str, by: User | None, at: datetime) -> AnnualReport:
    """Withdraw the present version so that the text can be changed: whoever received it receives the next one."""
    facts = steered(report, by=by, at=at)
    said = clean(reason).strip()
    refuse_if(obstacles_to_correcting(facts, reason=said))
    if facts.edition is not None:
        edition = lock_one(facts.edition)
        edition.withdrawn_at, edition.withdrawn_because = at, said
        edition.save(update_fields=["withdrawn_at", "withdrawn_because"])
        end_asking(facts.present.values(), by=by, at=at)
        record("annual_report.corrected", facts.report, by=by, at=at, number=edition.number, reason=said)
    return facts.report


@transaction.atomic
def approve_report(
    report: AnnualReport,
    *,
    on: date,
    number: str,
    follow_up: str = "",
    seen: int | None,
    by: User | None,
    at: datetime,
) -> AnnualReport:
    """Record that the intercommunal body approved the report, and the follow-up that it gives in general."""
    facts = steered(report, by=by, at=at)
    check_seen(facts.report, seen)
    refuse_if(obstacles_to_approval(facts, on=on, number=number))
    values: dict[str, object] = {
        "approved_on": on,
        "approval_number": one_line(number),
        "follow_up": clean(follow_up).strip(),
    }
    return _changed(facts.report, "annual_report.approved", values, by=by, at=at)


@transaction.atomic
def publish_report(report: AnnualReport, *, by: User | None, at: datetime) -> AnnualReport:
    """From now on anybody may read it, opinions and answers with it."""
    facts = steered(report, by=by, at=at)
    refuse_if(texts_of(hurdles_to_publication(facts)))
    values: dict[str, object] = {"published_at": at, "slug": _free_slug(facts.report)}
    return _changed(facts.report, "annual_report.published", values, by=by, at=at)


def _free_slug(report: AnnualReport) -> str:
    slug = f"{slugify(report.contract.name)[:LONGEST_SLUG].strip('-') or 'contrat'}-{report.year}"
    taken = AnnualReport.objects.filter(slug=slug).exists()
    return f"{slug}-{report.contract_id}" if taken else slug
