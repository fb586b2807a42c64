"""Drawn charts as PNG, for the formats that do not print SVG everywhere: all charts of a paper in one go."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

DOTS = 190  # per inch
WIDTH = "17cm"


def pictures_of(drawings: Sequence[str]) -> list[bytes]:
    """The pictures of these SVG drawings, in their order."""
    if not drawings:
        return []
    with tempfile.TemporaryDirectory(prefix="graphiques-") as folder:
        for number, drawing in enumerate(drawings):
            (Path(folder) / f"{number}.svg").write_text(drawing, encoding="utf-8")
        main = Path(folder) / "main.typ"
        pages = "\n".join(f'#page(image("{number}.svg", width: {WIDTH}))' for number in range(len(drawings)))
        main.write_text(f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}\n", encoding="utf-8")
        made: Any = typst.compile(main, root=Path(folder), format="png", ppi=DOTS, ignore_system_fonts=True)
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]


def height_to_width(picture: bytes) -> float:
    """How high a PNG is, as a share of its width."""
    width, height = struct.unpack(">II", picture[16:24])
    return float(height / width)
