"""A list of people pasted from a spreadsheet, in whatever order its columns come."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from reciproque.core.text import fold, one_line, shorten

MOST_LINES = 2_000


@dataclass(frozen=True)
class Pasted:
    """One person of the list."""

    email: str
    name: str = ""
    body: str = ""


def read_people(text: str) -> tuple[list[Pasted], list[str]]:
    """The persons of a pasted list, each address once, and what is wrong line by line.

    The cell that is an address is the address; of the others the first is the name, the second the body, unless a
    heading says otherwise.
    """
    people: dict[str, Pasted] = {}
    wrong: list[str] = []
    order: tuple[str, ...] = ("name", "body")
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return [], [f"Cette liste compte {len(lines)} lignes ; la limite est de {MOST_LINES}."]
    for number, line in enumerate(lines, 1):
        cells = [one_line(cell) for cell in re.split(r"[\t;]", line)]
        if len(cells) == 1:
            cells = [one_line(cell) for cell in line.split(",")]
        if not any(cells):
            continue
        heading = _order(cells)
        if heading:
            order = heading
            continue
        address = next((cell for cell in cells if _is_address(cell)), "")
        if not address:
            wrong.append(f"Ligne {number} : aucune adresse électronique dans « {shorten(line, 60)} ».")
            continue
        rest = [cell for cell in cells if cell != address]
        told = dict(zip(order, rest, strict=False))
        people.setdefault(fold(address), Pasted(address, told.get("name", ""), told.get("body", "")))
    return list(people.values()), wrong


def _order(cells: list[str]) -> tuple[str, ...]:
    """The order of the columns beside the address, if this line is a heading."""
    known = {
        "nom": "name",
        "prenom et nom": "name",
        "personne": "name",
        "organisme": "body",
        "structure": "body",
    }
    said = [fold(cell) for cell in cells]
    if not any(
        word in said for word in ("adresse", "adresse electronique", "courriel", "email", "e-mail", "mail")
    ):
        return ()
    return tuple(known[word] for word in said if word in known)


def _is_address(cell: str) -> bool:
    try:
        validate_email(cell)
    except ValidationError:
        return False
    return True
