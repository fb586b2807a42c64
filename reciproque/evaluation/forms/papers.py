"""What the team wants to have made of a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reciproque.core.inputs import HouseForm
from reciproque.evaluation.choices import PAPER_FORMATS, PaperKind

EVERY = [
    (f"{what}.{form}", f"{str(PaperKind(what).label).capitalize()} – {form.label}")
    for what, forms_of in PAPER_FORMATS.items()
    for form in forms_of
]


class PaperForm(HouseForm):
    """A kind and a format are chosen together: no choice can be wrong."""

    paper = forms.ChoiceField(label="Que voulez-vous préparer\u00a0?", choices=EVERY)
    with_annex = forms.BooleanField(
        label="Avec toutes les réponses en annexe",
        required=False,
        help_text="Pour le rapport seulement.",
    )

    @property
    def wanted(self) -> tuple[str, str]:
        """The kind and the format."""
        what, _dot, form = self.cleaned_data["paper"].partition(".")
        return what, form

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("with_annex") and not said.get("paper", "").startswith(PaperKind.REPORT):
            raise ValidationError("L’annexe va avec le rapport : décochez-la, ou choisissez le rapport.")
        return said
