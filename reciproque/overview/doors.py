"""What the overview hangs: exports, large papers, the index that follows the journal, themes, its sentences."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from reciproque.accounts.access import WHOLE_CONTRACT, contract_ids, reads_contract, sees_everything
from reciproque.contracts.access import contracts_visible_to
from reciproque.core.registers import (
    Act,
    Chore,
    Dresser,
    FindableSource,
    JobKind,
    NoticeKind,
    Panel,
    PersonalData,
    RailLink,
    Subject,
    acts,
    chores,
    dressers,
    findable,
    job_kinds,
    notice_kinds,
    panels,
    personal,
    rail,
    subjects,
)
from reciproque.overview import access, jobs
from reciproque.overview.exports.dressing import dress_of
from reciproque.overview.queries.finding import findable_blocks


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _of_a_text(user: Any, text: Any) -> dict[str, Any] | None:
    """On the page of a text: take it away."""
    if text.archived_at is not None or not reads_contract(user, text.contract_id):
        return None
    url = f"{reverse('overview:export_contract', args=[text.contract_id])}?de=texte-{text.pk}"
    note = "Le cadre, le protocole à signer ou les tableaux de suivi de ce texte, en Word, PDF, tableur…"
    return {"heading": "Exporter", "note": note, "act": ("Exporter ce texte", url)}


def _question(user: Any, _home: Any) -> dict[str, Any] | None:
    """On the home page of whoever reads several contracts: ask them all the same thing."""
    if len(contracts_visible_to(user)[:2]) < 2:
        return None
    note = (
        "Que disent vos contrats du non-recours aux droits, ou de la petite enfance ? "
        "Chacun répond dans sa colonne, avec ses mots."
    )
    return {
        "heading": "Une question à plusieurs contrats",
        "note": note,
        "act": ("Poser une question", reverse("overview:ask")),
    }


def _all_indicators(user: Any, _home: Any) -> dict[str, Any] | None:
    """On the home page of whoever reads several contracts: how they stand side by side."""
    if not (sees_everything(user) or len(contract_ids(user, WHOLE_CONTRACT)) > 1):
        return None
    return {
        "heading": "Les indicateurs de tous les contrats",
        "note": "Où en sont-ils, contrat par contrat : renseignés, en retard, atteints, qui s’éloignent.",
        "act": ("Comparer les contrats", reverse("overview:consolidation")),
    }


def _templates_url(thing: Any) -> str:
    return reverse("overview:template_list", args=[thing.contract_id])


rail.hang(
    RailLink("Le contrat", "Calendrier", "overview:calendar", _reads, position=60),
    RailLink("Le contrat", "Exporter", "overview:export_contract", _reads, position=70, matches="overview:"),
)
panels.hang(
    Panel("contracts.text", "overview.export", _of_a_text, position=90),
    Panel("home", "overview.question", _question, position=60),
    Panel("home", "overview.consolidation", _all_indicators, position=50),
)
dressers.hang(
    Dresser("overview", dress_of, lambda contract: reverse("overview:template_list", args=[contract.pk]))
)
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


chores.hang(Chore("overview.follow_journal", timedelta(seconds=5), jobs.follow_journal))
findable.hang(FindableSource("contracts.texts", ("contracts.text",), findable_blocks))
subjects.hang(
    Subject(
        "overview.theme",
        "thème",
        access.themes_visible_to,
        str,
        lambda one: reverse("overview:theme_detail", args=[one.pk]),
    )
)
acts.hang(
    Act("theme.added", "a gardé la question « {question} »"),
    Act("theme.edited", "a modifié le thème"),
    Act("theme.archived", "a rangé le thème"),
)
personal.hang(PersonalData("overview", jobs.export_person, jobs.forget_person))
