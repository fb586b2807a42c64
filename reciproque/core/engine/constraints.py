"""What a broken constraint says, in French."""

import re
from typing import Any

from django.db import IntegrityError, models
from django.db.models import CheckConstraint, UniqueConstraint


def broken_constraint(error: IntegrityError, model: type[models.Model]) -> str | None:
    """The French sentence of the constraint that the error speaks of, or None if it is none of this model's.

    PostgreSQL names the constraint; SQLite names checks, but for a uniqueness only its columns.
    """
    said = str(error)
    for constraint in model._meta.constraints:
        if re.search(rf"(?<!\w){re.escape(constraint.name)}(?!\w)", said):
            return _sentence(constraint)
    columns = re.search(r"UNIQUE constraint failed: (.+)", said)
    if columns is not None:
        return _sentence_of_columns(set(re.findall(r"\w+\.(\w+)", columns.group(1))), model)
    return _sentence_of_unique_field(error, model)


def _sentence_of_columns(columns: set[str], model: type[models.Model]) -> str | None:
    for constraint in model._meta.constraints:
        fields = constraint.fields if isinstance(constraint, UniqueConstraint) else ()
        if fields and {model._meta.get_field(name).column for name in fields} == columns:  # type: ignore[union-attr]  # every model, every field of ours has it
            return _sentence(constraint)
    for field in model._meta.concrete_fields:
        if field.unique and {field.column} == columns:
            return _exists_already(field)
    return None


def _sentence_of_unique_field(error: IntegrityError, model: type[models.Model]) -> str | None:
    """PostgreSQL names the index of a unique field itself: `table_column_key` or `table_column_hash_uniq`."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    for field in model._meta.concrete_fields:
        begins = f"{model._meta.db_table}_{field.column}_"
        if field.unique and re.fullmatch(re.escape(begins) + r"(key|[0-9a-f]{8}_uniq)", name):
            return _exists_already(field)
    return None


def _exists_already(field: "models.Field[Any, Any]") -> str:
    word = str(field.verbose_name)
    return f"{word[:1].upper()}{word[1:]} : cette valeur existe déjà."


def _sentence(constraint: Any) -> str:
    if isinstance(constraint, CheckConstraint | UniqueConstraint) and constraint.violation_error_message:
        return str(constraint.violation_error_message)
    return f"La règle « {constraint.name} » n’est pas respectée."
