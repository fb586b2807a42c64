"""What a session decides, as it is typed."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reciproque.core.inputs import HouseForm, LongSelect
from reciproque.core.text import key_in
from reciproque.evaluation.choices import ProposalKind
from reciproque.evaluation.rules.proposals import INDICATOR, NODE, ON_INDICATOR, target_label
from reciproque.framework.choices import Engagement
from reciproque.organisations.queries import active_organisations, for_listing


class DecisionForm(HouseForm):
    """A decision on an objective and its indicators; one on nothing (`other`) has an owner and a deadline."""

    kind = forms.ChoiceField(label="Décision", choices=ProposalKind.choices)
    indicator = forms.ChoiceField(
        label="Indicateur concerné", required=False, help_text="Pour reformuler ou retirer un indicateur."
    )
    after = forms.CharField(
        label="Nouvelle rédaction",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le nouvel intitulé, l’indicateur à ajouter, ou ce qui est décidé.",
    )
    engagement = forms.ChoiceField(
        label="Nouveau niveau d’engagement", required=False, choices=[("", "—"), *Engagement.choices]
    )
    reason = forms.CharField(label="Raison", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ModelChoiceField(
        queryset=active_organisations().none(), label="Qui s’en charge", required=False, widget=LongSelect
    )
    due_on = forms.DateField(
        label="Échéance", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, node: Any | None, indicators: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.node = node
        fields: Any = self.fields
        fields["owner"].queryset = for_listing(active_organisations())
        fields["indicator"].choices = [("", "—"), *((str(one.pk), one.wording) for one in indicators)]
        if node is None:
            fields["kind"].choices = [(ProposalKind.OTHER.value, ProposalKind.OTHER.label)]
            del fields["indicator"], fields["engagement"]
        elif not indicators:
            gone = {str(kind) for kind in ON_INDICATOR}
            fields["kind"].choices = [one for one in ProposalKind.choices if one[0] not in gone]
            del fields["indicator"]

    @property
    def values(self) -> dict[str, Any]:
        """As `actions.proposals.decide` takes them."""
        told = self.cleaned_data
        kind, label = told["kind"], target_label(told["kind"])
        key = key_in(told.get("indicator", "")) if label == INDICATOR else None
        if label == NODE and self.node is not None:
            key = self.node.pk
        after = told.get("engagement", "") if kind == ProposalKind.SET_ENGAGEMENT else told["after"]
        return {
            "kind": kind,
            "target_key": key,
            "after": after,
            "reason": told["reason"],
            "owner": told["owner"],
            "due_on": told["due_on"],
        }
