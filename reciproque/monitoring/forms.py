"""What people type about an indicator: the workshop that turns a wording into a definition."""

from typing import Any

from django import forms

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm
from reciproque.monitoring.exports import proposed
from reciproque.monitoring.models import Indicator


class IndicatorForm(EditForm):
    class Meta:
        model = Indicator
        fields = ["wording", "node", "kind", "unit", "direction", "counts_people", "source_state", "source"]
        widgets = {"wording": forms.Textarea(attrs={"rows": 3}), "source": forms.TextInput}
        help_texts = {
            "unit": "Personnes, séances, euros, %…",
            "counts_people": "Si oui, femmes et hommes seront comptés à part.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes: Any = self.fields["node"]
        nodes.queryset = contract.nodes.filter(archived_at=None)
        nodes.empty_label = "aucun"
        if self.instance.pk:
            self.initial.update(proposed(self.instance))
