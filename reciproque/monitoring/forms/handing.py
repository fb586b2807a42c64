"""Who leaves, and who takes over what she fed."""

from typing import Any

from django import forms

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.inputs import HouseForm, LongSelect
from reciproque.monitoring.forms.fields import PersonField
from reciproque.monitoring.queries import people_feeding, people_named


class _GiverField(forms.ModelChoiceField):
    widget = LongSelect

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.fed_count} indicateur{'s' if obj.fed_count > 1 else ''})"


class HandingForm(HouseForm):
    giver = _GiverField(User.objects.none(), label="Qui part")
    taker = PersonField(
        User.objects.none(),
        label="Qui reprend",
        help_text="Une personne qui a un rôle dans le contrat, sous le nom de son organisme.",
    )
    sheets = forms.BooleanField(
        label="Ses demandes de valeurs en cours aussi",
        required=False,
        initial=True,
        help_text="Les grilles qu’elle n’a pas encore transmises lui sont retirées et demandées à l’autre personne.",
    )

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        giver: Any = self.fields["giver"]
        taker: Any = self.fields["taker"]
        giver.queryset, taker.queryset = people_named(contract), people_feeding(contract)
