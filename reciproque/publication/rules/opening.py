"""Whether something may be opened to everybody, and under which number."""

from collections.abc import Collection, Mapping, Sequence

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import IndicatorKind
from reciproque.monitoring.models import Indicator

WORDY = {IndicatorKind.TEXT, IndicatorKind.JUDGEMENT}
"""Kinds told in people's own words: the files say that they exist, not what was written."""


def obstacles_to_opening(contract: Contract, *, published: int) -> list[str]:
    obstacles = []
    if contract.archived_at is not None:
        obstacles.append("Ce contrat est archivé.")
    if not published:
        obstacles.append("Choisissez d’abord au moins un indicateur à publier.")
    return obstacles


def obstacles_to_publishing(indicators: Sequence[Indicator], contract: Contract) -> list[str]:
    """Why these indicators cannot all be published."""
    obstacles = []
    if any(one.contract_id != contract.pk for one in indicators):
        obstacles.append("Un de ces indicateurs est d’un autre contrat.")
    for one in indicators:
        if one.archived_at is not None:
            obstacles.append(f"« {one.wording} » est archivé.")
        elif not one.kind:
            obstacles.append(f"« {one.wording} » : dites d’abord sa nature (nombre, montant, part…).")
    return obstacles


def free_number(beginning: str, taken: Collection[str]) -> str:
    """The next number under an objective: « 2-3 » gives « 2-3-1 », or « 2-3-4 » when three are taken."""
    rank = 1
    while f"{beginning}-{rank}" in taken:
        rank += 1
    return f"{beginning}-{rank}"


def beginnings(nodes: Sequence[tuple[int, int | None]]) -> Mapping[int, str]:
    """For each objective (key, key above), in their order: the rank of its root and that of its branch below it.

    « 2-3 » lies in the third branch of the second root; a root itself has « 2-0 ».
    """
    parents = dict(nodes)
    children: dict[int | None, list[int]] = {}
    for key, above in nodes:
        children.setdefault(above if above in parents else None, []).append(key)
    found: dict[int, str] = {}
    for goal, root in enumerate(children.get(None, ()), 1):
        found[root] = f"{goal}-0"
        for target, branch in enumerate(children.get(root, ()), 1):
            below = [branch]
            while below:
                key = below.pop()
                found[key] = f"{goal}-{target}"
                below += children.get(key, ())
    return found


OUTSIDE = "0-0"
"""How the number of an indicator begins that hangs on no objective."""


LAYOUT = 1
"""Grows when the files are written otherwise: all of them are then made anew."""


def stamp_of(definition: int, values: int | None, node: int | None, opening: int, threshold: int) -> str:
    """What the files of an indicator were made of: versions of what they tell, threshold of small counts."""
    return f"{LAYOUT}.{definition}.{values or 0}.{node or 0}.{opening}.{threshold}"
