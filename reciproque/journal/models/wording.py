"""How what the journal keeps is said to a person: French names of fields, titles instead of keys."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format

from reciproque.core import registers
from reciproque.core.money import EuroField, say_euros
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
    shown = []
    for name, (before, after) in changes.items():
        field = field_of(model, name)
        word = str(field.verbose_name) if field is not None else name.replace("_", " ")
        shown.append((word, said(field, before, titles), said(field, after, titles)))
    return shown


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
    found: date | datetime | None = (
        parse_date(text) if len(text) == len("2026-01-31") else parse_datetime(text)
    )
    if found is None:
        return text
    if isinstance(found, datetime):
        return date_format(timezone.localtime(found) if timezone.is_aware(found) else found, "j F Y H:i")
    return date_format(found, "j F Y")


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def shown_details(details: dict[str, Any]) -> dict[str, str]:
    """Details as text for the sentence of an act; what lacks becomes « … »."""
    nothing = Titles()
    return _Details({name: said(None, value, nothing) for name, value in details.items()})
