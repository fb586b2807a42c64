"""What styles say, and who speaks over whom: a paragraph over its style, a style over the one it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import cache

# « heading 1 » is the name of the style in every language of Word and LibreOffice; « Titre1 » its id in French.
HEADING_NAME = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*([1-9])(?:\s+car)?", re.IGNORECASE)
TITLE_NAMES = {"title", "titre"}
# « List Bullet 2 » is a list of its own whose first level stands one deeper; its name is English everywhere.
NESTED_LIST = re.compile(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
# The styles of a table of contents: « toc 1 », « TOC Heading », « TM1 », « Contents 1 ».
CONTENTS_NAME = re.compile(r"(?:toc|tm|contents)\s*(?:[1-9]|heading)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a style, or a paragraph itself, says of a paragraph; None where it says nothing.

    `numbering` names a list, "" none; `level` is the depth in that list; `nesting` the depth that the name of
    the style gives.
    """

    heading: int | None = None
    numbering: str | None = None
    level: int | None = None
    nesting: int | None = None
    strong: bool | None = None
    slanted: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    contents: bool | None = None
    page_before: bool | None = None
    page_after: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it speaks, the one below where it is silent."""
        if self == PLAIN:
            return below
        silent = {name: getattr(below, name) for name in _spoken_of() if getattr(self, name) is None}
        return replace(self, **silent) if silent else self


@cache
def _spoken_of() -> tuple[str, ...]:
    return tuple(one.name for one in fields(Look))


PLAIN = Look()


def heading_level(name: str) -> int:
    """The level that the name or the id of a style gives: « heading 2 », « Titre2 », « Title » (1); 0 for none."""
    found = HEADING_NAME.fullmatch(name.strip())
    if found:
        return int(found[1])
    return 1 if name.strip().lower() in TITLE_NAMES else 0


def named_look(name: str) -> Look:
    """What the name of a style says by itself."""
    nested = NESTED_LIST.fullmatch(name.strip())
    return Look(
        heading=heading_level(name) or None,
        nesting=int(nested[1]) - 1 if nested else None,
        contents=True if CONTENTS_NAME.fullmatch(name.strip()) else None,
    )
