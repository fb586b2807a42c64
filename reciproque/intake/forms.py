"""What people type about documents and their items."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_steered_by
from reciproque.contracts.choices import Generation, TextKind
from reciproque.contracts.models import Contract
from reciproque.core.inputs import HouseForm
from reciproque.core.text import fold, shorten
from reciproque.intake.access import may_bring_documents
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import Item, Reading
from reciproque.intake.queries import Change, Likeness, neighbours_of, parent_choices
from reciproque.intake.rules import ItemField, Terms, fields_of, hangs_under, words_label
from reciproque.office.bounds import french_size
from reciproque.territories.models import Epci
from reciproque.territories.queries import epcis_named

ACCEPTED = ".docx,.docm,.pdf,.md,.txt,.html,.htm,.json"
PARTIAL_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _day(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


class UploadForm(HouseForm):
    file = forms.FileField(
        label="Document",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choisissez un document.", "missing": "Choisissez un document."},
    )

    def clean_file(self) -> Any:
        """The size is judged here, before a byte is read; what the file holds is judged when it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise ValidationError(
                f"Ce fichier pèse {french_size(file.size)} ; la limite est de "
                f"{french_size(settings.UPLOAD_LIMIT)}. Allégez-le (réduisez les images) ou séparez-le."
            )
        return file


def _field(one: ItemField) -> forms.Field:
    more: dict[str, Any] = {"label": one.label, "required": False, "help_text": one.hint}
    if one.kind == "whole":
        return forms.IntegerField(min_value=0, max_value=100_000_000, **more)
    if one.kind == "number":
        return forms.FloatField(min_value=0, max_value=1_000, **more)
    if one.kind == "place":
        kinds = [
            ("", "local ou non dit"),
            ("QPV", "QPV, quartier prioritaire"),
            ("QVA", "QVA, quartier de veille active"),
            ("TVA", "TVA, territoire de veille active"),
        ]
        return forms.ChoiceField(choices=kinds, **more)
    return forms.CharField(**more)


class ItemForm(HouseForm):
    """The words of an item and the fields of its list; `version` is the one that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, reading: Reading, kind: str, item: Item | None = None, **kwargs: Any
    ) -> None:
        self.item, self.known = item, item.data if item else {}
        first = {"words": item.words, "version": item.version, "parent": item.parent_id or ""} if item else {}
        kwargs["initial"] = {**self.known, **first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.own = fields_of(kind)
        self.fields["words"].label = words_label(kind)
        for one in self.own:
            self.fields[one.name] = _field(one)
        if hangs_under(kind):
            choices = [("", "rien (au premier niveau)"), *parent_choices(reading, but=item)]
            self.fields["parent"] = forms.ChoiceField(label="Dépend de", required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for one in self.own:
            said = values.get(one.name)
            if one.kind == "date" and said and not PARTIAL_DAY.fullmatch(said):
                self.add_error(one.name, "Écrivez la date ainsi : 2019-07-03, 2019-07 ou 2019.")
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Arguments of the act; of the other fields, only those that were changed."""
        said = {one.name: self.cleaned_data.get(one.name) for one in self.own}
        data = {
            name: None if value == "" else value
            for name, value in said.items()
            if (value if value != "" else None) != self.known.get(name)
        }
        values: dict[str, Any] = {"words": self.cleaned_data["words"], "data": data or None}
        if "parent" in self.fields:
            key = self.cleaned_data["parent"]
            values["parent"] = Item.objects.get(pk=key) if key else None
        return values

    def show_elsewhere(self, current: Item) -> None:
        """After somebody else's edit: her value beside each field that differs, and her version."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(current.version)
        self.data = data
        there = {**current.data, "words": current.words}
        for name, field in self.fields.items():
            mine = self.cleaned_data.get(name)
            if name not in {"version", "parent"} and str(there.get(name) or "") != str(mine or ""):
                field.elsewhere = str(there.get(name) or "(vide)")  # type: ignore[attr-defined]  # our own mark, read by the template


class SeenForm(HouseForm):
    """A small form about an item, that carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_elsewhere(self, current: Item) -> None:
        """After somebody else's edit: the item stands above the form as it is now; what was typed stays."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(current.version)
        self.data = data


class RetypeForm(SeenForm):
    kind = forms.ChoiceField(
        label="Liste", choices=[(one.value, one.label) for one in ItemKind if one != ItemKind.LEFTOVER]
    )


class SplitForm(SeenForm):
    parts = forms.CharField(
        label="Un texte par ligne",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Allez à la ligne là où l’élément se coupe. Le premier garde la place et ce qui en dépend.",
    )


class JoinForm(SeenForm):
    others = forms.ModelMultipleChoiceField(
        label="Éléments à joindre à la suite",
        queryset=Item.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = [one.pk for one in neighbours_of(item)]
        field: Any = self.fields["others"]
        field.queryset = Item.objects.filter(pk__in=near).order_by("position", "pk")


class PairForm(HouseForm):
    """Which thing of the other side a thing is, the likeliest first."""

    other = forms.ChoiceField(
        label="C’est la même chose que…",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un élément, ou revenez à la comparaison."},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.choices = choices


class LikeForm(HouseForm):
    """The lines alike that a correction is to be applied to; each carries the version that was seen."""

    lines = forms.MultipleChoiceField(
        label="Lignes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une ligne."},
    )

    def __init__(self, *args: Any, likeness: Likeness | None, **kwargs: Any) -> None:
        changes = likeness.changes if likeness else []
        choices = [(f"{one.item.pk}:{one.item.version}", _said_of(one)) for one in changes]
        kwargs["initial"] = {"lines": [value for value, _said in choices]}
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]  # this kind of field has it

    @property
    def chosen(self) -> dict[int, int]:
        """Key and version of the lines that were chosen."""
        pairs = [one.split(":") for one in self.cleaned_data["lines"]]
        return {int(key): int(version) for key, version in pairs}


def _said_of(change: Change) -> str:
    return f"ligne {change.item.line} : {shorten(change.item.words, 120)} → {shorten(change.becomes, 160)}"


class AcceptForm(HouseForm):
    """The terms of an acceptance, pre-filled from the document. What only a new contract needs is folded away."""

    template_name = "intake/_accept_fields.html"

    contract = forms.ModelChoiceField(
        label="Contrat",
        queryset=Contract.objects.none(),
        required=False,
        empty_label="un nouveau contrat",
        help_text="Un texte de plus s’ajoute au contrat choisi : rien de ce qui y est n’est écrasé.",
    )
    name = forms.CharField(label="Nom du contrat", required=False)
    generation = forms.ChoiceField(label="Génération", choices=Generation.choices)
    epci_name = forms.CharField(
        label="Intercommunalité",
        required=False,
        help_text="Son nom ou son numéro SIREN.",
    )
    contract_starts_on = _day("Début du contrat")
    title = forms.CharField(label="Titre du texte")
    kind = forms.ChoiceField(label="Nature du texte", choices=TextKind.choices)
    starts_on = _day("Début du texte")
    ends_on = _day("Fin du texte")
    signed_on = _day("Signé le", help_text="Laissez vide tant que des signatures manquent.")

    def __init__(
        self, *args: Any, user: User, terms: Terms, contract: Contract | None, **kwargs: Any
    ) -> None:
        self.proposed_epci = terms.epci
        mine = contracts_steered_by(user).filter(archived_at=None)
        known = None if contract else mine.filter(search_key=fold(terms.name)).order_by("pk").first()
        first = {**vars(terms), "contract": contract or known, "epci_name": str(terms.epci or "")}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contract"]
        field.queryset = mine
        if known:
            field.help_text = f"Vous avez déjà un contrat de ce nom : il est proposé. {field.help_text}"
        if not may_bring_documents(user):
            field.required, field.empty_label = True, None

    def clean_epci_name(self) -> Epci | None:
        said = self.cleaned_data["epci_name"].strip()
        if not said:
            return None
        found = epcis_named(said)
        kept = [one for one in found if one == self.proposed_epci] or found
        if len(kept) == 1:
            return kept[0]
        numbers = ", ".join(one.siren for one in found)
        raise ValidationError(
            f"Plusieurs intercommunalités portent ce nom : écrivez le numéro SIREN ({numbers})."
            if found
            else "Cette intercommunalité n’est pas au répertoire : vérifiez son nom."
        )

    @property
    def terms(self) -> Terms:
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in {"contract", "epci_name"}
        }
        return Terms(**values, epci=self.cleaned_data["epci_name"])
