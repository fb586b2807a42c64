"""What people type about bodies."""

from typing import Any

from django import forms

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm
from reciproque.governance.models import Body


class BodyForm(EditForm):
    class Meta:
        model = Body
        fields = ["name", "scope", "meetings_per_year", "composition", "role"]
        widgets = {
            "name": forms.TextInput,
            "scope": forms.TextInput,
            "composition": forms.Textarea(attrs={"rows": 3}),
            "role": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"scope": "Le pilier ou le plan dont elle s’occupe, s’il y en a un."}

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
