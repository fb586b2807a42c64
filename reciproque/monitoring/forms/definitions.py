"""The workshop that turns a wording into a definition: what is counted, how, from which source, towards what."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.contracts.queries import signatures_of
from reciproque.core.inputs import EditForm, LongSelect
from reciproque.core.registers import indicator_sources
from reciproque.monitoring.choices import EARLIEST, LATEST, SourceState
from reciproque.monitoring.exports import proposed, said
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.figures import LARGEST, read_figure
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
        ["periodicity", "delay_days", "source_state", "source", "producer", "method_note"],
    ),
    (
        "Les ventilations",
        ["counts_people", "by_sex", "by_age", "age_bands", "by_place", "other_dimension", "other_values"],
    ),
    ("Les totaux", ["over_time", "over_places"]),
]
USUAL = {"weight": 1, "delay_days": 90}
_MILESTONE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*[:=;]?\s+(.+)")


class FigureField(forms.CharField):
    """A number as people write it (« 12,5 », « 12 500 »); nothing typed is None."""

    def to_python(self, value: Any) -> Any:
        try:
            figure = read_figure(value, kind="number", unit="%")
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from None
        return figure.number if figure is not None else None

    def prepare_value(self, value: Any) -> Any:
        return in_french(_whole(value)) if isinstance(value, float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


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

    computed_by = forms.ChoiceField(
        label="Calculé par le logiciel",
        required=False,
        help_text="Le logiciel renseigne lui-même cet indicateur, chaque nuit, à partir de ce qu’il connaît.",
    )

    class Meta:
        model = Indicator
        fields = [name for _title, names in PARTS for name in names if name != "milestones"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "counted": forms.Textarea(attrs={"rows": 2}),
            "numerator": forms.TextInput,
            "denominator": forms.TextInput,
            "levels": forms.Textarea(attrs={"rows": 3}),
            "node": LongSelect,
            "producer": LongSelect,
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
            "weight": "Son poids dans l’avancement de l’objectif ; 0 : n’y compte pas.",
            "delay_days": "Jours entre la fin de la période et le moment où la valeur est connue.",
            "age_bands": "Une tranche par ligne.",
            "other_dimension": "Par exemple : type de contrat.",
            "other_values": "Une valeur par ligne.",
            "over_time": "Comment plusieurs périodes n’en font qu’une.",
            "over_places": "Comment plusieurs quartiers ou communes n’en font qu’un.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _title, names in PARTS for name in names])
        nodes: Any = self.fields["node"]
        live = Q(archived_at=None, tree__archived_at=None)
        nodes.queryset = contract.nodes.filter(live | Q(pk=self.instance.node_id))
        nodes.empty_label = "aucun"
        producers: Any = self.fields["producer"]
        signing = [one.organisation_id for one in signatures_of(contract) if one.organisation_id]
        producers.queryset = Organisation.objects.filter(Q(pk__in=signing) | Q(pk=self.instance.producer_id))
        for name in USUAL:
            self.fields[name].required = False
        computed: Any = self.fields["computed_by"]
        computed.choices = [("", "non"), *((one.key, one.label) for one in indicator_sources)]
        if self.instance.pk:
            steps = self.instance.milestones.all()
            self.initial["milestones"] = "\n".join(
                f"{one.on:%d/%m/%Y} : {in_french(_whole(one.number))}" for one in steps
            )
        for name, value in proposed(self.instance).items():
            hint = f"D’après le libellé : {said(name, value)}."
            self.fields[name].help_text = f"{hint} {self.fields[name].help_text}".strip()

    def clean(self) -> dict[str, Any]:
        """What is left empty keeps its usual value."""
        values = super().clean() or self.cleaned_data
        for name in USUAL:
            if values.get(name) is None and name not in self.errors:
                values[name] = USUAL[name]
        source = indicator_sources.named(values.get("computed_by") or "")
        if source is not None:
            values |= {"kind": source.kind, "unit": source.unit, "source_state": SourceState.KNOWN}
        return values

    @property
    def parts(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in PARTS]

    def clean_milestones(self) -> list[Point]:
        steps: dict[date, float] = {}
        for number, line in enumerate(self.cleaned_data["milestones"].splitlines(), 1):
            if line.strip():
                on, value = _milestone(line.strip(), number)
                steps[on] = value
        return sorted(steps.items())


def _milestone(line: str, number: int) -> Point:
    found = _MILESTONE.fullmatch(line)
    example = "écrivez « 31/12/2026 : 40 »."
    if found is None:
        raise ValidationError(f"Ligne {number} : {example}")
    try:
        on = datetime.strptime("/".join(found.group(1, 2, 3)), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day
    except ValueError:
        raise ValidationError(f"Ligne {number} : « {line} » ne porte pas une date ; {example}") from None
    if not EARLIEST <= on <= LATEST:
        raise ValidationError(f"Ligne {number} : cette date est hors du possible.")
    try:
        figure = read_figure(found[4], kind="number", unit="%")
    except ValueError as refused:
        raise ValidationError(f"Ligne {number} : {refused}") from None
    if figure is None or figure.number is None or abs(figure.number) >= LARGEST:
        raise ValidationError(f"Ligne {number} : il manque le nombre attendu.")
    return on, figure.number
