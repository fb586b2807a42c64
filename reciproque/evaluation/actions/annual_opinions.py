"""What councils and assemblies say of an annual report, and what is answered to them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import clean, one_line
from reciproque.evaluation.actions.annual_ending import excuse_from_asking
from reciproque.evaluation.actions.annual_held import steered
from reciproque.evaluation.choices import WITH_WORDS, AssemblyKind, OpinionKind
from reciproque.evaluation.models import AnnualReport, Consultation, Debate, Remark
from reciproque.evaluation.queries.annual import facts_of
from reciproque.evaluation.rules.annual import (
    APPROVED,
    obstacles_to_answering,
    obstacles_to_debate,
    obstacles_to_opinion,
)
from reciproque.journal.actions import record
from reciproque.office.models import StoredFile
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation

ASSEMBLIES: dict[str, AssemblyKind] = {
    OrganisationKind.COMMUNE: AssemblyKind.MUNICIPAL,
    OrganisationKind.EPCI: AssemblyKind.COMMUNITY,
}
"""Which assembly debates for which kind of body."""


@transaction.atomic
def record_opinion(  # noqa: PLR0913 -- an opinion has that many parts, all named
    consultation: Consultation,
    *,
    opinion: str,
    given_on: date,
    text: str = "",
    number: str = "",
    file: StoredFile | None = None,
    seen: int | None,
    by: User | None,
    at: datetime,
) -> Consultation:
    """Record what a council answered on paper, or correct what was recorded. Without `file` the present one stays."""
    facts = steered(consultation.edition.report, by=by, at=at)
    locked = lock_one(consultation)
    check_seen(locked, seen)
    refuse_if(
        obstacles_to_opinion(facts, locked, opinion=opinion, given_on=given_on, text=text, by_link=False)
    )
    values = _values(opinion, given_on, text, number, file or locked.file)
    excuse_from_asking(locked, by=by, at=at)
    return keep_opinion(locked, values, by_link=locked.by_link, by=by, at=at)


def _values(
    opinion: str, given_on: date, text: str, number: str, file: StoredFile | None
) -> dict[str, object]:
    return {
        "opinion": OpinionKind(opinion).value,
        "given_on": given_on,
        "text": clean(text).strip(),
        "number": one_line(number),
        "file": file,
    }


def keep_opinion(
    consultation: Consultation, values: dict[str, object], *, by_link: bool, by: User | None, at: datetime
) -> Consultation:
    """Write the opinion of a locked consultation, its first remark with it, and remember."""
    was = bool(consultation.opinion)
    changes = apply_changes(consultation, values)
    if not changes:
        return consultation
    consultation.by_link, consultation.recorded_at, consultation.recorded_by = by_link, at, by
    consultation.save()
    if consultation.opinion in WITH_WORDS and not consultation.remarks.exists():
        Remark.objects.create(consultation=consultation, position=1, wording=consultation.text)
    report = consultation.edition.report
    act = "annual_report.opinion_given" if by_link else "annual_report.opinion_recorded"
    act = "annual_report.opinion_corrected" if was else act
    shown = {name: change for name, change in changes.items() if name != "text"}
    record(act, report, by=by, at=at, changes=shown, said=consultation.council.name)
    return consultation


@transaction.atomic
def add_remark(consultation: Consultation, *, wording: str, by: User | None, at: datetime) -> Remark:
    """One more thing that a council said, to be answered by itself."""
    facts = steered(consultation.edition.report, by=by, at=at)
    consultation = lock_one(consultation)
    said = clean(wording).strip()
    refuse_if(obstacles_to_answering(facts, consultation) + ([] if said else ["Écrivez l’observation."]))
    last = consultation.remarks.aggregate(last=Max("position"))["last"] or 0
    remark = Remark.objects.create(consultation=consultation, position=last + 1, wording=said)
    record("annual_report.remark_added", facts.report, by=by, at=at, said=consultation.council.name)
    return remark


@transaction.atomic
def answer_remark(
    remark: Remark, *, wording: str, answer: str, seen: int | None, by: User | None, at: datetime
) -> Remark:
    """Say what follows from a remark. Its words may be cut to the one thing that it says."""
    facts = steered(remark.consultation.edition.report, by=by, at=at)
    locked = lock_one(remark)
    check_seen(locked, seen)
    said = clean(wording).strip()
    refuse_if(
        obstacles_to_answering(facts, locked.consultation) + ([] if said else ["Écrivez l’observation."])
    )
    changes = apply_changes(locked, {"wording": said, "answer": clean(answer).strip()})
    if changes:
        locked.save()
        name = locked.consultation.council.name
        record("annual_report.remark_answered", facts.report, by=by, at=at, changes=changes, said=name)
    return locked


@transaction.atomic
def remove_remark(remark: Remark, *, by: User | None, at: datetime) -> None:
    """Take away a remark that was cut wrongly; the opinion itself stays, and keeps one remark at least."""
    facts = steered(remark.consultation.edition.report, by=by, at=at)
    locked = lock_one(remark)
    reasons = [] if facts.is_open else [APPROVED]
    if len(facts.remarks_on(locked.consultation)) < 2 and locked.consultation.opinion in WITH_WORDS:
        reasons.append("C’est la seule observation relevée de cet avis : répondez-y, ou corrigez-la.")
    refuse_if(reasons)
    record(
        "annual_report.remark_removed", facts.report, by=by, at=at, said=locked.consultation.council.name,
        wording=locked.wording,
    )  # fmt: skip
    locked.delete()


@transaction.atomic
def record_debate(
    report: AnnualReport,
    organisation: Organisation,
    *,
    held_on: date,
    number: str = "",
    notes: str = "",
    by: User | None,
    at: datetime,
) -> Debate:
    """An assembly debated the report; noted again for the same assembly, it is corrected."""
    facts = steered(report, by=by, at=at)
    admit(organisation.kind in ASSEMBLIES)
    refuse_if(obstacles_to_debate(facts, held_on=held_on))
    values = {"held_on": held_on, "number": one_line(number), "notes": clean(notes).strip()}
    there = next((one for one in facts.debates if one.organisation_id == organisation.pk), None)
    if there is None:
        there = Debate.objects.create(
            report=facts.report, organisation=organisation, assembly=ASSEMBLIES[organisation.kind], **values
        )
        record("annual_report.debate_recorded", facts.report, by=by, at=at, said=organisation.name)
        return there
    there = lock_one(there)
    changes = apply_changes(there, values)
    if changes:
        there.save()
        record(
            "annual_report.debate_recorded",
            facts.report,
            by=by,
            at=at,
            changes=changes,
            said=organisation.name,
        )
    return there


@transaction.atomic
def remove_debate(debate: Debate, *, by: User | None, at: datetime) -> None:
    facts = steered(debate.report, by=by, at=at)
    locked = lock_one(debate)
    refuse_if([] if facts.is_open else [APPROVED])
    record("annual_report.debate_removed", facts.report, by=by, at=at, said=locked.organisation.name)
    locked.delete()


def opinion_by_link(  # noqa: PLR0913 -- an opinion has that many parts, all named
    consultation: Consultation,
    *,
    opinion: str,
    given_on: date,
    text: str,
    number: str,
    file: StoredFile | None,
    by: User,
    at: datetime,
    today: date,
) -> Consultation:
    """The part of giving an opinion that is the report's: judge it and keep it. The caller admits the person."""
    locked_report = lock_one(consultation.edition.report)
    locked = lock_one(consultation)
    facts = facts_of(locked_report, today)
    refuse_if(
        obstacles_to_opinion(facts, locked, opinion=opinion, given_on=given_on, text=text, by_link=True)
    )
    values = _values(opinion, given_on, text, number, file)
    return keep_opinion(locked, values, by_link=True, by=by, at=at)
