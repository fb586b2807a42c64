"""The pages of a frozen year, read from what was kept of it (`exports.keeping` writes it).

Years that were frozen before their pages were kept lack `pages`: what is asked of them is then told by the picture
alone, as far as it knows it, and never by what the rows have become since.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from reciproque.enquiries.rules.board import Board, Line
from reciproque.evaluation.exports.picture import NO_PILLAR
from reciproque.evaluation.exports.synthesis_page import together
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.boards import Standing, pillar_key
from reciproque.evaluation.queries.verdicts import Judged
from reciproque.evaluation.rules.campaigns import Milestone, Progress, milestones
from reciproque.evaluation.rules.figures import RESULT
from reciproque.evaluation.rules.judging import read_sources

Kept = Mapping[str, Any]


def as_kept(campaign: Campaign, kept: Kept) -> Campaign:
    """The campaign as its pages name it: by what was frozen."""
    told = kept["campaign"]
    shown = copy.copy(campaign)
    shown.title, shown.kind = told["title"], told["kind"]
    for name in ("starts_on", "ends_on", "presented_on"):
        setattr(shown, name, date.fromisoformat(told[name]) if told[name] else None)
    return shown


@dataclass(frozen=True)
class Named:
    """A body or a person as it was called; `pk` tells those of the same name apart."""

    pk: str
    name: str

    def __str__(self) -> str:
        return self.name


def sheets_kept(kept: Kept) -> Iterable[tuple[Kept, Kept, Kept]]:
    """(pillar, sheet, what its line on the page said), in the order of the page."""
    rows = {one["key"]: one for one in _pages(kept).get("board", {}).get("sheets", ())}
    for pillar in kept["pillars"]:
        for sheet in pillar["sheets"]:
            yield pillar, sheet, rows.get(sheet["key"], {})


def _pages(kept: Kept) -> Kept:
    pages: Kept = kept.get("pages") or {}
    return pages


def standing_kept(kept: Kept) -> Standing:
    """How the campaign stood when it was frozen, as its page draws it."""
    lines = [_line(*one) for one in sheets_kept(kept)]
    board = Board(lines)
    steps = _pages(kept).get("board", {}).get("steps")
    return Standing(
        board=board,
        steps=[Milestone(*one) for one in steps] if steps is not None else _steps_of(kept, board),
        drift=None,
        to_take_up=0,
        next_reminder=None,
        unwritable=[],
        uncovered=0,
    )


def previous_kept(kept: Kept) -> Kept | None:
    """The campaign that it followed, by key and title."""
    before: Kept | None = _pages(kept).get("board", {}).get("previous")
    return before


def knows_people(kept: Kept) -> bool:
    """Whether the year keeps who had which sheet."""
    return "board" in _pages(kept)


def _line(pillar: Kept, sheet: Kept, row: Kept) -> Line:
    body = str(row.get("body") or sheet["organisation"])
    person = row.get("person", "")
    shown = SimpleNamespace(
        pk=sheet["key"],
        title=sheet["title"],
        place=sheet["place"],
        group_key=pillar["key"],
        group="" if pillar["title"] == NO_PILLAR else pillar["title"],
        state=sheet["state"],
        state_word=sheet["state_word"],
        reason=sheet["reason"],
        submitted_on=date.fromisoformat(sheet["submitted_on"]) if sheet["submitted_on"] else None,
        organisation=Named(body, sheet["organisation"]) if sheet["organisation"] else None,
        recipient=Named(str(row.get("person_rank", "")), person) if person else None,
    )
    due = row.get("due_on")
    return Line(
        sheet=shown,
        person=shown.recipient,
        due_on=date.fromisoformat(due) if due else None,  # type: ignore[arg-type]  # old years do not say it
        late=bool(row.get("late")),
        opened=True,
        done=row.get("done", 0),
        total=row.get("total", 0),
    )


def _steps_of(kept: Kept, board: Board) -> list[Milestone]:
    """The five steps of a year that did not keep them, by what its picture says."""
    told, sessions = kept["campaign"], kept["sessions"]
    day = date.fromisoformat(told["frozen_at"][:10])
    return milestones(
        Progress(
            state=told["state"],
            due_on=None,
            today=day,
            sheets=board.asked,
            returned=board.returned,
            accepted=board.counts["accepted"],
            sessions=[date.fromisoformat(one["starts_at"][:10]) for one in sessions],
            sessions_held=sum(one["state"] == "closed" for one in sessions),
            presented_on=date.fromisoformat(told["presented_on"]) if told["presented_on"] else None,
        )
    )


def verdicts_kept(kept: Kept) -> list[Judged]:
    """The verdicts result by result, with those of the years before."""
    rows = _pages(kept).get("verdicts")
    return [_judged(one) for one in rows] if rows is not None else _judged_on_sheets(kept)


def _judged(one: Kept) -> Judged:
    node = Named(one["node_key"], one["node"]) if one["node_key"] is not None else None
    return Judged(
        SimpleNamespace(
            pk=one["key"], wording=one["wording"], target=one["target"], year=one["year"], node=node
        ),
        one["group_key"],
        one["group"],
        {
            voice: SimpleNamespace(value=value, evidence=evidence)
            for voice, (value, evidence) in one["voices"].items()
        },
        [(year, value) for year, value in one["before"]],
    )


def _judged_on_sheets(kept: Kept) -> list[Judged]:
    found = []
    for pillar, sheet, _row in sheets_kept(kept):
        group = pillar_key(SimpleNamespace(group_key=pillar["key"], group=pillar["title"]))
        for item in sheet["items"]:
            if not str(item["key"]).startswith(RESULT):
                continue
            said = [one for one in sheet["verdicts"] if one["result"] == item["key"]]
            row = {
                "key": int(item["key"].removeprefix(RESULT)),
                "wording": item.get("title", ""),
                "target": next((one["target"] for one in said if one["target"]), ""),
                "year": None,
                "node": sheet["title"],
                "node_key": sheet["subject_key"],
                "group_key": group,
                "group": pillar["title"],
                "voices": {one["voice"]: [one["value"], one["evidence"]] for one in said},
                "before": [],
            }
            found.append(_judged(row))
    return found


def questions_kept(
    kept: Kept,
) -> tuple[list[tuple[Any, list[Any]]], dict[int, dict[str, Any]]]:
    """The evaluation questions with their criteria, and the sources of each, as `exports.judging.told` takes them."""
    questions: list[tuple[Any, list[Any]]] = []
    sources: dict[int, dict[str, Any]] = {}
    titles = _pages(kept).get("sources")
    for place, one in enumerate(kept["evaluation_questions"]):
        criteria = []
        for rank, row in enumerate(one["criteria"]):
            things, words = read_sources(row["sources"])
            named = titles[place][rank] if titles is not None else _titles_in(kept, things)
            sources[len(sources)] = {"links": [(title, "") for title in named], "words": words}
            criteria.append(SimpleNamespace(pk=len(sources) - 1, **{key: row[key] for key in OF_CRITERION}))
        question = SimpleNamespace(pk=place, wording=one["wording"], conclusion=one["conclusion"])
        questions.append((question, criteria))
    return questions, sources


OF_CRITERION = ("wording", "judgement", "reasons")


def _titles_in(kept: Kept, things: Sequence[tuple[str, int]]) -> list[str]:
    """The titles of sources that the picture itself holds: its sheets and its indicators."""
    known = {("enquiries.sheet", sheet["key"]): sheet["title"] for _pillar, sheet, _row in sheets_kept(kept)}
    known |= {("monitoring.indicator", one["key"]): one["wording"] for one in kept["indicators"]}
    return [known[one] for one in things if one in known]


def years_kept(kept: Kept) -> dict[str, Any]:
    """The years brought together; without them, those that the picture added up."""
    years = _pages(kept).get("years")
    if years is not None:
        return {**years}
    told = kept.get("consolidated")
    shown = together(told) if told else {"campaigns": []}
    return {"campaigns": shown["campaigns"], "pillars": [], "together": shown}
