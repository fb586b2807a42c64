"""What the pages of a campaign show beside its picture, as plain data: kept with it when the year is frozen."""

from datetime import date
from typing import Any

from reciproque.evaluation.choices import CampaignKind
from reciproque.evaluation.exports.consolidating import years_of
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries.boards import standing_of
from reciproque.evaluation.queries.judging import titles_of_sources
from reciproque.evaluation.queries.pictures import evaluation_questions_of
from reciproque.evaluation.queries.verdicts import Judged, verdicts_in


def pages_told(campaign: Campaign, *, on: date) -> dict[str, Any]:
    """The page of the campaign, its verdicts, its evaluation questions and the years that it brings together."""
    return {
        "board": _board_told(campaign, on),
        "verdicts": [_judged_told(one) for one in verdicts_in(campaign)],
        "sources": _sources_told(campaign),
        "years": None if campaign.kind == CampaignKind.ANNUAL else years_of(campaign, on=on),
    }


def _board_told(campaign: Campaign, on: date) -> dict[str, Any]:
    standing = standing_of(campaign, on=on, whole=False)
    before = campaign.previous
    bodies, people = _Ranks(), _Ranks()
    return {
        "previous": {"key": before.pk, "title": before.title} if before is not None else None,
        "steps": [[one.name, one.state, one.remark] for one in standing.steps],
        "sheets": [
            {
                "key": line.sheet.pk,
                "body": bodies.of(line.sheet.organisation_id),
                "person": str(line.sheet.recipient or ""),
                "person_rank": people.of(line.sheet.recipient_id),
                "due_on": line.due_on.isoformat(),
                "late": line.late,
                "done": line.done,
                "total": line.total,
            }
            for line in standing.board.lines
        ],
    }


class _Ranks:
    """Numbers that tell things of the same name apart, in the order in which they come; 0 for none."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}

    def of(self, key: int | None) -> int:
        return 0 if key is None else self.known.setdefault(key, len(self.known) + 1)


def _judged_told(one: Judged) -> dict[str, Any]:
    result = one.result
    return {
        "key": result.pk,
        "wording": result.wording,
        "target": result.target,
        "year": result.year,
        "node": str(result.node or ""),
        "node_key": result.node_id,
        "group_key": one.group_key,
        "group": one.group,
        "voices": {str(voice): [said.value, said.evidence] for voice, said in one.voices.items()},
        "before": [list(year) for year in one.before],
    }


def _sources_told(campaign: Campaign) -> list[list[list[str]]]:
    """Of each criterion of each question, in their order, how its sources were called."""
    questions = evaluation_questions_of(campaign)
    titles = titles_of_sources(campaign, [one for _question, rows in questions for one in rows])
    return [[titles[one.pk] for one in rows] for _question, rows in questions]
