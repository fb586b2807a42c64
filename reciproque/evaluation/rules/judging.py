"""Evaluation questions, their criteria and the things of the house that are their sources. Pure."""

import re
from collections.abc import Iterable

from reciproque.evaluation.choices import VerdictValue

NAMED = re.compile(r"^([a-z_]+\.[a-z_]+):([0-9]{1,15})$")
Thing = tuple[str, int]


def obstacles_to_asking(wording: str, *, frozen: bool) -> list[str]:
    if frozen:
        return ["Cette campagne est figée : son évaluation ne change plus."]
    return [] if wording.strip() else ["Écrivez la question, ou le critère."]


def obstacles_to_judging(judgement: str, reasons: str) -> list[str]:
    """A judgement says on what it rests; who does not know yet leaves it empty."""
    if judgement and judgement not in VerdictValue.values:
        return ["Choisissez un jugement : atteint, en partie, non atteint, on ne sait pas."]
    if judgement and judgement != VerdictValue.UNKNOWN and not reasons.strip():
        return ["Dites ce qui a été constaté : un jugement sans raison ne convainc personne."]
    return []


def read_sources(text: str) -> tuple[list[Thing], list[str]]:
    """The sources of a criterion, a line each: things of the house by label and key, and what is said in words."""
    things, words = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        named = NAMED.match(line)
        if named:
            things.append((named[1], int(named[2])))
        else:
            words.append(line)
    return things, words


def write_sources(things: Iterable[str], words: str) -> str:
    """As `Criterion.sources` keeps them: the things that were chosen, then the words."""
    lines = [one for one in dict.fromkeys(things) if NAMED.match(one)]
    said = [line.strip() for line in words.splitlines() if line.strip() and not NAMED.match(line.strip())]
    return "\n".join([*lines, *said])
