"""What people type about validation sessions: when and where, who was there, what was said."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reciproque.core.inputs import EditForm, HouseForm
from reciproque.core.text import key_in
from reciproque.evaluation.choices import Presence
from reciproque.evaluation.models import Campaign, ValidationSession
from reciproque.evaluation.queries.sessions import groups_in
from reciproque.evaluation.rules.sessions import Attended, read_attendance

MOMENT = "%Y-%m-%dT%H:%M"


def _moment_field(label: str, *, required: bool) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, required=required, widget=widget, input_formats=[MOMENT])


class SessionForm(EditForm):
    """A session; `pillars` proposes the agenda of a new one: all the sheets of these branches."""

    starts_at = _moment_field("Début", required=True)
    ends_at = _moment_field("Fin", required=False)
    pillars = forms.TypedMultipleChoiceField(
        label="Fiches à l’ordre du jour",
        help_text="Toutes les fiches de ces axes ; vous pourrez en retirer ou en ajouter ensuite.",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ValidationSession
        fields = ["title", "starts_at", "ends_at", "place"]
        widgets = {"title": forms.TextInput, "place": forms.TextInput}
        help_texts = {"title": "L’axe ou le thème, par exemple « Emploi et insertion »."}

    field_order = ["title", "starts_at", "ends_at", "place", "pillars"]

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_in(campaign)
        if self.instance.pk or not groups:
            del self.fields["pillars"]
        else:
            pillars: Any = self.fields["pillars"]
            pillars.choices = groups

    @property
    def pillar_keys(self) -> set[int]:
        return set(self.cleaned_data.get("pillars") or ())

    @property
    def own_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "starts_at", "ends_at", "place")}


class NotesForm(EditForm):
    class Meta:
        model = ValidationSession
        fields = ["notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "notes": "Ce qui s’est dit au-delà des fiches. Jamais le nom d’un habitant ou d’une habitante."
        }


class ConveningForm(HouseForm):
    people = forms.TypedMultipleChoiceField(
        label="Qui convoquer", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    message = forms.CharField(
        label="Un mot de votre part", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, proposed: Sequence[Any], others: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(one.pk, one.name) for one in [*proposed, *others]]
        self.initial["people"] = [one.pk for one in proposed]


class AttendanceForm(HouseForm):
    """One list: what stands there, then whom the agenda lets expect, then lines that are typed.

    `rows` are `Attended`: each keeps its body and person, its presence is chosen; "" leaves the line out.
    """

    others = forms.CharField(
        label="Autres présents",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "Une ligne chacun, un organisme ou une personne et sa fonction : « Conseil citoyen, coprésidente ». "
            "Terminez par « – excusé » ou « – absent » s’il y a lieu."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: Sequence[Attended], version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.initial["version"] = version
        for number, row in enumerate(rows):
            self.fields[f"who-{number}"] = forms.ChoiceField(
                label=row.said,
                choices=[("", "hors liste"), *Presence.choices],
                required=False,
                initial=row.presence,
                widget=forms.RadioSelect,
            )
            if row.organisation is not None and row.person is None:
                self.fields[f"name-{number}"] = forms.CharField(
                    label=f"Qui représente {row.organisation}", required=False, initial=row.name
                )

    @property
    def lines(self) -> list[tuple[Attended, Any, Any]]:
        """Each line with its fields, for the page: (row, presence, name or None)."""
        named = [f"name-{number}" for number in range(len(self.rows))]
        return [
            (row, self[f"who-{number}"], self[name] if name in self.fields else None)
            for number, (row, name) in enumerate(zip(self.rows, named, strict=True))
        ]

    @property
    def seen(self) -> int | None:
        return self.cleaned_data.get("version")

    def show_elsewhere(self, current: ValidationSession) -> None:
        """Somebody else kept a list meanwhile: the page shows it, and what was typed here can be kept over it."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(current.version)
        self.data = data

    @property
    def attended(self) -> list[Attended]:
        """The whole list as it was filled in."""
        kept = []
        for number, row in enumerate(self.rows):
            presence = self.cleaned_data.get(f"who-{number}", "")
            name = self.cleaned_data.get(f"name-{number}", row.name)
            if presence:
                kept.append(Attended(presence, row.organisation, row.person, name))
        return kept + read_attendance(self.cleaned_data.get("others", ""))


def keys_in(values: Sequence[str]) -> list[int]:
    """The keys of rows among what a page sent, in its order."""
    return [key for key in map(key_in, values) if key is not None]
