"""Who may see and change what is aimed at. A lead sees only the objectives that are hers, and what is under them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    is_administrator,
    leads,
    reads_contract,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.models import User
from reciproque.core.refusals import admit
from reciproque.framework.models import (
    PART_KINDS,
    Deed,
    Localisation,
    Node,
    NodePart,
    Recommendation,
    Tree,
)
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import nomenclatures_for


def led_by(user: User) -> set[int]:
    """The keys of the objectives that the person leads, with all that is under them. Two queries at most."""
    roots = leads(user)
    if not roots:
        return set()
    trees = Node.objects.filter(pk__in=roots).values("tree_id")
    below: dict[int | None, list[int]] = {}
    for key, parent in Node.objects.filter(tree_id__in=trees).values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(key)
    found, waiting = set(), list(roots)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(below.get(key, ()))
    return found


def nodes_visible_to(user: User) -> QuerySet[Node]:
    if sees_everything(user):
        return Node.objects.all()
    return Node.objects.filter(Q(contract_id__in=contract_ids(user, WHOLE_CONTRACT)) | Q(pk__in=led_by(user)))


def trees_visible_to(user: User) -> QuerySet[Tree]:
    if sees_everything(user):
        return Tree.objects.all()
    return Tree.objects.filter(contract_id__in=contract_ids(user, WHOLE_CONTRACT))


def parts_visible_to(user: User, kind: str) -> QuerySet[Any]:
    """Results, tracks, findings or actions (`kind` is the word of addresses)."""
    rows = PART_KINDS[kind]._default_manager.all()
    if sees_everything(user):
        return rows
    return rows.filter(Q(contract_id__in=contract_ids(user, WHOLE_CONTRACT)) | Q(node_id__in=led_by(user)))


def may_edit_framework(user: User, contract_id: int) -> bool:
    return steers_contract(user, contract_id)


def may_edit_node(user: User, node: Node) -> bool:
    return node.archived_at is None and steers_contract(user, node.contract_id)


def may_report_on(user: User, node: Node) -> bool:
    """The project team, and whoever leads the objective (or one above it)."""
    return node.archived_at is None and (steers_contract(user, node.contract_id) or node.pk in led_by(user))


def may_edit_part(user: User, part: NodePart) -> bool:
    return part.archived_at is None and steers_contract(user, part.contract_id)


def may_read_framework(user: User, contract_id: int) -> bool:
    return reads_contract(user, contract_id)


def node_seen_by(user: User, key: int) -> Node:
    """The node, or a 404 for whoever may not see it."""
    nodes = nodes_visible_to(user).select_related(
        "contract__parent", "tree", "parent", "lead_organisation", "passage"
    )
    return get_object_or_404(nodes, pk=key)


def node_steered_by(user: User, key: int) -> Node:
    """The node, for who may change the framework of its contract: 404 for strangers, 403 for readers."""
    node = node_seen_by(user, key)
    admit(may_edit_framework(user, node.contract_id))
    return node


def tree_steered_by(user: User, key: int) -> Tree:
    tree = get_object_or_404(trees_visible_to(user).select_related("contract"), pk=key)
    admit(may_edit_framework(user, tree.contract_id))
    return tree


def part_steered_by(user: User, kind: str, key: int) -> NodePart:
    """A result, track, finding or action (`kind` is the word of its address)."""
    if kind not in PART_KINDS:
        raise Http404
    rows = parts_visible_to(user, kind).select_related("contract", "node")
    part: NodePart = get_object_or_404(rows, pk=key)
    admit(may_edit_framework(user, part.contract_id))
    return part


def may_undo(user: User, deed: Deed) -> bool:
    """Whoever did it, as long as she may do it: the project team, and the lead who said how far her objective is."""
    reported = deed.act == "node.reported" and deed.subject_key in led_by(user)
    return deed.by_id == user.pk and (may_edit_framework(user, deed.tree.contract_id) or reported)


def deed_of(user: User, key: int) -> Deed:
    """An act of the person herself: 404 for strangers, 403 for whoever reads the contract only by now."""
    deed = get_object_or_404(Deed.objects.filter(by=user).select_related("tree__contract"), pk=key)
    if not may_undo(user, deed) and not reads_contract(user, deed.tree.contract_id):
        raise Http404
    admit(may_undo(user, deed))
    return deed


def lists_visible_to(user: User) -> QuerySet[Nomenclature]:
    """The lists that contracts gave themselves: those of the contracts that the person reads."""
    own = Nomenclature.objects.filter(contract_id__isnull=False)
    return own if sees_everything(user) else own.filter(contract_id__in=contract_ids(user, WHOLE_CONTRACT))


def lines_visible_to(user: User) -> QuerySet[Reference]:
    return Reference.objects.filter(nomenclature__in=lists_visible_to(user)).select_related("nomenclature")


def localisations_visible_to(user: User) -> QuerySet[Localisation]:
    rows = Localisation.objects.select_related("reference", "contract")
    return rows if sees_everything(user) else rows.filter(contract_id__in=contract_ids(user, WHOLE_CONTRACT))


def may_keep_national_lists(user: User) -> bool:
    """The national lists are those of every contract: the administration of the platform keeps them."""
    return is_administrator(user)


def may_edit_list(user: User, one: Nomenclature) -> bool:
    """A list of a contract is its team's; a national one is the administration's."""
    if one.contract_id is None:
        return may_keep_national_lists(user)
    return steers_contract(user, one.contract_id)


def list_seen_in(contract_id: int, key: int) -> Nomenclature:
    """A national list or one of that contract, which was itself fetched for the person; a 404 for any other."""
    return get_object_or_404(nomenclatures_for(contract_id), pk=key)


def list_edited_in(user: User, contract_id: int, key: int) -> Nomenclature:
    one = list_seen_in(contract_id, key)
    admit(may_edit_list(user, one))
    return one


def line_seen_in(contract_id: int, key: int) -> Reference:
    rows = Reference.objects.filter(nomenclature__in=nomenclatures_for(contract_id))
    return get_object_or_404(rows.select_related("nomenclature", "parent"), pk=key)


def line_edited_in(user: User, contract_id: int, key: int) -> Reference:
    line = line_seen_in(contract_id, key)
    admit(may_edit_list(user, line.nomenclature))
    return line


def recommendations_visible_to(user: User) -> QuerySet[Recommendation]:
    """Those of the contracts that the person reads whole, and those that the objectives which she leads answer."""
    if sees_everything(user):
        return Recommendation.objects.all()
    whole = Q(contract_id__in=contract_ids(user, WHOLE_CONTRACT))
    led = Recommendation.nodes.through.objects.filter(node_id__in=led_by(user)).values("recommendation_id")
    return Recommendation.objects.filter(whole | Q(pk__in=led))


def may_edit_recommendation(user: User, one: Recommendation) -> bool:
    return one.archived_at is None and steers_contract(user, one.contract_id)


def recommendation_seen_by(user: User, key: int) -> Recommendation:
    return get_object_or_404(recommendations_visible_to(user).select_related("contract", "owner"), pk=key)


def recommendation_steered_by(user: User, key: int) -> Recommendation:
    """The row, for the team of its contract: 404 for strangers, 403 for readers."""
    one = recommendation_seen_by(user, key)
    admit(steers_contract(user, one.contract_id))
    return one
