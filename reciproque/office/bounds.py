"""What reading a file may cost, and how we say that a file cannot be read.

A file comes from outside: its size, its depth and its number of paragraphs are whatever its author
wanted. Each reader counts as it goes and stops at these bounds, so that no file takes the machine down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

from reciproque.office.document import Place

MEGABYTE = 1024 * 1024

Progress = Callable[[int, int, str], None]
"""How a long reading says how far it is: done, total, and what it does, in French (« Page 12 sur 150 »)."""


def no_progress(done: int, total: int, what: str) -> None:
    """For whoever does not want to know."""


class Unreadable(Exception):  # noqa: N818 -- reads as the sentence it is: raise Unreadable(...)
    """A file that is not read, with a French sentence that says why, where, and what to do."""

    def __init__(self, reason: str, place: Place | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that one file may hold."""

    file_bytes: int = 50 * MEGABYTE
    text_bytes: int = 8 * MEGABYTE
    page_bytes: int = 16 * MEGABYTE
    text_lines: int = 200_000
    archive_entries: int = 5_000
    archive_directory_bytes: int = 2 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    part_bytes: int = 96 * MEGABYTE
    ratio: int = 400
    ratio_from_bytes: int = 16 * MEGABYTE
    elements: int = 2_000_000
    depth: int = 5_000
    bytes_at_once: int = 6 * MEGABYTE
    blocks: int = 200_000
    cells: int = 300_000
    characters: int = 20_000_000
    complaints: int = 50
    seconds: float = 20.0


DEFAULT_BOUNDS = Bounds()


def french_size(size: int) -> str:
    """Write a number of bytes as a person says it: « 48,2 Mo », « 12 ko »."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} ko" if size else "0 octet"
    return f"{size / MEGABYTE:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " Mo"


class Patience:
    """Counts the time that reading takes of the processor, whatever else the machine does meanwhile."""

    def __init__(self, bounds: Bounds) -> None:
        self._until = thread_time() + bounds.seconds

    def check(self) -> None:
        if thread_time() > self._until:
            raise Unreadable(
                "Ce document demande trop de temps pour être lu : il est démesuré. "
                "Séparez-le en plusieurs fichiers, ou retirez-en les grands tableaux."
            )


class Account:
    """What has been read so far, and the complaints met on the way."""

    def __init__(self, bounds: Bounds = DEFAULT_BOUNDS) -> None:
        self.bounds = bounds
        self.blocks = 0
        self.cells = 0
        self.characters = 0
        self.patience = Patience(bounds)
        self._complaints: dict[str, None] = {}
        self._left_out = 0

    def add_block(self, text: str, place: Place) -> None:
        """Count one block more; refuse the document when it holds too many."""
        self.blocks += 1
        self.characters += len(text)
        if self.blocks > self.bounds.blocks or self.characters > self.bounds.characters:
            raise Unreadable(
                f"Ce document est trop long pour être lu d’un seul tenant : la lecture s’est arrêtée au "
                f"paragraphe {place.line}. Séparez-le en plusieurs fichiers, puis recommencez.",
                place,
            )

    def add_cell(self, place: Place) -> None:
        self.cells += 1
        if self.cells > self.bounds.cells:
            raise Unreadable(
                f"Les tableaux de ce document comptent plus de {self.bounds.cells} cases : la lecture s’est "
                f"arrêtée à la ligne {place.line}. Retirez les tableaux de données, ou séparez le document "
                f"en plusieurs fichiers.",
                place,
            )

    def complain(self, sentence: str) -> None:
        """Keep a sentence for the person who sent the file; the same one is said once."""
        if sentence in self._complaints:
            return
        if len(self._complaints) < self.bounds.complaints:
            self._complaints[sentence] = None
        else:
            self._left_out += 1

    def complaints(self) -> tuple[str, ...]:
        more = (f"Et {self._left_out} autres remarques du même ordre.",) if self._left_out else ()
        return (*self._complaints, *more)
