"""What people type about trees and nodes."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.core.inputs import EditForm, HouseForm
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Action, Finding, Node, Result, Track, Tree
from reciproque.organisations.queries import active_organisations
from reciproque.references.models import Reference

LINES = forms.Textarea(attrs={"rows": 3})


class TreeForm(EditForm):
    class Meta:
        model = Tree
        fields = ["title"]
        widgets = {"title": forms.TextInput}


class NodeForm(EditForm):
    """What a node says. Neighbourhoods and communes are those of the contract, partners those that it knows."""

    class Meta:
        model = Node
        fields = [
            "label", "code", "title", "notes", "engagement", "lead_organisation",
            "partners", "neighbourhoods", "communes", "references",
        ]  # fmt: skip
        widgets = {
            "label": forms.TextInput,
            "title": LINES,
            "notes": LINES,
            **dict.fromkeys(
                ("partners", "neighbourhoods", "communes", "references"), forms.CheckboxSelectMultiple
            ),
        }
        help_texts = {
            "label": "Le mot du contrat : axe, ambition, objectif opérationnel, chantier…",
            "code": "Tel qu’il est imprimé ; il peut se répéter.",
        }

    def __init__(self, *args: Any, contract: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signing = Q(signatures__text__contract=contract)
        known = active_organisations().filter(signing)
        lists = {
            "lead_organisation": active_organisations().filter(
                signing | Q(pk=self.instance.lead_organisation_id)
            ),
            "partners": known,
            "neighbourhoods": contract.neighbourhoods.all(),
            "communes": contract.communes.all(),
            "references": Reference.objects.select_related("nomenclature"),
        }
        for name, rows in lists.items():
            self.fields[name].queryset = rows.distinct()  # type: ignore[attr-defined]
        self.fields["lead_organisation"].empty_label = "aucun pour le moment"  # type: ignore[attr-defined]


class NewNodeForm(HouseForm):
    label = forms.CharField(label="Niveau", help_text="Le mot du contrat : axe, objectif, action…")
    code = forms.CharField(label="Code", required=False, max_length=40)
    title = forms.CharField(label="Intitulé", widget=LINES)


class ReportForm(EditForm):
    """What a lead says of an objective."""

    class Meta:
        model = Node
        fields = ["engagement", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 6})}
        labels = {"notes": "Où en êtes-vous ?"}


class MoveForm(HouseForm):
    """Where a node goes: under which other, and before which sibling."""

    parent = forms.TypedChoiceField(label="Dépend de", required=False, coerce=int, empty_value=None)
    before = forms.TypedChoiceField(
        label="Se place avant", required=False, coerce=int, empty_value=None, help_text="Sinon, à la fin."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, parents: list[tuple[Any, str]], siblings: list[tuple[Any, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["parent"].choices = [("", "(racine du cadre)"), *parents]  # type: ignore[attr-defined]
        self.fields["before"].choices = [("", "(à la fin)"), *siblings]  # type: ignore[attr-defined]


class SplitForm(HouseForm):
    titles = forms.CharField(
        label="Intitulés", widget=forms.Textarea(attrs={"rows": 6}), help_text="Un par ligne, dans l’ordre."
    )

    def clean_titles(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]


class MergeForm(HouseForm):
    others = forms.TypedMultipleChoiceField(
        label="Fusionner avec", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label="Intitulé après la fusion", widget=LINES)

    def __init__(self, *args: Any, siblings: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = siblings  # type: ignore[attr-defined]


class LinkForm(HouseForm):
    kind = forms.ChoiceField(label="Cet objectif", choices=LinkKind.choices)
    target = forms.TypedChoiceField(label="Objectif lié", coerce=int)

    def __init__(self, *args: Any, targets: list[tuple[str, list[tuple[int, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]


class ResultForm(EditForm):
    class Meta:
        model = Result
        fields = ["wording", "target", "year"]
        widgets = {"wording": LINES, "target": forms.TextInput}


class TrackForm(EditForm):
    class Meta:
        model = Track
        fields = ["wording"]
        widgets = {"wording": LINES}


class FindingForm(EditForm):
    class Meta:
        model = Finding
        fields = ["wording"]
        widgets = {"wording": LINES}


class ActionForm(EditForm):
    class Meta:
        model = Action
        fields = ["wording", "engagement", "starts_on", "ends_on", "notes"]
        widgets = {
            "wording": LINES,
            "notes": LINES,
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


PART_FORMS: dict[str, type[EditForm]] = {
    "resultats": ResultForm,
    "pistes": TrackForm,
    "constats": FindingForm,
    "chantiers": ActionForm,
}
