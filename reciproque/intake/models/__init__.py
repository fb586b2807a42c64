"""From a document to a proposal, its review, and its comparison with what stands."""

from reciproque.intake.models.comparing import HandMatch, LinkRefusal, Standing
from reciproque.intake.models.proposals import Item, Reading
from reciproque.intake.models.reviewing import Point, Reviewer, ReviewStep

__all__ = ["HandMatch", "Item", "LinkRefusal", "Point", "Reading", "ReviewStep", "Reviewer", "Standing"]
