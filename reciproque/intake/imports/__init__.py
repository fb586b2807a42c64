"""Files of reference data in: read everything, judge everything, then write in short slices."""

from reciproque.intake.imports.loading import Loading, UnusableFolder, load_reference

__all__ = ["Loading", "UnusableFolder", "load_reference"]
