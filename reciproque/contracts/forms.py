"""What people type about contracts and texts."""

from typing import Any

from django import forms

from reciproque.contracts.models import AdoptionStep, Contract, Signature, Text
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.core.text import fold
from reciproque.organisations.models import Organisation
from reciproque.territories.models import Commune, Epci

DATE = {"type": "date"}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs=DATE, format="%Y-%m-%d")


class ContractForm(EditForm):
    """A contract. The intercommunal body and the communes are typed by name, not picked in a list of 35 000."""

    epci_name = forms.CharField(
        label="Intercommunalité",
        required=False,
        help_text="Son nom ou son numéro SIREN, tel qu’au répertoire.",
    )
    commune_names = forms.CharField(
        label="Communes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne : nom, ou code INSEE quand plusieurs communes portent ce nom.",
    )

    class Meta:
        model = Contract
        fields = ["name", "generation", "parent", "starts_on", "ends_on"]
        widgets = {"name": forms.TextInput, "starts_on": day_input(), "ends_on": day_input()}
        help_texts = {"parent": "Pour un contrat territorial : la stratégie métropolitaine qu’il décline."}

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]
        self.fields["parent"].empty_label = "aucun"  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["epci_name"] = str(self.instance.epci or "")
            self.initial["commune_names"] = "\n".join(one.name for one in self.instance.communes.all())

    def clean_epci_name(self) -> Epci | None:
        said = self.cleaned_data["epci_name"].strip()
        if not said:
            return None
        found = Epci.objects.filter(siren=said) or Epci.objects.filter(search_key=fold(said))
        if not found:
            raise forms.ValidationError("Cette intercommunalité n’est pas au répertoire : vérifiez son nom.")
        return found[0]

    def clean_commune_names(self) -> list[Commune]:
        lines = [line.strip() for line in self.cleaned_data["commune_names"].splitlines() if line.strip()]
        found = []
        for line in lines:
            rows = list(Commune.objects.filter(code=line) or Commune.objects.filter(search_key=fold(line)))
            if not rows:
                raise forms.ValidationError(f"« {line} » n’est pas au répertoire des communes.")
            if len(rows) > 1:
                rows = self._of_the_epci(line, rows)
            found.append(rows[0])
        return found

    def _of_the_epci(self, line: str, rows: list[Commune]) -> list[Commune]:
        epci = self.cleaned_data.get("epci_name")
        own = [one for one in rows if epci is not None and epci.pk in {one.epci_id, one.ept_id}]
        if len(own) == 1:
            return own
        codes = ", ".join(one.code for one in rows[:6])
        raise forms.ValidationError(
            f"Plusieurs communes se nomment « {line} » : écrivez le code INSEE ({codes})."
        )

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {
            **{name: value for name, value in values.items() if name not in {"epci_name", "commune_names"}},
            "epci": values["epci_name"],
            "communes": values["commune_names"],
        }


class TextForm(EditForm):
    class Meta:
        model = Text
        fields = ["kind", "title", "starts_on", "ends_on"]
        widgets = {"title": forms.TextInput, "starts_on": day_input(), "ends_on": day_input()}


class StepForm(EditForm):
    class Meta:
        model = AdoptionStep
        fields = ["kind", "by_whom", "organisation", "on", "reference"]
        widgets = {"by_whom": forms.TextInput, "reference": forms.TextInput, "on": day_input()}
        help_texts = {
            "on": "Laissez vide tant que l’étape est à venir.",
            "organisation": "Pour une délibération : la collectivité dont l’assemblée délibère.",
        }

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(signatures__text=text).distinct()
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class SignatureForm(EditForm):
    organisation_name = forms.CharField(
        label="Organisme", help_text="Un organisme déjà connu sous ce nom est reconnu ; sinon il est créé."
    )

    class Meta:
        model = Signature
        fields = ["person", "role"]
        widgets = {"person": forms.TextInput, "role": forms.TextInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in ("organisation_name", "person", "role", "version")}
        known = self.instance.organisation
        self.initial["organisation_name"] = known.name if known else self.instance.printed


class SignedForm(HouseForm):
    on = forms.DateField(label="Date de signature", widget=day_input())


class TermForm(HouseForm):
    word = forms.CharField(label="Terme")
    meaning = forms.CharField(label="Sens", widget=forms.Textarea(attrs={"rows": 3}))


class CitationForm(HouseForm):
    title = forms.CharField(label="Titre du document", widget=forms.Textarea(attrs={"rows": 2}))
