"""What campaigns hold about one objective, for all of them at once: a flat number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reciproque.enquiries.choices import RETURNED_TO_TEAM, SheetState
from reciproque.enquiries.models import Answer, Question, Sheet
from reciproque.enquiries.rules.sheets import items_of
from reciproque.evaluation.models import Campaign, ResultVerdict, SessionSheet, Snapshot, SnapshotName
from reciproque.evaluation.queries.scope import NODE
from reciproque.evaluation.rules.figures import RESULT
from reciproque.framework.models import Node
from reciproque.monitoring.queries import Situation, situations_on


def snapshots_of(campaigns: Sequence[Campaign]) -> Iterable[tuple[Snapshot, dict[int, str]]]:
    """The snapshots of frozen campaigns with the names that stand beside them. Two queries."""
    snapshots = list(Snapshot.objects.filter(campaign__in=campaigns))
    names: dict[int, dict[int, str]] = {}
    rows = SnapshotName.objects.filter(snapshot__in=snapshots)
    for key, number, name in rows.values_list("snapshot_id", "number", "name"):
        names.setdefault(key, {})[number] = name
    return [(one, names.get(one.pk, {})) for one in snapshots]


@dataclass(frozen=True)
class About:
    """Sheets and questions by round, verdicts by campaign, answers and outcomes by sheet, indicators by last day."""

    sheets: dict[int, Sheet]
    questions: dict[int, list[Question]]
    answers: dict[int, list[Answer]]
    verdicts: dict[int, list[ResultVerdict]]
    settled: dict[int, SessionSheet]
    situations: dict[date, list[Situation]]


def about(node: Node, campaigns: Sequence[Campaign], *, accepted_only: bool) -> About:
    """`accepted_only`: for readers of the contract, to whom the answers of a sheet open when it is accepted."""
    rounds = [one.round_id for one in campaigns]
    asked = Sheet.objects.filter(round__in=rounds, subject_label=NODE, subject_key=node.pk)
    sheets = {one.round_id: one for one in asked.select_related("organisation")}
    days = {one.ends_on for one in campaigns if one.round_id in sheets}
    return About(
        sheets,
        _gathered(Question.objects.filter(round__in=sheets, archived_at=None), "round_id"),
        _answers(sheets.values(), [SheetState.ACCEPTED] if accepted_only else RETURNED_TO_TEAM),
        _verdicts(sheets.values(), campaigns),
        _settled(sheets.values()),
        {
            day: sorted(found, key=lambda one: (one.indicator.position, one.indicator.pk))
            for day, found in situations_on(node, days).items()
        },
    )


def _gathered(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in rows:
        found.setdefault(getattr(one, name), []).append(one)
    return found


def _answers(sheets: Iterable[Sheet], states: Sequence[str]) -> dict[int, list[Answer]]:
    read = [one.pk for one in sheets if one.state in states]
    rows = Answer.objects.filter(sheet__in=read)
    return _gathered(rows.order_by("question__position", "question_id", "item", "pk"), "sheet_id")


def _verdicts(sheets: Iterable[Sheet], campaigns: Sequence[Campaign]) -> dict[int, list[ResultVerdict]]:
    keys = {str(item.get("key", "")) for sheet in sheets for item in items_of(sheet)}
    results = [int(key.removeprefix(RESULT)) for key in keys if key.startswith(RESULT)]
    rows = ResultVerdict.objects.filter(campaign__in=campaigns, result__in=results)
    return _gathered(rows.select_related("result").order_by("pk"), "campaign_id")


def _settled(sheets: Iterable[Sheet]) -> dict[int, SessionSheet]:
    """What a session made of each; of several, the last one."""
    rows = SessionSheet.objects.filter(sheet__in=list(sheets)).exclude(outcome="")
    return {one.sheet_id: one for one in rows.order_by("session__starts_at", "session_id", "position", "pk")}
