"""Decisions of sessions as their page lists them: what waits, with what stands in the way, and what is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from reciproque.evaluation.choices import ProposalState
from reciproque.evaluation.exports.minutes import french_day
from reciproque.evaluation.models import Proposal
from reciproque.evaluation.rules.proposals import Target, obstacles_to_applying

BADGES = {"proposed": "waiting", "applied": "done", "dropped": "cancelled"}


def decisions_of(
    told: Sequence[Mapping[str, Any]], live: Sequence[Proposal], targets: Mapping[int, Target]
) -> dict[str, Any]:
    """`told`: those of the picture; `live`: the same rows, as long as the campaign is not frozen."""
    rows = {one.pk: one for one in live}
    shown: list[dict[str, Any]] = []
    for one in told:
        row = rows.get(one["key"])
        waits = row is not None and row.state == ProposalState.PROPOSED
        against = obstacles_to_applying(row, targets.get(row.pk)) if row is not None and waits else []
        shown.append(
            {**one, "badge": BADGES[one["state"]], "obstacles": against, "due": french_day(one["due_on"])}
        )
    waiting = [one for one in shown if one["state"] == ProposalState.PROPOSED]
    return {
        "waiting": waiting,
        "settled": [one for one in shown if one["state"] != ProposalState.PROPOSED],
        "ready": sum(not one["obstacles"] for one in waiting),
    }
