"""The papers of campaigns, and the works that make them."""

from django.db.models import QuerySet

from reciproque.accounts.models import User
from reciproque.evaluation.models import Campaign, CampaignPaper
from reciproque.jobs.choices import ENDED
from reciproque.jobs.models import Job
from reciproque.jobs.queries import all_jobs


def papers_of(campaign: Campaign) -> QuerySet[CampaignPaper]:
    return CampaignPaper.objects.filter(campaign=campaign).select_related("file", "asked_by", "campaign")


def job_of(paper: CampaignPaper) -> Job | None:
    return all_jobs().filter(pk=paper.job_id).first() if paper.job_id else None


def jobs_under_way(papers: QuerySet[CampaignPaper]) -> set[int]:
    """The keys of the works that still make some of these papers."""
    asked = papers.filter(file=None).values("job_id")
    return set(all_jobs().filter(pk__in=asked).exclude(state__in=ENDED).values_list("pk", flat=True))


def waited_for_by(person: User) -> int:
    """How many papers of campaigns the person waits for."""
    return len(jobs_under_way(CampaignPaper.objects.filter(asked_by_id=person.pk)))
