"""Verdicts as pages draw them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from reciproque.core.tables import Column
from reciproque.evaluation.choices import VerdictValue, Voice
from reciproque.evaluation.models import Campaign, ResultVerdict
from reciproque.evaluation.queries.verdicts import FILTERS, Judged, grouped
from reciproque.evaluation.rules.verdicts import BADGES
from reciproque.framework.models import Result

VOICES = [Voice.LEAD, Voice.INHABITANTS, Voice.SESSION]


def badge_of(value: str) -> tuple[str, str]:
    """State and words; two empty strings for no verdict."""
    return (BADGES[VerdictValue(value)], str(VerdictValue(value).label)) if value else ("", "")


def page_of(
    campaign: Campaign, rows: Sequence[Judged], wanted: dict[str, str], speaks: Iterable[str]
) -> dict[str, Any]:
    """`wanted`: filter and pillar of the address; `speaks`: the voices that this person may write down."""
    chosen, pillar = wanted.get("filtre", ""), wanted.get("pilier", "")
    inside = [one for one in rows if not pillar or one.group_key == pillar]
    shown = [one for one in inside if chosen not in FILTERS or FILTERS[chosen][1](one)]
    chips = [
        {
            "label": label,
            "count": sum(map(holds, inside)),
            "url": _address({**wanted, "filtre": "" if key == chosen else key}),
            "active": key == chosen,
        }
        for key, (label, holds) in FILTERS.items()
    ]
    pillars = [
        {
            "label": title,
            "count": len(found),
            "url": _address({**wanted, "pilier": "" if key == pillar else key}),
            "active": key == pillar,
        }
        for key, title, found in grouped(rows)
    ]
    may = set(speaks)
    groups = [(title, [_row(campaign, one, may) for one in found]) for _key, title, found in grouped(shown)]
    return {"chips": chips, "pillars": pillars, "gathered": groups, "total": len(shown), "voices": VOICES}


def _address(wanted: dict[str, str]) -> str:
    return f"?{urlencode({key: value for key, value in wanted.items() if value})}"


def _row(campaign: Campaign, one: Judged, may: set[str]) -> dict[str, Any]:
    cells = []
    for voice in VOICES:
        said = one.voices.get(voice)
        state, word = badge_of(said.value if said else "")
        url = reverse("evaluation:say_verdict", args=[campaign.pk, one.result.pk, voice.value])
        cells.append(
            {
                "voice": voice.label,
                "state": state,
                "word": word,
                "evidence": said.evidence if said else "",
                "url": url if voice in may and not campaign.is_frozen else "",
            }
        )
    node = one.result.node
    return {
        "result": one.result,
        "node": node,
        "node_url": reverse("framework:node_detail", args=[node.pk]) if node is not None else "",
        "cells": cells,
        "differ": one.differ,
        "before": [(year, *badge_of(value)) for year, value in one.before],
    }


def panel_of(found: Sequence[tuple[Result, list[ResultVerdict]]]) -> dict[str, Any] | None:
    """The verdicts on the results of an objective over the years, as a panel of its page."""
    rows = [
        [
            result.wording,
            one.campaign.title,
            Voice(one.voice).label,
            str(VerdictValue(one.value).label),
            one.evidence,
        ]
        for result, said in found
        for one in said
    ]
    columns = ["Résultat attendu", "Campagne", "Voix", "Verdict", "Sur quoi il repose"]
    return {"heading": "Verdicts des évaluations", "columns": columns, "rows": rows} if rows else None


def _said_by(voice: str, part: str) -> Any:
    def value(one: Judged) -> str:
        said = one.voices.get(voice)
        if said is None:
            return ""
        return said.evidence if part == "evidence" else str(VerdictValue(said.value).label)

    return value


COLUMNS: list[Column[Judged]] = [
    Column("Pilier", lambda one: one.group),
    Column("Objectif", lambda one: str(one.result.node or "")),
    Column("Résultat attendu", lambda one: one.result.wording),
    Column("Cible", lambda one: one.result.target),
    Column("Année visée", lambda one: one.result.year, kind="number"),
    *(
        column
        for voice in VOICES
        for column in (
            Column(f"Verdict, {voice.label}", _said_by(voice, "value")),
            Column(f"Sur quoi il repose, {voice.label}", _said_by(voice, "evidence")),
        )
    ),
    Column("Les voix diffèrent", lambda one: one.differ, kind="yesno"),
]
"""The file of the verdicts of a campaign."""
