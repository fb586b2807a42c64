"""Closed lists of contracts: kinds and steps of texts, and the acronyms of the trade."""

from reciproque.contracts.choices.acronyms import ACRONYMS, Acronym
from reciproque.contracts.choices.stages import Generation, SignatureState, StepKind, TextKind

__all__ = ["ACRONYMS", "Acronym", "Generation", "SignatureState", "StepKind", "TextKind"]
