"""What people type about annual reports: modalities, parts, councils, opinions, answers, debates, approval."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.evaluation.choices import CouncilKind, OpinionKind
from reciproque.evaluation.models import AnnualReport, Consultation, Council, Debate, Remark, ReportPart
from reciproque.evaluation.queries.annual import assemblies_of, campaigns_for, councils_possible
from reciproque.evaluation.rules.annual import Facts, deadline_after, said
from reciproque.governance.models import Body
from reciproque.organisations.models import Organisation

LONGEST_PART = 60_000
"""Characters of a part of the report: some twenty pages."""


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StartForm(HouseForm):
    year = forms.IntegerField(label="Année du rapport", min_value=2015, max_value=2099)


class CampaignForm(EditForm):
    class Meta:
        model = AnnualReport
        fields = ["campaign"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = campaigns_for(self.instance.contract, self.instance.year)
        campaigns.empty_label = "aucune"


class ModalitiesForm(EditForm):
    class Meta:
        model = AnnualReport
        fields = ["modalities_on", "modalities_number", "months", "modalities"]
        widgets = {
            "modalities_on": _day(),
            "months": forms.NumberInput(attrs={"min": 1, "max": 12}),
            "modalities": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "months": "Un mois au moins. Passé ce délai, le silence d’un conseil vaut avis favorable.",
            "modalities": "Qui est consulté, sous quelle forme, qui présente le projet.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modalities_on"].required = True


class PartForm(EditForm):
    class Meta:
        model = ReportPart
        fields: ClassVar[list[str]] = []

    text = forms.CharField(
        label="Texte",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Une ligne vide sépare deux paragraphes. Une ligne qui commence par « - » devient un élément de "
        "liste.",
    )
    text.longest = LONGEST_PART  # type: ignore[attr-defined]  # our own mark, read by the template

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = self.instance.text


class WaiveForm(HouseForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label="Pourquoi cette partie est-elle sans objet ?")


class CorrectForm(HouseForm):
    reason = forms.CharField(label="Pourquoi corriger le projet ?", widget=forms.Textarea(attrs={"rows": 3}))


class AddCouncilForm(HouseForm):
    kind = forms.ChoiceField(label="Nature", choices=CouncilKind.choices)
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label="Organisme de l’annuaire",
        required=False,
        empty_label="aucun",
        help_text="Une commune pour un conseil municipal ; un conseil citoyen s’il est dans l’annuaire.",
    )
    body = forms.ModelChoiceField(
        queryset=Body.objects.none(),
        label="Ou instance du contrat",
        required=False,
        empty_label="aucune",
        help_text="Un conseil citoyen qui figure parmi les instances.",
    )
    name = forms.CharField(label="Nom à écrire", required=False, help_text="Vide : le nom de l’organisme.")
    person = forms.CharField(label="Personne à qui écrire", required=False)
    email = forms.EmailField(label="Adresse électronique", required=False)

    def __init__(self, *args: Any, report: AnnualReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations: Any = self.fields["organisation"]
        bodies: Any = self.fields["body"]
        organisations.queryset, bodies.queryset = councils_possible(report)


class CouncilForm(EditForm):
    class Meta:
        model = Council
        fields = ["name", "person", "email"]
        widgets = {"name": forms.TextInput, "person": forms.TextInput}


class SendForm(HouseForm):
    """Which councils, how, and until when."""

    MAIL, PAPER = "mail", "paper"
    councils = forms.ModelMultipleChoiceField(
        queryset=Council.objects.none(), label="Conseils", widget=forms.CheckboxSelectMultiple, required=True
    )
    way = forms.ChoiceField(
        label="Envoi",
        choices=[
            (MAIL, "par courriel, aujourd’hui, avec un lien personnel"),
            (PAPER, "sur papier, à noter ici"),
        ],
        widget=forms.RadioSelect,
        initial=MAIL,
    )
    sent_on = forms.DateField(
        label="Envoyé le", required=False, widget=_day(), help_text="Seulement pour un envoi sur papier."
    )
    deadline_on = forms.DateField(label="Avis attendu jusqu’au", required=False, widget=_day())

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils: Any = self.fields["councils"]
        waiting = [one.pk for one in facts.councils if one.pk not in facts.present]
        councils.queryset = Council.objects.filter(pk__in=waiting)
        councils.label_from_instance = lambda one: f"{one} – {one.email or 'pas d’adresse électronique'}"
        earliest = deadline_after(facts.today, facts.report.months)
        self.fields["deadline_on"].help_text = (
            f"Vide : le plus tôt que la loi et vos modalités permettent (le {said(earliest)} pour un envoi "
            "aujourd’hui)."
        )
        self.initial.setdefault(
            "councils", [one.pk for one in facts.councils if one.pk in waiting and one.email]
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("way") == self.PAPER and not told.get("sent_on") and "sent_on" not in self.errors:
            self.add_error("sent_on", "Notez le jour de l’envoi.")
        return told


class OpinionForm(EditForm):
    opinion = forms.ChoiceField(label="Avis", choices=OpinionKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="Délibération ou contribution",
        required=False,
        help_text="Un fichier, annexé au rapport. Vide : la pièce déjà jointe reste.",
    )

    class Meta:
        model = Consultation
        fields = ["opinion", "given_on", "number", "text"]
        widgets = {"given_on": _day(), "text": forms.Textarea(attrs={"rows": 8})}
        labels = {"text": "Texte de l’avis et observations"}
        help_texts = {"number": "Pour un conseil municipal."}

    field_order = ["opinion", "given_on", "number", "text", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].required = True
        self.initial["opinion"] = self.instance.opinion or self.initial.get("opinion", "")
        self.initial.pop("file", None)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, the upload left out."""
        return {name: value for name, value in self.values.items() if name != "file"}


class RemarkForm(EditForm):
    class Meta:
        model = Remark
        fields = ["wording", "answer"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 4}),
        }


class AddRemarkForm(HouseForm):
    wording = forms.CharField(label="Observation", widget=forms.Textarea(attrs={"rows": 3}))


class DebateForm(EditForm):
    class Meta:
        model = Debate
        fields = ["organisation", "held_on", "number", "notes"]
        widgets = {"held_on": _day(), "notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assemblies: Any = self.fields["organisation"]
        assemblies.queryset = assemblies_of(contract)
        assemblies.label = "Assemblée de"
        assemblies.empty_label = "choisir"


class ApproveForm(EditForm):
    class Meta:
        model = AnnualReport
        fields = ["approved_on", "approval_number", "follow_up"]
        widgets = {"approved_on": _day(), "follow_up": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "follow_up": "En général : chaque observation a déjà sa réponse. Vide s’il n’y a rien à ajouter."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_on"].required = True
        self.fields["approval_number"].required = True


def likely_year(today: date) -> int:
    """The report of last year is the one that is written."""
    return today.year - 1
