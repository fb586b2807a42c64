"""What people type about indicators and their values."""

from reciproque.monitoring.forms.collecting import CollectionForm, RecipientForm
from reciproque.monitoring.forms.definitions import IndicatorForm, WorkshopForm
from reciproque.monitoring.forms.handing import HandingForm
from reciproque.monitoring.forms.libraries import LibraryForm, StandardForm
from reciproque.monitoring.forms.settings import EntryForm, FollowUpForm, StandardsFileForm, ValuesFileForm

__all__ = [
    "CollectionForm",
    "EntryForm",
    "FollowUpForm",
    "HandingForm",
    "IndicatorForm",
    "LibraryForm",
    "RecipientForm",
    "StandardForm",
    "StandardsFileForm",
    "ValuesFileForm",
    "WorkshopForm",
]
