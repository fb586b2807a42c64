"""What people type about commitments."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, LongSelect
from reciproque.framework.queries import bodies_of
from reciproque.partners.models import Commitment


class CommitmentForm(EditForm):
    class Meta:
        model = Commitment
        fields = ["wording", "organisation", "party", "node", "text", "due_on"]
        help_texts = {
            "party": "Surtout si elle n’est pas dans la liste : l’État, les bailleurs, tous les signataires…"
        }
        widgets = {
            "party": forms.TextInput,
            "wording": forms.Textarea(attrs={"rows": 3}),
            "node": LongSelect,
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = self.instance
        live = Q(archived_at=None, tree__archived_at=None)
        lists: dict[str, Any] = {
            "organisation": bodies_of(contract, Q(pk=now.organisation_id)),
            "node": contract.nodes.filter(live | Q(pk=now.node_id)),
            "text": contract.texts.filter(Q(archived_at=None) | Q(pk=now.text_id)),
        }
        for name, rows in lists.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # this kind of field has it
            self.fields[name].empty_label = "non précisé"  # type: ignore[attr-defined]  # this kind of field has it
