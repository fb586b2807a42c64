"""What stands around the sheets in the picture of a campaign: indicators, verdicts, sessions, decisions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from reciproque.evaluation.choices import (
    Outcome,
    Presence,
    ProposalKind,
    ProposalState,
    VerdictValue,
    Voice,
)
from reciproque.evaluation.models import Attendance, Campaign, ResultVerdict, SessionSheet, ValidationSession
from reciproque.evaluation.queries import pictures as queries
from reciproque.evaluation.rules.figures import RESULT
from reciproque.evaluation.rules.proposals import DROPPING, said_engagement
from reciproque.monitoring.choices import PROGRESS_WORDS
from reciproque.monitoring.queries import Situation
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.tables import say_number, say_value


def indicators_told(campaign: Campaign, pillars: Sequence[int | None]) -> list[dict[str, Any]]:
    """The indicators under the pillars of the campaign, and those of no objective when it covers the whole contract."""
    above = queries.lines_above(campaign.contract_id)
    whole = not campaign.pillars.exists()
    told = []
    for one in queries.indicators_through(campaign):
        pillar = _pillar_of(one.indicator.node_id, above, {key for key in pillars if key is not None})
        if pillar is not None or whole:
            told.append(draw_indicator(one, pillar))
    return told


def _pillar_of(node: int | None, above: dict[int, int | None], pillars: set[int]) -> int | None:
    seen = set()
    while node is not None and node not in pillars and node not in seen:
        seen.add(node)
        node = above.get(node)
    return node if node in pillars else None


def draw_indicator(one: Situation, pillar: int | None) -> dict[str, Any]:
    indicator, headline = one.indicator, one.headline
    return {
        "key": indicator.pk,
        "wording": indicator.wording,
        "unit": one.unit,
        "node": str(indicator.node) if indicator.node else "",
        "node_key": indicator.node_id,
        "pillar_key": pillar,
        "last": say_value(headline, indicator, one.unit),
        "number": headline.number if headline else None,
        "period": (
            say_period(headline.period, indicator.periodicity) if headline and headline.period else ""
        ),
        "target": "" if indicator.target is None else say_number(indicator.target, indicator),
        "target_number": indicator.target,
        "state": str(one.progress.state),
        "word": PROGRESS_WORDS[one.progress.state],
        "reason": one.progress.reason,
        "people": indicator.counts_people is True,
        "sex": one.is_fed and not one.lacks_sex,
    }


def verdicts_told(campaign: Campaign) -> dict[str, list[dict[str, Any]]]:
    """The verdicts that were written down, by the key of the expected result, in the order of the voices."""
    return by_result(queries.verdicts_of(campaign))


def by_result(rows: Iterable[ResultVerdict]) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    order = [str(voice) for voice in Voice]
    for one in sorted(rows, key=lambda row: (row.result_id, order.index(row.voice))):
        key = f"{RESULT}{one.result_id}"
        told.setdefault(key, []).append(
            {
                "result": key,
                "title": one.result.wording,
                "target": one.result.target,
                "voice": one.voice,
                "voice_word": Voice(one.voice).label,
                "value": one.value,
                "word": VerdictValue(one.value).label,
                "evidence": one.evidence,
            }
        )
    return told


def judged_told(campaign: Campaign) -> list[dict[str, Any]]:
    """The questions of the evaluation, their criteria, and what was judged."""
    return [
        {
            "wording": question.wording,
            "conclusion": question.conclusion,
            "criteria": [
                {
                    "wording": one.wording,
                    "judgement": one.judgement,
                    "word": VerdictValue(one.judgement).label if one.judgement else "",
                    "reasons": one.reasons,
                    "sources": one.sources,
                }
                for one in criteria
            ],
        }
        for question, criteria in queries.evaluation_questions_of(campaign)
    ]


def sessions_told(campaign: Campaign, agendas: Sequence[SessionSheet]) -> list[dict[str, Any]]:
    attendance = queries.attendance_of(campaign)
    return [
        _session(
            one,
            [row for row in agendas if row.session_id == one.pk],
            [row for row in attendance if row.session_id == one.pk],
        )
        for one in queries.sessions_of(campaign)
    ]


def _session(
    one: ValidationSession, agenda: Sequence[SessionSheet], attendance: Sequence[Attendance]
) -> dict[str, Any]:
    def who(presence: str) -> list[str]:
        return [named(row) for row in attendance if row.presence == presence]

    return {
        "key": one.pk,
        "title": one.title,
        "starts_at": timezone.localtime(one.starts_at).isoformat(timespec="minutes"),
        "place": one.place,
        "state": "closed" if one.closed_at else "open" if one.opened_at else "plain",
        "present": who(Presence.PRESENT),
        "excused": who(Presence.EXCUSED),
        "absent": who(Presence.ABSENT),
        "notes": one.notes,
        "agenda": [
            {
                "sheet": row.sheet_id,
                "title": row.sheet.title,
                "outcome": row.outcome,
                "outcome_word": Outcome(row.outcome).label if row.outcome else "",
                "note": row.note,
            }
            for row in agenda
        ],
    }


def named(one: Attendance) -> str:
    """« Caisse d’allocations familiales, Mme Durand, directrice », as far as each is known."""
    person = one.person.name if one.person else ""
    return ", ".join(filter(None, [str(one.organisation or ""), person, one.name]))


def proposals_told(campaign: Campaign) -> list[dict[str, Any]]:
    return [
        {
            "key": one.pk,
            "kind": one.kind,
            "kind_word": ProposalKind(one.kind).label,
            "target": one.target_title,
            "before": one.before,
            "after": one.after,
            "before_word": worded(one.kind, one.before) if one.kind != ProposalKind.ADD_INDICATOR else "",
            "after_word": worded(one.kind, one.after),
            "reason": one.reason,
            "owner": str(one.owner) if one.owner else "",
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "session": one.session.title if one.session else "",
            "session_key": one.session_id,
            "state": one.state,
            "state_word": ProposalState(one.state).label,
            "outcome": one.outcome,
        }
        for one in queries.proposals_of(campaign)
    ]


def worded(kind: str, value: str) -> str:
    """What stood, or is to stand, as people read it."""
    if kind == ProposalKind.SET_ENGAGEMENT:
        return said_engagement(value)
    return "(retiré)" if kind in DROPPING and not value else value


def recommendations_told(campaign: Campaign, *, on: date) -> list[dict[str, Any]]:
    """The recommendations of the contract that the campaign knows of. `on`: the day that decides which are late."""
    return [
        {
            "wording": one.wording,
            "finding": one.finding,
            "origin": one.origin,
            "answer": one.answer,
            "owner": str(one.owner) if one.owner else "",
            "state": one.state,
            "state_word": one.get_state_display(),
            "reason": one.reason,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "late": one.due_on is not None and one.due_on < on and one.settled_on is None,
        }
        for one in queries.recommendations_for(campaign)
    ]
