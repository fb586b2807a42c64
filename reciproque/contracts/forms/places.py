"""What people type about the neighbourhoods of a contract."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.territories.choices import SuccessionKind
from reciproque.territories.models import Commune, Neighbourhood

LONGEST_PERIMETER = 2_000_000  # characters of GeoJSON, written by a software for maps


class OfficialPlacesForm(HouseForm):
    """The priority neighbourhoods of the communes of the contract, to be ticked."""

    places = forms.ModelMultipleChoiceField(
        label="Quartiers", queryset=Neighbourhood.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["places"]
        field.queryset = offered
        field.label_from_instance = _said


def _said(place: Neighbourhood) -> str:
    communes = ", ".join(commune.name for commune in place.communes.all())
    return f"{place.name} – {communes} ({place.code}), {place.get_kind_display()}"


class PlaceForm(EditForm):
    """A neighbourhood that the contract gives itself."""

    class Meta:
        model = Neighbourhood
        fields = ["name", "kind", "code", "communes", "renewal", "perimeter"]
        widgets = {
            "name": forms.TextInput,
            "communes": forms.CheckboxSelectMultiple,
            "perimeter": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "code": "Pour un quartier prioritaire de 2015 : QP suivi de six chiffres. Vide sinon.",
            "perimeter": "Facultatif : son contour au format GeoJSON, tel que l’exporte un logiciel de cartes.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = Q(contracts=contract)
        if self.instance.pk:
            where |= Q(neighbourhoods=self.instance.pk)
        field: Any = self.fields["communes"]
        field.queryset = Commune.objects.filter(where).distinct()
        perimeter: Any = self.fields["perimeter"]
        perimeter.longest = LONGEST_PERIMETER


class OfficialPlaceForm(EditForm):
    """Of a neighbourhood of the State's list, what that list does not say."""

    class Meta:
        model = Neighbourhood
        fields = ["renewal"]


class PopulationForm(HouseForm):
    count = forms.IntegerField(
        label="Habitants",
        required=False,
        min_value=0,
        help_text="Vide : le chiffre noté pour cette date et cette source est retiré.",
    )
    as_of = forms.CharField(label="Année ou date", max_length=10, help_text="Par exemple 2021.")
    source = forms.CharField(
        label="Source", required=False, max_length=200, help_text="Par exemple Insee, recensement."
    )
    commune = forms.ModelChoiceField(
        label="Pour",
        queryset=Commune.objects.none(),
        required=False,
        empty_label="tout le quartier",
        help_text="Pour un quartier sur plusieurs communes : la part de l’une d’elles.",
    )

    def __init__(self, *args: Any, place: Neighbourhood, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["commune"]
        field.queryset = place.communes.all()


class PlaceSuccessorForm(HouseForm):
    """Which neighbourhood of the contract this one comes from."""

    before = forms.ModelChoiceField(
        label="Ancien quartier", queryset=Neighbourhood.objects.none(), empty_label="choisissez"
    )
    kind = forms.ChoiceField(label="Ce quartier est", choices=SuccessionKind.choices)

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["before"]
        field.queryset = offered
