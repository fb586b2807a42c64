"""What people type about evaluation questions and criteria."""

from typing import Any

from django import forms

from reciproque.core.inputs import EditForm, HouseForm
from reciproque.evaluation.choices import VerdictValue
from reciproque.evaluation.models import Criterion, EvaluationQuestion
from reciproque.evaluation.rules.judging import read_sources, write_sources


class WordingForm(HouseForm):
    """A new question or criterion: its words alone."""

    wording = forms.CharField(label="Libellé", widget=forms.Textarea(attrs={"rows": 2}))


class EvaluationQuestionForm(EditForm):
    class Meta:
        model = EvaluationQuestion
        fields = ["wording", "conclusion"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 2}),
            "conclusion": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {"conclusion": "Ce que l’évaluation répond, une fois les critères jugés."}


class CriterionForm(EditForm):
    things = forms.MultipleChoiceField(
        label="Sources dans le contrat",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les fiches validées et les indicateurs sur lesquels le jugement repose.",
    )
    words = forms.CharField(
        label="Autres sources",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Une par ligne : une enquête, un rapport, des entretiens.",
    )

    class Meta:
        model = Criterion
        fields = ["wording", "judgement", "reasons"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 2}),
            "judgement": forms.RadioSelect,
            "reasons": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, offered: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["judgement"].choices = [("", "pas encore jugé"), *VerdictValue.choices]
        fields["judgement"].required = False
        things, words = read_sources(self.instance.sources)
        now = [f"{label}:{key}" for label, key in things]
        titles = dict(row for _group, rows in offered for row in rows)
        chosen = [(one, titles.get(one, "source déjà choisie")) for one in now]
        others = [(group, [row for row in rows if row[0] not in now]) for group, rows in offered]
        groups = [("Déjà choisies", chosen), *others]
        fields["things"].choices = [(group, rows) for group, rows in groups if rows]
        self.initial["things"], self.initial["words"] = now, "\n".join(words)

    @property
    def said(self) -> dict[str, Any]:
        """What `edit_criterion` takes."""
        values = dict(self.values)
        return values | {"sources": write_sources(values.pop("things"), values.pop("words"))}
