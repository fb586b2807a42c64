"""Named questions: kept, changed, shared, put away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.journal.actions import record
from reciproque.overview.access import may_edit_theme, may_share
from reciproque.overview.models import Theme
from reciproque.overview.rules.expressions import obstacles_to_expressions
from reciproque.search.rules.asking import understood

ASKS_NOTHING = "Cette question ne contient aucun mot à chercher."


def _judge(by: User, values: dict[str, Any]) -> None:
    refuse_if([] if understood(values["question"]).groups else [ASKS_NOTHING])
    refuse_if(obstacles_to_expressions(values.get("also", ""), values.get("without", "")))
    shares = values.get("is_shared") and not may_share(by)
    refuse_if(["Seules les équipes projet et l’administration partagent un thème."] if shares else [])


@transaction.atomic
def add_theme(*, by: User, at: datetime, **values: Any) -> Theme:
    """`values`: name, question, also, without, is_shared."""
    _judge(by, values)
    theme = Theme.objects.create(by_id=by.pk, **values)
    record("theme.added", theme, by=by, at=at, question=theme.question)
    return theme


@transaction.atomic
def edit_theme(theme: Theme, *, seen: int | None, by: User, at: datetime, **values: Any) -> Theme:
    theme = lock_one(theme)
    admit(may_edit_theme(by, theme))
    check_seen(theme, seen)
    _judge(by, {"question": theme.question, **values})
    if changes := apply_changes(theme, values):
        theme.save()
        record("theme.edited", theme, by=by, at=at, changes=changes)
    return theme


@transaction.atomic
def archive_theme(theme: Theme, *, by: User, at: datetime) -> Theme:
    theme = lock_one(theme)
    admit(may_edit_theme(by, theme))
    changes = apply_changes(theme, {"archived_at": at})
    theme.save()
    record("theme.archived", theme, by=by, at=at, changes=changes)
    return theme


def forget_themes(rows: Any) -> None:
    """When a person is forgotten: her own questions go; what she shared stays with nobody's name on the page."""
    rows.filter(is_shared=False).delete()
