"""Names of people in what is frozen: written beside it, so that a person can be forgotten and the seal still holds.

In the frozen text a name stands as a mark; the names are rows of their own. A mark cannot be typed: texts from people
are cleaned of control characters.
"""

import re
from collections.abc import Mapping
from typing import Any

OPEN, CLOSE = "\x02", "\x03"
FORGOTTEN = "(nom effacé)"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


def unspoken(told: Any, names: Mapping[str, int]) -> Any:
    """The same data with each of these names replaced by its mark, the longest names first."""
    if not names:
        return told
    ordered = sorted(names, key=lambda name: (-len(name), name))
    found = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered))
    return _each(told, lambda text: found.sub(lambda one: f"{OPEN}{names[one.group()]}{CLOSE}", text))


def spoken(told: Any, names: Mapping[int, str]) -> Any:
    """The same data with the marks replaced by the names that are still known."""
    return _each(told, lambda text: _MARK.sub(lambda one: names.get(int(one[1])) or FORGOTTEN, text))


def marks_in(told: Any) -> set[int]:
    """The numbers of the names that stand in the data."""
    found: set[int] = set()

    def note(text: str) -> str:
        found.update(int(number) for number in _MARK.findall(text))
        return text

    _each(told, note)
    return found


def _each(told: Any, change: Any) -> Any:
    if isinstance(told, str):
        return change(told)
    if isinstance(told, list):
        return [_each(one, change) for one in told]
    if isinstance(told, dict):
        return {key: _each(one, change) for key, one in told.items()}
    return told
