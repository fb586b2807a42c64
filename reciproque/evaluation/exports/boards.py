"""The page of a campaign, as it is drawn: bars, what calls for a decision, what is said before anything leaves."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from reciproque.core.charts import draw_stack
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.choices import CampaignState
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.boards import PARTS, WAYS, Group, Standing, groups_of
from reciproque.evaluation.queries.campaigns import remarks_about
from reciproque.evaluation.rules.campaigns import remarks_on_validating

BADGES = {
    CampaignState.PREPARING: "draft",
    CampaignState.ASKING: "open",
    CampaignState.VALIDATING: "running",
    CampaignState.FROZEN: "done",
}
FILTER_OF = {
    "accepted": "accepted", "submitted": "submitted", "checking": "checking", "ready": "ready", "refused": "refused",
}  # fmt: skip
"""Parts of a bar that are a filter of the table below."""


def bars_of(
    campaign: Campaign, standing: Standing, way: str, offered: Collection[str] = tuple(WAYS)
) -> dict[str, Any]:
    """The sheets gathered one way: a bar and figures a line, each figure a link to the sheets that it counts."""
    way = way if way in offered else "pilier"
    groups = groups_of(standing.board.lines, way)
    most = max((one.sheets for one in groups), default=0)
    parts = [(key, words) for key, words, _holds in PARTS if any(one.counts.get(key) for one in groups)]
    home = reverse("evaluation:campaign_detail", args=[campaign.pk])
    ways = [
        (words, f"?{urlencode({'par': key})}", key == way)
        for key, (words, _of) in WAYS.items()
        if key in offered
    ]
    lines = [_bar(home, way, one, parts, most) for one in groups]
    return {"ways": ways, "parts": parts, "lines": lines, "what": way.capitalize()}


def _bar(home: str, way: str, group: Group, parts: Sequence[tuple[str, str]], most: int) -> dict[str, Any]:
    said = ", ".join(f"{group.counts[key]} {words}" for key, words in parts if group.counts.get(key))
    cells = []
    for key, words in parts:
        wanted = {"par": way, way: group.key}
        if key in FILTER_OF:
            wanted["filtre"] = FILTER_OF[key]
        cells.append((group.counts.get(key, 0), f"{home}?{urlencode(wanted)}#fiches", words))
    late = f"{home}?{urlencode({'par': way, way: group.key, 'filtre': 'late'})}#fiches"
    return {
        "title": group.title,
        "url": f"{home}?{urlencode({'par': way, way: group.key})}#fiches",
        "picture": draw_stack(
            [(key, group.counts.get(key, 0)) for key, _words in parts], whole=most, described=said
        ),
        "returned": group.returned,
        "asked": group.asked,
        "cells": cells,
        "late": group.late,
        "late_url": late,
        "next_reminder": group.next_reminder,
    }


def to_decide(campaign: Campaign, standing: Standing) -> list[dict[str, Any]]:
    """What needs somebody of the team today, the most pressing first: a sentence, where it is mended, or the act."""
    home = reverse("evaluation:campaign_detail", args=[campaign.pk])
    counts = standing.counts
    rows = []

    def say(
        key: str, count: int, one: str, many: str, *, late: bool = False, act: tuple[str, str] | None = None
    ) -> None:
        if count:
            url = "" if act else f"{home}?filtre={key}#fiches"
            said = one if count == 1 else many.format(count)
            rows.append({"said": said, "url": url, "late": late, "act": act})

    say("submitted", counts["submitted"], "Une fiche est rendue : lisez-la et validez-la.",
        "{} fiches sont rendues : lisez-les et validez-les.")  # fmt: skip
    take_up = ("Reporter sur le contrat", reverse("evaluation:take_up_all", args=[campaign.pk]))
    say("", standing.to_take_up, "Une fiche validée n’est pas encore reportée (niveau d’engagement, verdicts).",
        "{} fiches validées ne sont pas encore reportées (niveaux d’engagement, verdicts).", act=take_up)  # fmt: skip
    say("refused", counts["refused"], "Une fiche est refusée : confiez-la à quelqu’un d’autre, ou dispensez-la.",
        "{} fiches sont refusées : confiez-les à quelqu’un d’autre, ou dispensez-les.")  # fmt: skip
    say("nobody", counts["nobody"], "Une fiche n’a personne à qui l’envoyer.",
        "{} fiches n’ont personne à qui les envoyer.", late=True)  # fmt: skip
    if campaign.state != CampaignState.PREPARING:
        say("late", counts["late"], "Une fiche est en retard.", "{} fiches sont en retard.", late=True)
        say("ready", counts["ready"] - counts["nobody"], "Une fiche est prête et n’est pas partie.",
            "{} fiches sont prêtes et ne sont pas parties.")  # fmt: skip
    if standing.drift:
        act = ("Mettre les fiches à jour", reverse("evaluation:update_sheets", args=[campaign.pk]))
        rows.append({"said": said_of_drift(standing.drift), "url": "", "late": False, "act": act})
    return rows


def too_early(campaign: Campaign, standing: Standing) -> list[str]:
    """What is missing before a validation would have something to validate."""
    if campaign.state != CampaignState.ASKING:
        return []
    board = standing.board
    return remarks_on_validating(asked=board.asked, returned=board.returned, due_on=campaign.round.due_on)


def said_of_drift(drift: Any) -> str:
    """« Le cadre a changé : 2 objectifs nouveaux, 1 archivé ou hors périmètre, 1 déplacé. »"""
    words = [
        (len(drift.new), "objectif nouveau", "objectifs nouveaux"),
        (len(drift.gone), "qui n’est plus à évaluer", "qui ne sont plus à évaluer"),
        (len(drift.moved), "déplacé sous un autre pilier", "déplacés sous un autre pilier"),
        (len(drift.reworded), "reformulé", "reformulés"),
        (len(drift.found), "confié à une autre personne", "confiés à une autre personne"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in words if count]
    return f"Le cadre a changé depuis la préparation : {', '.join(said)}."


def before_sending(campaign: Campaign, standing: Standing) -> dict[str, Any]:
    """What leaves, to whom, and what is missing, before anything is sent."""
    lines = [line for line in standing.board.lines if line.sheet.state != "excused"]
    people = {line.person.pk for line in lines if line.person is not None}
    bodies = {line.sheet.organisation_id for line in lines if line.sheet.organisation_id}
    recalled = sum(line.sheet.previous_id is not None for line in lines)
    results = sum(len(items_of(line.sheet)) for line in lines)
    return {
        "sheets": len(lines),
        "leaving": sum(line.person is not None for line in lines),
        "people": len(people),
        "bodies": len(bodies),
        "recalled": recalled,
        "results": results,
        "uncovered": standing.uncovered,
        "reminders": said_of_reminders(campaign.round.reminder_days),
        "unwritable": standing.unwritable,
        "remarks": remarks_about(campaign),
    }


def listed(campaigns: Iterable[Any]) -> list[dict[str, Any]]:
    """The campaigns of a contract: where each stands, what came back of what was asked."""
    return [
        {
            "campaign": one,
            "badge": BADGES[CampaignState(one.state)],
            "share": one.n_returned / one.n_asked if one.n_asked and _has_left(one) else None,
            "said": _said_of_sheets(one),
        }
        for one in campaigns
    ]


def _has_left(campaign: Any) -> bool:
    return bool(campaign.state != CampaignState.PREPARING)


def _said_of_sheets(campaign: Any) -> str:
    asked = campaign.n_asked
    if not asked:
        return "aucune fiche"
    if not _has_left(campaign):
        return f"{asked} fiche{'s prêtes' if asked > 1 else ' prête'}"
    return f"{campaign.n_returned} sur {asked}"


def said_of_reminders(days: str) -> str:
    """« 14 jours et 3 jours avant la date, 1 jour et 8 jours après » of "-14 -3 1 8"."""
    before = [abs(int(day)) for day in days.split() if int(day) < 0]
    after = [int(day) for day in days.split() if int(day) > 0]
    words = [
        f"{' et '.join(_days(day) for day in some)} {side}"
        for some, side in ((before, "avant la date"), (after, "après"))
        if some
    ]
    if "0" in days.split():
        words.insert(1 if before else 0, "le jour même")
    return ", ".join(words)


def _days(count: int) -> str:
    return f"{count} jour{'s' if count > 1 else ''}"
