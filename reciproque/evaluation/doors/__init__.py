"""What evaluation hangs for others, subject by subject."""

from reciproque.evaluation.doors import annual, campaigns, judging, sessions, verdicts

__all__ = ["annual", "campaigns", "judging", "sessions", "verdicts"]
