"""What people choose when they export, what a team brings to dress its papers, what a theme asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.office.choices import Format
from reciproque.overview.choices import EXPORTED, What
from reciproque.overview.models import Letterhead, Theme
from reciproque.overview.queries.dressing import live_trees
from reciproque.overview.rules import DRESSED

WHOLE = "contrat"
TEMPLATE_KINDS = [(f.value, f.label) for f in DRESSED]
FORMATS = [(f.value, f.label) for f in Format if f != Format.PPTX]


class ExportForm(HouseForm):
    """What, of what, in which format."""

    what = forms.ChoiceField(
        label="Que voulez-vous exporter\u00a0?",
        choices=[(one.value, one.label) for one in EXPORTED],
        widget=forms.RadioSelect,
    )
    scope = forms.ChoiceField(
        label="De quoi\u00a0?",
        help_text="Le contrat entier, un seul de ses textes, ou un seul de ses cadres.",
    )
    form = forms.ChoiceField(label="Dans quel format\u00a0?", choices=FORMATS)

    def __init__(self, *args: Any, contract: Contract, **more: Any) -> None:
        super().__init__(*args, **more)
        texts = contract.texts.filter(archived_at=None).defer("source_json")
        choices: list[Any] = [(WHOLE, "Tout le contrat")]
        choices.append(("Un texte", [(f"texte-{one.pk}", str(one)) for one in texts]))
        choices.append(("Un cadre", [(f"cadre-{one.pk}", str(one)) for one in live_trees(contract)]))
        field = self.fields["scope"]
        field.choices = [one for one in choices if one[1]]  # type: ignore[attr-defined]  # this kind of field has it

    @property
    def scope_keys(self) -> tuple[int | None, int | None]:
        """The keys of the text and of the tree that were chosen."""
        kind, _dash, key = self.cleaned_data["scope"].partition("-")
        return (int(key) if kind == "texte" else None, int(key) if kind == "cadre" else None)


class TemplateForm(HouseForm):
    what = forms.ChoiceField(label="Pour quel document\u00a0?", choices=What)
    form = forms.ChoiceField(label="Format", choices=TEMPLATE_KINDS)
    file = forms.FileField(
        label="Modèle",
        help_text="Un document Word (.docx) ou LibreOffice (.odt) avec « {contenu} » seul dans un paragraphe, ou une "
        "présentation PowerPoint (.pptx) ; 5 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pptx"}),
        error_messages={"required": "Choisissez un document."},
    )


class LetterheadForm(HouseForm):
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="Une image PNG ou JPEG de 1 Mo au plus. Laissez vide pour garder celui d’avant.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    without_logo = forms.BooleanField(label="Retirer le logo", required=False)
    colour = forms.CharField(
        label="Couleur des titres",
        required=False,
        max_length=7,
        help_text="Par exemple #1d5c63. Vide\u00a0: noir.",
    )
    header = forms.CharField(label="Ligne en haut de page", required=False, max_length=120)
    footer = forms.CharField(label="Ligne en bas de page", required=False, max_length=120)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, letterhead: Letterhead | None, **more: Any) -> None:
        initial = {}
        if letterhead is not None:
            names = ("colour", "header", "footer", "version")
            initial = {name: getattr(letterhead, name) for name in names}
        super().__init__(*args, **{"initial": initial, **more})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("logo") and said.get("without_logo"):
            raise ValidationError("Choisissez\u00a0: un nouveau logo, ou aucun.")
        return said

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        logo = False if said["without_logo"] else said["logo"] or None
        return {"logo": logo, **{name: said[name] for name in ("colour", "header", "footer")}}


class ThemeForm(EditForm):
    class Meta:
        model = Theme
        fields = ["name", "question", "also", "without", "is_shared"]
        widgets = {
            "question": forms.TextInput,
            "also": forms.Textarea(attrs={"rows": 3}),
            "without": forms.HiddenInput,
        }
        help_texts = {
            "question": "Des mots ou une phrase. Entre guillemets : ces mots exactement. -mot : sans ce mot.",
            "also": "Une expression par ligne : ce qui répond aussi à la question.",
            "is_shared": "Toute la plateforme verra ce thème, chaque personne dans les contrats qu’elle lit.",
        }

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]
