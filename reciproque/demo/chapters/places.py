"""Chapter 1: the places, from a folder of reference data made up for the story."""

from reciproque.demo.chapters.stage import HERE, Stage, on
from reciproque.intake.imports.loading import load_reference


def tell(stage: Stage) -> None:
    load_reference(HERE / "reference", at=on("2015-01-05"))
