"""What people type about trees and nodes."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm, LongSelect
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.models import Action, Finding, Node, Result, Track, Tree
from reciproque.framework.queries import (
    bodies_of,
    communes_for,
    neighbourhoods_for,
)

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
            "partners", "neighbourhoods", "communes",
        ]  # fmt: skip
        widgets = {
            "label": forms.TextInput,
            "title": LINES,
            "notes": LINES,
            **dict.fromkeys(("partners", "neighbourhoods", "communes"), forms.CheckboxSelectMultiple),
        }
        help_texts = {
            "label": "Le mot du contrat : axe, ambition, objectif opérationnel, chantier…",
            "code": "Tel qu’il est imprimé ; il peut se répéter.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        node = self.instance
        lists: dict[str, Any] = {
            "lead_organisation": bodies_of(contract, Q(pk=node.lead_organisation_id)),
            "partners": bodies_of(contract, Q(partner_nodes=node)),
            "neighbourhoods": neighbourhoods_for(node),
            "communes": communes_for(node),
        }
        for name, rows in lists.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # this kind of field has it
        self.fields["lead_organisation"].empty_label = "aucun pour le moment"  # type: ignore[attr-defined]  # this kind of field has it
        name_the_empty_level(self)


def name_the_empty_level(form: forms.BaseForm) -> None:
    """A row of dashes says nothing: an objective without a level of engagement says so."""
    level: Any = form.fields.get("engagement")
    if level is not None:
        level.choices = [("", "non renseigné"), *Engagement.choices]


class SeenForm(HouseForm):
    """A form that carries the version of the node it was opened from; after a refusal it stands on the new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_elsewhere(self, current: Node) -> None:
        data: Any = self.data
        data = data.copy()
        data["version"] = str(current.version)
        self.data = data


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_empty_level(self)


class MoveForm(SeenForm):
    """Where a node goes: under which other, and before which sibling."""

    parent = forms.TypedChoiceField(
        label="Dépend de", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    before = forms.TypedChoiceField(
        label="Se place avant",
        required=False,
        coerce=int,
        empty_value=None,
        widget=LongSelect,
        help_text="Sinon, à la fin.",
        error_messages={
            "invalid_choice": "Cet objectif n’est pas au même endroit. Choisissez-en un de la nouvelle liste."
        },
    )

    def __init__(
        self, *args: Any, parents: list[tuple[Any, str]], siblings: list[tuple[Any, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["parent"].choices = [("", "(racine du cadre)"), *parents]  # type: ignore[attr-defined]  # this kind of field has it
        self.fields["before"].choices = [("", "(à la fin)"), *siblings]  # type: ignore[attr-defined]  # this kind of field has it


class SplitForm(SeenForm):
    titles = forms.CharField(
        label="Intitulés", widget=forms.Textarea(attrs={"rows": 6}), help_text="Un par ligne, dans l’ordre."
    )

    def clean_titles(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]


class MergeForm(SeenForm):
    others = forms.TypedMultipleChoiceField(
        label="Fusionner avec", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label="Intitulé après la fusion", widget=LINES)

    def __init__(self, *args: Any, siblings: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = siblings  # type: ignore[attr-defined]  # this kind of field has it


class LinkForm(HouseForm):
    kind = forms.ChoiceField(label="Cet objectif", choices=LinkKind.choices)
    target = forms.TypedChoiceField(label="Objectif lié", coerce=int, widget=LongSelect)
    field_order = ["kind", "target"]

    def __init__(self, *args: Any, targets: list[tuple[str, list[tuple[int, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]  # this kind of field has it


class PartForm(EditForm):
    """What hangs on a node in words; `contract` says which bodies may be chosen."""

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields.get("lead_organisation")
        if lead is not None:
            lead.queryset = bodies_of(contract, Q(pk=self.instance.lead_organisation_id))
            lead.empty_label = "aucun pour le moment"
        name_the_empty_level(self)


class ResultForm(PartForm):
    class Meta:
        model = Result
        fields = ["wording", "target", "year"]
        widgets = {"wording": LINES, "target": forms.TextInput}


class TrackForm(PartForm):
    class Meta:
        model = Track
        fields = ["wording"]
        widgets = {"wording": LINES}


class FindingForm(PartForm):
    class Meta:
        model = Finding
        fields = ["wording"]
        widgets = {"wording": LINES}


class ActionForm(PartForm):
    class Meta:
        model = Action
        fields = ["wording", "lead_organisation", "engagement", "starts_on", "ends_on", "notes"]
        widgets = {
            "wording": LINES,
            "notes": LINES,
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


PART_FORMS: dict[str, type[PartForm]] = {
    "resultats": ResultForm,
    "pistes": TrackForm,
    "constats": FindingForm,
    "chantiers": ActionForm,
}
