"""Years side by side: what several pictures say of the same things, and what appeared, disappeared, was reworded."""

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.enquiries.choices import RETURNED_TO_TEAM
from reciproque.evaluation.rules.figures import value_of, verdicts_in
from reciproque.evaluation.rules.questions import ENGAGEMENT

Picture = Mapping[str, Any]
APPEARED, DISAPPEARED, REWORDED = "apparu", "disparu", "reformulé"


def year_of(picture: Picture) -> str:
    """« 2025 », « 2022-2024 »: the period of a campaign in years."""
    first, last = picture["campaign"]["starts_on"][:4], picture["campaign"]["ends_on"][:4]
    return last if first == last else f"{first}-{last}"


def counts_by_year(pictures: Sequence[Picture], *path: str) -> list[tuple[str, list[int]]]:
    """A count of the figures by value, each year beside the other; values that no year knows are left out."""
    found = []
    for picture in pictures:
        counts = picture["figures"]
        for step in path:
            counts = counts[step]
        found.append(counts)
    keys = list(dict.fromkeys(key for counts in found for key in counts))
    rows = [(key, [counts.get(key, 0) for counts in found]) for key in keys]
    return [(key, counts) for key, counts in rows if any(counts)]


def objectives_in(pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """Each objective that any year has a sheet about: its titles, levels and what changed, in the order of the last.

    An objective is the same from year to year by its key, whatever it is called.
    """
    by_year = [sheets_by_subject(picture) for picture in pictures]
    keys = list(dict.fromkeys(key for sheets in reversed(by_year) for key in sheets))
    return [_objective(key, [sheets.get(key) for sheets in by_year]) for key in keys]


def sheets_by_subject(picture: Picture) -> dict[tuple[str, int], Mapping[str, Any]]:
    return {
        (sheet["subject_label"], sheet["subject_key"]): sheet | {"pillar": pillar["title"]}
        for pillar in picture["pillars"]
        for sheet in pillar["sheets"]
    }


def _objective(key: tuple[str, int], sheets: Sequence[Mapping[str, Any] | None]) -> dict[str, Any]:
    known = [one for one in sheets if one is not None]
    titles = list(dict.fromkeys(one["title"] for one in known))
    return {
        "label": key[0],
        "key": key[1],
        "title": known[-1]["title"],
        "pillar": known[-1]["pillar"],
        "before": titles[:-1],
        "levels": [None if one is None else value_of(one, ENGAGEMENT) for one in sheets],
        "waiting": [
            "" if one is None or one["state"] in RETURNED_TO_TEAM else one["state_word"] for one in sheets
        ],
        "verdicts": [None if one is None else list(verdicts_in([one]).values()) for one in sheets],
        "change": _changed(sheets, titles),
    }


def _changed(sheets: Sequence[Mapping[str, Any] | None], titles: Sequence[str]) -> str:
    if len(sheets) < 2:
        return ""
    if sheets[-1] is None:
        return DISAPPEARED
    if sheets[0] is None:
        return APPEARED
    return REWORDED if len(titles) > 1 else ""


def indicators_in(pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """Each indicator that any year tells of, with what each year says of it (None: it was not there)."""
    by_year = [{one["key"]: one for one in picture["indicators"]} for picture in pictures]
    keys = list(dict.fromkeys(key for rows in reversed(by_year) for key in rows))
    return [
        {
            "key": key,
            "wording": next(rows[key]["wording"] for rows in reversed(by_year) if key in rows),
            "values": [rows.get(key) for rows in by_year],
        }
        for key in keys
    ]
