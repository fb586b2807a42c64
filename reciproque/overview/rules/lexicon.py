"""The families of words by stems, as a question is understood with them."""

from collections.abc import Collection, Sequence
from functools import cache

from reciproque.overview.choices.synonyms import FAMILIES, LIGHT
from reciproque.search.rules.asking import Lexicon, Stems
from reciproque.search.rules.words import stem_of, stems


def sign_of(expression: str) -> str:
    """An expression as addresses name it: its stems."""
    return "-".join(stems(expression))


@cache
def _families() -> dict[Stems, list[tuple[Stems, str]]]:
    also: dict[Stems, dict[Stems, str]] = {}
    for family in FAMILIES:
        for head in family.heads:
            own = tuple(stems(head))
            known = also.setdefault(own, {})
            for expression in family.also:
                said = tuple(stems(expression))
                if said != own:
                    known.setdefault(said, expression)
    return {head: list(known.items()) for head, known in also.items()}


@cache
def _light() -> frozenset[str]:
    return frozenset(stem_of(word) for word in LIGHT)


def lexicon(without: Collection[str] = ()) -> Lexicon:
    """All families, but for the expressions that a person set aside (`sign_of`)."""
    gone = {tuple(one.split("-")) for one in without}
    kept = {head: [one for one in also if one[0] not in gone] for head, also in _families().items()}
    return Lexicon(kept, _light())


def reasons_for(shown: Sequence[str]) -> dict[str, str]:
    """Why each of these expressions is looked for as well."""
    return {one: family.reason for family in reversed(FAMILIES) for one in family.also if one in shown}
