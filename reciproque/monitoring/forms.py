"""What people type about an indicator: the workshop that turns a wording into a definition."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, LongSelect
from reciproque.monitoring.exports import proposed, said
from reciproque.monitoring.models import Indicator


class IndicatorForm(EditForm):
    class Meta:
        model = Indicator
        fields = ["wording", "node", "kind", "unit", "direction", "counts_people", "source_state", "source"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "node": LongSelect,
            "source": forms.TextInput,
        }
        help_texts = {
            "unit": "Personnes, séances, euros, %…",
            "counts_people": "Si oui, femmes et hommes seront comptés à part.",
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes: Any = self.fields["node"]
        live = Q(archived_at=None, tree__archived_at=None)
        nodes.queryset = contract.nodes.filter(live | Q(pk=self.instance.node_id))
        nodes.empty_label = "aucun"
        for name, value in proposed(self.instance).items():
            hint = f"D’après le libellé : {said(name, value)}."
            self.fields[name].help_text = f"{hint} {self.fields[name].help_text}".strip()
