"""The charts of a campaign, as papers and slides show them, with the words and signs of each state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.exports.extracts import MISSING, Told
from reciproque.evaluation.rules.questions import ENGAGEMENT
from reciproque.framework.choices import Engagement
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState
from reciproque.office.charts import Chart, ChartKind, Series

GREY = "#8c8c8c"
ENGAGEMENTS = {
    Engagement.DONE: ("#1a6b44", "✓"),
    Engagement.ROLLING_OUT: ("#0d5a6b", "▲"),
    Engagement.LAUNCHING: ("#7fa3b5", "◆"),
    Engagement.NOT_STARTED: ("#e0c9a0", "○"),
    Engagement.SUSPENDED: ("#c07a2a", "■"),
    Engagement.ABANDONED: ("#9b1c3b", "×"),
}
VERDICTS = {
    VerdictValue.REACHED: ("#1a6b44", "✓"),
    VerdictValue.PARTLY: ("#d9a441", "◆"),
    VerdictValue.NOT_REACHED: ("#9b1c3b", "▼"),
    VerdictValue.UNKNOWN: ("#7fa3b5", "○"),
}
PROGRESS = {
    ProgressState.ACHIEVED: ("#1a6b44", "✓"),
    ProgressState.ON_TRACK: ("#4d8f6a", "▲"),
    ProgressState.BETTER: ("#7db08f", "▲"),
    ProgressState.STABLE: ("#7fa3b5", "◆"),
    ProgressState.ACCELERATE: ("#d9a441", "◆"),
    ProgressState.INSUFFICIENT: ("#c07a2a", "●"),
    ProgressState.WORSE: ("#b5475f", "▼"),
    ProgressState.MOVING_AWAY: ("#9b1c3b", "▼"),
    ProgressState.NOT_ASSESSABLE: (GREY, "○"),
}
FALLING = {ProgressState.MOVING_AWAY, ProgressState.WORSE}
"""States of indicators that a committee must see."""
Look = Mapping[Any, tuple[str, str]]


def signed(word: str, state: str, looks: Look) -> str:
    """A state by its sign and its word: « ▲ en bonne voie »; what was not said bears a question mark."""
    if not state:
        return f"? {word or MISSING}"
    sign = looks[state][1] if state in looks else "●"
    return f"{sign} {word}"


def engagement_chart(picture: Told) -> Chart:
    """How far the objectives are, pillar by pillar; empty when the sheets did not ask."""
    asked = next((one for one in picture["questions"] if one["key"] == ENGAGEMENT), None)
    words = {str(one): str(one.label) for one in Engagement} | (dict(asked["options"]) if asked else {})
    chart = _by_pillar(picture, "Niveau d’engagement des objectifs", "engagement", words, ENGAGEMENTS)
    return chart if asked else Chart(chart.kind, chart.title, [], [])


def verdict_chart(picture: Told) -> Chart:
    """The verdicts on expected results: of the session where it gave one, else of the lead."""
    words = {str(one): str(one.label) for one in VerdictValue}
    return _by_pillar(
        picture, "Verdicts sur les résultats attendus", "verdicts", words, VERDICTS, none="sans verdict"
    )


def indicator_chart(picture: Told) -> Chart:
    words = {str(state): word for state, word in PROGRESS_WORDS.items()}
    return _by_pillar(picture, "Allure des indicateurs", "indicators", words, PROGRESS)


def sheets_chart(picture: Told) -> Chart:
    """Sheets handed in, waited for and others, pillar by pillar."""
    kinds = (
        ("validées", "accepted", "#1a6b44", False),
        ("rendues, à valider", "submitted", "#7db08f", False),
        ("attendues", "waiting", GREY, True),
        ("refusées", "refused", "#9b1c3b", False),
        ("dispensées", "excused", "#e0c9a0", False),
    )
    pillars = [one for one in picture["pillars"] if one["sheets"]]
    counts = [
        {**one["figures"], "submitted": one["figures"]["returned"] - one["figures"]["accepted"]}
        for one in pillars
    ]
    series = [
        Series(name, [one[key] for one in counts], colour, hatched)
        for name, key, colour, hatched in kinds
        if any(one[key] for one in counts)
    ]
    return Chart(ChartKind.STACKED, "Fiches par axe", [str(one["title"]) for one in pillars], series)


def _by_pillar(
    picture: Told, title: str, figure: str, words: Mapping[str, str], looks: Look, *, none: str = MISSING
) -> Chart:
    """Parts of each pillar in the order of their looks; states that nobody has are left out of the legend."""
    counts: list[tuple[str, Mapping[str, int]]] = []
    for one in picture["pillars"]:
        told = one["figures"][figure]
        by_state = told["by_state"] if figure == "indicators" else told
        if any(by_state.values()):
            counts.append((str(one["title"]), by_state))
    states = [str(one) for one in looks]
    states += [key for key in words if key not in states]
    states += [*sorted({key for _title, told in counts for key in told} - {*states, ""}), ""]
    series = [
        _series(state, words.get(state, none), [told.get(state, 0) for _title, told in counts], looks)
        for state in states
    ]
    return Chart(
        ChartKind.STACKED, title, [name for name, _told in counts], [one for one in series if any(one.values)]
    )


def _series(state: str, word: str, values: Sequence[int], looks: Look) -> Series:
    if not state or state == ProgressState.NOT_ASSESSABLE:
        return Series(word, values, GREY, hatched=True)
    return Series(word, values, looks[state][0] if state in looks else "")
