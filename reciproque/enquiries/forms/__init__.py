"""What people type on sheets and about rounds."""

from reciproque.enquiries.forms.answers import NewLinkForm, SheetsFileForm, grid_cells, typed_in
from reciproque.enquiries.forms.rounds import (
    NewRoundForm,
    PeopleForm,
    QuestionForm,
    RoundForm,
    SheetForm,
    TransferForm,
)

__all__ = [
    "NewLinkForm",
    "NewRoundForm",
    "PeopleForm",
    "QuestionForm",
    "RoundForm",
    "SheetForm",
    "SheetsFileForm",
    "TransferForm",
    "grid_cells",
    "typed_in",
]
