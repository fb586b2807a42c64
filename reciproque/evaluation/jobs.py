"""What the worker does for evaluation: large papers; what is known of a person, to give it to her and to forget it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from reciproque.core.refusals import admit
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.actions.freezing import forget_in_years
from reciproque.evaluation.actions.papers import empty_papers_naming
from reciproque.evaluation.actions.papers import make_paper as make_campaign_paper
from reciproque.evaluation.models import CampaignPaper
from reciproque.evaluation.queries.freezing import attended_by, frozen_with


def make_paper(work: Any) -> dict[str, Any]:
    """Make a paper of a campaign as it stands now, for whoever asked, if she still may have it made."""
    related = ("campaign__contract", "campaign__round", "asked_by")
    paper = CampaignPaper.objects.select_related(*related).filter(pk=work.payload["paper"]).first()
    if paper is None:
        return {"paper": None}  # discarded meanwhile: nobody waits for it
    admit(may_steer_campaigns(paper.asked_by, paper.contract_id))
    work.progress(0, 2, "Mise en page")
    paper = make_campaign_paper(paper, at=timezone.now())
    work.progress(2, 2, "Document prêt")
    return {"paper": paper.pk}


def export_person(person: Any) -> list[dict[str, Any]]:
    sat = [
        {
            "le": one.session.starts_at.isoformat(),
            "séance de validation": str(one.session),
            "présence": one.get_presence_display(),
        }
        for one in attended_by(person)
    ]
    return sat + [{"nommée dans l’année figée": str(one.snapshot.campaign)} for one in frozen_with(person)]


def forget_person(person: Any, at: datetime) -> None:
    empty_papers_naming(person, at=at)
    forget_in_years(person, at)
