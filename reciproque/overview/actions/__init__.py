"""Dressing the papers of a contract, and preparing large ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from reciproque.accounts.models import User
from reciproque.contracts.access import may_edit_contract
from reciproque.contracts.models import Contract, Text
from reciproque.core.edits import apply_changes, check_seen
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.framework.models import Tree
from reciproque.jobs.actions import ask
from reciproque.journal.actions import record
from reciproque.notices.actions import post
from reciproque.office.actions import keep_file
from reciproque.office.choices import Format
from reciproque.office.models import StoredFile
from reciproque.overview.choices import What
from reciproque.overview.models import Letterhead, PaperTemplate, PreparedPaper
from reciproque.overview.queries import dressing as queries
from reciproque.overview.queries.dressing import last_number, papers_before, template_in_use
from reciproque.overview.rules import (
    obstacles_to_asking,
    obstacles_to_colour,
    obstacles_to_logo,
    obstacles_to_pairing,
    obstacles_to_template,
)

PAPER_JOB = "overview.paper"
PAPER_NOTICE = "overview.paper"
KEPT = timedelta(days=30)


def add_template(
    contract: Contract, *, what: str, form: str, upload: Any, by: User, at: datetime
) -> PaperTemplate:
    """Judge a document of the team and put it to use as the template of a kind of paper; the one before stays."""
    admit(may_edit_contract(by, contract))
    refuse_if(obstacles_to_pairing(what, form))
    data = _bytes_of(upload)
    refuse_if(obstacles_to_template(data, form, upload.name))
    file = keep_file(BytesIO(data), name=upload.name, by=by, at=at)
    return _use_template(contract, what, form, file, upload.name, by=by, at=at)


def _bytes_of(upload: Any) -> bytes:
    upload.seek(0)
    return bytes(upload.read())


@transaction.atomic
def _use_template(
    contract: Contract, what: str, form: str, file: StoredFile, name: str, *, by: User, at: datetime
) -> PaperTemplate:
    lock_one(contract)  # two people at once: the second is the next version
    before = template_in_use(contract, what, form)
    if before is not None:
        before.withdrawn_at = at
        before.save(update_fields=["withdrawn_at"])
    template = PaperTemplate.objects.create(
        contract=contract,
        what=what,
        form=form,
        number=last_number(contract, what, form) + 1,
        file=file,
        name=name,
        added_by=by,
        added_at=at,
    )
    said: dict[str, Any] = {"what": What(what).label, "form": Format(form).label, "number": template.number}
    record("papertemplate.added", template, by=by, at=at, contract=contract, **said)
    return template


@transaction.atomic
def withdraw_template(template: PaperTemplate, *, by: User, at: datetime) -> PaperTemplate:
    """Back to the look of the house; the document is kept."""
    admit(may_edit_contract(by, template.contract))
    template = lock_one(template)
    refuse_if(["Ce modèle ne sert déjà plus."] if template.withdrawn_at else [])
    template.withdrawn_at = at
    template.save(update_fields=["withdrawn_at"])
    said: dict[str, Any] = {"what": What(template.what).label, "number": template.number}
    record("papertemplate.withdrawn", template, by=by, at=at, contract=template.contract_id, **said)
    return template


def set_letterhead(
    contract: Contract, *, seen: int | None, logo: Any = None, by: User, at: datetime, **values: Any
) -> Letterhead:
    """Change the letterhead. `logo`: an upload, None to leave it, False to take it away."""
    admit(may_edit_contract(by, contract))
    refuse_if(obstacles_to_colour(values.get("colour", "")))
    if logo:
        data = _bytes_of(logo)
        refuse_if(obstacles_to_logo(data))
        values["logo"] = keep_file(BytesIO(data), name=logo.name, by=by, at=at)
    elif logo is False:
        values["logo"] = None
    return _keep_letterhead(contract, seen, values, by=by, at=at)


@transaction.atomic
def _keep_letterhead(
    contract: Contract, seen: int | None, values: dict[str, Any], *, by: User, at: datetime
) -> Letterhead:
    lock_one(contract)
    letterhead, new = Letterhead.objects.get_or_create(contract=contract)
    if not new or seen is not None:
        check_seen(letterhead, seen)
    changes = apply_changes(letterhead, values)
    if changes:
        letterhead.save()
        record("letterhead.edited", letterhead, by=by, at=at, contract=contract, changes=changes)
    return letterhead


@transaction.atomic
def ask_paper(
    contract: Contract,
    *,
    what: str,
    form: str,
    text: Text | None,
    tree: Tree | None,
    name: str,
    by: User,
    at: datetime,
) -> PreparedPaper:
    """Ask for a large paper to be made while the person does something else; a few at a time."""
    lock_one(by)  # two clicks at once count as two
    refuse_if(obstacles_to_asking(queries.papers_under_way(by)))
    paper = PreparedPaper.objects.create(
        contract=contract, what=what, form=form, text=text, tree=tree, name=name, asked_by=by, asked_at=at
    )
    job = ask(PAPER_JOB, {"paper": paper.pk}, by=by, at=at, contract=contract)
    paper.job_id = job.pk
    paper.save(update_fields=["job_id"])
    record("paper.asked", contract, by=by, at=at, contract=contract, name=name)
    return paper


def keep_paper(paper: PreparedPaper, data: bytes, *, at: datetime) -> PreparedPaper:
    """Keep what was made, and tell who asked for it."""
    file = keep_file(BytesIO(data), name=paper.name, by=paper.asked_by, at=at)
    with transaction.atomic():
        paper = lock_one(paper)
        paper.file = file
        paper.save(update_fields=["file"])
        post(
            PAPER_NOTICE,
            f"« {paper.name} » est prêt",
            "Le document que vous avez demandé est prêt. Il est gardé un mois.",
            to=paper.asked_by,
            at=at,
            url=reverse("overview:paper_detail", args=[paper.pk]),
            contract=paper.contract_id,
        )
    return paper


def forget_papers(at: datetime) -> int:
    """Delete papers of more than a month, with their bytes unless something else holds them."""
    return _forget(papers_before(at - KEPT))


def forget_papers_of(person: User) -> int:
    """When a person is forgotten: what was made for her alone goes at once, and what was made for others of the
    contracts that knew her, in which her name may stand. They ask for it again."""
    return _forget(queries.papers_of(person) | queries.papers_of_contracts_of(person))


def _forget(papers: Iterable[PreparedPaper]) -> int:
    count = 0
    for paper in papers:
        with transaction.atomic():
            paper.delete()
            count += 1
        if paper.file is not None:
            _let_go(paper.file)
    return count


def _let_go(file: StoredFile) -> None:
    """The sweeping of the store takes the bytes that no row names."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
