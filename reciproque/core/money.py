"""Money: whole cents in the database, `Decimal` in Python, never a float.

SQLite computes decimals as floats (three times 0.10 out of 0.30 is refused, sums drift): cents as whole
numbers are exact on both engines.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Value
from django.db.models.expressions import Combinable, register_combinable_fields

CENT = Decimal("0.01")
LARGEST = Decimal("90000000000000")  # fits a bigint of cents


def to_cents(amount: Decimal | int | str) -> int:
    """Raise ValueError for what is no amount or holds a fraction of a cent."""
    try:
        exact = amount if isinstance(amount, Decimal) else Decimal(str(amount))
        whole = exact.is_finite() and exact == exact.quantize(CENT, ROUND_HALF_UP)
    except ArithmeticError:  # no number at all, or too many digits
        whole = False
    if not whole:
        raise ValueError(f"montant sans centimes entiers : {amount}")
    return int(exact * 100)


def from_cents(cents: int) -> Decimal:
    return (Decimal(cents) / 100).quantize(CENT)


class EuroInput(forms.DecimalField):
    """Takes an amount as people type it: « 12 500 », « 12 500,50 € »."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.replace("€", "").split())
        return super().to_python(value)


class EuroField(models.Field):
    """An amount in euros, never negative. Not a subclass of BigIntegerField: F() − F() would give raw cents."""

    description = "montant en euros"

    def get_internal_type(self) -> str:
        return "PositiveBigIntegerField"  # the database itself refuses what is negative

    @property
    def validators(self) -> list[Any]:
        return [MinValueValidator(Decimal(0)), MaxValueValidator(LARGEST)]

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else from_cents(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return from_cents(to_cents(value))
        except ValueError:
            raise ValidationError("Indiquez un montant en euros, avec deux décimales au plus.") from None

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return to_cents(value)

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("form_class", None)
        return super().formfield(
            form_class=EuroInput,
            **{
                "min_value": 0,
                "max_value": LARGEST,
                "decimal_places": 2,
                "max_digits": 16,
                "localize": True,
                **kwargs,
            },
        )


for _sign in (Combinable.ADD, Combinable.SUB):
    register_combinable_fields(EuroField, _sign, EuroField, EuroField)


def euros(amount: Decimal | int) -> Value:
    """An amount for arithmetic in SQL: `F("committed") + euros(x)`. A raw Decimal would be taken for cents."""
    return Value(amount, output_field=EuroField())


def say_euros(amount: Decimal | int | None) -> str:
    """« 12 500 € », « 12 500,50 € », and « — » when there is none. Thin no-break spaces."""
    if amount is None:
        return "—"
    exact = Decimal(amount).quantize(CENT)
    whole, cents = divmod(abs(exact), 1)
    figures = f"{int(whole):,}".replace(",", "\u202f")
    decimals = f",{int(cents * 100):02d}" if cents else ""
    return f"{'−' if exact < 0 else ''}{figures}{decimals}\u00a0€"
