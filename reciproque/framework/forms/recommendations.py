"""What people type about recommendations."""

from typing import Any

from django import forms
from django.db.models import Q

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm
from reciproque.framework.models import Recommendation
from reciproque.framework.queries import bodies_of

DAY = {"type": "date"}


class RecommendationForm(EditForm):
    class Meta:
        model = Recommendation
        fields = [
            "origin", "given_on", "finding", "wording", "state", "answer", "reason", "owner", "due_on", "nodes",
        ]  # fmt: skip
        help_texts = {
            "origin": "Par exemple « Évaluation finale 2015-2022 » ou « Chambre régionale des comptes, 2021 ».",
            "reason": "Si elle n’est pas suivie, ou pas entièrement.",
        }
        widgets = {
            "origin": forms.TextInput,
            "finding": forms.Textarea(attrs={"rows": 3}),
            "wording": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 2}),
            "given_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "due_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "nodes": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = bodies_of(contract, Q(pk=self.instance.owner_id))
        owner.empty_label = "personne pour le moment"
        nodes: Any = self.fields["nodes"]
        live = contract.nodes.filter(archived_at=None, tree__archived_at=None)
        own = contract.nodes.filter(recommendations=self.instance.pk) if self.instance.pk else live.none()
        kept = Q(pk__in=live.values("pk")) | Q(pk__in=own.values("pk"))
        nodes.queryset = contract.nodes.filter(kept).order_by("tree__position", "position", "pk")
