"""What evaluation hangs for others, subject by subject."""

from reciproque.evaluation.doors import campaigns

__all__ = ["campaigns"]
