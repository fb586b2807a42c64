"""Sessions and frozen years: the sentences of their acts, their mails, what they know of people."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.core.registers import (
    Act,
    Event,
    EventSource,
    NoticeKind,
    Obstacle,
    PersonalData,
    Subject,
    Tab,
    acts,
    events,
    notice_kinds,
    obstacles,
    personal,
    subjects,
    tabs,
)
from reciproque.evaluation import access, jobs, queries
from reciproque.evaluation.queries.calendar import delays_of, sessions_as_events
from reciproque.evaluation.rules.freezing import obstacles_to_changing

acts.hang(
    Act("session.planned", "a prévu une séance de validation"),
    Act("session.edited", "a modifié une séance de validation"),
    Act("session.agenda_set", "a fixé l’ordre du jour : {sheets} fiches"),
    Act("session.convened", "a convoqué {people} personnes"),
    Act("session.opened", "a ouvert la séance"),
    Act("session.closed", "a clos la séance"),
    Act("session.reopened", "a rouvert la séance"),
    Act("session.noted", "a écrit le relevé de la séance"),
    Act("session.attendance_set", "a noté les présences : {people} lignes"),
    Act("session.sheet_settled", "a noté « {title} » : {outcome}"),
    Act("proposal.decided", "a noté une décision de séance ({what}) sur « {title} »"),
    Act("proposal.taken_up", "a repris une décision abandonnée"),
    Act("proposals.applied", "a appliqué au contrat {count} décisions de séance"),
    Act("proposals.dropped", "a abandonné {count} décisions de séance : {reason}"),
    Act("campaign.frozen", "a figé l’année"),
)


def _reads(user: Any, thing: Any) -> bool:
    return access.may_read_campaigns(user, thing.contract_id)


def _sees(user: Any, node: Any) -> bool:
    """Whoever sees the page of an objective sees its years."""
    return True


def _is_frozen(user: Any, campaign: Any) -> bool:
    return campaign.is_frozen and access.may_read_campaigns(user, campaign.contract_id)


def _keeps_its_year(round_: Any) -> list[str]:
    return obstacles_to_changing(queries.campaign_of_round(round_))


def _due(user: Any, contract: Any, first: date, last: date) -> Iterator[Event]:
    sessions = access.sessions_visible_to(user).filter(
        campaign__contract=contract, starts_at__date__gte=first, starts_at__date__lte=last
    )
    yield from sessions_as_events(sessions)
    yield from delays_of(access.reports_visible_to(user).filter(contract=contract))


events.hang(EventSource("evaluation.dates", _due))
obstacles.hang(Obstacle("enquiries.change_round", _keeps_its_year))
tabs.hang(
    Tab("evaluation.campaign", "Synthèse", "evaluation:synthesis", _reads, position=30),
    Tab("evaluation.campaign", "Séances", "evaluation:session_list", _reads, position=40),
    Tab("evaluation.campaign", "Décisions", "evaluation:proposal_list", _reads, position=50),
    Tab("evaluation.campaign", "Année figée", "evaluation:frozen_year", _is_frozen, position=90),
    Tab("framework.node", "Évaluation", "evaluation:node_years", _sees, position=60),
)
notice_kinds.hang(NoticeKind("evaluation.convening", "convocations aux séances de validation"))
subjects.hang(
    Subject(
        "evaluation.validationsession",
        "séance de validation",
        access.sessions_visible_to,
        str,
        lambda one: reverse("evaluation:session_detail", args=[one.pk]),
    )
)
personal.hang(PersonalData("evaluation", jobs.export_person, jobs.forget_person))
