"""What enquiries hang for others."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.access import reads_contract, steers_contract
from reciproque.core.registers import (
    Act,
    Chore,
    EnquiryKind,
    Event,
    EventSource,
    NoticeKind,
    PersonalData,
    RailLink,
    Subject,
    Waiting,
    WaitingSource,
    acts,
    chores,
    enquiry_kinds,
    events,
    notice_kinds,
    personal,
    rail,
    subjects,
    waiting,
)
from reciproque.enquiries import access, jobs, queries
from reciproque.enquiries.choices import Part


def _waits(user: Any, on: date) -> list[Waiting]:
    """The sheets that wait for the person, and for who asks, those that were handed over."""
    own = queries.own_list(list(access.own_sheets(user)), user, on=on)
    told = [
        Waiting(
            f"{'À relire' if one.part == Part.CHECKS else 'Fiche à remplir'} : {one.sheet.title}",
            reverse("enquiries:my_sheet", args=[one.sheet.pk]),
            one.due_on,
            one.sheet.round.contract_id,
        )
        for one in own
        if one.waits
    ]
    for round_, count in queries.handed_over(access.rounds_steered_by(user)):
        url = reverse("enquiries:round_detail", args=[round_.pk])
        what = f"{count} fiche{'s' if count > 1 else ''} à valider : {round_.title}"
        told.append(Waiting(what, f"{url}?voir=submitted", None, round_.contract_id))
    return told


def _due(user: Any, contract: Any, first: date, last: date) -> Iterable[Event]:
    rounds = access.rounds_visible_to(user).filter(contract=contract)
    return queries.due_in(rounds, on=timezone.localdate(), reminders=steers_contract(user, contract.pk))


rail.hang(
    RailLink(
        "Suivi",
        "Enquêtes",
        "enquiries:round_list",
        lambda user, contract: reads_contract(user, contract.pk),
        position=40,
        matches="enquiries:",
    )
)
events.hang(EventSource("enquiries.rounds", _due))
waiting.hang(WaitingSource("enquiries.sheets", _waits))
enquiry_kinds.hang(
    EnquiryKind(
        "enquiries.survey",
        "enquête",
        lambda round_: reverse("enquiries:round_detail", args=[round_.pk]),
        subject_word="personne",
    )
)
subjects.hang(
    Subject(
        "enquiries.round",
        "enquête",
        access.rounds_visible_to,
        str,
        lambda one: reverse("enquiries:round_detail", args=[one.pk]),
    ),
    Subject(
        "enquiries.sheet",
        "fiche",
        access.sheets_visible_to,
        str,
        lambda one: reverse("enquiries:sheet_detail", args=[one.pk]),
    ),
)
personal.hang(PersonalData("enquiries", jobs.export_person, jobs.forget_person))
notice_kinds.hang(
    NoticeKind("enquiries.sheets", "fiches à remplir ou à relire"),
    NoticeKind("enquiries.reminder", "rappels de fiches à remplir", stoppable=True),
)
chores.hang(
    Chore("enquiries.remind", timedelta(minutes=15), jobs.send_reminders),
    Chore("enquiries.forget_removed", timedelta(days=1), jobs.forget_removed),
)
acts.hang(
    Act("round.person_reminded", "a relancé {whom} (fiches rappelées : {count})"),
    Act("round.prepared", "a préparé une enquête"),
    Act("round.edited", "a modifié une enquête"),
    Act("round.opened", "a ouvert l’enquête"),
    Act("round.closed", "a clos l’enquête"),
    Act("round.reopened", "a rouvert l’enquête"),
    Act("round.sheets_dropped", "a retiré {count} fiches avant l’envoi"),
    Act("round.dropped", "a retiré l’enquête « {title} », qui n’était que préparée"),
    Act("round.sheets_prepared", "a préparé {count} fiches, en a mis à jour {changed}"),
    Act("round.sheets_sent", "a envoyé {count} fiches à {people} personnes"),
    Act("round.sheets_transferred", "a transféré à {to} les fiches de {whose} (fiches : {count})"),
    Act("round.answers_brought", "a repris {count} réponses d’un tableur"),
    Act("sheet.dropped", "a retiré une fiche qui n’était pas envoyée"),
    Act("question.added", "a ajouté une question"),
    Act("question.edited", "a modifié une question"),
    Act("question.moved", "a déplacé une question"),
    Act("question.archived", "a retiré une question"),
    Act("sheet.reassigned", "a confié la fiche à une autre personne"),
    Act("sheet.forwarded", "a partagé la fiche avec {to}"),
    Act("sheet.access_revoked", "a retiré la fiche à {whose}"),
    Act("sheet.sent_to_check", "a transmis la fiche pour relecture"),
    Act("sheet.submitted", "a rendu la fiche"),
    Act("sheet.approved", "a approuvé la fiche pour son organisme"),
    Act("sheet.returned", "a renvoyé la fiche à reprendre : {reason}"),
    Act("sheet.accepted", "a validé la fiche"),
    Act("sheet.reopened", "a rouvert la fiche"),
    Act("sheet.refused", "a refusé la fiche : {reason}"),
    Act("sheet.excused", "a dispensé de la fiche"),
    Act("sheet.asked_again", "a redemandé la fiche"),
    Act("sheet.answer_amended", "a corrigé une réponse"),
    Act("sheet.extended", "a donné une autre date à la fiche"),
    Act("sheet.reminders_paused", "a suspendu les relances de la fiche"),
    Act("sheet.reminders_resumed", "a repris les relances de la fiche"),
)
