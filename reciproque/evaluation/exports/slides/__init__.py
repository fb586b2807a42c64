"""The slides of the steering committee, from the picture of a campaign alone."""

from reciproque.evaluation.exports.slides.deck import committee_deck

__all__ = ["committee_deck"]
