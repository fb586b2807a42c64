"""What a person does with the items of a proposal: check, correct, move, split, join, add, discard, take back."""

from reciproque.intake.actions.reviewing.checking import (
    Checked,
    check_all,
    check_beneath,
    check_item,
    discard_item,
)
from reciproque.intake.actions.reviewing.correcting import (
    add_item,
    correct_item,
    join_items,
    retype_item,
    split_item,
)
from reciproque.intake.actions.reviewing.likening import apply_to_like
from reciproque.intake.actions.reviewing.moving import hang_item, indent_item, outdent_item, shift_item
from reciproque.intake.actions.reviewing.placing import forget_places, note_place
from reciproque.intake.actions.reviewing.points import settle_point
from reciproque.intake.actions.reviewing.undoing import undo_last

__all__ = [
    "Checked",
    "add_item",
    "apply_to_like",
    "check_all",
    "check_beneath",
    "check_item",
    "correct_item",
    "discard_item",
    "forget_places",
    "hang_item",
    "indent_item",
    "join_items",
    "note_place",
    "outdent_item",
    "retype_item",
    "settle_point",
    "shift_item",
    "split_item",
    "undo_last",
]
