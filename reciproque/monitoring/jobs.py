"""What the worker does for indicators."""

from datetime import datetime

from reciproque.monitoring import actions


def compute_indicators(at: datetime) -> int:
    """Feed the indicators that the software knows itself."""
    return actions.compute_indicators(at)
