"""What evaluation hangs for others, subject by subject."""

from reciproque.evaluation.doors import annual, campaigns, judging, papers, sessions, verdicts

__all__ = ["annual", "campaigns", "judging", "papers", "sessions", "verdicts"]
