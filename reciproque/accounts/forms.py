"""What people type to come in, about themselves, and to invite others."""

from typing import Any

from django import forms

from reciproque.accounts.choices import ROLES_OF_CONTRACT, Role
from reciproque.accounts.models import Membership, User
from reciproque.accounts.queries import organisation_named, organisation_names
from reciproque.accounts.rules.memberships import Grant, scope_choices
from reciproque.accounts.rules.passwords import GuessableValidator, obstacles_to_password
from reciproque.core import registers
from reciproque.core.inputs import EditForm, HouseForm
from reciproque.organisations.models import Organisation

PASSWORD_HINT = GuessableValidator().get_help_text()


def _password(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, help_text=hint)


def _email(
    label: str = "Adresse électronique", autocomplete: str = "username", hint: str = ""
) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": autocomplete})
    return forms.EmailField(label=label, max_length=254, widget=widget, help_text=hint)


class SignInForm(HouseForm):
    email = _email()
    password = _password("Mot de passe", "current-password")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class AddressForm(HouseForm):
    email = _email(autocomplete="email")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(HouseForm):
    code = forms.CharField(
        label="Code",
        max_length=30,
        help_text="Les six chiffres de votre application, ou l’un de vos codes de secours.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class FirstCodeForm(CodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Les six chiffres que l’application affiche maintenant."
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ChosenPasswordForm(HouseForm):
    """A new password, twice; its strength is said beside the field."""

    password = _password("Mot de passe", "new-password", PASSWORD_HINT)
    again = _password("Le même, encore une fois", "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "Les deux mots de passe diffèrent.")
        elif password:
            for reason in obstacles_to_password(password, self.user):
                self.add_error("password", reason)
        return cleaned


class AcceptForm(ChosenPasswordForm):
    name = forms.CharField(
        label="Nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "password", "again"]


class ChangePasswordForm(ChosenPasswordForm):
    """For who has one already: the present password first."""

    current = _password("Mot de passe actuel", "current-password")
    password = _password("Nouveau mot de passe", "new-password", PASSWORD_HINT)
    field_order = ["current", "password", "again"]


class ConfirmForm(HouseForm):
    """The password once more, before something that cannot be taken back lightly."""

    current = _password("Mot de passe actuel", "current-password")


class OrganisationField(forms.CharField):
    """A body by its name or short name, with those known proposed while typing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)
        self.widget.attrs.update({"list": "organismes", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        found = organisation_named(name)
        if found is None:
            raise forms.ValidationError(
                f"Aucun organisme ne s’appelle « {name} ». Choisissez-en un dans la liste, ou laissez vide."
            )
        return found


class WithBodies(forms.BaseForm):
    """For the template: the names that the field of the organisation proposes."""

    @property
    def organisation_names(self) -> list[str]:
        return organisation_names()


class PersonForm(WithBodies, EditForm):
    organisation = OrganisationField(label="Organisme")

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget = forms.TextInput(attrs={"autocomplete": "name"})
        self.initial["organisation"] = self.instance.organisation


class RoleForm(WithBodies, HouseForm):
    """A role in one contract, and what it is limited to."""

    role = forms.ChoiceField(label="Rôle")
    scope = forms.ChoiceField(
        label="Limité à",
        required=False,
        help_text="Un ou une pilote se limite à un objectif ; l’équipe projet voit tout le contrat.",
    )
    organisation = OrganisationField(label="Au nom de", help_text="L’organisme que la personne représente.")

    def __init__(self, *args: Any, contract: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # this kind of field has it
            (role.value, role.label) for role in ROLES_OF_CONTRACT
        ]
        [(_word, whole), *groups] = scope_choices(contract)
        self.fields["scope"].choices = [*whole, *groups]  # type: ignore[attr-defined]  # this kind of field has it

    @classmethod
    def initial_of(cls, membership: Membership) -> dict[str, Any]:
        return {
            "role": membership.role,
            "scope": f"{membership.scope_kind}:{membership.scope_id}",
            "organisation": membership.organisation,
        }

    def grant(self) -> Grant:
        kind, _colon, key = (self.cleaned_data["scope"] or f"contract:{self.contract}").partition(":")
        return Grant(
            self.cleaned_data["role"], kind, int(key), self.contract, self.cleaned_data["organisation"]
        )


class InviteForm(RoleForm):
    email = _email(autocomplete="off")
    name = forms.CharField(
        label="Nom", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ["email", "name", "role", "scope", "organisation"]


class PlatformInviteForm(HouseForm):
    """Somebody who administers or observes the whole platform."""

    email = _email(autocomplete="off")
    name = forms.CharField(
        label="Nom", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label="Rôle", choices=[(role.value, role.label) for role in (Role.OBSERVER, Role.ADMINISTRATOR)]
    )

    def grant(self) -> Grant:
        return Grant.everywhere(self.cleaned_data["role"])


class JournalSearch(HouseForm):
    """Which acts, of whom, on which days."""

    act = forms.ChoiceField(label="Acte", required=False)
    person = forms.CharField(label="Personne", required=False, max_length=120)
    since = forms.DateField(label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((act.sentence, act.key) for act in registers.acts)
        self.fields["act"].choices = [  # type: ignore[attr-defined]  # this kind of field has it
            ("", "Tous"),
            *((key, sentence) for sentence, key in known),
        ]
