"""Slides as PPTX, in the look of the house or in a template of the team: real tables, charts that can be corrected."""

from reciproque.office.slides.content import Deck, Slide, SlidePart
from reciproque.office.slides.deck import write_pptx
from reciproque.office.slides.house import starting_pptx
from reciproque.office.slides.template import faults_of_pptx, lacks_of_pptx

__all__ = ["Deck", "Slide", "SlidePart", "faults_of_pptx", "lacks_of_pptx", "starting_pptx", "write_pptx"]
