"""Invented documents of any shape, by chance: headings, nested lists, tables with spans, odd codes, odd signs.

Every text carries a word of its own (« k17z »), so that one sees whether any was lost on the way. `chance` is a
`random.Random`, or what hypothesis gives in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

PIECES = (
    "Axe 1 :", "Objectif stratégique n°2", "1.2.3 -", "A.", "IV)", "1.1.1.1.1.1", "Objectif opérationnel", "Pilier",
    "s’engage à", "L’État", "la Ville de Nulle-Part", "Résultats attendus :", "Indicateurs", "Gouvernance", "QPV",
    "Le comité de pilotage se réunit deux fois par an", "Signataires", "Pour la Métropole, le Président,", "12 %",
    "jusqu’au 31 décembre 2022", "2015-2020", "1 250 habitants", "Annexe 3", "Sommaire", "Glossaire", "45 000 €",
    "la loi du 21 février 2014", "- ◆ ○", "…………… 12", "Pour rappel", "Constats", "Pistes de travail", "n° 0",
)  # fmt: skip
ODD = (
    "\u202eabc\u202c", "مدينة", "שלום", "e\u0301\u0301\u0301", "\u200b", "\ufeff", "\u00ad", "😀👩‍👩‍👧", "ﬁ", "²³",
    "&amp;", "&#0;", "\x00", "\x0b", "\x1b[31m", "\x85", "\u2028", "A" * 300, "İ", "ß", "ǆ", "%s{0}$", "٣٤", "½",
    "\ud800", "1e999", "9" * 40, "=1+1", "\t", "'", '"', "\\", "]]>", "--", "0.0.0.0", "Ⅳ", "①", "\U000e0041", "٫",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[tuple[int, str], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: its paragraphs, how many columns and rows it spans."""

    texts: tuple[str, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells that begin in that row; `width` counts columns."""

    rows: tuple[tuple[Square, ...], ...]
    width: int


Piece = Heading | Line | Bullets | Grid


@dataclass(slots=True)
class Maker:
    chance: Random
    odd: bool = True
    words: list[str] = field(default_factory=list)

    def document(self, most: int = 14) -> list[Piece]:
        return [self._piece() for _ in range(self.chance.randint(1, most))]

    def _piece(self) -> Piece:
        kind = self.chance.randrange(8)
        if kind < 2:
            return Heading(self.chance.randint(1, 6), self._text(3))
        if kind < 5:
            return Line(self._text(8), strong=self.chance.random() < 0.3)
        return self._bullets() if kind == 5 else self._grid()

    def _bullets(self) -> Bullets:
        level, items = 0, []
        for _ in range(self.chance.randint(1, 6)):
            items.append((level, self._text(4)))
            level = max(0, min(4, level + self.chance.choice((-2, -1, 0, 0, 1))))
        return Bullets(tuple(items), numbered=self.chance.random() < 0.3)

    def _grid(self) -> Grid:
        width, height = self.chance.randint(1, 5), self.chance.randint(1, 5)
        taken: set[tuple[int, int]] = set()
        rows = []
        for y in range(height):
            row = []
            for x in range(width):
                if (x, y) not in taken:
                    row.append(self._square(x, y, width, height, taken))
            rows.append(tuple(row))
        return Grid(tuple(rows), width)

    def _square(self, x: int, y: int, width: int, height: int, taken: set[tuple[int, int]]) -> Square:
        columns = self._span(x, y, width, taken)
        rows = self.chance.randint(1, height - y) if self.chance.random() < 0.15 else 1
        taken |= {(x + i, y + j) for i in range(columns) for j in range(rows)}
        texts = tuple(self._text(4) for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3))))
        return Square(texts, columns, rows)

    def _span(self, x: int, y: int, width: int, taken: set[tuple[int, int]]) -> int:
        free = 1
        while x + free < width and (x + free, y) not in taken:
            free += 1
        return self.chance.randint(1, free) if self.chance.random() < 0.2 else 1

    def _text(self, most: int) -> str:
        word = f"k{len(self.words)}z"
        self.words.append(word)
        pieces = [self.chance.choice(PIECES) for _ in range(self.chance.randrange(most))]
        if self.odd and self.chance.random() < 0.2:
            pieces.append(self.chance.choice(ODD))
        pieces.insert(self.chance.randint(0, len(pieces)), word)
        return " ".join(pieces)
