"""What people type about ties, lists and measures."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm, LongSelect
from reciproque.core.text import key_in
from reciproque.framework.models import Localisation
from reciproque.references.models import Nomenclature, Reference

LINES = forms.Textarea(attrs={"rows": 3})


def ties_in(posted: Any) -> dict[int, tuple[set[int], set[int]]]:
    """What a page of the matrix (a QueryDict) brings back: by key of a node, the lines as seen and as wanted.

    `vu-12="3 4"` says which lines were ticked when the page was drawn, `lien-12` which are now.
    """
    ties = {}
    for name in posted:
        key = key_in(name.removeprefix("vu-")) if name.startswith("vu-") else None
        if key is not None:
            seen = {line for word in posted[name].split() if (line := key_in(word)) is not None}
            wanted = {line for word in posted.getlist(f"lien-{key}") if (line := key_in(word)) is not None}
            ties[key] = (seen, wanted)
    return ties


def pairs_in(posted: Any) -> set[tuple[int, int]]:
    """The suggestions that were ticked: `choix="12-3"` is objective 12 and line 3."""
    found = set()
    for word in posted.getlist("choix"):
        node, _dash, line = word.partition("-")
        keys = key_in(node), key_in(line)
        if keys[0] is not None and keys[1] is not None:
            found.add((keys[0], keys[1]))
    return found


class ListForm(EditForm):
    class Meta:
        model = Nomenclature
        fields = ["name", "source", "measures"]
        widgets = {"name": forms.TextInput, "source": forms.TextInput}
        labels = {"measures": "Ses lignes sont des mesures : dire pour chacune si elle s’applique ici"}
        help_texts = {
            "name": "Plan local de santé, feuille de route, stratégie de la métropole…",
            "source": "Le texte et sa date, pour qui voudra vérifier.",
        }


class NewListForm(ListForm):
    """A new list is of the contract; the administration of the platform may make it one of every contract."""

    national = forms.BooleanField(label="Pour tous les contrats de la plateforme", required=False)

    def __init__(self, *args: Any, may_be_national: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_national:
            del self.fields["national"]


class LineForm(EditForm):
    class Meta:
        model = Reference
        fields = ["code", "title", "detail", "parent"]
        widgets = {"title": LINES, "detail": LINES, "parent": LongSelect}
        help_texts = {
            "code": "Il sert à reconnaître la ligne d’un fichier à l’autre. Vide : le numéro suivant."
        }

    def __init__(self, *args: Any, of: Nomenclature, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.nomenclature = of
        rows = of.references.filter(Q(archived_at=None) | Q(pk=self.instance.parent_id))
        parent: Any = self.fields["parent"]
        parent.queryset = rows.exclude(pk=self.instance.pk).order_by("position", "pk")
        parent.label_from_instance = lambda line: f"{line.code} {line}"
        parent.empty_label = "rien : la ligne est en tête"
        self.fields["code"].required = bool(self.instance.pk)


class ListFileForm(HouseForm):
    """A spreadsheet, and the list that it makes or updates."""

    into = forms.TypedChoiceField(label="Référentiel", required=False, coerce=int, empty_value=None)
    name = forms.CharField(label="Nom du nouveau référentiel", required=False, max_length=300)
    source = forms.CharField(label="Source", required=False, max_length=1_000)
    measures = forms.BooleanField(
        label="Ses lignes sont des mesures : dire pour chacune si elle s’applique ici", required=False
    )
    national = forms.BooleanField(label="Pour tous les contrats de la plateforme", required=False)
    file = forms.FileField(label="Fichier XLSX, ODS ou CSV", required=False)
    judged = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2_000_000)

    def __init__(
        self, *args: Any, lists: Collection[Nomenclature], may_be_national: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "un nouveau référentiel"), *((one.pk, str(one)) for one in lists)]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]  # this kind of field has it
        if not may_be_national:
            del self.fields["national"]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("into") and not (told.get("name") or "").strip():
            self.add_error(
                "name", "Donnez un nom au nouveau référentiel, ou choisissez celui à mettre à jour."
            )
        if not told.get("file") and not told.get("judged"):
            self.add_error("file", "Choisissez un fichier.")
        return told


class LocalisationForm(EditForm):
    class Meta:
        model = Localisation
        fields = ["state", "target", "engagement", "comment", "neighbourhoods"]

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = contract.neighbourhoods.all()
        if self.instance.pk:
            known = known | self.instance.neighbourhoods.all()
        self.fields["neighbourhoods"].queryset = known.distinct()  # type: ignore[attr-defined]  # this kind of field has it
