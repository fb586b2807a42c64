"""Campaigns side by side: for the page, and as a book of sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.core.tables import Column
from reciproque.core.templatetags.reciproque import number as french
from reciproque.enquiries.choices import RETURNED_TO_TEAM
from reciproque.evaluation.exports.synthesis_page import (
    LEVEL_BADGES,
    NOT_SAID,
    STATE_WORDS,
    VERDICT_BADGES,
    VERDICT_WORDS,
    euros_said,
    levels_in,
    sheet_told,
)
from reciproque.evaluation.rules.comparing import (
    APPEARED,
    DISAPPEARED,
    counts_by_year,
    indicators_in,
    objectives_in,
    sheets_by_subject,
    year_of,
)
from reciproque.monitoring.tables import BADGES
from reciproque.office.sheets import Sheet

Picture = Mapping[str, Any]
CHANGE_BADGES = {APPEARED: "added", DISAPPEARED: "cancelled"}


def comparison_of(pictures: Sequence[Picture]) -> dict[str, Any]:
    """All that the page shows; the pictures in the order of their years."""
    levels = _levels(pictures)
    return {
        "years": [
            {"year": year_of(one), "frozen": bool(one["campaign"]["frozen_at"]), **one["campaign"]}
            for one in pictures
        ],
        "figures": _figures(pictures),
        "spreads": [
            (
                "Niveaux d’engagement",
                "fiches",
                [
                    (levels.get(k, k), LEVEL_BADGES.get(k, "plain"), n)
                    for k, n in counts_by_year(pictures, "engagement")
                ],
            ),
            (
                "Verdicts sur les résultats attendus",
                "résultats",
                [
                    (VERDICT_WORDS.get(k, k), VERDICT_BADGES.get(k, "plain"), n)
                    for k, n in counts_by_year(pictures, "verdicts")
                ],
            ),
            (
                "Allure des indicateurs",
                "indicateurs",
                [
                    (STATE_WORDS.get(k, k), STATE_BADGES.get(k, "plain"), n)
                    for k, n in counts_by_year(pictures, "indicators", "by_state")
                ],
            ),
        ],
        "objectives": [_objective_row(one, levels) for one in objectives_in(pictures)],
        "indicators": [_indicator_row(one) for one in indicators_in(pictures)],
    }


STATE_BADGES = {str(key): word for key, word in BADGES.items()}


def _levels(pictures: Sequence[Picture]) -> dict[str, str]:
    words: dict[str, str] = {}
    for picture in pictures:
        words |= levels_in(picture)
    return words


def _figures(pictures: Sequence[Picture]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(label, for each year its value and what it rests on)."""
    figures = [one["figures"] for one in pictures]

    def on(sheets: int) -> str:
        return f"{sheets} fiche{'s' if sheets > 1 else ''}"

    return [
        ("Fiches rendues", [(f"{one['returned']} sur {one['sheets']}", "") for one in figures]),
        (
            "Femmes touchées",
            [(french(one["people"]["women"]), on(one["people"]["women_sheets"])) for one in figures],
        ),
        (
            "Hommes touchés",
            [(french(one["people"]["men"]), on(one["people"]["men_sheets"])) for one in figures],
        ),
        (
            "Droit commun mobilisé",
            [(euros_said(one["ordinary_amount"]), on(one["amount_sheets"])) for one in figures],
        ),
        (
            "Indicateurs renseignés",
            [(f"{one['indicators']['fed']} sur {one['indicators']['total']}", "") for one in figures],
        ),
    ]


def _objective_row(one: dict[str, Any], levels: Mapping[str, str]) -> dict[str, Any]:
    return one | {
        "badge": CHANGE_BADGES.get(one["change"], "corrected"),
        "shown": [
            _level(level, waiting, levels)
            for level, waiting in zip(one["levels"], one["waiting"], strict=True)
        ],
    }


def _level(level: str | None, waiting: str, levels: Mapping[str, str]) -> tuple[str, str]:
    """(badge, word); without a badge what is no level: no sheet, or one that nobody handed over."""
    if level is None:
        return "", "pas de fiche"
    if waiting and not level:
        return "", f"fiche {waiting}"
    return LEVEL_BADGES.get(level, "not_filled"), levels.get(level, level)


def _indicator_row(one: dict[str, Any]) -> dict[str, Any]:
    return one | {
        "shown": [
            ("", "absent", "")
            if row is None
            else (STATE_BADGES.get(row["state"], "unknown"), row["last"] or "pas de valeur", row["word"])
            for row in one["values"]
        ]
    }


def comparison_sheets(told: Mapping[str, Any]) -> list[Sheet]:
    """The same as lists for a spreadsheet: figures are numbers there."""
    years = [str(one["title"]) for one in told["years"]]
    counted = [
        (group, word, counts) for group, _unit, rows in told["spreads"] for word, _badge, counts in rows
    ]
    return [
        Sheet(
            "Chiffres",
            _columns(["Chiffre"], years),
            [(label, *(v for v, _on in row)) for label, row in told["figures"]],
        ),
        Sheet(
            "Répartitions",
            _columns(["Quoi", "Niveau"], years, kind="number"),
            [(group, word, *counts) for group, word, counts in counted],
        ),
        Sheet(
            "Objectifs",
            _columns(["Axe", "Objectif", "Changement", "Intitulés précédents"], years),
            [
                (
                    one["pillar"],
                    one["title"],
                    one["change"],
                    " ; ".join(one["before"]),
                    *(word for _b, word in one["shown"]),
                )
                for one in told["objectives"]
            ],
        ),
        Sheet(
            "Indicateurs",
            _columns(["Indicateur"], [f"{year}, {what}" for year in years for what in ("valeur", "allure")]),
            [
                (one["wording"], *(part for _badge, value, word in one["shown"] for part in (value, word)))
                for one in told["indicators"]
            ],
        ),
    ]


def _columns(names: Sequence[str], years: Sequence[str], *, kind: Any = "text") -> list[Column[Any]]:
    def at(place: int) -> Any:
        return lambda row: row[place]

    first = [Column(name, at(place)) for place, name in enumerate(names)]
    return first + [Column(year, at(len(names) + place), kind) for place, year in enumerate(years)]


def years_of(pictures: Sequence[Picture], label: str, key: int) -> list[dict[str, Any]]:
    """What each year says of one objective, the last first; years without a sheet about it are left out."""
    found = []
    for picture in reversed(pictures):
        sheet = sheets_by_subject(picture).get((label, key))
        if sheet is not None:
            told = sheet_told(picture, sheet)
            own = [one for one in picture["indicators"] if one["node_key"] == key]
            found.append(
                {
                    "year": year_of(picture),
                    "campaign": picture["campaign"],
                    "sheet": told,
                    "level": told["level"] or _unsaid(told),
                    "indicators": [one | {"badge": STATE_BADGES.get(one["state"], "unknown")} for one in own],
                }
            )
    return found


def _unsaid(sheet: Mapping[str, Any]) -> str:
    """Why a sheet tells no level: it was handed over without one, or nobody handed it over."""
    return NOT_SAID if sheet["state"] in RETURNED_TO_TEAM else f"fiche {sheet['state_word']}"
