"""How what the journal keeps is said to a person: French names of fields, titles instead of keys."""

import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from reciproque.core import registers
from reciproque.core.money import EuroField, say_euros
from reciproque.core.templatetags.reciproque import day, moment
from reciproque.core.text import shorten

Shown = tuple[str, str, str]
EMPTY = ""  # the page says « (vide) »
LONG = 300


class Titles:
    """Titles of rows by model and key: asked once, for one entry or for a whole list."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def learn(self, model: type[models.Model], keys: Iterable[str]) -> None:
        """Read the titles that are not known yet, in one query."""
        label = model._meta.label_lower
        unknown = {key for key in keys if (label, key) not in self._known and key.lstrip("-").isdigit()}
        if not unknown:
            return
        subject = registers.subjects.named(label)
        for row in model._base_manager.filter(pk__in=unknown):
            self._known[label, str(row.pk)] = subject.title(row) if subject else str(row)

    def of(self, model: type[models.Model], key: str) -> str:
        self.learn(model, [key])
        return self._known.get((model._meta.label_lower, key), f"n° {key}")


def model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label) if label else None
    except LookupError:
        return None


def field_of(model: type[models.Model] | None, name: str) -> "models.Field[Any, Any] | None":
    """The field behind a name in changes (`lead` as well as `lead_id`), None for what is no field."""
    if model is None:
        return None
    for wanted in (name, name.removesuffix("_id")):
        try:
            found = model._meta.get_field(wanted)
        except FieldDoesNotExist:
            continue
        return found if isinstance(found, models.Field) else None
    return None


def target_of(field: "models.Field[Any, Any] | None") -> type[models.Model] | None:
    """The model that a foreign key or a many-to-many field points to."""
    related = field.related_model if field is not None and field.is_relation else None
    return related if isinstance(related, type) else None


def keys_in(value: Any) -> list[str]:
    """The keys that a kept value of a relation holds."""
    if value is None or value == "":
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def shown_changes(label: str, changes: dict[str, list[Any]], titles: Titles) -> list[Shown]:
    model = model_of(label)
    fields = {name: field_of(model, name) for name in changes}
    shown = []
    for name, field in sorted(fields.items(), key=lambda pair: _place(model, pair[1])):
        before, after = changes[name]
        word = str(field.verbose_name) if field is not None else name.replace("_", " ")
        shown.append((word, said(field, before, titles), said(field, after, titles)))
    return shown


def _place(model: type[models.Model] | None, field: "models.Field[Any, Any] | None") -> int:
    """Fields stand in the order of the model; what is no field comes last."""
    if model is None or field is None:
        return sys.maxsize
    return [*model._meta.fields, *model._meta.many_to_many].index(field)


def said(field: "models.Field[Any, Any] | None", value: Any, titles: Titles) -> str:
    """One kept value in French."""
    if value is None or value in ("", []):
        return EMPTY
    target = target_of(field)
    if target is not None:
        return ", ".join(titles.of(target, key) for key in keys_in(value))
    if isinstance(value, bool) or isinstance(field, models.BooleanField):
        return "oui" if value in (True, "True") else "non"
    if isinstance(value, list):
        return ", ".join(said(field, one, titles) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} : {said(None, one, titles)}" for key, one in value.items())
    return _said_text(field, str(value))


def _said_text(field: "models.Field[Any, Any] | None", text: str) -> str:
    if field is None:
        return shorten(text, LONG)
    if field.choices:
        labels = {str(key): str(label) for key, label in field.flatchoices}
        return labels.get(text, text)
    if isinstance(field, EuroField):
        return say_euros(Decimal(text))
    if isinstance(field, models.DateField):
        return _said_date(text)
    return shorten(text, LONG)


def _said_date(text: str) -> str:
    if len(text) == len("2026-01-31"):
        return day(parse_date(text)) if parse_date(text) else text
    found = parse_datetime(text)
    return moment(found) if found is not None and timezone.is_aware(found) else text


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def shown_details(details: dict[str, Any]) -> dict[str, str]:
    """Details as text for the sentence of an act; what lacks becomes « … »."""
    nothing = Titles()
    return _Details({name: said(None, value, nothing) for name, value in details.items()})
