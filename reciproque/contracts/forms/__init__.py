"""What people type about contracts, texts, neighbourhoods and bodies."""

from reciproque.contracts.forms.contracts import ContractForm
from reciproque.contracts.forms.organisations import OrganisationForm, SuccessorForm
from reciproque.contracts.forms.places import (
    OfficialPlaceForm,
    OfficialPlacesForm,
    PlaceForm,
    PlaceSuccessorForm,
    PopulationForm,
)
from reciproque.contracts.forms.texts import (
    CitationForm,
    SignatureForm,
    SignedForm,
    StepForm,
    TermForm,
    TextForm,
)

__all__ = [
    "CitationForm",
    "ContractForm",
    "OfficialPlaceForm",
    "OfficialPlacesForm",
    "OrganisationForm",
    "PlaceForm",
    "PlaceSuccessorForm",
    "PopulationForm",
    "SignatureForm",
    "SignedForm",
    "StepForm",
    "SuccessorForm",
    "TermForm",
    "TextForm",
]
