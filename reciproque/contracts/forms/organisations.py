"""What people type about bodies."""

import re
from typing import Any

from django import forms

from reciproque.contracts.forms.texts import day_input
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.organisations.choices import SuccessionReason
from reciproque.organisations.models import Organisation
from reciproque.organisations.queries import active_organisations, like, organisation_with_siret
from reciproque.organisations.rules import bare_siret

NUMBER = re.compile(r"n[°o]?\s*(\d+)", re.I)


class OrganisationForm(EditForm):
    siret = forms.CharField(label="SIRET", required=False, max_length=30, help_text="14 chiffres.")

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "siret", "email"]
        widgets = {"name": forms.TextInput}
        help_texts = {"email": "Une adresse de service : elle est vue par toutes les parties du contrat."}

    def clean_siret(self) -> str:
        return bare_siret(self.cleaned_data["siret"])


class SuccessorForm(HouseForm):
    """Which body takes over, typed by its name or its SIRET."""

    after = forms.CharField(
        label="Organisme qui prend la suite", help_text="Son nom ou son SIRET ; il est déjà dans la liste."
    )
    reason = forms.ChoiceField(
        label="Motif",
        choices=SuccessionReason.choices,
        help_text="« doublon » : les deux fiches parlent du même organisme.",
    )
    on = forms.DateField(label="À partir du", required=False, widget=day_input())

    def __init__(self, *args: Any, before: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before

    def clean_after(self) -> Organisation:
        said = self.cleaned_data["after"].strip()
        meant = self._meant(said)
        if len(meant) == 1:
            return meant[0]
        near = meant or [one.organisation for one in like(said) if one.organisation.pk != self.before.pk]
        if near:
            hint = ", ".join(f"« {one.name} » (n° {one.pk})" for one in near[:5])
            raise forms.ValidationError(f"Lequel ? Écrivez son numéro : {hint}.")
        raise forms.ValidationError("Aucun organisme de ce nom : vérifiez-le dans la liste des organismes.")

    def _meant(self, said: str) -> list[Organisation]:
        """The bodies that the number, the SIRET or the name means without doubt."""
        number = NUMBER.fullmatch(said)
        if number:
            return list(active_organisations().filter(pk=number[1]))
        body = organisation_with_siret(said)
        if body is not None:
            return [body]
        certain = [one.organisation for one in like(said) if one.is_certain]
        return [one for one in certain if one.pk != self.before.pk]
