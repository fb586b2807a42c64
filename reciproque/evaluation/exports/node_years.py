"""What each campaign says of one objective: the part of its picture that is about it, and no more of it drawn.

A frozen year gives that part as it was frozen; those that move are asked for it together, in a flat number of queries.
"""

import json
from collections.abc import Sequence
from typing import Any

from reciproque.evaluation.exports.picture import draw_campaign, draw_question, draw_sheet
from reciproque.evaluation.exports.told import by_result, draw_indicator
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.queries import node_years as queries
from reciproque.evaluation.queries.scope import NODE
from reciproque.evaluation.rules.naming import spoken
from reciproque.framework.models import Node

Part = dict[str, Any]


def parts_about(node: Node, campaigns: Sequence[Campaign], *, accepted_only: bool) -> list[Part]:
    """The pictures of these campaigns as far as they tell of the objective, in the same order; silent ones left out."""
    frozen = [one for one in campaigns if one.is_frozen]
    told = _frozen(node, frozen) if frozen else {}
    moving = [one for one in campaigns if one.pk not in told]
    told |= _moving(node, moving, accepted_only) if moving else {}
    return [told[one.pk] for one in campaigns if told.get(one.pk)]


def _frozen(node: Node, campaigns: Sequence[Campaign]) -> dict[int, Part]:
    """By campaign; an empty part when the year says nothing of the objective."""
    return {
        snapshot.campaign_id: spoken(_part_of(json.loads(snapshot.body), node), names)
        for snapshot, names in queries.snapshots_of(campaigns)
    }


def _part_of(picture: Part, node: Node) -> Part:
    for pillar in picture["pillars"]:
        for sheet in pillar["sheets"]:
            if (sheet["subject_label"], sheet["subject_key"]) == (NODE, node.pk):
                return {
                    "campaign": picture["campaign"],
                    "questions": picture["questions"],
                    "pillars": [{"title": pillar["title"], "sheets": [sheet]}],
                    "indicators": [one for one in picture["indicators"] if one["node_key"] == node.pk],
                }
    return {}


def _moving(node: Node, campaigns: Sequence[Campaign], accepted_only: bool) -> dict[int, Part]:
    known = queries.about(node, campaigns, accepted_only=accepted_only)
    told = {}
    for campaign in campaigns:
        sheet = known.sheets.get(campaign.round_id)
        if sheet is None:
            continue
        asked = known.questions.get(campaign.round_id, [])
        verdicts = by_result(known.verdicts.get(campaign.pk, []))
        answers, settled = known.answers.get(sheet.pk, []), known.settled.get(sheet.pk)
        drawn = draw_sheet(sheet, {one.pk: one for one in asked}, answers, verdicts, settled)
        told[campaign.pk] = {
            "campaign": draw_campaign(campaign),
            "questions": [draw_question(one) for one in asked],
            "pillars": [{"title": sheet.group, "sheets": [drawn]}],
            "indicators": [
                draw_indicator(one, sheet.group_key) for one in known.situations[campaign.ends_on]
            ],
        }
    return told
