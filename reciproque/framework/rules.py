"""What must be true of a tree of objectives. Pure: the shape of the tree is handed in."""

from collections.abc import Mapping, Sequence

from reciproque.framework.models import Node, Tree

DEEPEST = 12  # levels; the deepest real contract has five
Shape = Mapping[int, int | None]  # key of a node → key of its parent


def ancestors(key: int | None, shape: Shape) -> list[int]:
    """From the node itself up to the root. Stops at a ring, which the database cannot hold otherwise."""
    line: list[int] = []
    while key is not None and key not in line:
        line.append(key)
        key = shape.get(key)
    return line


def below(key: int, shape: Shape) -> set[int]:
    """The node and everything under it."""
    return {one for one in shape if key in ancestors(one, shape)}


def obstacles_to_moving(node: Node, parent: Node | None, tree: Tree, *, shape: Shape) -> list[str]:
    if tree.contract_id != node.contract_id:
        return ["Un objectif reste dans son contrat : créez un lien vers l’autre contrat."]
    if parent is None:
        return []
    if parent.tree_id != tree.pk:
        return ["L’objectif d’accueil est dans un autre cadre."]
    if parent.archived_at is not None:
        return ["L’objectif d’accueil est archivé."]
    if node.pk in ancestors(parent.pk, shape):
        return ["Un objectif ne peut pas dépendre de lui-même ni de l’un de ceux qui sont sous lui."]
    return obstacles_to_depth(parent, shape=shape)


def obstacles_to_depth(parent: Node | None, *, shape: Shape) -> list[str]:
    if parent is not None and len(ancestors(parent.pk, shape)) >= DEEPEST:
        return [f"Un cadre a {DEEPEST} niveaux au plus."]
    return []


def obstacles_to_adding(tree: Tree, parent: Node | None, *, title: str, shape: Shape) -> list[str]:
    reasons = []
    if not title.strip():
        reasons.append("Donnez un intitulé à l’objectif.")
    if tree.archived_at is not None:
        reasons.append("Ce cadre est archivé.")
    if parent is not None and parent.tree_id != tree.pk:
        reasons.append("L’objectif d’accueil est dans un autre cadre.")
    if parent is not None and parent.archived_at is not None:
        reasons.append("L’objectif d’accueil est archivé.")
    return reasons + obstacles_to_depth(parent, shape=shape)


def obstacles_to_merging(keep: Node, others: Sequence[Node], *, shape: Shape) -> list[str]:
    if not others:
        return ["Choisissez au moins un autre objectif à fusionner."]
    if any(one.pk == keep.pk for one in others):
        return ["Un objectif ne se fusionne pas avec lui-même."]
    if any(one.tree_id != keep.tree_id for one in others):
        return ["On ne fusionne que des objectifs du même cadre ; entre deux cadres, créez un lien."]
    if any(one.pk in ancestors(keep.pk, shape) for one in others):
        return ["Un objectif ne peut pas absorber celui dont il dépend."]
    return []


def obstacles_to_splitting(titles: Sequence[str]) -> list[str]:
    if len([title for title in titles if title.strip()]) < 2:
        return ["Donnez au moins deux intitulés, un par ligne."]
    return []


def obstacles_to_linking(source: Node, target: Node, *, parent_contract_id: int | None) -> list[str]:
    """Links go between the trees of one contract, or from a contract up to the one it declines."""
    if source.pk == target.pk:
        return ["Un objectif ne se lie pas à lui-même."]
    if target.contract_id not in {source.contract_id, parent_contract_id}:
        return ["On ne lie un objectif qu’à ceux de son contrat ou du contrat qu’il décline."]
    return []
