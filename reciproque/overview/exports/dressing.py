"""The look that a contract gave to a kind of paper, ready for the writers."""

from __future__ import annotations

from reciproque.contracts.models import Contract
from reciproque.office.choices import Format
from reciproque.office.papers.content import Look
from reciproque.office.papers.making import Dress
from reciproque.office.paths import open_stored
from reciproque.office.slides import lacks_of_pptx
from reciproque.overview.models import PaperTemplate
from reciproque.overview.queries.dressing import letterhead_of, template_in_use
from reciproque.overview.rules import DRESSED, logo_type


def dress_of(contract: Contract, what: str, form: str) -> Dress:
    """The template of the team where it gave one; the letterhead for PDF."""
    if form == Format.PDF:
        return Dress(look=_look(contract))
    template = template_in_use(contract, what, form) if form in DRESSED else None
    if template is None:
        return Dress()
    with open_stored(template.file) as file:
        return Dress(template=file.read())


def _look(contract: Contract) -> Look:
    letterhead = letterhead_of(contract)
    if letterhead is None:
        return Look()
    logo = b""
    if letterhead.logo is not None:
        with open_stored(letterhead.logo) as file:
            logo = file.read()
    return Look(logo, logo_type(logo), letterhead.colour, letterhead.header, letterhead.footer)


def lacks_of(template: PaperTemplate) -> list[str]:
    """What a template of slides does without, in sentences; nothing for a document."""
    if template.form != Format.PPTX:
        return []
    with open_stored(template.file) as file:
        return lacks_of_pptx(file.read())
