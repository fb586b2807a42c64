"""Lists of indicators, and the indicators in them."""

from typing import Any

from django import forms

from reciproque.accounts.access import contract_ids, is_administrator
from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.inputs import EditForm, LongSelect
from reciproque.monitoring.forms.definitions import IndicatorForm
from reciproque.monitoring.models import Library, Standard
from reciproque.monitoring.models.describing import DESCRIBED


class LibraryForm(EditForm):
    class Meta:
        model = Library
        fields = ["name", "publisher", "about", "contract"]
        widgets = {
            "name": forms.TextInput,
            "publisher": forms.TextInput,
            "about": forms.Textarea(attrs={"rows": 4}),
            "contract": LongSelect,
        }
        help_texts = {
            "publisher": "La métropole, le ministère, le réseau qui tient cette liste.",
            "about": "À qui elle sert, d’où viennent les définitions.",
            "contract": "L’équipe de ce contrat la modifie et la publie.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["contract"]
        rows = Contract.objects.filter(archived_at=None)
        if is_administrator(user):
            kept.queryset = rows
            kept.empty_label = "la plateforme"
        else:
            kept.queryset = rows.filter(pk__in=contract_ids(user, [Role.TEAM]))
            kept.required = True


class StandardForm(EditForm):
    """A common indicator: what is counted and how, the same for all."""

    class Meta:
        model = Standard
        fields = ["code", *DESCRIBED, "source"]
        widgets = {
            name: widget
            for name, widget in IndicatorForm.Meta.widgets.items()
            if name in DESCRIBED or name == "source"
        }
        help_texts = {
            name: said for name, said in IndicatorForm.Meta.help_texts.items() if name in DESCRIBED
        } | {
            "code": "Court et stable : il dit que deux contrats suivent le même indicateur.",
            "source": "Où chaque contrat trouve ses valeurs.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = True
