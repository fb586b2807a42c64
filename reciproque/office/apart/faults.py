"""How a work that was done apart ends badly, each as a sentence to the person who brought the file."""

from __future__ import annotations

import signal

from reciproque.office.apart.walls import MEGABYTE, Walls
from reciproque.office.bounds import Unreadable

AGAIN = (
    "Le fichier est gardé. Ouvrez-le dans votre traitement de texte, enregistrez-le de nouveau en DOCX, "
    "puis déposez cette copie."
)
SPLIT = (
    "Le fichier est gardé. Séparez-le en plusieurs fichiers, ou retirez-en les images et les grands tableaux, "
    "puis déposez ce qui reste."
)


class Fault(Unreadable):
    """The process that read a file did not come to its end. `detail` is for the log, never for a page."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail


class Crashed(Fault):
    """The process died: a fault of a library, or somebody killed it."""


class TooLong(Fault):
    """It was stopped by a clock."""


class TooMuchMemory(Fault):
    """It wanted more memory than it may have."""


class TooMuchSaid(Fault):
    """Its answer was larger than an answer may be."""


class Broken(Fault):
    """Our own code failed in it."""


def crashed(detail: str) -> Crashed:
    return Crashed(
        "La lecture de ce fichier s’est interrompue net : il est sans doute abîmé, ou fait d’une façon que la lecture "
        f"ne supporte pas. {AGAIN}",
        detail,
    )


def too_long(walls: Walls, detail: str = "") -> TooLong:
    return TooLong(
        f"La lecture de ce fichier a été arrêtée : elle dépassait {_minutes(walls.processor)} de calcul "
        f"ou {_minutes(walls.seconds)} en tout. {SPLIT}",
        detail,
    )


def too_much_memory(walls: Walls, detail: str = "") -> TooMuchMemory:
    return TooMuchMemory(
        f"La lecture de ce fichier a été arrêtée : elle demandait plus de {walls.memory // MEGABYTE} Mo de mémoire. "
        f"{SPLIT}",
        detail,
    )


def too_much_said(walls: Walls) -> TooMuchSaid:
    return TooMuchSaid(
        f"La lecture de ce fichier a été arrêtée : ce qu’elle rapporte dépasse {walls.answer // MEGABYTE} Mo. {SPLIT}"
    )


def broken(detail: str) -> Broken:
    return Broken(
        f"La lecture de ce fichier s’est arrêtée sur une erreur inattendue, notée pour l’administration. {AGAIN}",
        detail,
    )


def fault_of_end(code: int, peak: int, walls: Walls, said: str) -> Fault:
    """Say why a process ended that owed an answer: by its exit code (-9: signal 9) and its most memory, in bytes."""
    detail = f"exit {code}, at most {peak // MEGABYTE} MB\n{said}"
    if -code in {getattr(signal, "SIGXCPU", 0), signal.SIGALRM}:
        return too_long(walls, detail)
    if peak > 0.8 * walls.memory:
        return too_much_memory(walls, detail)
    return crashed(detail)


def _minutes(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} secondes"
    return f"{seconds / 60:.0f} minutes"
