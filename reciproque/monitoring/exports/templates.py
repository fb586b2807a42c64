"""The spreadsheet to fill in."""

from datetime import datetime

from reciproque.core.tables import Column
from reciproque.monitoring.queries.grids import Grid, GridRow


def template_columns(grid: Grid, *, at: datetime) -> list[Column[GridRow]]:
    """What tells a line, then a column a period; « Exporté le » lets an older file be told when it comes back."""
    columns: list[Column[GridRow]] = [
        Column("Code", lambda row: f"I{row.indicator.pk}"),
        Column("Indicateur", lambda row: row.indicator.wording),
        Column("Ventilation", lambda row: row.label),
        Column("Unité", lambda row: row.indicator.unit),
    ]
    for number, (_period, said) in enumerate(grid.periods):
        columns.append(Column(said, lambda row, number=number: row.cells[number].text))  # type: ignore[misc]  # a default that carries the value of the loop has no type
    columns.append(Column("Exporté le", lambda row: at.isoformat(timespec="seconds")))
    return columns
