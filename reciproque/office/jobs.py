"""What the worker does for stored files."""

from datetime import datetime

from reciproque.office import actions


def sweep_store(at: datetime) -> int:
    return actions.sweep_store(at)
