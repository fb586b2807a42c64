"""What evaluation hangs for others, subject by subject."""

from reciproque.evaluation.doors import annual, campaigns, sessions

__all__ = ["annual", "campaigns", "sessions"]
