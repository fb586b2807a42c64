"""What comes out of campaigns: the tab, the work, its mail, the sentences of its acts."""

from typing import Any

from django.urls import reverse

from reciproque.core.registers import (
    Act,
    JobKind,
    NoticeKind,
    Subject,
    Tab,
    acts,
    job_kinds,
    notice_kinds,
    subjects,
    tabs,
)
from reciproque.evaluation import access, jobs


def _reads(user: Any, campaign: Any) -> bool:
    return access.may_read_campaigns(user, campaign.contract_id)


tabs.hang(Tab("evaluation.campaign", "Documents", "evaluation:campaign_papers", _reads, position=80))
job_kinds.hang(JobKind("evaluation.paper", "Préparation d’un document de campagne", jobs.make_paper))
notice_kinds.hang(NoticeKind("evaluation.paper", "documents de campagne préparés", stoppable=True))
subjects.hang(
    Subject(
        "evaluation.campaignpaper",
        "document de campagne",
        access.papers_visible_to,
        str,
        lambda one: reverse("evaluation:campaign_paper", args=[one.pk]),
    )
)
acts.hang(
    Act("campaignpaper.asked", "a fait préparer le {what} ({form})"),
    Act("campaignpaper.released", "a diffusé « {name} » à qui lit le contrat"),
    Act("campaignpaper.taken_back", "a retiré « {name} » de la diffusion"),
    Act("campaignpaper.emptied", "a effacé « {name} » : une personne nommée y a été oubliée"),
    Act("campaignpaper.discarded", "a supprimé « {name} »"),
)
