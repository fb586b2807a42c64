"""What can be asked about campaigns, and what they come to."""

from reciproque.evaluation.queries.boards import (
    campaigns_without_people,
    sheets_shown,
    standing_of,
    with_figures,
)
from reciproque.evaluation.queries.campaigns import (
    annual_ones_in,
    campaign_of_round,
    campaign_of_sheet,
    campaigns_of,
    last_campaign,
    obstacles_to_removal,
    remarks_about,
    settings_for,
    sheets_to_take_up,
)
from reciproque.evaluation.queries.judging import possible_sources, sources_of
from reciproque.evaluation.queries.pictures import evaluation_questions_of
from reciproque.evaluation.queries.scope import Drift, drift_of, ground_of, sheets_of_scope
from reciproque.evaluation.queries.verdicts import verdict_of_voice, verdicts_in, verdicts_on

__all__ = [
    "Drift",
    "annual_ones_in",
    "campaign_of_round",
    "campaign_of_sheet",
    "campaigns_of",
    "campaigns_without_people",
    "drift_of",
    "evaluation_questions_of",
    "ground_of",
    "last_campaign",
    "obstacles_to_removal",
    "possible_sources",
    "remarks_about",
    "settings_for",
    "sheets_of_scope",
    "sheets_shown",
    "sheets_to_take_up",
    "sources_of",
    "standing_of",
    "verdict_of_voice",
    "verdicts_in",
    "verdicts_on",
    "with_figures",
]
