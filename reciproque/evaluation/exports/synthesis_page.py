"""A campaign on one page, from its picture: key figures, charts with their tables, each pillar with its sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reciproque.core.money import say_euros
from reciproque.core.templatetags.reciproque import number as french
from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.rules.figures import value_of
from reciproque.evaluation.rules.questions import ENGAGEMENT, VERDICTS
from reciproque.evaluation.rules.verdicts import BADGES as OF_VERDICTS
from reciproque.framework.choices import Engagement
from reciproque.framework.tables import BADGES as OF_LEVELS
from reciproque.monitoring.choices import PROGRESS_WORDS
from reciproque.monitoring.tables import BADGES

NOT_SAID = "non renseigné"
VERDICT_BADGES = {str(value): badge for value, badge in OF_VERDICTS.items()} | {"": "not_filled"}
LEVEL_BADGES = {str(level): badge for level, badge in OF_LEVELS.items()}


@dataclass(frozen=True)
class Chart:
    """Bars that lie beside their words: (word, count, share of all, state of a badge)."""

    title: str
    rows: Sequence[tuple[str, int, float | None, str]]
    total: int


def levels_in(picture: Mapping[str, Any]) -> dict[str, str]:
    """The levels of engagement as this campaign called them."""
    asked: dict[str, str] = next(
        (one["options"] for one in picture["questions"] if one["key"] == ENGAGEMENT), {}
    )
    return {str(one.value): str(one.label) for one in Engagement} | asked | {"": NOT_SAID}


VERDICT_WORDS = {str(one.value): str(one.label) for one in VerdictValue} | {"": "sans verdict"}
STATE_WORDS = {str(state): word for state, word in PROGRESS_WORDS.items()}


def chart_of(
    title: str, counts: Mapping[str, int], words: Mapping[str, str], badges: Mapping[str, str]
) -> Chart:
    """Bars of what was counted; what nobody is in is left out."""
    met = [(key, count) for key, count in counts.items() if count]
    total = sum(count for _key, count in met)
    rows = [
        (words.get(key, key or NOT_SAID), count, count / total if total else None, badges.get(key, "plain"))
        for key, count in met
    ]
    return Chart(title, rows, total)


def charts_of(picture: Mapping[str, Any], figures: Mapping[str, Any]) -> list[Chart]:
    return [
        chart
        for chart in (
            chart_of("Niveaux d’engagement", figures["engagement"], levels_in(picture), LEVEL_BADGES),
            chart_of(
                "Verdicts sur les résultats attendus", figures["verdicts"], VERDICT_WORDS, VERDICT_BADGES
            ),
            chart_of(
                "Indicateurs",
                figures["indicators"]["by_state"],
                STATE_WORDS,
                {str(k): v for k, v in BADGES.items()},
            ),
        )
        if chart.total
    ]


def key_figures(figures: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(label, value, on what it rests): each sum beside its coverage."""
    people, indicators = figures["people"], figures["indicators"]
    return [
        (
            "Fiches rendues",
            f"{figures['returned']} sur {figures['sheets']}",
            f"{figures['accepted']} validée{'s' if figures['accepted'] > 1 else ''}",
        ),
        ("Femmes touchées", french(people["women"]), _on(people["women_sheets"])),
        ("Hommes touchés", french(people["men"]), _on(people["men_sheets"])),
        ("Droit commun mobilisé", euros_said(figures["ordinary_amount"]), _on(figures["amount_sheets"])),
        (
            "Indicateurs renseignés",
            f"{indicators['fed']} sur {indicators['total']}",
            _gendered(indicators),
        ),
    ]


def _gendered(indicators: Mapping[str, Any]) -> str:
    if not indicators["people"]:
        return "aucun ne compte de personnes" if indicators["total"] else ""
    return f"{indicators['gendered']} sur {indicators['people']} distinguent femmes et hommes"


def _on(sheets: int) -> str:
    return f"d’après {sheets} fiche{'s' if sheets > 1 else ''}" if sheets else "aucune fiche ne le dit"


def euros_said(amount: str | None) -> str:
    return "—" if amount is None else say_euros(Decimal(amount))


def synthesis_of(picture: Mapping[str, Any], *, pillar: int | None = None) -> dict[str, Any]:
    """What the page shows; `pillar`: one alone."""
    chosen = [one for one in picture["pillars"] if pillar is None or one["key"] == pillar]
    figures = picture["figures"] if pillar is None else (chosen[0]["figures"] if chosen else None)
    return {
        "picture": picture,
        "figures": key_figures(figures) if figures else [],
        "charts": charts_of(picture, figures) if figures and pillar is None else [],
        "pillars": [_pillar(picture, one) for one in chosen],
        "all_pillars": [(one["key"], one["title"]) for one in picture["pillars"] if one["key"] is not None],
        "indicators": picture["indicators"],
        "badges": {str(key): word for key, word in BADGES.items()},
        "verdict_badges": VERDICT_BADGES,
        "together": together(picture["consolidated"]) if picture.get("consolidated") else None,
    }


def together(told: Mapping[str, Any]) -> dict[str, Any]:
    """The years that a campaign brings together, with their euros as they are read."""
    years = [{**one, "amount": euros_said(one["figures"]["ordinary_amount"])} for one in told["campaigns"]]
    return {**told, "campaigns": years, "amount": euros_said(told["ordinary_amount"])}


def _pillar(picture: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    own = [row for row in picture["indicators"] if row["pillar_key"] == one["key"] and one["key"] is not None]
    return {
        "key": one["key"],
        "title": one["title"],
        "figures": key_figures(one["figures"]),
        "charts": charts_of(picture, one["figures"]),
        "sheets": [sheet_told(picture, sheet) for sheet in one["sheets"]],
        "indicators": own,
    }


def sheet_told(picture: Mapping[str, Any], sheet: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet with its answers in the order of the questions, and its verdicts."""
    level = value_of(sheet, ENGAGEMENT)
    return {
        **sheet,
        "level": levels_in(picture).get(level, level) if level else "",
        "level_badge": LEVEL_BADGES.get(level, "plain"),
        "said": [
            (question["wording"], answer["said"], answer["comment"])
            for question in picture["questions"]
            if question["key"] not in (ENGAGEMENT, VERDICTS)
            for answer in sheet["answers"].get(question["key"], [])
        ],
        "verdicts": [row | {"badge": VERDICT_BADGES.get(row["value"], "plain")} for row in sheet["verdicts"]],
    }
