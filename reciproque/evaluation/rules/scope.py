"""What gets a sheet in a campaign, under which pillar, and who is asked: pure, the framework is handed in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reciproque.evaluation.choices import SheetsOn


@dataclass(frozen=True)
class Place:
    """An objective as the scope judges it. `places` are the keys of its neighbourhoods."""

    key: int
    parent: int | None
    tree: int
    label: str = ""
    position: int = 0
    places: frozenset[int] = frozenset()
    organisation: int | None = None


@dataclass(frozen=True)
class Scope:
    """What a campaign takes in. Empty collections: everything."""

    sheets_on: str = SheetsOn.LEAVES
    level: str = ""
    trees: Collection[int] = ()
    pillars: Collection[int] = ()
    neighbourhoods: Collection[int] = ()


@dataclass(frozen=True)
class Asked:
    """Who is asked about an objective. `distance`: 0 for the objective itself, 1 for the one above …; None: nobody."""

    organisation: int | None
    person: int | None
    distance: int | None = None


class Forest:
    """The trees of a contract, in the order in which one reads them. A missing parent makes a root."""

    def __init__(self, places: Iterable[Place], *, trees: Sequence[int] = ()) -> None:
        self.by_key = {one.key: one for one in places}
        rank = {tree: number for number, tree in enumerate(trees)}
        self._below: dict[int | None, list[Place]] = {}
        for one in self.by_key.values():
            above = one.parent if one.parent in self.by_key else None
            self._below.setdefault(above, []).append(one)
        for rows in self._below.values():
            rows.sort(key=lambda one: (rank.get(one.tree, len(rank)), one.tree, one.position, one.key))

    def in_order(self) -> list[Place]:
        """All, as one reads them from the top."""
        found: list[Place] = []
        waiting = self.below(None)[::-1]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(self.below(one.key)[::-1])
        return found

    def below(self, key: int | None) -> list[Place]:
        return self._below.get(key, [])

    def is_leaf(self, key: int) -> bool:
        return not self.below(key)

    def upward(self, key: int) -> list[Place]:
        """The objective itself, then what stands above it, up to the root."""
        line: list[Place] = []
        one = self.by_key.get(key)
        while one is not None and one not in line:
            line.append(one)
            one = self.by_key.get(one.parent or 0)
        return line

    def pillar_of(self, key: int) -> int | None:
        """The branch under which an objective is told: below a root that stands alone over its tree, its branches.

        None for an objective that is no branch and has none over it: its tree gathers these.
        """
        line = self.upward(key)[::-1]
        if not line:
            return None
        roots = [one for one in self.below(None) if one.tree == line[0].tree]
        if (
            len(roots) == 1
            and len(line) > 1
            and not all(self.is_leaf(one.key) for one in self.below(line[0].key))
        ):
            return line[1].key
        return None if len(line) == 1 and self.is_leaf(key) else line[0].key


def takes_in(scope: Scope, forest: Forest, key: int) -> bool:
    """Whether an objective stands in the trees, branches and neighbourhoods of the campaign."""
    line = forest.upward(key)
    above = {one.key for one in line}
    if not line or (scope.trees and line[0].tree not in scope.trees):
        return False
    if scope.pillars and scope.sheets_on != SheetsOn.CHOSEN and above.isdisjoint(scope.pillars):
        return False
    named = frozenset[int]().union(*(one.places for one in line))
    return not scope.neighbourhoods or not named.isdisjoint(scope.neighbourhoods)


def objectives_in(scope: Scope, forest: Forest) -> list[int]:
    """The keys of the objectives that get a sheet, in the order of the trees (none for a campaign on actions)."""
    chosen = []
    for one in forest.in_order():
        if takes_in(scope, forest, one.key) and _has_sheet(scope, forest, one):
            chosen.append(one.key)
    return chosen


def _has_sheet(scope: Scope, forest: Forest, one: Place) -> bool:
    if scope.sheets_on == SheetsOn.CHOSEN:
        return one.key in scope.pillars
    if scope.sheets_on == SheetsOn.LEAVES:
        return forest.is_leaf(one.key)
    return scope.sheets_on == SheetsOn.LEVEL and one.label == scope.level


@dataclass(frozen=True)
class Offer:
    """What a campaign may ask about, with how many sheets and expected results that makes."""

    sheets_on: str
    level: str
    sheets: int
    results: int


def offers(forest: Forest, results: Mapping[int, int], actions: int) -> list[Offer]:
    """The ways in which this framework can be asked: its last level, each of its levels, its actions; empty ones not.

    `results`: how many expected results hang on each objective; those below the level asked count with it.
    """
    levels = dict.fromkeys(one.label for one in forest.in_order())
    ways = [(SheetsOn.LEAVES, ""), *((SheetsOn.LEVEL, label) for label in levels if label)]
    made = []
    for way, level in ways:
        keys = objectives_in(Scope(sheets_on=way, level=level), forest)
        asked = sum(results.get(key, 0) for key in covered_by(keys, forest))
        made.append(Offer(way, level, len(keys), asked))
    made.append(Offer(SheetsOn.ACTIONS, "", actions, 0))
    return [one for one in made if one.sheets]


def likeliest(offered: Sequence[Offer]) -> Offer | None:
    """The last level, unless expected results hang higher: then the lowest level that takes in most of them."""
    return max(
        offered, key=lambda one: (one.results, one.sheets_on == SheetsOn.LEAVES, one.sheets), default=None
    )


def covered_by(keys: Collection[int], forest: Forest) -> set[int]:
    """The objectives that have a sheet, and those under them that have none of their own."""
    found: set[int] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(one.key for one in forest.below(key))
    return found


def who_is_asked(
    line: Sequence[Place],
    *,
    own: int | None,
    leads: Mapping[int, int],
    referents: Mapping[int, int],
) -> Asked:
    """The body and the person for an objective, nearest first: its own, then those of what stands above it.

    `line` is `Forest.upward`; `own` the lead body that the subject bears itself, before all (an action's); `leads`
    the person who leads each objective; `referents` the person of each body in the contract. At the same height a
    person who leads comes before the referent of the lead body. Without any person, the nearest body is named, so
    that the team knows where to look.
    """
    nearest: int | None = own
    if own is not None and own in referents:
        return Asked(own, referents[own], 0)
    for distance, one in enumerate(line):
        nearest = nearest if nearest is not None else one.organisation
        if one.key in leads:
            return Asked(nearest, leads[one.key], distance)
        if one.organisation is not None and one.organisation == nearest and one.organisation in referents:
            return Asked(one.organisation, referents[one.organisation], distance)
    return Asked(nearest, None)
