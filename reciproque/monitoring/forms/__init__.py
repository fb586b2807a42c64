"""What people type about indicators and their values."""

from reciproque.monitoring.forms.definitions import IndicatorForm
from reciproque.monitoring.forms.settings import FollowUpForm, ValuesFileForm

__all__ = ["FollowUpForm", "IndicatorForm", "ValuesFileForm"]
