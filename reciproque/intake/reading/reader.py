"""The whole reading of a document."""

from __future__ import annotations

from reciproque.intake.reading.framework import read_framework
from reciproque.intake.reading.outline import outline_of
from reciproque.intake.reading.result import Reading
from reciproque.office.document import Document


def read_document(document: Document) -> Reading:
    """Read a contract document; what no item was made from is told in `not_understood`."""
    outline = outline_of(document)
    gathered = read_framework(document, outline)
    return Reading(
        source_file=document.name,
        framework=gathered.framework,
        results=gathered.results,
        indicators=gathered.indicators,
        leads=gathered.leads,
        findings=gathered.findings,
        recalled=gathered.recalled,
        engagement_levels=gathered.engagement_levels,
    )
