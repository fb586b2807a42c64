"""What can be asked about campaigns, and what they come to."""

from reciproque.evaluation.queries.campaigns import campaigns_of

__all__ = ["campaigns_of"]
