"""Two people at once: an edit says which version it was made from, and nobody is overwritten in silence."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from reciproque.core.refusals import Refused


class Versioned(models.Model):
    """A row that is edited by people: its version grows with each edit."""

    version = models.PositiveIntegerField("version", default=1, editable=False)

    class Meta:
        abstract = True


class Overtaken(Refused):
    """Somebody else changed the thing since it was opened. `current` is the thing as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            [
                "Quelqu’un d’autre a modifié cette fiche pendant votre saisie. Rien n’est perdu : comparez "
                "les valeurs ci-dessous, gardez les bonnes, puis enregistrez à nouveau."
            ]
        )
        self.current = current


def check_seen(thing: Versioned, seen: int | None) -> None:
    """Refuse an edit made from an older version. `None` (commands, imports) checks nothing."""
    if seen is not None and seen != thing.version:
        raise Overtaken(thing)


def plain(value: Any) -> Any:
    """A value as JSON keeps it: text, number, true/false or nothing; lists and mappings of these."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [plain(one) for one in value]
    return str(value)


def apply_changes(thing: Versioned, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ and return {field: [before, after]}; the version grows if anything did.

    Nothing is saved: the action saves `[*changes, "version"]`.
    """
    changes = {}
    for name, value in values.items():
        before = getattr(thing, name)
        if before != value:
            changes[name] = [plain(before), plain(value)]
            setattr(thing, name, value)
    if changes:
        thing.version += 1
    return changes
