"""What a proposal means for a contract: which fields, which text, which trees. Nothing here writes."""

from reciproque.intake.rules.fields import (
    PLACE_FIELDS,
    UNDER_THE_TREE,
    ItemField,
    fields_of,
    hangs_under,
    words_field,
    words_label,
)
from reciproque.intake.rules.growing import Grove, groves
from reciproque.intake.rules.identity import Terms, full_date, step_of, terms_from, text_kind
from reciproque.intake.rules.names import names_nobody_in_particular
from reciproque.intake.rules.obstacles import (
    obstacles_to_accepting,
    obstacles_to_accepting_a_correction,
    obstacles_to_correcting,
    obstacles_to_joining,
    obstacles_to_parent,
    obstacles_to_period,
    obstacles_to_reading_again,
    obstacles_to_retyping,
    obstacles_to_reviewing,
    obstacles_to_taking_twice,
)
from reciproque.intake.rules.settling import obstacles_to_settling, points_from, says
from reciproque.intake.rules.spots import Ground, ground_of

__all__ = [
    "PLACE_FIELDS",
    "UNDER_THE_TREE",
    "Ground",
    "Grove",
    "ItemField",
    "Terms",
    "fields_of",
    "full_date",
    "ground_of",
    "groves",
    "hangs_under",
    "names_nobody_in_particular",
    "obstacles_to_accepting",
    "obstacles_to_accepting_a_correction",
    "obstacles_to_correcting",
    "obstacles_to_joining",
    "obstacles_to_parent",
    "obstacles_to_period",
    "obstacles_to_reading_again",
    "obstacles_to_retyping",
    "obstacles_to_reviewing",
    "obstacles_to_settling",
    "obstacles_to_taking_twice",
    "points_from",
    "says",
    "step_of",
    "terms_from",
    "text_kind",
    "words_field",
    "words_label",
]
