"""The draft goes to councils by mail, with a personal link by which each gives its opinion without an account."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.access import may_hand_over
from reciproque.enquiries.actions import (
    open_round,
    prepare_round,
    prepare_sheets,
    save_answer,
    set_recipient,
    submit_sheet,
)
from reciproque.enquiries.queries import answers_of, live_questions
from reciproque.enquiries.rules.asking import AskedOf
from reciproque.enquiries.rules.sheets import obstacles_to_answering
from reciproque.evaluation.actions.annual_held import steered
from reciproque.evaluation.actions.annual_opinions import opinion_by_link
from reciproque.evaluation.models import AnnualReport, Consultation, Council
from reciproque.evaluation.queries.annual import asked_of, sheet_behind
from reciproque.evaluation.rules.annual import Facts, deadline_after, obstacles_to_sending, said
from reciproque.evaluation.rules.opinions import OPINION_KEY, OPINION_KIND, REMARKS_KEY
from reciproque.journal.actions import record
from reciproque.office.models import StoredFile

REMINDERS = "-14 -3"
"""Days before the end: after it silence is an opinion, and nobody is reminded of it."""


@transaction.atomic
def send_draft(
    report: AnnualReport,
    councils: Sequence[Council],
    *,
    deadline_on: date | None = None,
    by: User | None,
    at: datetime,
) -> list[Consultation]:
    """Send the present version today to these councils, each to its address, until the earliest lawful day or later."""
    facts = steered(report, by=by, at=at)
    until = deadline_on or deadline_after(facts.today, facts.report.months)
    refuse_if(obstacles_to_sending(facts, councils, sent_on=facts.today, deadline_on=until, by_mail=True))
    made = [
        Consultation.objects.create(edition=facts.in_use, council=one, sent_on=facts.today, deadline_on=until)
        for one in councils
    ]
    _ask(facts, made, until, by=by, at=at)
    record("annual_report.sent", facts.report, by=by, at=at, count=len(made), until=said(until))
    return asked_of(made)


def _ask(
    facts: Facts, consultations: list[Consultation], until: date, *, by: User | None, at: datetime
) -> None:
    """One sheet a council, in a round of their own: it gives links, reminders and traces."""
    report = facts.report
    round_ = prepare_round(
        report.contract,
        kind=OPINION_KIND,
        title=f"Rapport annuel {report.year} : avis sur le projet ({facts.edition})",
        due_on=until,
        closes_on=until,
        reminder_days=REMINDERS,
        introduction=_words(facts, until),
        by=by,
        at=at,
    )
    asked = [
        AskedOf(
            Consultation._meta.label_lower,
            one.pk,
            f"Avis : {one.council}",
            organisation=one.council.organisation,
        )
        for one in consultations
    ]
    for one, sheet in zip(consultations, prepare_sheets(round_, asked, by=by, at=at), strict=True):
        council = one.council
        set_recipient(sheet, email=council.email, name=council.person or council.name, by=by, at=at)
        one.sheet = sheet
        one.save(update_fields=["sheet"])
    open_round(round_, by=by, at=at)


def _words(facts: Facts, until: date) -> str:
    report = facts.report
    replaced = [one for one in facts.editions if one.withdrawn_at is not None and one.withdrawn_because]
    corrected = ""
    if replaced:
        corrected = (
            f"\n\nCette version remplace la {replaced[-1]}. Ce qui l’a fait corriger : "
            f"{replaced[-1].withdrawn_because}"
        )
    return (
        f"Voici le projet de rapport annuel {report.year} sur la situation de la politique de la ville "
        f"({report.contract}). Votre conseil est consulté : lisez le projet et donnez votre avis par le lien "
        f"personnel, jusqu’au {said(until)} compris. Passé ce jour, l’avis est réputé favorable.{corrected}"
    )


@transaction.atomic
def keep_draft(consultation: Consultation, *, opinion: str, text: str, by: User, at: datetime) -> None:
    """Keep what a council's people type before they give the opinion (autosave: no entry)."""
    sheet = sheet_behind(consultation)
    said = {OPINION_KEY: opinion, REMARKS_KEY: text}
    there = answers_of(sheet)
    for question in live_questions(sheet.round):
        value = said.get(question.key, "")
        before = there.get((question.key, ""))
        if value != (before.value if before is not None else ""):
            save_answer(sheet, question, value=value, by=by, at=at)


@transaction.atomic
def give_opinion(
    consultation: Consultation,
    *,
    opinion: str,
    given_on: date,
    text: str = "",
    number: str = "",
    file: StoredFile | None = None,
    by: User,
    at: datetime,
) -> Consultation:
    """A council gives its opinion by its own people: its sheet is handed over with it, once."""
    sheet = sheet_behind(consultation)
    admit(may_hand_over(by, sheet))
    today = timezone.localdate(at)
    given = opinion_by_link(
        consultation,
        opinion=opinion,
        given_on=given_on,
        text=text,
        number=number,
        file=file,
        by=by,
        at=at,
        today=today,
    )
    refuse_if(obstacles_to_answering(sheet, sheet.round, on=today))
    keep_draft(given, opinion=given.opinion, text=given.text, by=by, at=at)
    submit_sheet(sheet, vouches=True, by=by, at=at)
    return given
