"""What can be undone, and the rows that an act touched."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership, User
from reciproque.core.edits import plain
from reciproque.core.templatetags.reciproque import moment
from reciproque.core.text import shorten
from reciproque.framework.models import Deed, Node, NodePart, Tree
from reciproque.framework.rules import Change, Columns, Placed, RowName
from reciproque.journal.queries import entries_about

KEPT = timedelta(days=7)
NODE, LEAD = Node._meta.label_lower, Membership._meta.label_lower
Photo = dict[RowName, Columns]


def deeds_of(person: User, trees: Collection[int], at: datetime) -> QuerySet[Deed]:
    """What this person did lately on these trees, undone or not, the oldest first."""
    return Deed.objects.filter(by_id=person.pk, tree_id__in=trees, at__gte=at - KEPT).order_by("pk")


def stacks_of(person: User, trees: Collection[int], at: datetime) -> dict[int, dict[str, list[Deed]]]:
    """By tree: `undo`, the last act first; `redo`, the act to bring back first. One query, without what they hold."""
    stacks: dict[int, dict[str, list[Deed]]] = {}
    for deed in deeds_of(person, trees, at).defer("body"):
        stack = stacks.setdefault(deed.tree_id, {"undo": [], "redo": []})
        if deed.undone_at is None:
            stack["undo"].insert(0, deed)
        else:
            stack["redo"].append(deed)
    return stacks


def old_deeds(at: datetime) -> QuerySet[Deed]:
    return Deed.objects.filter(at__lt=at - KEPT)


def all_deeds_of(person: User) -> QuerySet[Deed]:
    return Deed.objects.filter(by_id=person.pk)


def changes_of(deed: Deed) -> list[Change]:
    return [Change(*row) for row in json.loads(deed.body)]


def photograph(tree: Tree, keys: Collection[int], subject: models.Model) -> Photo:
    """The rows that an act on these nodes may touch: the tree with all its nodes, and all that hangs on these.

    Of rows of upper apps only the column that names the node. About twenty queries, whatever their number.
    """
    photo = _rows(Tree.objects.filter(pk=tree.pk)) | _rows(Node.objects.filter(tree=tree))
    if isinstance(subject, NodePart):
        return photo | _rows(type(subject)._base_manager.filter(pk=subject.pk))
    for rows in _hanging_on(keys):
        photo |= _rows(rows)
    for rows, column in _pointing_from_above(keys):
        photo |= _rows(rows, [column])
    return photo


def leads_on(keys: Collection[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(role=Role.LEAD, scope_kind=ScopeKind.OBJECTIVE, scope_id__in=keys)


def _hanging_on(keys: Collection[int]) -> Iterator[QuerySet[Any]]:
    yield leads_on(keys)
    ties: list[Any] = list(Node._meta.many_to_many)
    for tie in ties:
        yield tie.remote_field.through._base_manager.filter(**{f"{tie.m2m_field_name()}__in": keys})
    for relation in Node._meta.related_objects:
        field: Any = relation.field
        holder: Any = relation.related_model
        if field.many_to_many:
            through = field.remote_field.through
            yield through._base_manager.filter(**{f"{field.m2m_reverse_field_name()}__in": keys})
        elif holder is not Node and holder._meta.app_label == Node._meta.app_label:
            yield holder._base_manager.filter(**{f"{field.name}__in": keys})


def _pointing_from_above(keys: Collection[int]) -> Iterator[tuple[QuerySet[Any], str]]:
    for relation in Node._meta.related_objects:
        holder: Any = relation.related_model
        field: Any = relation.field
        if not field.many_to_many and holder._meta.app_label != Node._meta.app_label:
            yield holder._base_manager.filter(**{f"{field.name}__in": keys}), field.attname


def _rows(rows: QuerySet[Any], columns: Collection[str] = ()) -> Photo:
    model = rows.model
    label, key = model._meta.label_lower, model._meta.pk.attname
    names = columns or [field.attname for field in model._meta.concrete_fields]
    return {(label, row[key]): {name: plain(row[name]) for name in names} for row in rows.values(key, *names)}


def rows_now(changes: Collection[Change]) -> Photo:
    """The same columns of the same rows as they stand now; a row that is gone is not there. One query a model."""
    wanted: dict[str, tuple[set[int], set[str]]] = {}
    for change in changes:
        keys, columns = wanted.setdefault(change.label, (set(), set()))
        keys.add(change.key)
        columns.update(change.before or (), change.after or ())
    photo: Photo = {}
    for label, (keys, columns) in wanted.items():
        model = apps.get_model(label)
        photo |= _rows(model._base_manager.filter(pk__in=keys), columns)
    return photo


def holders_of(label: str, keys: Collection[int]) -> Iterator[tuple[str, int, RowName]]:
    """What points to these rows: the French word of the holder, the key pointed to, the row itself."""
    model = apps.get_model(label)
    for relation in model._meta.related_objects:
        field: Any = relation.field
        holder: Any = field.remote_field.through if field.many_to_many else relation.related_model
        column = field.m2m_reverse_field_name() if field.many_to_many else field.name
        word = str(relation.related_model._meta.verbose_name)
        rows = holder._base_manager.filter(**{f"{column}__in": keys})
        for key, row in rows.values_list(f"{column}_id", "pk"):
            yield word, key, (holder._meta.label_lower, row)
    if model is Node:
        for key, row in leads_on(keys).values_list("scope_id", "pk"):
            yield "pilote", key, (LEAD, row)


def placed_in(tree: Tree) -> list[Placed]:
    rows = Node.objects.filter(tree=tree).values_list("pk", "parent_id", "position", "archived_at")
    return [Placed(key, parent, place, gone is not None) for key, parent, place, gone in rows]


def titles_of(names: Collection[RowName]) -> dict[RowName, str]:
    """What rows are called, for a refusal. Rows that say nothing of themselves are left out."""
    told: dict[RowName, str] = {}
    for label in {label for label, _key in names}:
        model: type[models.Model] = apps.get_model(label)
        if not model._meta.auto_created and model is not Membership:
            keys = [key for one, key in names if one == label]
            told |= {(label, row.pk): str(row) for row in model._base_manager.filter(pk__in=keys)}
    return told


def reasons_overtaken(names: Collection[RowName]) -> list[str]:
    """Who has changed these rows since, and when, as the journal knows it. Three at most are named."""
    titles = titles_of(names)
    reasons = [_overtaken(*name, title) for name, title in sorted(titles.items())[:3]]
    if names and not reasons:
        reasons = ["Ce qui était rattaché à l’objectif a changé depuis : cela ne s’annule plus sans dommage."]
    return reasons


def _overtaken(label: str, key: int, title: str) -> str:
    last = entries_about(label, key).first()
    by = f" par {last.who} le {moment(last.at)}" if last is not None else ""
    return f"« {shorten(title, 90)} » a été modifié depuis{by} : l’annuler écraserait ce travail."
