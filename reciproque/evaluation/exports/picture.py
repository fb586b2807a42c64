"""The picture of a campaign: all that its pages, papers, slides and comparisons are drawn from, as plain data.

Numbers, strings, lists and mappings only, in an order that depends on nothing but the rows: the same campaign gives
the same picture, letter for letter. That of a frozen campaign is read from its snapshot, whatever happened since.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reciproque.enquiries.choices import RETURNED_TO_TEAM, SheetState
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.enquiries.rules.questions import options_of
from reciproque.enquiries.rules.wording import said
from reciproque.evaluation.choices import CampaignKind, CampaignState, Outcome, Voice
from reciproque.evaluation.exports.told import (
    indicators_told,
    judged_told,
    proposals_told,
    recommendations_told,
    sessions_told,
    verdicts_told,
)
from reciproque.evaluation.models import Campaign, SessionSheet
from reciproque.evaluation.queries import pictures as queries
from reciproque.evaluation.rules.figures import consolidated, figures_of
from reciproque.evaluation.rules.gaps import missing_from
from reciproque.evaluation.rules.naming import spoken

FORMAT = 2
"""2: what the pages show beside the picture is kept with it (`exports.kept`)."""
BESIDE = {"names", "pages"}
"""What a snapshot keeps beside the picture."""
NO_PILLAR = "Sans axe"


def picture_of(campaign: Campaign, *, on: date, accepted_only: bool = False) -> dict[str, Any]:
    """The picture of a campaign as it stands on a day; of a frozen one, as it was frozen.

    `accepted_only`: for readers of the contract, to whom a sheet opens when it is accepted; a frozen year is open.
    """
    kept = kept_of(campaign)
    if kept is not None:
        return {key: part for key, part in kept.items() if key not in BESIDE}
    return drawn(campaign, on=on, accepted_only=accepted_only)


def kept_of(campaign: Campaign) -> dict[str, Any] | None:
    """All that was kept of a frozen campaign, with the names that are still known; None for one that still moves."""
    snapshot = queries.snapshot_of(campaign) if campaign.is_frozen else None
    if snapshot is None:
        return None
    told: dict[str, Any] = spoken(json.loads(snapshot.body), queries.names_in(snapshot))
    return told


def around_sheets(campaign: Campaign, *, on: date) -> dict[str, Any]:
    """The parts of the picture that tell of sessions and decisions: for their pages, which need no sheet."""
    if campaign.is_frozen:
        return picture_of(campaign, on=on)
    return {
        "campaign": draw_campaign(campaign),
        "sessions": sessions_told(campaign, queries.agendas_of(campaign)),
        "proposals": proposals_told(campaign),
    }


def drawn(campaign: Campaign, *, on: date, accepted_only: bool = False) -> dict[str, Any]:
    """The picture as the rows tell it: what freezing keeps."""
    questions = queries.questions_of(campaign)
    agendas = queries.agendas_of(campaign)
    sheets = _sheets(campaign, questions, agendas, accepted_only=accepted_only)
    pillars = _pillars(sheets)
    read = [SheetState.ACCEPTED] if accepted_only else RETURNED_TO_TEAM
    indicators = indicators_told(campaign, [key for key, _title, _rows in pillars])
    told = {
        "format": FORMAT,
        "campaign": draw_campaign(campaign),
        "questions": [draw_question(one) for one in questions],
        "pillars": [_pillar(*one, indicators, read) for one in pillars],
        "figures": figures_of([one for _key, _title, rows in pillars for one in rows], indicators, read=read),
        "indicators": indicators,
        "evaluation_questions": judged_told(campaign),
        "sessions": sessions_told(campaign, agendas),
        "proposals": proposals_told(campaign),
        "recommendations": recommendations_told(campaign, on=on),
    }
    return told | {"missing": missing_from(told), "consolidated": _consolidated(campaign, on=on)}


def _consolidated(campaign: Campaign, *, on: date) -> dict[str, Any] | None:
    """What the annual campaigns of its period come to together, for a mid-term or final one; frozen ones as frozen."""
    if campaign.kind == CampaignKind.ANNUAL:
        return None
    return consolidated([picture_of(one, on=on) for one in queries.told_years(campaign)])


def draw_campaign(one: Campaign) -> dict[str, Any]:
    return {
        "key": one.pk,
        "title": one.title,
        "kind": one.kind,
        "kind_word": CampaignKind(one.kind).label,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "presented_on": one.presented_on.isoformat() if one.presented_on else None,
        "state": one.state,
        "state_word": CampaignState(one.state).label,
        "contract": str(one.contract),
        "frozen_at": moment(one.frozen_at),
    }


def moment(at: datetime | None) -> str | None:
    """A moment as the town reads it, with its offset: the same on both engines, whatever they keep."""
    return timezone.localtime(at).isoformat(timespec="minutes") if at else None


def draw_question(one: Question) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "section": one.section,
        "wording": one.wording,
        "unit": one.unit,
        "options": dict(options_of(one)),
    }


def _sheets(
    campaign: Campaign,
    questions: Sequence[Question],
    agendas: Sequence[SessionSheet],
    *,
    accepted_only: bool,
) -> list[tuple[Sheet, dict[str, Any]]]:
    by_key = {one.pk: one for one in questions}
    answers = queries.answers_by_sheet(campaign, accepted_only=accepted_only)
    verdicts = verdicts_told(campaign)
    settled = {one.sheet_id: one for one in agendas if one.outcome}
    return [
        (one, draw_sheet(one, by_key, answers.get(one.pk, []), verdicts, settled.get(one.pk)))
        for one in queries.sheets_of(campaign)
    ]


def draw_sheet(
    sheet: Sheet,
    questions: dict[int, Question],
    answers: Sequence[Answer],
    verdicts: dict[str, list[dict[str, Any]]],
    settled: SessionSheet | None,
) -> dict[str, Any]:
    items = json.loads(sheet.items) if sheet.items else []
    answered: dict[str, list[dict[str, Any]]] = {}
    for answer in answers:
        if (question := questions.get(answer.question_id)) is not None:
            answered.setdefault(question.key, []).append(_answer(question, answer))
    return {
        "key": sheet.pk,
        "subject_label": sheet.subject_label,
        "subject_key": sheet.subject_key,
        "title": sheet.title,
        "place": sheet.place,
        "state": sheet.state,
        "state_word": SheetState(sheet.state).label,
        "organisation": str(sheet.organisation) if sheet.organisation else "",
        "submitted_on": timezone.localdate(sheet.submitted_at).isoformat() if sheet.submitted_at else None,
        "reason": sheet.reason,
        "answers": answered,
        "items": items,
        "blocks": json.loads(sheet.blocks) if sheet.blocks else [],
        "verdicts": [one for item in items for one in _voices(item, verdicts, answered)],
        "outcome": settled.outcome if settled else "",
        "outcome_word": Outcome(settled.outcome).label if settled else "",
        "note": settled.note if settled else "",
    }


def _answer(question: Question, answer: Answer) -> dict[str, Any]:
    return {
        "item": answer.item,
        "status": answer.status,
        "value": answer.value,
        "said": said(question, answer),
        "comment": answer.comment,
    }


def _voices(
    item: dict[str, Any],
    verdicts: dict[str, list[dict[str, Any]]],
    answered: dict[str, list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """The verdicts on an expected result. The lead's is that of the sheet as long as nobody wrote it down apart."""
    known = verdicts.get(item["key"], [])
    if any(one["voice"] == Voice.LEAD for one in known):
        return known
    told = next((one for one in answered.get("verdicts", []) if one["item"] == item["key"]), None)
    if told is None or told["status"] != "given" or not told["value"]:
        return known
    lead = {
        "result": item["key"],
        "title": item.get("title", ""),
        "target": item.get("remark", ""),
        "voice": str(Voice.LEAD),
        "voice_word": Voice.LEAD.label,
        "value": told["value"],
        "word": told["said"],
        "evidence": told["comment"],
    }
    return [lead, *known]


Grouped = tuple[int | None, str, list[dict[str, Any]]]


def _pillars(sheets: Sequence[tuple[Sheet, dict[str, Any]]]) -> list[Grouped]:
    """The sheets by pillar, in the order in which the pillars come."""
    groups: dict[tuple[int | None, str], list[dict[str, Any]]] = {}
    for sheet, told in sheets:
        groups.setdefault((sheet.group_key, sheet.group or NO_PILLAR), []).append(told)
    return [(key, title, rows) for (key, title), rows in groups.items()]


def _pillar(
    key: int | None,
    title: str,
    rows: list[dict[str, Any]],
    indicators: Sequence[dict[str, Any]],
    read: Collection[str],
) -> dict[str, Any]:
    own = [one for one in indicators if one["pillar_key"] == key and key is not None]
    return {"key": key, "title": title, "sheets": rows, "figures": figures_of(rows, own, read=read)}
