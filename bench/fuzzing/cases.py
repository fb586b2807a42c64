"""What a case is: a file, its name, and what must be found again in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """`family` and `kind` name a line of the table; `words` must stand in the document that is read from it."""

    family: str
    kind: str
    name: str
    data: bytes
    words: tuple[str, ...] = ()
