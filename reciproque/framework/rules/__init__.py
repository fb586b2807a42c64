"""What must be true of a tree of objectives. Pure: the shape of the tree is handed in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reciproque.core.text import shorten
from reciproque.framework.choices import Applies
from reciproque.framework.models import Localisation, Node, Tree
from reciproque.references.models import Nomenclature, Reference

DEEPEST = 12  # levels; the deepest real contract has five
Shape = Mapping[int, int | None]  # key of a node → key of its parent
TREE_ARCHIVED = "Ce cadre est archivé : restaurez-le d’abord."
TOO_DEEP = f"Un cadre a {DEEPEST} niveaux au plus."


def ancestors(key: int | None, shape: Shape) -> list[int]:
    """From the node itself up to the root. Stops at a ring, which no act lets arise."""
    line: list[int] = []
    while key is not None and key not in line:
        line.append(key)
        key = shape.get(key)
    return line


def below(key: int, shape: Shape) -> set[int]:
    """The node and everything under it."""
    return {one for one in shape if key in ancestors(one, shape)} | {key}


def depth(key: int | None, shape: Shape) -> int:
    """The level of a node: 1 for a root, 0 for none."""
    return len(ancestors(key, shape))


def height(key: int, shape: Shape) -> int:
    """How many levels a node takes with all that is under it: 1 for a leaf."""
    return max(depth(one, shape) for one in below(key, shape)) - depth(key, shape) + 1


def obstacles_to_changing(node: Node, tree: Tree) -> list[str]:
    """What is archived is restored first."""
    if tree.archived_at is not None:
        return [TREE_ARCHIVED]
    if node.archived_at is not None:
        return ["Cet objectif est archivé : restaurez-le d’abord."]
    return []


def obstacles_to_hosting(parent: Node | None, tree: Tree) -> list[str]:
    """Why nothing can hang under that node of that tree (None: at its root)."""
    if tree.archived_at is not None:
        return [TREE_ARCHIVED]
    if parent is None:
        return []
    if parent.tree_id != tree.pk:
        return ["L’objectif d’accueil est dans un autre cadre."]
    if parent.archived_at is not None:
        return ["L’objectif d’accueil est archivé."]
    return []


def obstacles_to_moving(node: Node, parent: Node | None, tree: Tree, *, shape: Shape) -> list[str]:
    if tree.contract_id != node.contract_id or tree.pk != node.tree_id:
        return ["Un objectif reste dans son cadre : d’un cadre à l’autre, créez un lien."]
    reasons = obstacles_to_changing(node, tree) or obstacles_to_hosting(parent, tree)
    if reasons or parent is None:
        return reasons
    if node.pk in ancestors(parent.pk, shape):
        return ["Un objectif ne peut pas dépendre de lui-même ni de l’un de ceux qui sont sous lui."]
    return obstacles_to_depth(parent, shape=shape, levels=height(node.pk, shape))


def obstacles_to_depth(parent: Node | None, *, shape: Shape, levels: int = 1) -> list[str]:
    """Whether so many levels still fit under the parent."""
    above = depth(parent.pk, shape) if parent is not None else 0
    return [TOO_DEEP] if above + levels > DEEPEST else []


def obstacles_to_adding(tree: Tree, parent: Node | None, *, title: str, shape: Shape) -> list[str]:
    reasons = [] if title.strip() else ["Donnez un intitulé à l’objectif."]
    return reasons + obstacles_to_hosting(parent, tree) + obstacles_to_depth(parent, shape=shape)


def obstacles_to_merging(keep: Node, others: Sequence[Node], *, shape: Shape) -> list[str]:
    if not others:
        return ["Choisissez au moins un autre objectif à fusionner."]
    if any(one.pk == keep.pk for one in others):
        return ["Un objectif ne se fusionne pas avec lui-même."]
    if any(one.tree_id != keep.tree_id for one in others):
        return ["On ne fusionne que des objectifs du même cadre ; entre deux cadres, créez un lien."]
    if any(one.archived_at is not None for one in (keep, *others)):
        return ["Un objectif archivé ne se fusionne pas : restaurez-le d’abord."]
    if any(one.pk in ancestors(keep.pk, shape) for one in others):
        return ["Un objectif ne peut pas absorber celui dont il dépend."]
    tallest = max(height(one.pk, shape) for one in others) - 1
    return [TOO_DEEP] if depth(keep.pk, shape) + tallest > DEEPEST else []


def obstacles_to_splitting(titles: Sequence[str]) -> list[str]:
    if len([title for title in titles if title.strip()]) < 2:
        return ["Donnez au moins deux intitulés, un par ligne."]
    return []


def obstacles_to_linking(source: Node, target: Node, *, parent_contract_id: int | None) -> list[str]:
    """Links go between the objectives of one contract, or from a contract up to the one it declines."""
    if source.pk == target.pk:
        return ["Un objectif ne se lie pas à lui-même."]
    if target.contract_id not in {source.contract_id, parent_contract_id}:
        return ["On ne lie un objectif qu’à ceux de son contrat ou du contrat qu’il décline."]
    if source.archived_at is not None or target.archived_at is not None:
        return ["Un objectif archivé ne se lie pas : restaurez-le d’abord."]
    return []


def obstacles_to_tying(node: Node, reference: Reference) -> list[str]:
    """An objective is tied to a national list, or to one of its own contract; what is archived is tied to no more."""
    reasons = obstacles_to_changing(node, node.tree)
    if reference.nomenclature.contract_id not in {None, node.contract_id}:
        reasons.append("Ce référentiel est celui d’un autre contrat.")
    if reference.archived_at is not None or reference.nomenclature.archived_at is not None:
        reasons.append(f"« {shorten(str(reference), 60)} » est archivé : restaurez-le d’abord.")
    return reasons


def obstacles_to_localising(one: Localisation, nomenclature: Nomenclature) -> list[str]:
    """Why a measure cannot be said to stand so in the contract."""
    reasons = []
    if not nomenclature.measures:
        reasons.append(f"« {nomenclature} » n’est pas une liste de mesures à localiser.")
    if one.state == Applies.NOT and one.engagement:
        reasons.append("Une mesure qui ne s’applique pas n’a pas d’avancement : videz « où on en est ».")
    if not one.state and (one.engagement or one.target.strip()):
        reasons.append("Dites d’abord si la mesure s’applique : une cible ou un avancement le suppose.")
    return reasons


def reasons_to_keep(carried: Sequence[tuple[Node, int]], one: str, many: str) -> list[str]:
    """For the apps above: nodes that still carry something of theirs are not archived. `carried`: how much each."""
    return [
        f"« {shorten(str(node), 90)} » porte {count} {one if count == 1 else many} : archivez d’abord ce qui n’a plus "
        "lieu d’être, rattachez le reste à un autre objectif."
        for node, count in carried
    ]


def fitted(parents: Sequence[int | None]) -> list[int | None]:
    """The same forest without what a tree cannot hold: `parents[i]` is the index above i, or None.

    Rings and indexes that stand for nothing become roots, and what lies too deep hangs on the lowest level that
    may carry something: no item is lost.
    """
    fit = [up if up is not None and 0 <= up < len(parents) else None for up in parents]
    levels: dict[int, int] = {}
    for index in range(len(fit)):
        line: dict[int, None] = {}  # from the item upward, to a root or to one whose level is known
        one: int | None = index
        while one is not None and one not in levels and one not in line:
            line[one] = None
            one = fit[one]
        if one in line:
            fit[list(line)[-1]] = None  # a ring: it opens here
        for own in reversed(line):
            _settle(own, fit, levels)
    return fit


def _settle(own: int, fit: list[int | None], levels: dict[int, int]) -> None:
    """Give one item its level, under the lowest of those above it that may carry it."""
    up = fit[own]
    while up is not None and levels[up] >= DEEPEST:
        up = fit[up]
    fit[own] = up
    levels[own] = 1 if up is None else levels[up] + 1


Columns = dict[str, Any]
RowName = tuple[str, int]  # label of the model, key


@dataclass(frozen=True)
class Change:
    """A row that an act touched: only the columns that it changed. None: the row was not there.

    `version`, where the row has one, names the state of the row on each side.
    """

    label: str
    key: int
    before: Columns | None
    after: Columns | None

    @property
    def name(self) -> RowName:
        return self.label, self.key

    def turned(self) -> "Change":
        return Change(self.label, self.key, self.after, self.before)


@dataclass(frozen=True)
class Placed:
    """A node by its place."""

    key: int
    parent: int | None
    position: int
    archived: bool


def differences(before: Mapping[RowName, Columns], after: Mapping[RowName, Columns]) -> list[Change]:
    """What two photographs of the same rows do not share."""
    changes = []
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None:
            columns = [column for column in old if old[column] != new[column]]
            old, new = {c: old[c] for c in columns}, {c: new[c] for c in columns}
        if old or new:
            changes.append(Change(*name, old, new))
    return sorted(changes, key=lambda change: change.name)


def no_longer_as_left(changes: Sequence[Change], now: Mapping[RowName, Columns]) -> list[RowName]:
    """The rows that are not what the act left behind: somebody has changed, removed or put back something since."""
    return [
        change.name
        for change in changes
        if ((row := now.get(change.name)) is None and change.after is not None)
        or (
            row is not None
            and (change.after is None or any(row.get(c) != value for c, value in change.after.items()))
        )
    ]


def relabelled(changes: Sequence[Change], versions: Mapping[RowName, tuple[int, int]]) -> list[Change]:
    """The same changes after rows got a new version for a state that they had before: (old, new) by row."""

    def side(name: RowName, columns: Columns | None) -> Columns | None:
        if columns and name in versions and columns.get("version") == versions[name][0]:
            return columns | {"version": versions[name][1]}
        return columns

    return [Change(*c.name, side(c.name, c.before), side(c.name, c.after)) for c in changes]


def obstacles_to_shape(placed: Sequence[Placed], before: Sequence[Placed]) -> list[str]:
    """Why a tree cannot stand as it would after an undoing. `before`: as it stood."""
    shape: Shape = {one.key: one.parent for one in placed}
    gone = {one.key for one in placed if one.archived}
    reasons = []
    if any(one.parent is not None and one.parent not in shape for one in placed):
        reasons.append("Un objectif se retrouverait sans celui dont il dépend.")
    if any(_in_a_ring(key, shape) for key in shape):
        reasons.append("Un objectif dépendrait de lui-même : d’autres déplacements ont eu lieu depuis.")
    elif any(depth(key, shape) > DEEPEST for key in shape):
        reasons.append(TOO_DEEP)
    if any(not one.archived and one.parent in gone for one in placed):
        reasons.append("Un objectif se retrouverait sous un objectif archivé.")
    if _shared_places(placed) - _shared_places(before):
        reasons.append("D’autres objectifs ont pris place au même endroit depuis.")
    return reasons


def _in_a_ring(key: int, shape: Shape) -> bool:
    top = ancestors(key, shape)[-1]
    return shape.get(top) is not None and shape.get(top) in shape


def _shared_places(placed: Sequence[Placed]) -> set[tuple[int | None, int]]:
    counts = Counter((one.parent, one.position) for one in placed)
    return {place for place, count in counts.items() if count > 1}
