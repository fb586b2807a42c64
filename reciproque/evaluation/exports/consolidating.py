"""The annual campaigns of a period side by side, objective by objective, drawn from their pictures alone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.pictures import told_years
from reciproque.evaluation.queries.scope import NODE
from reciproque.evaluation.rules.questions import ENGAGEMENT
from reciproque.evaluation.rules.verdicts import BADGES, main_voice
from reciproque.framework.choices import Engagement
from reciproque.framework.tables import BADGES as LEVELS
from reciproque.monitoring.choices import PROGRESS_WORDS
from reciproque.monitoring.queries import situations_in
from reciproque.monitoring.tables import BADGES as PACES


def years_of(campaign: Campaign, *, on: date) -> dict[str, Any]:
    """{"campaigns": [{"key", "title"}], "pillars": [{"title", "lines": [{"title", "key", "years": [cell], "pace"}]}]}.

    Plain data: a frozen year keeps it as it is.
    A cell: {"engagement": (state, word), "verdicts": [(state, word, count)], "people": str} or None when there was
    no sheet that year. A frozen year is told as it was frozen.
    """
    pictures = [picture_of(one, on=on) for one in told_years(campaign)]
    lines: dict[tuple[str, int], dict[str, Any]] = {}
    for number, picture in enumerate(pictures):
        for pillar in picture["pillars"]:
            for sheet in pillar["sheets"]:
                line = lines.setdefault(
                    (sheet["subject_label"], sheet["subject_key"]), {"years": [None] * len(pictures)}
                )
                line |= {"title": sheet["title"], "pillar": pillar["title"]}  # as the latest year says it
                line["years"][number] = _cell(sheet)
    paces = _paces(campaign, min(on, campaign.ends_on))
    pillars: dict[str, list[dict[str, Any]]] = {}
    for (label, key), line in lines.items():
        line |= {"key": key if label == NODE else None, "pace": paces.get(key, []) if label == NODE else []}
        pillars.setdefault(line["pillar"], []).append(line)
    return {
        "campaigns": [{name: one["campaign"][name] for name in ("key", "title")} for one in pictures],
        "pillars": [{"title": title, "lines": rows} for title, rows in pillars.items()],
    }


def _cell(sheet: dict[str, Any]) -> dict[str, Any]:
    return {
        "engagement": _engagement(sheet["answers"].get(ENGAGEMENT, [])),
        "verdicts": _verdicts(sheet["verdicts"]),
        "people": next((one["said"] for one in sheet["answers"].get("publics", []) if one["value"]), ""),
        "word": sheet["state_word"],
    }


def _engagement(answers: Iterable[dict[str, Any]]) -> tuple[str, str]:
    for one in answers:
        if one["value"] in Engagement.values:
            level = Engagement(one["value"])
            return LEVELS[level], str(level.label)
    return "", ""


def _verdicts(said: Iterable[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """How many results came to which verdict, the session’s voice before the lead’s."""
    voices: dict[Any, dict[str, str]] = {}
    for one in said:
        voices.setdefault(one["result"], {})[one["voice"]] = one["value"]
    counts: dict[str, int] = {}
    for heard in voices.values():
        value = main_voice(heard)
        if value:
            counts[value] = counts.get(value, 0) + 1
    return [
        (BADGES[value], str(value.label), counts[value.value])
        for value in VerdictValue
        if counts.get(value.value)
    ]


def _paces(campaign: Campaign, on: date) -> dict[int, list[tuple[str, str, int]]]:
    """The pace of the indicators of each objective at the end of the period: (state, words, how many)."""
    found: dict[int, dict[str, int]] = {}
    for one in situations_in(campaign.contract, on=on):
        if one.indicator.node_id is not None:
            states = found.setdefault(one.indicator.node_id, {})
            states[one.progress.state] = states.get(one.progress.state, 0) + 1
    return {
        node: [(PACES[state], str(PROGRESS_WORDS[state]), count) for state, count in states.items()]  # type: ignore[index]  # narrower than the types can say; tests hold it
        for node, states in found.items()
    }
