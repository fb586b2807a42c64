"""Which councils are asked, and how the draft goes to them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import one_line
from reciproque.evaluation.actions.annual_held import steered
from reciproque.evaluation.choices import CouncilKind
from reciproque.evaluation.models import AnnualReport, Consultation, Council
from reciproque.evaluation.rules.annual import (
    APPROVED,
    deadline_after,
    obstacles_to_sending,
    said,
)
from reciproque.governance.models import Body
from reciproque.journal.actions import record
from reciproque.organisations.models import Organisation


@transaction.atomic
def add_council(  # noqa: PLR0913 -- a council has that many parts, all named
    report: AnnualReport,
    *,
    kind: str,
    organisation: Organisation | None = None,
    body: Body | None = None,
    name: str = "",
    person: str = "",
    email: str = "",
    by: User | None,
    at: datetime,
) -> Council:
    """One more council to ask: a body of the directory or an instance of the contract, one of the two."""
    facts = steered(report, by=by, at=at)
    admit(body is None or body.contract_id == facts.report.contract_id)
    reasons = [] if facts.is_open else [APPROVED]
    if (organisation is None) == (body is None):
        reasons.append("Choisissez un organisme ou une instance, l’un des deux.")
    thing = organisation or body
    if any((one.organisation_id, one.body_id) == (_key(organisation), _key(body)) for one in facts.councils):
        reasons.append("Ce conseil est déjà consulté sur ce rapport.")
    refuse_if(reasons)
    council = Council.objects.create(
        report=facts.report,
        kind=CouncilKind(kind),
        organisation=organisation,
        body=body,
        name=one_line(name) or str(thing),
        person=one_line(person),
        email=one_line(email),
    )
    record("annual_report.council_added", facts.report, by=by, at=at, said=council.name)
    return council


def _key(thing: Organisation | Body | None) -> int | None:
    return thing.pk if thing is not None else None


@transaction.atomic
def edit_council(
    council: Council, *, name: str, person: str, email: str, seen: int | None, by: User | None, at: datetime
) -> Council:
    """Whom to write to. What was sent already stays with whom it was sent to."""
    facts = steered(council.report, by=by, at=at)
    locked = lock_one(council)
    check_seen(locked, seen)
    said = one_line(name)
    refuse_if(([] if facts.is_open else [APPROVED]) + ([] if said else ["Un conseil a un nom."]))
    changes = apply_changes(locked, {"name": said, "person": one_line(person), "email": one_line(email)})
    if changes:
        locked.save()
        record("annual_report.council_edited", facts.report, by=by, at=at, changes=changes, said=said)
    return locked


@transaction.atomic
def remove_council(council: Council, *, by: User | None, at: datetime) -> None:
    """A council that was added by mistake goes; one that received a version stays asked."""
    facts = steered(council.report, by=by, at=at)
    locked = lock_one(council)
    reasons = [] if facts.is_open else [APPROVED]
    if any(one.council_id == locked.pk for one in facts.consultations):
        reasons.append(f"{locked} a déjà reçu le projet : il reste consulté.")
    refuse_if(reasons)
    record("annual_report.council_removed", facts.report, by=by, at=at, said=locked.name)
    locked.delete()


@transaction.atomic
def record_sending(
    report: AnnualReport,
    councils: Sequence[Council],
    *,
    sent_on: date,
    deadline_on: date | None = None,
    by: User | None,
    at: datetime,
) -> list[Consultation]:
    """Note that the present version went to these councils on paper, until the earliest lawful day or later."""
    facts = steered(report, by=by, at=at)
    until = deadline_on or deadline_after(sent_on, facts.report.months)
    refuse_if(obstacles_to_sending(facts, councils, sent_on=sent_on, deadline_on=until, by_mail=False))
    made = [
        Consultation.objects.create(edition=facts.in_use, council=one, sent_on=sent_on, deadline_on=until)
        for one in councils
    ]
    record("annual_report.sent", facts.report, by=by, at=at, count=len(made), until=said(until))
    return made
