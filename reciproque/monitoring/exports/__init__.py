"""Indicators as plain data: what is known of them, how they stand, their values as pictures with their tables."""

from reciproque.monitoring.exports.blocks import indicators_block
from reciproque.monitoring.exports.breakdowns import breakdowns_of, wholes_of
from reciproque.monitoring.exports.collecting import sheets_told
from reciproque.monitoring.exports.definitions import (
    about_indicators,
    drafted,
    facts_about,
    missing_from,
    proposed,
    said,
)
from reciproque.monitoring.exports.explaining import explained
from reciproque.monitoring.exports.finding import findable_indicators
from reciproque.monitoring.exports.libraries import facts_of_standard, followed_by, said_periods, together_of
from reciproque.monitoring.exports.pictures import course_of, picture_of
from reciproque.monitoring.exports.standings import (
    apart_of,
    changes_of,
    contestable_in,
    counted_by,
    file_formats,
    standing_of,
    state_figures,
)
from reciproque.monitoring.exports.templates import template_columns

__all__ = [
    "about_indicators",
    "apart_of",
    "breakdowns_of",
    "changes_of",
    "contestable_in",
    "counted_by",
    "course_of",
    "drafted",
    "explained",
    "facts_about",
    "facts_of_standard",
    "file_formats",
    "findable_indicators",
    "followed_by",
    "indicators_block",
    "missing_from",
    "picture_of",
    "proposed",
    "said",
    "said_periods",
    "sheets_told",
    "standing_of",
    "state_figures",
    "template_columns",
    "together_of",
    "wholes_of",
]
