"""The whole reading of a document."""

from __future__ import annotations

from reciproque.intake.reading.documents import read_reference_documents
from reciproque.intake.reading.framework import read_framework
from reciproque.intake.reading.glossary import read_acronyms, read_glossary
from reciproque.intake.reading.governance import read_governance
from reciproque.intake.reading.leftovers import lacking, leftovers
from reciproque.intake.reading.neighbourhoods import read_neighbourhoods
from reciproque.intake.reading.outline import outline_of
from reciproque.intake.reading.result import Reading
from reciproque.intake.reading.signatories import read_signatories
from reciproque.office.document import Document


def read_document(document: Document) -> Reading:
    """Read a contract document; what no item was made from is told in `not_understood`."""
    outline = outline_of(document)
    gathered = read_framework(document, outline)
    reading = Reading(
        source_file=document.name,
        framework=gathered.framework,
        results=gathered.results,
        indicators=gathered.indicators,
        leads=gathered.leads,
        findings=gathered.findings,
        recalled=gathered.recalled,
        engagement_levels=gathered.engagement_levels,
        neighbourhoods=read_neighbourhoods(document),
        signatories=read_signatories(document),
        governance=read_governance(document, outline),
        reference_documents=read_reference_documents(document, outline),
        glossary=read_glossary(document),
        acronyms_inline=read_acronyms(document),
    )
    used = {anchor for item in reading.items() for anchor in (item.anchor, *item.anchors)}
    reading.not_understood = leftovers(document, outline, used, gathered.left)
    reading.complaints = [*document.complaints, *lacking(document, outline)]
    return reading
