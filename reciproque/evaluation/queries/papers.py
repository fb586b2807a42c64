"""The papers of campaigns, and the works that make them."""

from django.db.models import Q, QuerySet

from reciproque.accounts.models import User
from reciproque.evaluation.models import Campaign, CampaignPaper, SnapshotName
from reciproque.jobs.choices import ENDED
from reciproque.jobs.models import Job
from reciproque.jobs.queries import all_jobs


def papers_of(campaign: Campaign) -> QuerySet[CampaignPaper]:
    return CampaignPaper.objects.filter(campaign=campaign).select_related("file", "asked_by", "campaign")


def papers_naming(person: User) -> QuerySet[CampaignPaper]:
    """Those that were made of campaigns in which the person had a part, sat, or stands in the frozen year."""
    asked = Q(round__sheets__participations__user_id=person.pk)
    sat = Q(sessions__attendance__person_id=person.pk)
    frozen = Q(pk__in=SnapshotName.objects.filter(person_id=person.pk).values("snapshot__campaign_id"))
    named = Campaign.objects.filter(asked | sat | frozen)
    return CampaignPaper.objects.filter(campaign__in=named.values("pk"), file__isnull=False)


def job_of(paper: CampaignPaper) -> Job | None:
    return all_jobs().filter(pk=paper.job_id).first() if paper.job_id else None


def jobs_under_way(papers: QuerySet[CampaignPaper]) -> set[int]:
    """The keys of the works that still make some of these papers."""
    asked = papers.filter(file=None).values("job_id")
    return set(all_jobs().filter(pk__in=asked).exclude(state__in=ENDED).values_list("pk", flat=True))


def waited_for_by(person: User) -> int:
    """How many papers of campaigns the person waits for."""
    return len(jobs_under_way(CampaignPaper.objects.filter(asked_by_id=person.pk)))
