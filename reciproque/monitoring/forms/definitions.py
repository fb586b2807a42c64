"""The workshop that turns a wording into a definition: what is counted, how, from which source, towards what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.contracts.queries import signatures_of
from reciproque.core.inputs import EditForm, LongSelect
from reciproque.core.registers import indicator_sources
from reciproque.monitoring.choices import SourceState
from reciproque.monitoring.exports import drafted, proposed, said
from reciproque.monitoring.forms.fields import FigureField, PersonField, read_milestones, whole
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import has_values, people_feeding
from reciproque.monitoring.rules.periods import read_period
from reciproque.monitoring.rules.progress import Point
from reciproque.office.numbers import in_french
from reciproque.organisations.models import Organisation

PARTS = [
    (
        "Ce qui est compté",
        ["wording", "node", "kind", "unit", "counted", "numerator", "denominator", "levels"],
    ),
    (
        "Le sens et la cible",
        ["direction", "baseline", "baseline_on", "target", "target_on", "milestones", "weight"],
    ),
    (
        "Le rythme et la source",
        [
            "periodicity",
            "delay_days",
            "source_state",
            "source",
            "computed_by",
            "producer",
            "producer_person",
            "method_note",
        ],
    ),
    (
        "Les ventilations",
        [
            "counts_people",
            "by_sex",
            "by_age",
            "age_bands",
            "by_place",
            "by_commune",
            "other_dimension",
            "other_values",
        ],
    ),
    ("Les totaux", ["over_time", "over_places"]),
]
COUNTING_OTHERWISE = ["unit_change", "changes_from", "why_break"]
RENAME, CHANGE = "rename", "change"
USUAL = {"weight": 1, "delay_days": 90}


class IndicatorForm(EditForm):
    """Everything is optional but the wording: a definition grows as people agree on it."""

    template_name = "monitoring/_indicator_fields.html"
    baseline = FigureField(label="Valeur de référence", required=False, help_text="La situation de départ.")
    target = FigureField(label="Cible", required=False, help_text="Ce que l’on veut atteindre.")
    milestones = forms.CharField(
        label="Jalons",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Un par ligne, par exemple « 31/12/2026 : 40 ». Sans jalon, la valeur attendue avance régulièrement.",
    )

    unit_change = forms.ChoiceField(
        label="Les valeurs déjà là",
        required=False,
        choices=[
            ("", "l’unité et le mode de calcul restent les mêmes"),
            (RENAME, "seul le nom de l’unité est corrigé : elles gardent leur sens"),
            (CHANGE, "on compte autrement à partir d’une période : celles d’avant gardent leur unité"),
        ],
        help_text="Deux façons de compter ne sont jamais reliées, ni comparées.",
    )
    changes_from = forms.CharField(
        label="À partir de la période",
        required=False,
        help_text="Si l’on compte autrement : « 2025 », par exemple.",
    )
    why_break = forms.CharField(label="Pourquoi compter autrement", required=False)
    computed_by = forms.ChoiceField(
        label="Calculé par le logiciel",
        required=False,
        help_text="Le logiciel renseigne lui-même cet indicateur, chaque nuit, à partir de ce qu’il connaît.",
    )

    class Meta:
        model = Indicator
        fields = [name for _title, names in PARTS for name in names if name != "milestones"]
        field_classes = {"producer_person": PersonField}
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "counted": forms.Textarea(attrs={"rows": 2}),
            "numerator": forms.TextInput,
            "denominator": forms.TextInput,
            "levels": forms.Textarea(attrs={"rows": 3}),
            "node": LongSelect,
            "producer": LongSelect,
            "producer_person": LongSelect,
            "source": forms.TextInput,
            "method_note": forms.Textarea(attrs={"rows": 2}),
            "age_bands": forms.Textarea(attrs={"rows": 4}),
            "other_values": forms.Textarea(attrs={"rows": 3}),
            "baseline_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "target_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "unit": "Personnes, séances, euros, %…",
            "counted": "Qui ou quoi compte, et ne compte pas.",
            "numerator": "Pour une part ou un taux.",
            "levels": "Pour un niveau : un mot par ligne, du plus bas (0) au plus haut.",
            "counts_people": "Si oui, femmes et hommes sont comptés à part.",
            "producer_person": "Une personne qui a un rôle dans le contrat : elle trouve ses indicateurs à renseigner.",
            "weight": "Son poids dans l’avancement de l’objectif ; 0 : n’y compte pas.",
            "delay_days": "Jours entre la fin de la période et le moment où la valeur est connue.",
            "age_bands": "Une tranche par ligne.",
            "other_dimension": "Par exemple : type de contrat.",
            "other_values": "Une valeur par ligne.",
            "over_time": "Comment plusieurs périodes n’en font qu’une.",
            "by_commune": "Celles du contrat. Une saisie par commune ne remplace pas celle de l’ensemble.",
            "over_places": "Comment plusieurs quartiers ou communes n’en font qu’un.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _title, names in PARTS for name in names])
        self._offer(contract)
        for name in USUAL.keys() & self.fields.keys():
            self.fields[name].required = False
        self.has_values = bool(self.instance.pk) and has_values(self.instance)
        for name in COUNTING_OTHERWISE if not self.has_values else ():
            self.fields.pop(name, None)
        if self.instance.pk and "milestones" in self.fields:
            steps = self.instance.milestones.all()
            self.initial["milestones"] = "\n".join(
                f"{one.on:%d/%m/%Y} : {in_french(whole(one.number))}" for one in steps
            )
        for name, value in self.proposals().items():
            hint = f"D’après le libellé : {said(name, value)}."
            self.fields[name].help_text = f"{hint} {self.fields[name].help_text}".strip()

    def _offer(self, contract: Contract) -> None:
        """What can be chosen: the objectives, signatories and people of the contract."""
        live = Q(archived_at=None, tree__archived_at=None)
        signing = [one.organisation_id for one in signatures_of(contract) if one.organisation_id]
        rows: dict[str, Any] = {
            "node": contract.nodes.filter(live | Q(pk=self.instance.node_id)),
            "producer": Organisation.objects.filter(Q(pk__in=signing) | Q(pk=self.instance.producer_id)),
            "producer_person": people_feeding(contract, self.instance.producer_person_id),
        }
        empty = {"node": "aucun", "producer_person": "personne en particulier"}
        for name in rows.keys() & self.fields.keys():
            field: Any = self.fields[name]
            field.queryset = rows[name]
            field.empty_label = empty.get(name, field.empty_label)
        computed: Any = self.fields.get("computed_by")
        if computed is not None:
            computed.choices = [("", "non"), *((one.key, one.label) for one in indicator_sources)]

    def proposals(self) -> dict[str, Any]:
        return proposed(self.instance)

    def clean(self) -> dict[str, Any]:
        """What is left empty keeps its usual value."""
        values = super().clean() or self.cleaned_data
        for name in USUAL.keys() & self.fields.keys():
            if values.get(name) is None and name not in self.errors:
                values[name] = USUAL[name]
        source = indicator_sources.named(values.get("computed_by") or "")
        if source is not None:
            values |= {"kind": source.kind, "unit": source.unit, "source_state": SourceState.KNOWN}
        self._say_break(values)
        return values

    def _say_break(self, values: dict[str, Any]) -> None:
        """Values that are there already say what becomes of them when their unit changes: `from_period` to break."""
        asked = [values.pop(name, "") for name in COUNTING_OTHERWISE]
        if "unit_change" not in self.fields:
            return
        change, text, why = asked
        if values.get("unit") != self.initial["unit"] and not change:
            self.add_error("unit_change", "L’unité change : dites ce que deviennent les valeurs déjà là.")
        if change != CHANGE:
            return
        try:
            values["from_period"] = read_period(text.strip(), values.get("periodicity", ""))
        except ValueError as refused:
            self.add_error("changes_from", str(refused))
        values["why_break"] = why

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:
        parts = [(title, [self[name] for name in names]) for title, names in PARTS]
        if "unit_change" in self.fields:
            parts.insert(1, ("Si l’on compte autrement", [self[name] for name in COUNTING_OTHERWISE]))
        return parts

    def clean_milestones(self) -> list[Point]:
        return read_milestones(self.cleaned_data["milestones"])


WORKSHOP = [
    ("Ce qui est compté", ["kind", "unit", "direction", "counts_people"]),
    ("Le rythme et la source", ["periodicity", "source_state", "source", "producer"]),
    ("Où l’on va", ["baseline", "baseline_on", "target", "target_on"]),
    ("Les totaux", ["over_time", "over_places"]),
]


class WorkshopForm(IndicatorForm):
    """What turns a wording into something that can be followed, filled with what the wording proposes."""

    template_name = "monitoring/_workshop_fields.html"
    milestones = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away
    computed_by = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away
    unit_change = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away
    changes_from = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away
    why_break = None  # type: ignore[assignment]  # the way of Django to take a field of the parent away

    class Meta(IndicatorForm.Meta):
        fields = [name for _title, names in WORKSHOP for name in names]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.proposals().items():
            self.initial[name] = value

    def proposals(self) -> dict[str, Any]:
        return drafted(self.instance)

    def clean_unit(self) -> str:
        """Values keep their meaning: another unit is said where it is asked what becomes of them."""
        unit = str(self.cleaned_data["unit"])
        if self.has_values and self.instance.unit and unit != self.instance.unit:
            raise ValidationError("Des valeurs sont déjà là : changez l’unité sur la page de la définition.")
        return unit

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in WORKSHOP]
