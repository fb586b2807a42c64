"""Undoing and redoing one's last acts on a tree, never over somebody else's work."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction

from reciproque.accounts.access import forget_roles, may_manage
from reciproque.accounts.models import Membership, User
from reciproque.accounts.rules.memberships import Grant, said_grant
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.registers import reasons_from_above
from reciproque.framework.access import may_undo
from reciproque.framework.actions.remembering import written
from reciproque.framework.models import Deed, Node, Tree
from reciproque.framework.queries.deeds import (
    LEAD,
    NODE,
    Photo,
    changes_of,
    deeds_of,
    holders_of,
    placed_in,
    reasons_overtaken,
    rows_now,
    titles_of,
)
from reciproque.framework.rules import (
    TREE_ARCHIVED,
    Change,
    RowName,
    no_longer_as_left,
    obstacles_to_shape,
    relabelled,
)
from reciproque.journal.actions import record

NOTHING = "Il n’y a plus rien à {} ici : un autre de vos actes est passé entre-temps."


@transaction.atomic
def undo_deed(deed: Deed, *, by: User, at: datetime) -> Deed:
    """Put everything back as it was before the last act of the person on its tree."""
    tree = _open(deed, by)
    last = deeds_of(by, [tree.pk], at).filter(undone_at=None).last()
    refuse_if([] if last is not None and last.pk == deed.pk else [NOTHING.format("annuler")])
    _apply(deed, tree, undoing=True, by=by, at=at)
    return deed


@transaction.atomic
def redo_deed(deed: Deed, *, by: User, at: datetime) -> Deed:
    """Do again the act that was undone last."""
    tree = _open(deed, by)
    first = deeds_of(by, [tree.pk], at).filter(undone_at__isnull=False).first()
    refuse_if([] if first is not None and first.pk == deed.pk else [NOTHING.format("rétablir")])
    _apply(deed, tree, undoing=False, by=by, at=at)
    return deed


@transaction.atomic
def drop_deed(deed: Deed, *, by: User, at: datetime) -> None:
    """Leave an act as it stands, so that those before it can be undone. The tree does not change: no entry."""
    _open(deed, by)
    Deed.objects.filter(pk=deed.pk).delete()


def purge_deeds(rows: models.QuerySet[Deed]) -> int:
    return rows.delete()[0]


def _open(deed: Deed, by: User) -> Tree:
    tree = lock_one(deed.tree)
    admit(may_undo(by, deed))
    refuse_if([TREE_ARCHIVED] if tree.archived_at is not None else [])
    if not Deed.objects.filter(pk=deed.pk).exists():
        raise Refused([NOTHING.format("annuler ou à rétablir")])
    return tree


def _apply(deed: Deed, tree: Tree, *, undoing: bool, by: User, at: datetime) -> None:
    """Judge, put the rows back, judge the tree that this gives, remember. All or nothing."""
    changes = [change.turned() if not undoing else change for change in changes_of(deed)]
    lock(Node.objects.filter(pk__in=[change.key for change in changes if change.label == NODE]))
    now, shape = rows_now(changes), placed_in(tree)
    refuse_if(reasons_overtaken(no_longer_as_left(changes, now)))
    refuse_if(_reasons_to_stay([change for change in changes if change.before is None]))
    told = _about_leads(changes, by=by)
    versions = _put_back(changes, now)
    refuse_if(obstacles_to_shape(placed_in(tree), shape))
    refuse_if(_reasons_not_to_archive(changes))
    deed.undone_at = at if undoing else None
    _remember(deed, tree, versions, by=by, at=at)
    _record(deed, tree, changes, undoing=undoing, by=by, at=at)
    for act, user, said in told:
        record(act, user, by=by, at=at, contract=tree.contract_id, **said)
    forget_roles(by)


def _reasons_to_stay(made: Collection[Change]) -> list[str]:
    """What the act made goes away again, unless something hangs on it by now."""
    own = {change.name for change in made}
    reasons = []
    for label in sorted({change.label for change in made}):
        keys = [change.key for change in made if change.label == label]
        for word, key, row in holders_of(label, keys):
            if row not in own:
                title = titles_of([(label, key)]).get((label, key), "")
                reasons.append(f"« {title} » porte maintenant quelque chose ({word}) : déplacez-le d’abord.")
    return list(dict.fromkeys(reasons))[:3]


def _put_back(changes: Collection[Change], now: Photo) -> dict[RowName, tuple[int, int]]:
    """Remove, write, insert, in this order: no uniqueness is broken on the way. Returns (state, new version) by row."""
    versions = {}
    for change in changes:
        if change.before is None:
            _base(change).filter(pk=change.key).delete()
    for change in changes:
        if change.before is not None and change.after is not None:
            columns = dict(change.before)
            if "version" in columns:
                new = now[change.name]["version"] + 1
                versions[change.name] = (columns["version"], new)
                columns["version"] = new
            _base(change).filter(pk=change.key).update(**_values(change, columns))
    for change in changes:
        if change.after is None and change.before is not None:
            model = apps.get_model(change.label)
            model(**_values(change, change.before)).save(force_insert=True)
    return versions


def _base(change: Change) -> Any:
    return apps.get_model(change.label)._base_manager


def _values(change: Change, columns: dict[str, Any]) -> dict[str, Any]:
    """Kept values as the columns hold them: days and moments are no longer text."""
    by_column = {field.attname: field for field in apps.get_model(change.label)._meta.concrete_fields}
    return {name: by_column[name].to_python(value) for name, value in columns.items()}


def _reasons_not_to_archive(changes: Iterable[Change]) -> list[str]:
    """What goes out of sight again is judged as by its archiving."""
    gone: dict[str, list[int]] = {}
    for change in changes:
        if change.before and change.before.get("archived_at") and change.after is not None:
            gone.setdefault(change.label, []).append(change.key)
    reasons = []
    for label, keys in gone.items():
        rows = list(apps.get_model(label)._default_manager.filter(pk__in=keys))
        if label == NODE:
            reasons += reasons_from_above("framework.archive_nodes", rows)
        else:
            name = label.split(".")[1]
            reasons += [reason for row in rows for reason in reasons_from_above(f"archive_{name}", row)]
    return reasons


def _about_leads(changes: Iterable[Change], *, by: User) -> list[tuple[str, User, dict[str, Any]]]:
    """The sentences of the journal about roles that are taken, given back or moved: as when they are by hand."""
    told = []
    for change in changes:
        if change.label != LEAD:
            continue
        held = Membership.objects.filter(pk=change.key).first()
        row = held or Membership(**_values(change, change.before or {}))
        admit(may_manage(by, row))
        said = said_grant(Grant(row.role))
        if change.before is None:
            told.append(("accounts.role_withdrawn", row.user, {"role": said}))
        elif change.after is None:
            told.append(("accounts.role_given", row.user, {"role": said}))
        else:
            told.append(("accounts.role_changed", row.user, {"before": said, "after": said}))
    return told


def _remember(
    deed: Deed, tree: Tree, versions: dict[RowName, tuple[int, int]], *, by: User, at: datetime
) -> None:
    """All acts of the person on the tree name the states of rows by their new versions."""
    for one in deeds_of(by, [tree.pk], at):
        changes = changes_of(one)
        renamed = relabelled(changes, versions)
        if one.pk == deed.pk:
            deed.body = written(renamed)
            deed.save(update_fields=["body", "undone_at"])
        elif renamed != changes:
            one.body = written(renamed)
            one.save(update_fields=["body"])


def _record(
    deed: Deed, tree: Tree, changes: Iterable[Change], *, undoing: bool, by: User, at: datetime
) -> None:
    name = (deed.subject_label, deed.subject_key)
    subject = apps.get_model(name[0])._default_manager.filter(pk=name[1]).first() or tree
    own = next((change for change in changes if change.name == name), None)
    shown = {
        column: [own.after[column], own.before[column]]
        for column in (own.after if own is not None and own.after and own.before else ())
        if own is not None and own.after and own.before and column not in {"version", "search_key"}
    }
    act = "tree.undone" if undoing else "tree.redone"
    record(act, subject, by=by, at=at, contract=tree.contract_id, changes=shown, what=str(deed))
