"""Which objectives of a text specify, repeat or replace which of another: proposals with their reason, for a person.

Unlike a comparison, one objective may have several kin. The thresholds weigh what a person has to refuse against
what she would have to find herself; they were set on pairs judged by hand (docs/figures.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reciproque.core.likeness import Ground, Said, said, strong
from reciproque.framework.choices import LinkKind
from reciproque.intake.rules.matching import ALIKE as ALONE
from reciproque.intake.rules.things import bare_code

ALIKE = 0.40
"""So alike, with two words that say what it is about."""
WITHIN = 0.70
AT_LEAST = 0.34
"""Or: so much of the shorter stands in the longer, and they are at least so alike."""
REPEATED = 0.80
"""From here on it is the same thing said again."""
ALL_OF_IT = 0.95
"""A newer objective whose words all stand in the older one repeats it in short."""
RARE = 4
"""Two words that follow each other in both, and that so few sentences hold, are enough with some likeness."""
BEHIND = 0.25
"""What is so much less alike than the best is left out, when the best repeats."""
MOST = 3


@dataclass(frozen=True)
class Twig:
    """An objective to be linked. `says_of` is what its document says that it serves (« axe 2 », a title)."""

    key: int
    words: str
    code: str = ""
    parent: int | None = None
    says_of: str = ""


@dataclass(frozen=True)
class Kinship:
    """A link proposed from one objective to another."""

    source: int
    target: int
    kind: str
    score: float
    reason: str


@dataclass
class _Sides:
    ground: Ground
    holders: dict[str, int] = field(default_factory=dict)


def kinships(
    sources: Sequence[Twig],
    targets: Sequence[Twig],
    *,
    replaces: bool = False,
) -> list[Kinship]:
    """The links to propose. `replaces`: the newer text amends the older."""
    left, right = [said(one.words) for one in sources], [said(one.words) for one in targets]
    sides = _Sides(Ground([*left, *right]))
    for one in [*left, *right]:
        for word in one.key:
            sides.holders[word] = sides.holders.get(word, 0) + 1
    found: dict[int, list[Kinship]] = {}
    for near in sides.ground.near(left, right, at_least=AT_LEAST * 0.8):
        one, other = left[near.left], right[near.right]
        why = _why(sides, one, other, near.likeness)
        if why:
            source, target = sources[near.left], targets[near.right]
            kind = _kind(sides.ground, one, other, near.likeness, replaces=replaces)
            told = Kinship(source.key, target.key, kind, round(near.likeness, 4), why)
            found.setdefault(source.key, []).append(told)
    for told in _said_so(sources, targets):
        mine = found.setdefault(told.source, [])
        mine[:] = [told, *(one for one in mine if one.target != told.target)]
    return [one for source in sources for one in _best(found.get(source.key, ()))]


def _best(told: Iterable[Kinship]) -> list[Kinship]:
    ordered = sorted(told, key=lambda one: (-one.score, one.target))
    if not ordered:
        return []
    by_words = [one.score for one in ordered if one.score < SAYS_SO]
    floor = by_words[0] - BEHIND if by_words and by_words[0] >= REPEATED else 0.0
    return [one for one in ordered if one.score >= floor][:MOST]


def _why(sides: _Sides, one: Said, other: Said, likeness: float) -> str:
    """The reason to propose it, or nothing."""
    common = [word for word in strong(one.stems) if word in other.key]
    count = len(set(common))
    most = max(len(one.key), len(other.key))
    if one.words == other.words:
        return "mêmes mots"
    if likeness >= REPEATED or (likeness >= ALIKE and count > 1):
        shared = len(one.key & other.key)
        return f"{shared} mot{'s' if shared > 1 else ''} sur {most}"
    within = max(sides.ground.holds(one, other), sides.ground.holds(other, one))
    if within >= WITHIN and likeness >= AT_LEAST and count > 1:
        return f"{round(within * 100)} % des mots de l’un sont dans l’autre"
    pair = _rare_pair(sides, one, other)
    return f"les mêmes mots rares se suivent : « {pair} »" if pair else ""


def _rare_pair(sides: _Sides, one: Said, other: Said) -> str:
    """Two strong words that follow each other in both, and that few sentences hold."""
    theirs = set(pairwise(other.stems))
    for first, second in pairwise(one.stems):
        few = all(sides.holders.get(word, 0) <= RARE for word in (first, second))
        if few and (first, second) in theirs and len(strong((first, second))) == 2:
            words = dict(_as_written(one))
            return f"{words.get(first, first)} {words.get(second, second)}"
    return ""


def _as_written(one: Said) -> Iterable[tuple[str, str]]:
    """Each stem with a folded word that has it."""
    kept = iter(one.stems)
    wanted = next(kept, None)
    for word in one.words:
        if wanted is not None and word.startswith(wanted[:3]):
            yield wanted, word
            wanted = next(kept, None)


def _kind(ground: Ground, one: Said, other: Said, likeness: float, *, replaces: bool) -> str:
    if replaces and one.words != other.words and likeness >= ALONE:
        return LinkKind.REPLACES
    if likeness >= REPEATED:
        return LinkKind.REPEATS
    return LinkKind.REPEATS if ground.holds(other, one) >= ALL_OF_IT else LinkKind.SPECIFIES


SAYS_SO = 1.1
"""Above any likeness: the document itself says it."""


def _said_so(sources: Sequence[Twig], targets: Sequence[Twig]) -> Iterable[Kinship]:
    """« Axe en lien : Accès aux droits »: the document names what an objective serves, by its code or its words."""
    telling = [one for one in sources if one.says_of]
    if not telling:
        return
    roots = [one for one in targets if one.parent is None] or list(targets)
    heard = [said(one.words) for one in roots]
    for one in telling:
        own = said(one.says_of)
        ground = Ground([*heard, own])
        code = bare_code(one.says_of) if any(letter.isdigit() for letter in one.says_of) else ""
        scored = sorted(
            ((ground.holds(other, own) + (bool(code) and code == bare_code(root.code)), -place))
            for place, (root, other) in enumerate(zip(roots, heard, strict=True))
        )
        best, place = scored[-1]
        clear = len(scored) < 2 or scored[-2][0] < best
        if best >= WITHIN and clear:
            target = roots[-place]
            reason = f"le document le dit : « {one.says_of} »"
            yield Kinship(one.key, target.key, LinkKind.SPECIFIES, SAYS_SO, reason)
