"""What lets an act be undone: the rows that it touches are kept, before and after, with the act itself."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction

from reciproque.accounts.models import User
from reciproque.core.engine import lock
from reciproque.framework.models import Deed, Node, NodeLink, NodePart, Tree
from reciproque.framework.queries.deeds import LEAD, NODE, Photo, deeds_of, leads_on, photograph
from reciproque.framework.rules import Change, differences

MOST, LARGEST = 30, 2_000_000  # acts of a person on a tree; characters of one
Act = TypeVar("Act", bound=Callable[..., Any])


def undoable(act: str) -> Callable[[Act], Act]:
    """Mark an act whose first argument is what it acts on (a tree, a node, a part, a link); `others` are nodes too.

    The tree is locked first, as all acts on its shape do: nothing moves between the two photographs. What the
    house does itself (`by=None`) is not remembered, nor an act that changed nothing.
    """

    def decorate(action: Act) -> Act:
        @wraps(action)
        def remembered(*args: Any, by: User | None, **kwargs: Any) -> Any:
            subject = next(one for one in args if isinstance(one, models.Model))
            tree = _tree_of(subject)
            if by is None or tree is None:
                return action(*args, by=by, **kwargs)
            with transaction.atomic():
                nodes = _nodes_of(subject, args)
                keys = {node.pk for node in nodes}
                lock(Tree.objects.filter(pk__in={tree.pk, *(node.tree_id for node in nodes)}))
                lock(Node.objects.filter(pk__in=keys))
                lock(leads_on(keys))
                before = photograph(tree, keys, subject)
                result = action(*args, by=by, **kwargs)
                changes = own_changes(before, _afterwards(tree, keys, subject, before))
                if changes:
                    made = isinstance(result, Node | NodePart) and act.endswith("added")
                    _keep(act, result if made else subject, tree, changes, by=by, at=kwargs["at"])
                return result

        return remembered  # type: ignore[return-value]  # narrower than the types can say; tests hold it

    return decorate


def _afterwards(tree: Tree, keys: set[int], subject: models.Model, before: Photo) -> Photo:
    """The second photograph, with what hangs on the nodes that the act made."""
    after = photograph(tree, keys, subject)
    made = {key for label, key in after.keys() - before.keys() if label == Node._meta.label_lower}
    return after | photograph(tree, made, subject) if made else after


def own_changes(before: Photo, after: Photo) -> list[Change]:
    """The changes of the act itself. What upper apps, or whoever gives roles, add or remove meanwhile is theirs."""
    changes = differences(before, after)
    made = {change.key for change in changes if change.label == NODE and change.before is None}
    return [change for change in changes if _is_own(change, made)]


def _is_own(change: Change, made: set[int]) -> bool:
    if change.before is not None and change.after is not None:
        return True
    if change.label == LEAD:
        return change.after is None or change.after["scope_id"] in made
    return apps.get_model(change.label)._meta.app_label == Node._meta.app_label


def _tree_of(subject: Any) -> Tree | None:
    if isinstance(subject, Tree):
        return subject
    if isinstance(subject, NodeLink):
        return subject.source.tree
    if isinstance(subject, NodePart) and subject.node is not None:
        return subject.node.tree
    return subject.tree


def _nodes_of(subject: Any, given: Sequence[Any]) -> list[Node]:
    """The nodes on which what hangs may change: the subject's, and those that it is joined with."""
    if isinstance(subject, NodeLink):
        return [subject.source, subject.target]
    flat = [one for each in given for one in (each if isinstance(each, list | tuple) else [each])]
    return [one for one in flat if isinstance(one, Node)]


def _keep(act: str, about: Any, tree: Tree, changes: list[Change], *, by: User, at: datetime) -> None:
    """Put the act on top of what the person may undo; what she had undone can no longer be brought back."""
    about = about.source if isinstance(about, NodeLink) else about
    body = written(changes)
    deeds = Deed.objects.filter(by_id=by.pk, tree=tree)
    deeds.filter(undone_at__isnull=False).delete()
    if len(body) > LARGEST:
        deeds.delete()  # what came before cannot be undone past it
        return
    Deed.objects.create(
        tree=tree,
        by_id=by.pk,
        at=at,
        act=act,
        subject_label=about._meta.label_lower,
        subject_key=about.pk,
        title=str(about),
        body=body,
    )
    kept = list(deeds_of(by, [tree.pk], at).order_by("-pk").values_list("pk", flat=True)[:MOST])
    deeds.exclude(pk__in=kept).delete()


def written(changes: Sequence[Change]) -> str:
    rows = [[change.label, change.key, change.before, change.after] for change in changes]
    return json.dumps(rows, ensure_ascii=False)
