"""A text beside what stands: the matches of each list, figures, and what a page of them shows.

Nothing is stored but what a person said and, at acceptance, what stood: two thousand things are compared in some
hundredths of a second, and the answer is remembered as long as neither side changes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import QuerySet

from reciproque.contracts.models import Contract, Text
from reciproque.core.likeness import Ground, said
from reciproque.core.text import shorten
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.models import HandMatch, Item, Reading
from reciproque.intake.queries.standing import COMPARED, kept_standing, standing_in, things_of
from reciproque.intake.rules.comparing import compare
from reciproque.intake.rules.things import Change, Match, Thing

REMEMBERED = 3_600  # seconds


@dataclass
class Comparison:
    """The matches of each list, in the order of the new text, then what it does not repeat in the order of the old."""

    lists: dict[str, list[Match]] = field(default_factory=dict)
    old_parents: dict[str, str] = field(default_factory=dict)
    old_things: dict[str, Thing] = field(default_factory=dict)
    new_things: dict[str, Thing] = field(default_factory=dict)
    frozen: bool = False
    before: Contract | None = None
    """The earlier contract, when it is not the text's own that it is compared with."""

    @property
    def has_before(self) -> bool:
        return bool(self.old_things)

    def of(self, kind: str) -> list[Match]:
        return self.lists.get(kind, [])

    def counts(self, kind: str) -> Counter[str]:
        """How many matches have each change; one may have several. `main:…` counts each once."""
        counted: Counter[str] = Counter()
        for match in self.of(kind):
            counted.update(str(change) for change in match.changes)
            counted[f"main:{match.main}"] += 1
        return counted


def predecessor_of(contract: Contract, visible: QuerySet[Contract]) -> Contract | None:
    """The contract of the same intercommunal body that came just before, for the first text of a new one."""
    if contract.epci_id is None or contract.starts_on is None:
        return None
    rows = visible.filter(epci=contract.epci_id, archived_at=None, starts_on__lt=contract.starts_on)
    return rows.exclude(pk=contract.pk).order_by("-starts_on", "-pk").first()


def reading_of_text(text: Text) -> Reading | None:
    """The reading that a text was accepted from; the first, when corrected files followed."""
    rows = text.readings.filter(state=ReadingState.ACCEPTED, corrects=None)
    return rows.select_related("contract", "text", "standing").defer("document_json").order_by("pk").first()


def changes_something(text: Text, visible: QuerySet[Contract]) -> bool:
    """Whether the text was read, and something stood before it. Three queries at most."""
    rows = text.readings.filter(state=ReadingState.ACCEPTED, corrects=None)
    if rows.exclude(standing__things_json="[]").exists():
        return True
    return rows.exists() and predecessor_of(text.contract, visible) is not None


def comparison_of(reading: Reading, *, visible: QuerySet[Contract] | None = None) -> Comparison:
    """What the text of this reading changes in its contract.

    The first text of a contract is compared with the contract that came before, if it is among the `visible` ones.
    """
    noted = kept_standing(reading)
    olds = noted if noted is not None else standing_in(reading.contract, but=reading)
    before = None
    if not olds and reading.contract is not None and visible is not None:
        before = predecessor_of(reading.contract, visible)
        olds, noted = standing_in(before, but=reading), None
    found = compared(olds, things_of(reading), hand_matches(reading), frozen=noted is not None)
    found.before = before
    return found


def hand_matches(reading: Reading) -> list[tuple[str, str, bool]]:
    """What people said: (old key, new key, whether it is the same)."""
    rows = HandMatch.objects.filter(reading=reading).values_list("old", "item_id", "together")
    return [(old, f"item:{item}", together) for old, item, together in rows]


def compared(
    olds: Sequence[Thing],
    news: Sequence[Thing],
    said: Sequence[tuple[str, str, bool]],
    *,
    frozen: bool = False,
) -> Comparison:
    found = Comparison(frozen=frozen)
    found.old_things = {one.key: one for one in olds}
    found.new_things = {one.key: one for one in news}
    key = _fingerprint(olds, news, said)
    lists = cache.get(key)
    if lists is None:
        lists = _lists(olds, news, said)
        cache.set(key, lists, REMEMBERED)
    found.lists = lists
    return found


def _fingerprint(olds: Sequence[Thing], news: Sequence[Thing], said: Sequence[tuple[str, str, bool]]) -> str:
    told = hashlib.blake2b(digest_size=16)
    for one in (*olds, *news, *said):
        told.update(repr(one).encode())
    return f"intake.comparison.{told.hexdigest()}"


def _lists(
    olds: Sequence[Thing], news: Sequence[Thing], said: Sequence[tuple[str, str, bool]]
) -> dict[str, list[Match]]:
    together = {(old, new) for old, new, same in said if same}
    apart = {(old, new) for old, new, same in said if not same}
    lists: dict[str, list[Match]] = {}
    parents: dict[str, str] | None = None
    for kind in COMPARED:
        mine = [one for one in olds if one.kind == kind]
        theirs = [one for one in news if one.kind == kind]
        matches = compare(mine, theirs, together=together, apart=apart, parents=parents)
        lists[kind] = _in_order(matches, mine, theirs)
        if kind == ItemKind.FRAMEWORK:
            parents = {old.key: new.key for match in matches for old in match.olds for new in match.news[:1]}
    return lists


def _in_order(matches: Iterable[Match], olds: Sequence[Thing], news: Sequence[Thing]) -> list[Match]:
    new_at = {one.key: place for place, one in enumerate(news)}
    old_at = {one.key: place for place, one in enumerate(olds)}

    def place(match: Match) -> tuple[int, int]:
        return (0, new_at[match.news[0].key]) if match.news else (1, old_at[match.olds[0].key])

    return sorted(matches, key=place)


@dataclass(frozen=True)
class Figures:
    """What a text changes, in figures. `prioritised` counts what is named a priority or changes rank or level."""

    repeated: int
    reworded: int
    moved: int
    prioritised: int
    new: int
    dropped: int
    reshaped: int
    priorities: int

    @property
    def any_change(self) -> bool:
        return bool(self.reworded + self.moved + self.prioritised + self.new + self.dropped + self.reshaped)


def figures_of(comparison: Comparison, kind: str = ItemKind.FRAMEWORK) -> Figures:
    counts = comparison.counts(kind)
    paired = sum(1 for match in comparison.of(kind) if match.olds and match.news)
    return Figures(
        repeated=paired,
        reworded=counts[Change.REWORDED],
        moved=counts[Change.MOVED],
        prioritised=counts[Change.PRIORITISED],
        new=counts[Change.NEW],
        dropped=counts[Change.DROPPED],
        reshaped=counts[Change.SPLIT] + counts[Change.MERGED],
        priorities=sum(1 for match in comparison.of(kind) for one in match.news if one.priority),
    )


def root_of(key: str, things: dict[str, Thing]) -> Thing | None:
    """The outermost thing above this one: the pillar, the axis."""
    seen: set[str] = set()
    one = things.get(key)
    while one is not None and one.parent in things and one.key not in seen:
        seen.add(one.key)
        one = things[one.parent]
    return one


@dataclass
class Chapter:
    """A pillar of the new text (or of the old, for what is not repeated) and its matches."""

    title: str
    matches: list[Match] = field(default_factory=list)


def chapters(comparison: Comparison, matches: Iterable[Match]) -> list[Chapter]:
    """The matches of the framework by the outermost level that they stand under."""
    found: dict[str, Chapter] = {}
    for match in matches:
        things = comparison.new_things if match.news else comparison.old_things
        root = root_of((match.news or match.olds)[0].key, things)
        code = f"{root.code} " if root and root.code else ""
        title = f"{code}{root.words}" if root else ""
        own = found.setdefault(f"{bool(match.news)}{root.key if root else ''}", Chapter(title))
        own.matches.append(match)
    return list(found.values())


def item_of(reading: Reading, key: str) -> Item | None:
    """The item that a key of the new side names, of this reading."""
    number = key.removeprefix("item:")
    if not number.isdecimal() or len(number) > 18:
        return None
    return reading.items.filter(pk=int(number)).first()


MOST_OFFERED = 60


def likeliest(comparison: Comparison, alone: Thing) -> list[tuple[str, str]]:
    """The things of the other side that this one may be, the most alike first, as choices of a form."""
    side = comparison.old_things if alone.key in comparison.new_things else comparison.new_things
    others = [one for one in side.values() if one.kind == alone.kind]
    ground, own = Ground([said(one.words) for one in [*others, alone]]), said(alone.words)
    ranked = sorted(enumerate(others), key=lambda pair: (-ground.likeness(own, said(pair[1].words)), pair[0]))
    return [
        (one.key, shorten(" ".join(filter(None, (one.code, one.words))), 160))
        for _place, one in ranked[:MOST_OFFERED]
    ]
