"""Chapter 10: what came out of the campaigns. The frozen year is released; the one under way has a first deck."""

import io
from typing import Any

import pptx
from django.core.files.base import ContentFile
from django.utils import timezone
from pptx.dml.color import RGBColor

from reciproque.demo.chapters.papers import COLOUR
from reciproque.demo.chapters.stage import Stage
from reciproque.evaluation.actions.papers import have_paper_made, release_paper
from reciproque.evaluation.choices import CampaignState, PaperKind
from reciproque.evaluation.queries import campaigns_of
from reciproque.office.choices import Format
from reciproque.office.slides import starting_pptx
from reciproque.overview.actions import add_template
from reciproque.overview.choices import What

OF_A_FROZEN_YEAR = [
    (PaperKind.REPORT, Format.PDF),
    (PaperKind.REPORT, Format.DOCX),
    (PaperKind.SLIDES, Format.PPTX),
    (PaperKind.SHEETS, Format.ODS),
]


def tell(stage: Stage) -> None:
    contract, team = stage.contracts["2024"], stage.team
    upload = ContentFile(dressed(), name="diaporama-port-lambert.pptx")
    add_template(contract, what=What.SLIDES, form=Format.PPTX, upload=upload, by=team, at=timezone.now())
    for campaign in campaigns_of(contract):
        if campaign.state == CampaignState.FROZEN:
            for what, form in OF_A_FROZEN_YEAR:
                paper = _made(campaign, what, form, by=team)
                release_paper(paper, by=team, at=timezone.now())
        elif campaign.state == CampaignState.VALIDATING:
            _made(campaign, PaperKind.SLIDES, Format.PPTX, by=team)


def _made(campaign: Any, what: str, form: str, *, by: Any) -> Any:
    return have_paper_made(campaign, what=what, form=form, by=by, at=timezone.now())


def dressed() -> bytes:
    """The empty presentation of the house with a cover in the colour of the métropole."""
    deck: Any = pptx.Presentation(io.BytesIO(starting_pptx()))
    ground = deck.slide_layouts[0].background.fill
    ground.solid()
    ground.fore_color.rgb = RGBColor.from_string(COLOUR.upper())
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()
