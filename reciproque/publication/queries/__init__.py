"""What can be asked about what anybody may read."""

from reciproque.publication.queries.leaves import (
    NOTHING,
    Told,
    labels_of,
    leaves_of,
    stale,
    told_cells,
)
from reciproque.publication.queries.published import (
    all_published,
    choices_of,
    numbers_taken,
    open_contracts,
    open_data_of,
    places_in_trees,
    published_of,
    published_to_lock,
    root_titles,
)

__all__ = [
    "NOTHING",
    "Told",
    "all_published",
    "choices_of",
    "labels_of",
    "leaves_of",
    "numbers_taken",
    "open_contracts",
    "open_data_of",
    "places_in_trees",
    "published_of",
    "published_to_lock",
    "root_titles",
    "stale",
    "told_cells",
]
