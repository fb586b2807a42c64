"""Figures and milestones as people write them."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from reciproque.core.inputs import LongSelect
from reciproque.monitoring.choices import EARLIEST, LATEST
from reciproque.monitoring.rules.figures import LARGEST, read_figure
from reciproque.monitoring.rules.progress import Point
from reciproque.office.numbers import in_french

_MILESTONE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*[:=;]?\s+(.+)")


class FigureField(forms.CharField):
    """A number as people write it (« 12,5 », « 12 500 »); nothing typed is None."""

    def to_python(self, value: Any) -> Any:
        try:
            figure = read_figure(value, kind="number", unit="%")
        except ValueError as refused:
            raise ValidationError(str(refused), code="invalid") from None
        return figure.number if figure is not None else None

    def prepare_value(self, value: Any) -> Any:
        return in_french(whole(value)) if isinstance(value, float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)


def whole(value: float) -> float | int:
    """A whole number without its decimal."""
    return int(value) if value == int(value) else value


def read_milestones(text: str) -> list[Point]:
    """One a line, « 31/12/2026 : 40 », in the order of their days. Raises ValidationError at the line that is none."""
    steps: dict[date, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            on, value = _milestone(line.strip(), number)
            steps[on] = value
    return sorted(steps.items())


def _milestone(line: str, number: int) -> Point:
    found = _MILESTONE.fullmatch(line)
    example = "écrivez « 31/12/2026 : 40 »."
    if found is None:
        raise ValidationError(f"Ligne {number} : {example}")
    try:
        on = datetime.strptime("/".join(found.group(1, 2, 3)), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day
    except ValueError:
        raise ValidationError(f"Ligne {number} : « {line} » ne porte pas une date ; {example}") from None
    if not EARLIEST <= on <= LATEST:
        raise ValidationError(f"Ligne {number} : cette date est hors du possible.")
    try:
        figure = read_figure(found[4], kind="number", unit="%")
    except ValueError as refused:
        raise ValidationError(f"Ligne {number} : {refused}") from None
    if figure is None or figure.number is None or abs(figure.number) >= LARGEST:
        raise ValidationError(f"Ligne {number} : il manque le nombre attendu.")
    return on, figure.number


class _ByBody(ModelChoiceIterator):
    """People in groups, under the name of their body; those without one at the end."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        people = list(self.queryset.select_related("organisation"))
        named = {one.organisation_id: one.organisation for one in people if one.organisation is not None}
        for body in sorted(named.values(), key=lambda one: (one.sort_key, one.pk)):
            yield (body.name, [self.choice(one) for one in people if one.organisation_id == body.pk])
        alone = [self.choice(one) for one in people if one.organisation_id is None]
        if alone:
            yield ("Sans organisme", alone)


class PersonField(forms.ModelChoiceField):
    """A person, looked for under her body: where people are many, a list of names alone is long to read."""

    widget = LongSelect
    iterator = _ByBody
