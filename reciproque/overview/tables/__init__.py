"""Tables of the overview."""

from reciproque.overview.tables.consolidating import consolidation_table, measure_of

__all__ = ["consolidation_table", "measure_of"]
