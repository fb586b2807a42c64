"""Ties of objectives to lines of lists: confirmed, set aside, taken away. One act, one entry, also on many."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.core.text import shorten
from reciproque.framework.access import may_edit_framework
from reciproque.framework.choices import CellState
from reciproque.framework.models import DismissedTie, Node, Tie
from reciproque.framework.queries.matrix import lines_for_ties
from reciproque.framework.queries.words import places_of, suggested_in
from reciproque.framework.rules import obstacles_to_tying
from reciproque.journal.actions import record
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import nomenclatures_for
from reciproque.references.rules import Suggestion

Pair = tuple[int, int]
SAID = 8  # ties that the journal names one by one


def _suggested(contract: Contract, nomenclature: Nomenclature) -> dict[Pair, Suggestion]:
    lines = lines_for_ties(contract, nomenclature)
    return suggested_in(contract.pk, nomenclature, places_of(contract.pk), lines)


def _named(node: Node, reference: Reference) -> str:
    return f"{shorten(str(node), 60)} → {reference.code} {shorten(reference.title, 40)}"


@transaction.atomic
def set_tie(
    node: Node, reference: Reference, *, wanted: str, seen: str | None, by: User, at: datetime
) -> None:
    """Say how an objective stands to a line: confirmed, set aside ("refused"), or nothing more.

    `seen` is what the page showed (`CellState`): somebody else's judgement is not overturned unseen.
    """
    admit(may_edit_framework(by, node.contract_id))
    suggestion = _suggested(node.contract, reference.nomenclature).get((node.pk, reference.pk))
    node = lock_one(node)
    tie = Tie.objects.filter(node=node, reference=reference).select_related("by").first()
    _refuse_if_overtaken(tie, wanted=wanted, seen=seen)
    if wanted == CellState.CONFIRMED and tie is None:
        refuse_if(obstacles_to_tying(node, reference))
        _confirm({(node.pk, reference.pk): suggestion}, by=by, at=at)
        record("tie.confirmed", node, by=by, at=at, reference=str(reference), words=_words(suggestion))
    elif wanted == "refused" and tie is None and suggestion is not None:
        _dismiss({(node.pk, reference.pk): suggestion}, by=by, at=at)
        record("tie.dismissed", node, by=by, at=at, reference=str(reference), words=_words(suggestion))
    elif wanted != CellState.CONFIRMED and tie is not None:
        tie.delete()
        record("tie.removed", node, by=by, at=at, reference=str(reference))


def _refuse_if_overtaken(tie: Tie | None, *, wanted: str, seen: str | None) -> None:
    """Refuse to take away a tie that the page did not show."""
    if tie is not None and wanted != CellState.CONFIRMED and seen not in {None, CellState.CONFIRMED}:
        who = str(tie.by) if tie.by else "quelqu’un d’autre"
        raise Refused([f"Ce rattachement vient d’être confirmé par {who} : la case le montre à présent."])


def _words(suggestion: Suggestion | None) -> str:
    return ", ".join(suggestion.words) if suggestion else ""


def _confirm(pairs: Mapping[Pair, Suggestion | None], *, by: User, at: datetime) -> None:
    ties = [
        Tie(node_id=node, reference_id=line, words=_words(one), by=by, at=at)
        for (node, line), one in pairs.items()
    ]
    Tie.objects.bulk_create(ties)
    for node, line in pairs:
        DismissedTie.objects.filter(node=node, reference=line).delete()


def _dismiss(pairs: Mapping[Pair, Suggestion], *, by: User, at: datetime) -> None:
    for (node, line), one in pairs.items():
        values = {"words": one.stems, "by": by, "at": at}
        DismissedTie.objects.update_or_create(node_id=node, reference_id=line, defaults=values)


@transaction.atomic
def judge_suggestions(
    pairs: Collection[Pair],
    *,
    contract: Contract,
    nomenclature: Nomenclature,
    confirm: bool,
    by: User,
    at: datetime,
) -> int:
    """Confirm or set aside many suggestions at once: one act, one entry. Returns how many.

    What is no suggestion any more (confirmed or set aside by somebody else meanwhile) is left as it stands.
    """
    admit(may_edit_framework(by, contract.pk))
    refuse_if([] if pairs else ["Cochez au moins une suggestion."])
    nodes = {one.pk: one for one in _locked(contract, {node for node, _line in pairs})}
    tied = set(Tie.objects.filter(node__in=nodes).values_list("node_id", "reference_id"))
    wanted = set(pairs) - tied
    found = {pair: one for pair, one in _suggested(contract, nomenclature).items() if pair in wanted}
    lines = {one.pk: one for one in nomenclature.references.filter(pk__in={line for _node, line in found})}
    if found:
        (_confirm if confirm else _dismiss)(found, by=by, at=at)
        said = [_named(nodes[node], lines[line]) for node, line in found]
        act = "ties.confirmed" if confirm else "ties.dismissed"
        record(act, contract, by=by, at=at, contract=contract, count=len(found), **_told(said, nomenclature))
    return len(found)


def _locked(contract: Contract, keys: Collection[int]) -> list[Node]:
    live = Node.objects.filter(contract=contract, archived_at=None, tree__archived_at=None)
    return lock(live.filter(pk__in=keys))


def _told(said: list[str], nomenclature: Nomenclature) -> dict[str, Any]:
    more = f" ; et {len(said) - SAID} autres" if len(said) > SAID else ""
    return {"list": str(nomenclature), "ties": " ; ".join(said[:SAID]) + more}


@transaction.atomic
def tie_to_references(
    ties: Mapping[int, tuple[Collection[int], Collection[int]]],
    *,
    contract: Contract,
    by: User,
    at: datetime,
) -> list[Node]:
    """Tie nodes of a contract to lines of lists. `ties`: by key of a node, the lines as seen and as wanted.

    Only what differs between the two is done, so that two people who tick at once undo nothing of each other.
    Returns the nodes that changed: one act, one entry.
    """
    admit(may_edit_framework(by, contract.pk))
    touched = {
        key: (set(seen), set(wanted)) for key, (seen, wanted) in ties.items() if set(seen) != set(wanted)
    }
    nodes = {one.pk: one for one in _locked(contract, touched)}
    known = set(Tie.objects.filter(node__in=nodes).values_list("node_id", "reference_id"))
    added = {(key, line) for key in nodes for line in touched[key][1] - touched[key][0]} - known
    removed = {(key, line) for key in nodes for line in touched[key][0] - touched[key][1]} & known
    lines = _lines(contract, {line for _node, line in added | removed})
    added = {pair for pair in added if pair[1] in lines}
    for key, line in sorted(added):
        refuse_if(obstacles_to_tying(nodes[key], lines[line]))
    if not added and not removed:
        return []
    _confirm(dict.fromkeys(sorted(added)), by=by, at=at)
    for key, line in removed:
        Tie.objects.filter(node=key, reference=line).delete()
    said = [f"+ {_named(nodes[key], lines[line])}" for key, line in sorted(added)]
    said += [f"− {_named(nodes[key], lines[line])}" for key, line in sorted(removed) if line in lines]
    lists = next(iter(lines.values())).nomenclature
    details = {"added": len(added), "removed": len(removed)} | _told(said, lists)
    record("ties.set", contract, by=by, at=at, contract=contract, **details)
    return [nodes[key] for key in sorted({key for key, _line in added | removed})]


def _lines(contract: Contract, keys: Collection[int]) -> dict[int, Reference]:
    """The lines of that name that the contract may use."""
    rows = Reference.objects.filter(pk__in=keys, nomenclature__in=nomenclatures_for(contract.pk))
    return {one.pk: one for one in rows.select_related("nomenclature")}
