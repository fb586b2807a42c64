"""What evaluation hangs for others, subject by subject."""

from reciproque.evaluation.doors import annual, campaigns

__all__ = ["annual", "campaigns"]
