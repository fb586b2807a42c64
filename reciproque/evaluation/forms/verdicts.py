"""What one types of a verdict."""

from django import forms

from reciproque.core.inputs import HouseForm
from reciproque.evaluation.choices import VerdictValue


class VerdictForm(HouseForm):
    value = forms.ChoiceField(
        label="Verdict",
        required=False,
        choices=[("", "aucun pour le moment"), *VerdictValue.choices],
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label="Sur quoi il repose",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Un chiffre, une enquête, ce qui a été vu. Jamais le nom d’un habitant ou d’une habitante.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
