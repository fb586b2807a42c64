"""When two rows become one: everything that pointed to the old row points to the new one."""

from collections import Counter
from typing import Any

from django.db import IntegrityError, models, transaction


def repoint(old: models.Model, new: models.Model) -> Counter[str]:
    """Let every foreign key and every many-to-many tie of any app that names `old` name `new` instead.

    Must run inside a transaction. A row that would then break a uniqueness (the tie already exists on `new`)
    is removed: it would say the same thing twice. Returns how many rows moved, by model label. Ties kept as
    label and key are the business of the apps that hold them.
    """
    moved: Counter[str] = Counter()
    for relation in old._meta.related_objects:
        field: Any = relation.field
        holder: Any = relation.related_model
        if field.many_to_many:
            through, column = field.remote_field.through, field.m2m_reverse_field_name()
        else:
            through, column = holder, field.name
        for row in through._base_manager.filter(**{column: old.pk}):
            moved[through._meta.label] += _move(row, column, new)
    for tie in old._meta.many_to_many:
        own: Any = tie
        through, column = own.remote_field.through, own.m2m_field_name()
        for row in through._base_manager.filter(**{column: old.pk}):
            moved[through._meta.label] += _move(row, column, new)
    return moved


def _move(row: models.Model, column: str, new: models.Model) -> int:
    setattr(row, column, new)
    try:
        with transaction.atomic():
            row.save(update_fields=[column])
    except IntegrityError:
        row.delete()
    return 1
