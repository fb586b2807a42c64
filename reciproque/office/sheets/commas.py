"""Tables as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from reciproque.office.sheets.cells import Describes, as_text, harmless


def write_csv(title: str, columns: Sequence[Describes], rows: Iterable[Any]) -> bytes:
    """A CSV that French Excel opens rightly: UTF-8 with its mark, semicolons, decimal commas."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in columns])
    for row in rows:
        writer.writerow([as_text(column.kind, column.value(row)) for column in columns])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")
