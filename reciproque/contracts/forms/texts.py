"""What people type about texts, their steps, their signatures and their words."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import AdoptionStep, CitedDocument, Signature, Term, Text
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.organisations.models import Organisation


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TextForm(EditForm):
    class Meta:
        model = Text
        fields = ["kind", "title", "starts_on", "ends_on"]
        widgets = {"title": forms.TextInput, "starts_on": day_input(), "ends_on": day_input()}


class StepForm(EditForm):
    class Meta:
        model = AdoptionStep
        fields = ["kind", "on", "by_whom", "organisation", "reference"]
        widgets = {"by_whom": forms.TextInput, "reference": forms.TextInput, "on": day_input()}
        help_texts = {
            "on": "Laissez vide tant que la date n’est pas connue.",
            "by_whom": "Par exemple : comité de pilotage, conseil municipal de …",
            "organisation": "Pour une délibération : la collectivité dont l’assemblée délibère.",
            "reference": "Le numéro de la délibération, par exemple.",
        }

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(
            Q(signatures__text=text, signatures__archived_at=None) | Q(pk=self.instance.organisation_id)
        )
        self.fields["organisation"].queryset = bodies.distinct()  # type: ignore[attr-defined]  # this kind of field has it
        self.fields["organisation"].empty_label = "aucun"  # type: ignore[attr-defined]  # this kind of field has it


class SignatureForm(EditForm):
    """A party: which body, by whom, whether it has signed. State and date go together."""

    organisation_name = forms.CharField(
        label="Organisme", help_text="Un organisme déjà connu sous ce nom est reconnu ; sinon il est créé."
    )

    class Meta:
        model = Signature
        fields = ["person", "role", "state", "on"]
        widgets = {"person": forms.TextInput, "role": forms.TextInput, "on": day_input()}
        labels = {"state": "Signature"}
        help_texts = {
            "role": "Par exemple : présidente, préfet, directrice générale.",
            "on": "Seulement pour une signature donnée.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["organisation_name", "person", "role", "state", "on"])
        known = self.instance.organisation
        self.initial["organisation_name"] = known.name if known else self.instance.printed


class SignedForm(HouseForm):
    on = forms.DateField(label="Date de signature", widget=day_input())


class TermForm(EditForm):
    class Meta:
        model = Term
        fields = ["word", "meaning"]
        widgets = {"word": forms.TextInput, "meaning": forms.Textarea(attrs={"rows": 3})}


class CitationForm(EditForm):
    class Meta:
        model = CitedDocument
        fields = ["title"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
