"""What the worker does: large papers, forgetting old ones, letting the index follow the journal."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from reciproque.contracts.access import contract_seen_by
from reciproque.overview import actions
from reciproque.overview.actions.indexing import follow_journal as follow
from reciproque.overview.actions.themes import forget_themes
from reciproque.overview.exports.dressing import dress_of
from reciproque.overview.exports.making import make
from reciproque.overview.models import PreparedPaper
from reciproque.overview.queries.dressing import papers_of
from reciproque.overview.queries.leaving import leaving
from reciproque.overview.queries.themes import all_themes_of


def make_paper(work: Any) -> dict[str, Any]:
    """Make a paper with what its person may read now, not when she asked."""
    related = ("contract", "text", "tree", "asked_by")
    paper = PreparedPaper.objects.select_related(*related).filter(pk=work.payload["paper"]).first()
    if paper is None:
        return {"paper": None}  # forgotten meanwhile: nobody waits for it
    work.progress(0, 3, "Lecture du contrat")
    contract = contract_seen_by(paper.asked_by, paper.contract_id)
    told = leaving(contract, text=paper.text, tree=paper.tree, user=paper.asked_by)
    work.progress(1, 3, f"Mise en page de {told.size} éléments")
    dress = dress_of(contract, paper.what, paper.form)
    data = make(paper.what, paper.form, told, on=timezone.localdate(), dress=dress)
    work.progress(2, 3, "Enregistrement")
    actions.keep_paper(paper, data, at=timezone.now())
    work.progress(3, 3, "Document prêt")
    return {"paper": paper.pk, "bytes": len(data)}


def forget_papers(at: datetime) -> int:
    return actions.forget_papers(at)


def follow_journal(at: datetime) -> int:
    return follow()


def export_person(person: Any) -> list[dict[str, Any]]:
    themes = [
        {"thème": one.name, "question": one.question, "partagé": one.is_shared}
        for one in all_themes_of(person)
    ]
    papers = [
        {"document préparé": one.name, "demandé le": one.asked_at.isoformat()} for one in papers_of(person)
    ]
    return themes + papers


def forget_person(person: Any, at: datetime) -> None:
    forget_themes(all_themes_of(person))
    actions.forget_papers_of(person)
