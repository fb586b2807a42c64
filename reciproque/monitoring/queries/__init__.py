"""What can be asked about indicators and their values."""

from reciproque.monitoring.queries.definitions import (
    archived_indicators,
    counted_on,
    indicators_of,
    indicators_on,
    wordings_by_node,
)
from reciproque.monitoring.queries.grids import contract_grid, feedable, indicator_grid, rhythms_of
from reciproque.monitoring.queries.situations import (
    Situation,
    advice_for,
    counts_by_state,
    gendered_share,
    progress_of_nodes,
    situation_of,
    situations,
    situations_in,
    with_situation,
)
from reciproque.monitoring.queries.values import (
    changes_of,
    contested_value,
    follow_up_of,
    headlines_to_rewrite,
    notes_of,
    official_points,
    submitted_values,
    usual,
    values_in_cells,
    values_of,
)

__all__ = [
    "Situation",
    "advice_for",
    "archived_indicators",
    "changes_of",
    "contested_value",
    "contract_grid",
    "counted_on",
    "counts_by_state",
    "feedable",
    "follow_up_of",
    "gendered_share",
    "headlines_to_rewrite",
    "indicator_grid",
    "indicators_of",
    "indicators_on",
    "notes_of",
    "official_points",
    "progress_of_nodes",
    "rhythms_of",
    "situation_of",
    "situations",
    "situations_in",
    "submitted_values",
    "usual",
    "values_in_cells",
    "values_of",
    "with_situation",
    "wordings_by_node",
]
