"""What people type to prepare a campaign: few decisions, each with its usual answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.enquiries.models import Round
from reciproque.evaluation.choices import SheetsOn
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.rules.scope import Offer

DAY = {"type": "date"}
WAYS = {
    SheetsOn.LEAVES: "les objectifs du dernier niveau",
    SheetsOn.ACTIONS: "les chantiers",
    SheetsOn.CHOSEN: "les objectifs choisis ci-dessous",
}


PARTS = [
    ("La campagne", ("kind", "title", "starts_on", "ends_on", "previous", "same_questions"), False),
    ("Les fiches", ("way", "due_on", "closes_on", "introduction"), False),
    ("Relecture et relances", ("needs_check", "reminder_days"), False),
    ("Périmètre : tout le contrat, sauf choix ici", ("trees", "pillars", "texts", "neighbourhoods"), True),
]


def way_of(sheets_on: str, level: str) -> str:
    return f"{sheets_on}:{level}"


def _said(offer: Offer) -> str:
    """« objectif prioritaire : 10 fiches, 25 résultats attendus »."""
    name = f"niveau « {offer.level} »" if offer.level else WAYS[SheetsOn(offer.sheets_on)]
    results = f", {_many(offer.results, 'résultat attendu', 'résultats attendus')}" if offer.results else ""
    return f"{name} : {_many(offer.sheets, 'fiche', 'fiches')}{results}"


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


class CampaignForm(EditForm):
    """A campaign and its round on one page. `offered`: what the framework can be asked about."""

    template_name = "evaluation/_campaign_fields.html"

    way = forms.ChoiceField(label="Une fiche pour")
    due_on = forms.DateField(label="Fiches à rendre le", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    closes_on = forms.DateField(
        label="Dernier jour des réponses",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text="Les fiches en retard sont encore prises jusque-là.",
    )
    same_questions = forms.BooleanField(
        label="Reprendre les questions de la campagne précédente",
        required=False,
        initial=True,
        help_text="Sinon, les douze questions types. Vous les modifiez avant l’envoi.",
    )
    introduction = forms.CharField(
        label="Message aux pilotes",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Il ouvre le courriel et la fiche. Deux phrases suffisent.",
    )
    needs_check = forms.BooleanField(
        label="Relecture par un responsable de l’organisme avant que la fiche soit rendue", required=False
    )
    reminder_days = forms.CharField(
        label="Jours de relance",
        required=False,
        help_text="En jours autour de la date de rendu : -14, deux semaines avant ; 8, huit jours après. "
        "Vide : aucune relance.",
    )

    class Meta:
        model = Campaign
        fields = [
            "kind",
            "title",
            "starts_on",
            "ends_on",
            "previous",
            "trees",
            "pillars",
            "texts",
            "neighbourhoods",
        ]
        widgets = {
            "title": forms.TextInput,
            "starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "trees": forms.CheckboxSelectMultiple,
            "texts": forms.CheckboxSelectMultiple,
            "neighbourhoods": forms.CheckboxSelectMultiple,
            "pillars": forms.SelectMultiple(attrs={"size": 10}),
        }
        labels = {"starts_on": "Période évaluée : du", "ends_on": "au", "pillars": "Branches ou objectifs"}
        help_texts = {
            "title": "Tel qu’il sera lu par les pilotes et sur le rapport.",
            "previous": "Ses réponses sont rappelées sur les nouvelles fiches.",
            "pillars": "Aucun choix : tous. Plusieurs choix possibles, en tenant la touche Ctrl.",
        }

    field_order = [
        "kind", "title", "starts_on", "ends_on", "due_on", "closes_on", "way", "previous", "same_questions",
        "introduction", "needs_check", "reminder_days", "trees", "pillars", "texts", "neighbourhoods",
    ]  # fmt: skip
    scope_names = ("trees", "pillars", "texts", "neighbourhoods")

    def __init__(self, *args: Any, contract: Contract, offered: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        own = self.instance.pk
        live = contract.nodes.filter(archived_at=None, tree__archived_at=None)
        fields["trees"].queryset = contract.trees.filter(archived_at=None)
        fields["pillars"].queryset = live.order_by("tree__position", "position", "pk")
        fields["texts"].queryset = contract.texts.filter(archived_at=None)
        fields["neighbourhoods"].queryset = contract.neighbourhoods.order_by("sort_key")
        fields["previous"].queryset = Campaign.objects.filter(contract=contract).exclude(pk=own)
        fields["previous"].empty_label = "aucune"
        chosen = (way_of(SheetsOn.CHOSEN, ""), WAYS[SheetsOn.CHOSEN])
        fields["way"].choices = [(way_of(o.sheets_on, o.level), _said(o)) for o in offered] + [chosen]
        if own:
            self._begin_from(self.instance, self.instance.round)
        elif "sheets_on" in self.initial:
            self.initial["way"] = way_of(self.initial["sheets_on"], self.initial.get("level", ""))
        if not fields["previous"].queryset.exists():
            for name in ("previous", "same_questions"):
                del fields[name]
        elif own:
            del fields["same_questions"]

    def _begin_from(self, campaign: Campaign, round_: Round) -> None:
        now = way_of(campaign.sheets_on, campaign.level)
        ways: Any = self.fields["way"]
        if now not in dict(ways.choices):
            ways.choices = [(now, campaign.level or WAYS[SheetsOn(campaign.sheets_on)]), *ways.choices]
        self.initial["way"] = now
        for name in ("due_on", "closes_on", "introduction", "needs_check", "reminder_days"):
            self.initial[name] = getattr(round_, name)

    def clean_way(self) -> dict[str, str]:
        sheets_on, _colon, level = self.cleaned_data["way"].partition(":")
        return {"sheets_on": sheets_on, "level": level}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = data.get("way", {}).get("sheets_on") == SheetsOn.CHOSEN
        if chosen and not data.get("pillars"):
            self.add_error("pillars", ValidationError("Choisissez au moins un objectif."))
        return data

    @property
    def parts(self) -> list[tuple[str, list[Any], bool]]:
        """The fields by what one decides together, and whether the part is folded."""
        return [
            (title, [self[name] for name in names if name in self.fields], folded)
            for title, names, folded in PARTS
        ]

    @property
    def new(self) -> dict[str, Any]:
        """What `prepare_campaign` takes."""
        said = dict(self.values)
        scope = {name: said.pop(name) for name in self.scope_names}
        said |= said.pop("way")
        return said | {"scope": scope, "previous": said.get("previous")}

    @property
    def changed(self) -> dict[str, Any]:
        """What `edit_campaign` takes."""
        said = dict(self.values)
        said |= said.pop("way")
        return said


class SentCampaignForm(EditForm):
    """What still changes once the sheets have left."""

    due_on = forms.DateField(label="Fiches à rendre le", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    closes_on = forms.DateField(
        label="Dernier jour des réponses", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    reminder_days = forms.CharField(label="Jours de relance", required=False)

    class Meta:
        model = Campaign
        fields = ["title", "starts_on", "ends_on"]
        widgets = {
            "title": forms.TextInput,
            "starts_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("due_on", "closes_on", "reminder_days"):
            self.initial[name] = getattr(self.instance.round, name)


class PresentForm(HouseForm):
    on = forms.DateField(
        label="Date du comité de pilotage",
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text="Vide : pas encore fixée.",
    )
