"""A sheet of a spreadsheet as its readers gather it: the cells that hold something, and what was met on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reciproque.office.bounds import Account
from reciproque.office.document import Place

Spot = tuple[int, int]
"""Row and column, from zero."""

MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
CELLS_TOLD = 8
_OWN_NAME = re.compile(r"(?:feuil|feuille|sheet|tabelle|hoja|foglio|tableau)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class GridCell:
    """What a cell shows, "\\n" where its author broke a line; `height` and `width` count the cells merged."""

    text: str
    strong: bool = False
    slanted: bool = False
    centred: bool = False
    height: int = 1
    width: int = 1


@dataclass(slots=True)
class Grid:
    """`cells` holds the filled ones only; `boxes` the texts of drawn shapes with the cell on which they lie."""

    name: str
    cells: dict[Spot, GridCell] = field(default_factory=dict)
    boxes: list[tuple[Spot, str]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    noted: dict[str, dict[Spot, None]] = field(default_factory=dict)

    def is_named(self) -> bool:
        """Whether somebody gave the sheet its name, rather than the program (« Feuil1 »)."""
        return bool(self.name.strip()) and not _OWN_NAME.fullmatch(self.name.strip())

    def spot(self, where: Spot | None = None) -> str:
        """« Feuille Actions, B12 », as a person finds it again."""
        sheet = f"Feuille {self.name}" if self.is_named() else self.name or "Feuille"
        return sheet if where is None else f"{sheet}, {name_of(where)}"

    def note(self, key: str, where: Spot) -> None:
        """Keep that something was met on a cell, by a key of `SENTENCES`."""
        self.noted.setdefault(key, {})[where] = None

    def put(self, where: Spot, cell: GridCell, account: Account) -> None:
        """Keep a filled cell, whose column is shown; a document has only so many of them."""
        if where[1] in self.hidden_columns:
            self.note("hidden column", (0, where[1]))
            return
        account.add_cell(Place(where[0] + 1, spot=self.spot(where)))
        self.cells[where] = cell

    def say(self, account: Account) -> None:
        for key, sentence in SENTENCES.items():
            met = list(self.noted.get(key, ()))
            if met:
                account.complain(f"{self.spot()} : {sentence} ({_told(key, met)}).")


SENTENCES = {
    "error": "cellules en erreur, non reprises",
    "no value": "formules sans résultat enregistré, non reprises : ouvrez le classeur, enregistrez-le de nouveau, "
    "puis déposez-le",
    "hidden row": "lignes masquées (ou filtrées), lues comme les autres",
    "hidden column": "colonnes masquées, non lues : affichez-les si leur contenu compte, puis déposez de nouveau",
    "comment": "commentaires, non lus",
    "image": "images, non lues",
    "chart": "graphiques, non lus",
    "object": "objets d’un autre logiciel, non lus",
    "covered": "textes cachés sous une cellule fusionnée, non lus",
}
_BY_ROW, _BY_COLUMN = {"hidden row"}, {"hidden column"}


def _told(key: str, met: list[Spot]) -> str:
    names = [str(row + 1) if key in _BY_ROW else letters(column) if key in _BY_COLUMN else name_of((row, column))
             for row, column in met]  # fmt: skip
    more = f"… et {len(names) - CELLS_TOLD} autres" if len(names) > CELLS_TOLD else ""
    return ", ".join(names[:CELLS_TOLD]) + more


def letters(column: int) -> str:
    """The name of a column, from zero: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def name_of(where: Spot) -> str:
    return f"{letters(where[1])}{where[0] + 1}"


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def spot_of(reference: str) -> Spot | None:
    """« B12 » as row and column from zero; None when it is no place of a sheet."""
    found = _REFERENCE.fullmatch(reference.strip().upper())
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if 0 < row <= MOST_ROWS and column <= MOST_COLUMNS else None
