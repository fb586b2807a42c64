"""Having papers of a campaign made, letting readers have them, taking them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.evaluation.access import may_steer_campaigns
from reciproque.evaluation.choices import PaperKind
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.exports.products import digest_of, name_of, product_of
from reciproque.evaluation.models import Campaign, CampaignPaper
from reciproque.evaluation.queries.papers import papers_naming, papers_of, waited_for_by
from reciproque.evaluation.rules.papers import (
    is_quick,
    obstacles_to_discarding,
    obstacles_to_making,
    obstacles_to_releasing,
)
from reciproque.jobs.actions import ask
from reciproque.journal.actions import record
from reciproque.notices.actions import post
from reciproque.office.actions import keep_file
from reciproque.office.choices import Format
from reciproque.office.models import StoredFile

PAPER_JOB = PAPER_NOTICE = "evaluation.paper"


def have_paper_made(
    campaign: Campaign, *, what: str, form: str, with_annex: bool = False, by: User, at: datetime
) -> CampaignPaper:
    """Have a paper made: at once when that takes a moment, else by the worker while its person does something else."""
    admit(may_steer_campaigns(by, campaign.contract_id))
    paper = _ask(campaign, what, form, with_annex, by=by, at=at)
    picture = picture_of(campaign, on=timezone.localdate(at))
    if is_quick(picture, what, form, with_annex=with_annex):
        return _keep(paper, picture, at=at)
    with transaction.atomic():
        paper = lock_one(paper)
        job = ask(PAPER_JOB, {"paper": paper.pk}, by=by, at=at, contract=campaign.contract_id)
        paper.job_id = job.pk
        paper.save(update_fields=["job_id"])
    return paper


@transaction.atomic
def _ask(
    campaign: Campaign, what: str, form: str, with_annex: bool, *, by: User, at: datetime
) -> CampaignPaper:
    lock_one(campaign)  # the campaign does not freeze in between; two clicks count as two
    kept = papers_of(campaign).count()
    refuse_if(obstacles_to_making(what, form, kept=kept, under_way=waited_for_by(by)))
    paper = CampaignPaper.objects.create(
        campaign=campaign,
        what=what,
        form=form,
        with_annex=with_annex and what == PaperKind.REPORT,
        name=name_of(campaign, what, form),
        asked_by=by,
        asked_at=at,
    )
    said: dict[str, Any] = {"what": PaperKind(what).label, "form": Format(form).label}
    record("campaignpaper.asked", paper, by=by, at=at, **said)
    return paper


def make_paper(paper: CampaignPaper, *, at: datetime) -> CampaignPaper:
    """What the worker does: drawn from the campaign as it stands now; then its person is told."""
    paper = _keep(paper, picture_of(paper.campaign, on=timezone.localdate(at)), at=at)
    with transaction.atomic():
        post(
            PAPER_NOTICE,
            f"« {paper.name} » est prêt",
            "Le document est prêt. L’équipe seule le lit tant que vous ne le diffusez pas.",
            to=paper.asked_by,
            at=at,
            url=reverse("evaluation:campaign_papers", args=[paper.campaign_id]),
            contract=paper.contract_id,
        )
    return paper


def _keep(paper: CampaignPaper, picture: Mapping[str, Any], *, at: datetime) -> CampaignPaper:
    """Write the bytes outside any transaction, then say that they are there."""
    paper.digest = digest_of(paper.campaign) if picture["campaign"]["frozen_at"] else ""
    name = name_of(paper.campaign, paper.what, paper.form)
    data = product_of(paper, picture, on=timezone.localdate(at))
    file = keep_file(BytesIO(data), name=name, by=paper.asked_by, at=at)
    digest = paper.digest
    with transaction.atomic():
        paper = lock_one(paper)
        paper.file, paper.digest, paper.name = file, digest, name
        paper.save(update_fields=["file", "digest", "name"])
    return paper


@transaction.atomic
def release_paper(paper: CampaignPaper, *, by: User, at: datetime) -> CampaignPaper:
    """Let whoever reads the contract read the paper too."""
    admit(may_steer_campaigns(by, paper.contract_id))
    paper = lock_one(paper)
    made, released = paper.file_id is not None, paper.released_at is not None
    refuse_if(obstacles_to_releasing(is_made=made, is_released=released))
    paper.released_at, paper.released_by = at, by
    paper.save(update_fields=["released_at", "released_by"])
    record("campaignpaper.released", paper, by=by, at=at, name=paper.name)
    return paper


@transaction.atomic
def take_back_paper(paper: CampaignPaper, *, by: User, at: datetime) -> CampaignPaper:
    """Only the team reads it again; whoever has it already keeps it."""
    admit(may_steer_campaigns(by, paper.contract_id))
    paper = lock_one(paper)
    refuse_if([] if paper.released_at else ["Ce document n’est pas diffusé."])
    paper.released_at = paper.released_by = None
    paper.save(update_fields=["released_at", "released_by"])
    record("campaignpaper.taken_back", paper, by=by, at=at, name=paper.name)
    return paper


def discard_paper(paper: CampaignPaper, *, by: User, at: datetime) -> None:
    """Delete a paper that nobody else reads, with its bytes unless something else holds them."""
    admit(may_steer_campaigns(by, paper.contract_id))
    with transaction.atomic():
        paper = lock_one(paper)
        refuse_if(obstacles_to_discarding(is_released=paper.released_at is not None))
        record("campaignpaper.discarded", paper.campaign, by=by, at=at, name=paper.name)
        file = paper.file
        paper.delete()
    if file is not None:
        _let_go(file)


def empty_papers_naming(person: User, *, at: datetime) -> int:
    """When a person is forgotten: what was made with her name in it goes, for readers too; the line stays and says
    that it is to be made anew. Returns how many."""
    count = 0
    for paper in papers_naming(person).select_related("file"):
        file = paper.file
        with transaction.atomic():
            paper = lock_one(paper)
            paper.file = paper.released_at = paper.released_by = paper.job_id = None
            paper.emptied_at = at
            paper.save(update_fields=["file", "released_at", "released_by", "job_id", "emptied_at"])
            record("campaignpaper.emptied", paper, by=None, at=at, name=paper.name)
        if file is not None:
            _let_go(file)
        count += 1
    return count


def _let_go(file: StoredFile) -> None:
    """The sweeping of the store takes the bytes that no row names."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
