"""What the team types about a round: its settings, its questions, whom it asks."""

from typing import Any

from django import forms

from reciproque.accounts.models import User
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.enquiries.models import Question, Round


class RoundForm(EditForm):
    class Meta:
        model = Round
        fields = ["title", "introduction", "opens_on", "due_on", "closes_on", "reminder_days", "needs_check"]
        help_texts = {
            "introduction": "Ces mots ouvrent le courriel et la fiche : qui demande, pour quoi faire, à qui répondre.",
            "opens_on": "Laissez vide pour ouvrir quand vous voulez.",
            "closes_on": "Après ce jour, les liens montrent les réponses et n’en prennent plus.",
            "reminder_days": "En jours autour de la date : « -14 -3 1 8 » rappelle deux semaines et trois jours avant, "
            "un et huit jours après. Jamais plus d’un rappel par jour et par personne.",
            "needs_check": "La fiche passe par un responsable de l’organisme, qui l’approuve ou la renvoie.",
        }
        widgets = {
            "title": forms.TextInput,
            "introduction": forms.Textarea(attrs={"rows": 5}),
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("opens_on", "due_on", "closes_on")
            },
        }


class NewRoundForm(RoundForm):
    """A round of the team itself; its questions may be those of an earlier one."""

    copy_of = forms.ModelChoiceField(
        Round.objects.none(),
        label="Reprendre les questions de",
        required=False,
        empty_label="partir d’une page blanche",
    )

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].queryset = earlier  # type: ignore[attr-defined]  # this kind of field has it


class QuestionForm(EditForm):
    class Meta:
        model = Question
        fields = ["wording", "kind", "options", "section", "hint", "unit", "required", "carries_over"]
        help_texts = {
            "options": "Un choix par ligne. Pour les questions à choix seulement.",
            "section": "Un titre au-dessus de la question ; le même pour toutes celles qui vont ensemble.",
            "unit": "Pour un nombre : « personnes », « heures », « % ».",
            "carries_over": "La fiche suivante commence par la réponse de celle-ci.",
        }
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 2}),
            "options": forms.Textarea(attrs={"rows": 4}),
            "section": forms.TextInput,
            "hint": forms.TextInput,
        }


class PeopleForm(HouseForm):
    """Whom to ask: persons of the contract, and a list pasted from a spreadsheet."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Personnes du contrat",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pasted = forms.CharField(
        label="Liste collée d’un tableur",
        required=False,
        help_text="Une personne par ligne : adresse électronique, nom, organisme. Tabulations, points-virgules ou "
        "virgules entre les colonnes ; l’ordre est reconnu.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = people
        field.label_from_instance = labelled


def labelled(person: Any) -> str:
    """Name, body, address: what tells two people of one name apart."""
    parts = [str(person), str(person.organisation or ""), person.email if person.name else ""]
    return ", ".join(part for part in parts if part)


class SheetForm(HouseForm):
    """What the team changes about one sheet: each button of the page reads what it needs."""

    email = forms.CharField(required=False, max_length=254)
    name = forms.CharField(required=False, max_length=200)
    checker = forms.CharField(required=False, max_length=254)
    reason = forms.CharField(required=False)
    day = forms.DateField(required=False)
    tell = forms.BooleanField(required=False)


class TransferForm(HouseForm):
    """Whose sheets go to whom, when somebody leaves."""

    whose = forms.ModelChoiceField(User.objects.none(), label="Les fiches de", empty_label="choisir")
    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Vont à",
        required=False,
        empty_label="une personne qui n’est pas dans la liste",
    )
    email = forms.EmailField(
        label="Son adresse électronique", required=False, help_text="Si elle n’est pas dans la liste."
    )
    name = forms.CharField(label="Son nom", required=False, max_length=200)
    note = forms.CharField(
        label="Mot pour le suivi",
        required=False,
        max_length=300,
        help_text="« Partie en congé », « nouveau poste »…",
    )

    def __init__(self, *args: Any, whose: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, rows in (("whose", whose), ("to", people)):
            chosen: Any = self.fields[field]
            chosen.queryset = rows
            chosen.label_from_instance = labelled

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("to") and not said.get("email") and not self.errors:
            self.add_error("to", "Choisissez une personne, ou donnez son adresse.")
        return said
