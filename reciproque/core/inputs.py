"""Forms of the house: one look for every field, cleaned text, several people at once."""

from collections.abc import Callable
from copy import copy
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.edits import Overtaken
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.text import clean, key_in


class Renderer(TemplatesSetting):
    """Label above, hint under the label, error beside the field and in a summary that links to it."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"


class LongSelect(forms.Select):
    """A select written in Python: a thousand options in some milliseconds, not in a tenth of a second."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        parts: list[str] = [format_html("<select{}>", flatatt({**self.attrs, **(attrs or {}), "name": name}))]
        for group, options, _index in self.optgroups(name, self.format_value(value)):
            parts.append(format_html('<optgroup label="{}">', group) if group else "")
            for option in options:
                chosen = " selected" if option["selected"] else ""
                parts.append(
                    f'<option value="{escape(str(option["value"]))}"{chosen}>{escape(str(option["label"]))}</option>'
                )
            parts.append("</optgroup>" if group else "")
        return mark_safe("".join([*parts, "</select>"]))


WHOLE_NUMBERS = BaseDatabaseOperations.integer_field_ranges
LONGEST_LINE, LONGEST_TEXT = (
    2_000,
    20_000,
)  # characters that a person writes; a form may say `longest` of a field


NOBODY = "0"  # a key that no row has


def _is_endless(key: str) -> bool:
    return key.strip().lstrip("+-").isdecimal() and key_in(key.strip()) is None


class CleanedForm(forms.BaseForm):
    """Every text that comes in is rid of NUL and control characters before it is judged, and of a human length."""

    def _clean_fields(self) -> None:
        self._name_no_endless_key()
        super()._clean_fields()  # type: ignore[misc]  # of the form into which this is mixed
        emptied = []
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = clean(value)
                if value and not self.cleaned_data[name].strip() and self.fields[name].required:
                    emptied.append(name)
        for name in emptied:
            field = self.fields[name]
            self.add_error(name, ValidationError(field.error_messages["required"], code="required"))
        for name, field in self.fields.items():
            self._refuse_endless(name, field, self.cleaned_data.get(name))

    def _name_no_endless_key(self) -> None:
        """A choice of rows asks the database for all the keys sent: one that no engine counts to is nobody’s."""
        many = [name for name, one in self.fields.items() if isinstance(one, forms.ModelMultipleChoiceField)]
        data: Any = self.data
        if not many or not hasattr(data, "getlist"):
            return
        data = data.copy()
        for name in map(self.add_prefix, many):
            if name in data:
                data.setlist(name, [NOBODY if _is_endless(key) else key for key in data.getlist(name)])
        self.data = data

    def _refuse_endless(self, name: str, field: forms.Field, said: Any) -> None:
        """A page shows what is written: one title of a million letters makes every list slow for everybody.

        What stood there before may stay: documents hold longer passages than people write.
        """
        if not isinstance(field, forms.CharField) or not isinstance(said, str) or field.max_length:
            return
        usual = LONGEST_TEXT if isinstance(field.widget, forms.Textarea) else LONGEST_LINE
        before = str(self.get_initial_for_field(field, name) or "")
        limit = max(getattr(field, "longest", usual), 2 * len(before))
        if len(said) > limit:
            sizes = f"{len(said):,} caractères ; la limite est de {limit:,}".replace(",", "\u202f")
            self.add_error(
                name, ValidationError(f"Ce texte compte {sizes}. Raccourcissez-le.", code="max_length")
            )


class HouseForm(CleanedForm, forms.Form):
    pass


class HouseModelForm(CleanedForm, forms.ModelForm):
    """A form on a row. SQLite takes any whole number: the bounds are those of the engine that has some."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self._meta.model._meta.concrete_fields:
            field = self.fields.get(column.name)
            bounds = WHOLE_NUMBERS.get(column.get_internal_type())
            if isinstance(field, forms.IntegerField) and bounds is not None:
                field.validators.append(MaxValueValidator(bounds[1]))


class EditForm(HouseModelForm):
    """A form on a `Versioned` row: it carries the version that was read, and shows what somebody else wrote since.

    In the view::

        form = NodeForm(request.POST or None, instance=node)
        if request.method == "POST" and form.is_valid():
            if form.done(lambda: actions.edit_node(node, seen=form.seen, by=…, at=…, **form.values)):
                return redirect(…)
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = getattr(self.instance, "version", None)
        self.elsewhere: dict[str, Any] = {}

    def _post_clean(self) -> None:
        """Check constraints on a copy: the row itself is changed by the action, not by the form."""
        untouched = self.instance
        self.instance = copy(
            untouched
        )  # with its state: a row does not stand in the way of its own uniqueness
        super()._post_clean()  # type: ignore[misc]  # of the form into which this is mixed
        self.instance = untouched

    @property
    def seen(self) -> int | None:
        return self.cleaned_data.get("version")

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def done(self, deed: Callable[[], Any]) -> Any:
        """Do it and return what it returns; a refusal becomes an error of the form, and None comes back."""
        return attempt(self, deed)

    def show_elsewhere(self, current: models.Model) -> None:
        """Put the value that now stands beside each field that differs, and take over its version."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("version")] = str(getattr(current, "version", ""))
        self.data = data
        for name, field in self.fields.items():
            if name == "version" or not hasattr(current, name):
                continue
            if _shown_value(getattr(current, name)) != _shown_value(self.cleaned_data.get(name)):
                there = _shown(current, name)
                self.elsewhere[name] = there
                field.elsewhere = there or "(vide)"  # type: ignore[attr-defined]  # our own mark, read by the template


def attempt(form: Any, deed: Callable[[], Any]) -> Any:
    """Run an act for a valid form and return its result (True if that is nothing).

    A `Refused` is written on the form, so that what was typed stays, and None comes back; after `Overtaken`
    the values of the other person stand beside ours.
    """
    try:
        result = insist(deed)
    except Overtaken as overtaken:
        if hasattr(form, "show_elsewhere"):
            form.show_elsewhere(overtaken.current)
        form.add_error(None, ValidationError(overtaken.reasons))
        return None
    except Refused as refused:
        form.add_error(None, ValidationError(refused.reasons))
        return None
    return result or True  # an act that changed nothing (an empty list, zero) was done all the same


def _shown(thing: models.Model, name: str) -> str:
    display = getattr(thing, f"get_{name}_display", None)
    value = display() if display and not hasattr(getattr(thing, name), "all") else getattr(thing, name)
    return _shown_value(value)


def _shown_value(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, list | tuple | set | models.QuerySet):
        return ", ".join(sorted(str(one) for one in value))
    return str(value)
