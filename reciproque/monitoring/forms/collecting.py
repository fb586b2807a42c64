"""Asking for values: of which periods, by when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from reciproque.core.inputs import HouseForm
from reciproque.monitoring.choices import EARLIEST, LATEST

WEEKS = 4


class CollectionForm(HouseForm):
    year = forms.IntegerField(
        label="Année",
        min_value=EARLIEST.year,
        max_value=LATEST.year,
        help_text="Toutes les périodes qui finissent cette année-là : mois, trimestres, année scolaire, année.",
    )
    due_on = forms.DateField(
        label="À rendre le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_on = forms.DateField(
        label="Fin des réponses",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Après ce jour, les liens montrent ce qui a été transmis et ne prennent plus rien.",
    )
    introduction = forms.CharField(
        label="Message aux producteurs",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En tête du courriel, avant le lien.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        usual = {
            "year": today.year - 1,
            "due_on": today + timedelta(weeks=WEEKS),
            "closes_on": today + timedelta(weeks=2 * WEEKS),
        }
        for name, value in usual.items():
            self.fields[name].initial = value

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        year = given.pop("year")
        return given | {
            "first": year * 100 + 1,
            "last": year * 100 + 12,
            "title": f"Valeurs des indicateurs, {year}",
        }


class RecipientForm(HouseForm):
    """Who answers for a body that named nobody."""

    email = forms.EmailField(label="Adresse électronique")
    name = forms.CharField(label="Nom", required=False)
