"""What people type about commitments."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm
from reciproque.organisations.queries import active_organisations
from reciproque.partners.models import Commitment


class CommitmentForm(EditForm):
    class Meta:
        model = Commitment
        fields = ["wording", "organisation", "node", "text", "due_on"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Q(signatures__text__contract=contract) | Q(pk=self.instance.organisation_id)
        lists: dict[str, Any] = {
            "organisation": active_organisations().filter(own).distinct(),
            "node": contract.nodes.filter(archived_at=None),
            "text": contract.texts.filter(archived_at=None),
        }
        for name, rows in lists.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = "non précisé"  # type: ignore[attr-defined]
