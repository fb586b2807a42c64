"""What people type about the contract itself."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q

from reciproque.contracts.forms.texts import day_input
from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm
from reciproque.core.text import fold, sort_key
from reciproque.territories.models import Commune, Epci
from reciproque.territories.queries import communes_like, epcis_named

WITH_CODE = re.compile(r"(?P<name>.*?)\s*\((?P<code>[0-9AB]{5})\)")
MOST_COMMUNES = 500


class ContractForm(EditForm):
    """A contract. The intercommunal body and the communes are typed by name, not picked in a list of 35 000."""

    epci_name = forms.CharField(
        label="Intercommunalité",
        required=False,
        help_text="Son nom, ou son numéro SIREN, tel qu’au répertoire national.",
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
        self.fields["parent"].queryset = parents.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]  # this kind of field has it
        self.fields["parent"].empty_label = "aucun"  # type: ignore[attr-defined]  # this kind of field has it
        order = ["name", "generation", "starts_on", "ends_on", "epci_name", "commune_names", "parent"]
        self.order_fields(order)
        if self.instance.pk:
            self.initial["epci_name"] = str(self.instance.epci or "")
            self.initial["commune_names"] = commune_lines(self.instance.communes.all())

    def clean_epci_name(self) -> Epci | None:
        said = self.cleaned_data["epci_name"].strip()
        if not said:
            return None
        found = epcis_named(said)
        kept = [one for one in found if one.pk == self.instance.epci_id] or found
        if len(kept) == 1:
            return kept[0]
        near = found or list(Epci.objects.filter(search_key__contains=fold(said))[:5])
        hint = ", ".join(f"{one.name} ({one.siren})" for one in near)
        raise forms.ValidationError(
            f"Précisez : écrivez le numéro SIREN de {hint}."
            if near
            else "Cette intercommunalité n’est pas au répertoire : vérifiez son nom, ou laissez vide."
        )

    def clean_commune_names(self) -> list[Commune]:
        lines = [line.strip() for line in self.cleaned_data["commune_names"].splitlines() if line.strip()]
        if len(lines) > MOST_COMMUNES:
            raise forms.ValidationError(f"Un contrat compte au plus {MOST_COMMUNES} communes.")
        known = _known_communes(lines)
        chosen: dict[int, Commune] = {}
        wrong = []
        for line in lines:
            rows = known[line]
            if len(rows) > 1:
                rows = self._of_the_epci(rows)
            if len(rows) == 1:
                chosen[rows[0].pk] = rows[0]
            else:
                wrong.append(_doubt_about(line, known[line]))
        if wrong:
            raise forms.ValidationError(wrong)
        return list(chosen.values())

    def _of_the_epci(self, rows: list[Commune]) -> list[Commune]:
        """Of communes that bear one name, the one that lies in the intercommunal body of the contract."""
        epci = self.cleaned_data.get("epci_name")
        own = [one for one in rows if epci is not None and epci.pk in {one.epci_id, one.ept_id}]
        return own if len(own) == 1 else rows

    def show_elsewhere(self, current: models.Model) -> None:
        super().show_elsewhere(current)
        if not isinstance(current, Contract):
            return
        ours = self.cleaned_data
        pairs = {
            "epci_name": (str(ours.get("epci_name") or ""), str(current.epci or "")),
            "commune_names": (
                commune_lines(ours.get("commune_names", [])),
                commune_lines(current.communes.all()),
            ),
        }
        for name, (here, there) in pairs.items():
            if here != there:
                self.elsewhere[name] = there
                self.fields[name].elsewhere = there or "(vide)"  # type: ignore[attr-defined]  # our own mark, read by the template

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {
            **{name: value for name, value in values.items() if name not in {"epci_name", "commune_names"}},
            "epci": values["epci_name"],
            "communes": values["commune_names"],
        }


def commune_lines(communes: Iterable[Commune]) -> str:
    """One commune a line with its code, so that what is shown can be typed back without doubt."""
    ordered = sorted(communes, key=lambda one: (one.sort_key, one.code))
    return "\n".join(f"{one.name} ({one.code})" for one in ordered)


def _known_communes(lines: Sequence[str]) -> dict[str, list[Commune]]:
    """The communes that each line may mean, in one query for all lines."""
    codes, names = {}, {}
    for line in lines:
        written = WITH_CODE.fullmatch(line)
        codes[line] = written["code"] if written else line.upper()
        names[line] = "" if written else sort_key(line)
    rows = Commune.objects.filter(
        Q(code__in=set(codes.values())) | Q(sort_key__in=set(names.values()) - {""})
    )
    found = list(rows)
    by_code = {line: [one for one in found if one.code == codes[line]] for line in lines}
    return {line: by_code[line] or [one for one in found if one.sort_key == names[line]] for line in lines}


def _doubt_about(line: str, rows: Sequence[Commune]) -> str:
    if rows:
        codes = ", ".join(one.code for one in rows[:6])
        return f"Plusieurs communes se nomment « {line} » : écrivez le code INSEE ({codes})."
    near = ", ".join(f"{one.name} ({one.code})" for one in communes_like(line, limit=5))
    said = f"« {line} » n’est pas au répertoire des communes."
    return f"{said} Voulez-vous dire : {near} ?" if near else said
