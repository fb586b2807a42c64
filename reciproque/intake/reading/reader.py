"""The whole reading of a document."""

from __future__ import annotations

from dataclasses import asdict

from reciproque.intake.reading.annexes import read_missing_annexes
from reciproque.intake.reading.commitments import read_commitments
from reciproque.intake.reading.contradictions import find_contradictions
from reciproque.intake.reading.documents import read_reference_documents
from reciproque.intake.reading.events import read_dates
from reciproque.intake.reading.figures import read_amounts
from reciproque.intake.reading.framework import read_framework
from reciproque.intake.reading.genre import cautions_on
from reciproque.intake.reading.glossary import read_acronyms, read_glossary
from reciproque.intake.reading.governance import read_governance
from reciproque.intake.reading.grounds import keep_grounded
from reciproque.intake.reading.identity import read_identity
from reciproque.intake.reading.leftovers import lacking, leftovers, without_furniture
from reciproque.intake.reading.neighbourhood_tables import read_totals
from reciproque.intake.reading.neighbourhoods import read_neighbourhoods
from reciproque.intake.reading.outline import outline_of
from reciproque.intake.reading.reasons import explain
from reciproque.intake.reading.result import Reading
from reciproque.intake.reading.signatories import read_signatories
from reciproque.office.document import Document


def read_document(document: Document) -> Reading:
    """Read a contract document; what no item was made from is told in `not_understood`."""
    whole, document = document, without_furniture(document)
    outline = outline_of(document)
    gathered = read_framework(document, outline)
    signatories = read_signatories(document)
    reading = Reading(
        source_file=document.name,
        **asdict(read_identity(document, outline)),
        framework=gathered.framework,
        results=gathered.results,
        indicators=gathered.indicators,
        leads=gathered.leads,
        findings=gathered.findings,
        recalled=gathered.recalled,
        engagement_levels=gathered.engagement_levels,
        commitments=read_commitments(document, outline, [each.organisation for each in signatories]),
        neighbourhoods=read_neighbourhoods(document),
        neighbourhood_totals=read_totals(document),
        signatories=signatories,
        governance=read_governance(document, outline),
        amounts=read_amounts(document, outline),
        reference_documents=read_reference_documents(document, outline),
        glossary=read_glossary(document),
        acronyms_inline=read_acronyms(document),
        signature_or_validation_dates=read_dates(document, outline),
        missing_annexes=read_missing_annexes(document, outline),
    )
    places = {block.anchor: block.place.said for block in document.blocks()}
    explain(reading.framework, places)
    reading.contradictions = find_contradictions(reading, places)
    used = {anchor for item in reading.items() for anchor in (item.anchor, *item.anchors)}
    reading.not_understood = leftovers(whole, outline, used, gathered.left)
    reading.complaints = [*document.complaints, *lacking(document, outline, reading.missing_annexes)]
    reading.cautions = cautions_on(document)
    return keep_grounded(reading, whole)
