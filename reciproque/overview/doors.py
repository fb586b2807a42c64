"""What the overview hangs: the way to exports, the work on large papers, the sentences of its acts."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import (
    Act,
    Chore,
    JobKind,
    NoticeKind,
    Panel,
    RailLink,
    Subject,
    acts,
    chores,
    job_kinds,
    notice_kinds,
    panels,
    rail,
    subjects,
)
from reciproque.overview import access, jobs


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _of_a_text(user: Any, text: Any) -> dict[str, Any] | None:
    """On the page of a text: take it away."""
    if text.archived_at is not None or not reads_contract(user, text.contract_id):
        return None
    url = f"{reverse('overview:export_contract', args=[text.contract_id])}?de=texte-{text.pk}"
    note = "Le cadre, le protocole à signer ou les tableaux de suivi de ce texte, en Word, PDF, tableur…"
    return {"heading": "Exporter", "note": note, "act": ("Exporter ce texte", url)}


def _templates_url(thing: Any) -> str:
    return reverse("overview:template_list", args=[thing.contract_id])


rail.hang(
    RailLink("Le contrat", "Exporter", "overview:export_contract", _reads, position=70, matches="overview:"),
)
panels.hang(Panel("contracts.text", "overview.export", _of_a_text, position=90))
job_kinds.hang(JobKind("overview.paper", "Préparation d’un document", jobs.make_paper))
chores.hang(Chore("overview.forget_papers", timedelta(days=1), jobs.forget_papers))
notice_kinds.hang(NoticeKind("overview.paper", "documents préparés", stoppable=True))
subjects.hang(
    Subject("overview.papertemplate", "modèle de document", access.templates_visible_to, str, _templates_url),
    Subject(
        "overview.letterhead",
        "en-tête des documents",
        access.letterheads_visible_to,
        str,
        _templates_url,
    ),
    Subject(
        "overview.preparedpaper",
        "document préparé",
        access.papers_visible_to,
        str,
        lambda one: reverse("overview:paper_detail", args=[one.pk]),
    ),
)
acts.hang(
    Act("papertemplate.added", "a déposé un modèle pour {what} ({form}, version {number})"),
    Act("papertemplate.withdrawn", "a retiré le modèle pour {what} (version {number})"),
    Act("letterhead.edited", "a modifié l’en-tête des documents"),
    Act("paper.asked", "a demandé le document « {name} »"),
)
