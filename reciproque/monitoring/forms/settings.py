"""How a contract judges its indicators, the file of values that it brings, the entries of its inventories."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.monitoring.choices import Periodicity
from reciproque.monitoring.models import FollowUp, RegisterEntry
from reciproque.monitoring.rules.periods import read_period, say_period
from reciproque.office.bounds import MEGABYTE, french_size
from reciproque.office.numbers import french_number, in_french


class ShareField(forms.CharField):
    """A share between 0 and `most`, typed and shown in per cent."""

    def __init__(self, *args: Any, most: float = 0.99, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Any:
        try:
            share = float(french_number(str(value).replace("%", ""))) / 100
        except (ValueError, ArithmeticError):
            raise ValidationError("Écrivez un pourcentage, par exemple « 2 ».") from None
        if not 0 <= share <= self.most:
            raise ValidationError(f"Un pourcentage entre 0 et {round(self.most * 100)}.")
        return share

    def prepare_value(self, value: Any) -> Any:
        return in_french(round(value * 100, 4)).removesuffix(",0") if isinstance(value, float) else value


class FollowUpForm(EditForm):
    threshold = ShareField(
        label="Seuil de stabilité, en %", help_text="En deçà, un indicateur sans cible est dit stable."
    )
    tolerance = ShareField(
        label="Tolérance d’un niveau à maintenir, en %", help_text="En deçà, le niveau est dit maintenu."
    )
    gendered_goal = ShareField(
        label="Objectif d’indicateurs genrés, en %",
        most=1.0,
        help_text="Part des indicateurs de personnes, renseignés, qui distinguent femmes et hommes.",
    )
    closed_through = forms.CharField(
        label="Années closes jusqu’à",
        required=False,
        help_text="Une année, par exemple « 2024 » : plus personne n’y change une valeur. Vide : tout est ouvert.",
    )

    class Meta:
        model = FollowUp
        fields = ["method", "threshold", "tolerance", "gendered_goal", "closed_through"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = self.instance.closed_through
        self.initial["closed_through"] = say_period(closed, Periodicity.YEAR) if closed else ""

    def clean_closed_through(self) -> int | None:
        said = self.cleaned_data["closed_through"].strip()
        if not said:
            return None
        try:
            return read_period(said, Periodicity.YEAR)
        except ValueError as refused:
            raise ValidationError(str(refused)) from None


class SheetFileField(forms.FileField):
    """A spreadsheet of values or definitions: what is larger is none, and is told before it is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        if data and data.size > MOST_BYTES:
            raise ValidationError(
                f"Ce fichier pèse {french_size(data.size)} ; la limite est de {french_size(MOST_BYTES)}. Gardez les "
                "colonnes utiles, ou séparez-le en plusieurs."
            )
        return super().clean(data, initial)


MOST_BYTES = 5 * MEGABYTE


class ValuesFileForm(HouseForm):
    file = SheetFileField(
        label="Fichier de valeurs",
        help_text="XLSX, ODS ou CSV, 5 Mo au plus. Rien n’est enregistré avant votre accord.",
    )


class StandardsFileForm(HouseForm):
    file = SheetFileField(
        label="Fichier d’indicateurs",
        help_text="XLSX, ODS ou CSV, 5 Mo au plus. Rien n’est enregistré avant votre accord.",
    )


class EntryForm(EditForm):
    class Meta:
        model = RegisterEntry
        fields = ["on", "title", "neighbourhood", "notes"]
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "title": forms.TextInput,
            "notes": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"title": "Jamais le nom d’un habitant ou d’une habitante."}

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["neighbourhood"]
        places.queryset = contract.neighbourhoods.order_by("sort_key")
        places.empty_label = "tous, ou sans objet"
