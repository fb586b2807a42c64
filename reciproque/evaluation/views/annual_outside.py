"""The annual report for those without an account: a council behind its link, anybody once it is published."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import LinkRequest, by_link, public
from reciproque.accounts.choices import LinkPurpose
from reciproque.core.engine import insist
from reciproque.core.inputs import attempt
from reciproque.core.refusals import Refused
from reciproque.enquiries.access import may_hand_over
from reciproque.evaluation import access
from reciproque.evaluation.actions.annual_asking import give_opinion, keep_draft
from reciproque.evaluation.exports.annual import content_of, mention_of, paper_of, shown_parts
from reciproque.evaluation.exports.annual_files import file_of
from reciproque.evaluation.exports.annual_table import table_of_councils
from reciproque.evaluation.forms.annual import OpinionForm
from reciproque.evaluation.queries.annual import draft_of, edition_in_use, facts_of
from reciproque.evaluation.rules.annual import obstacles_to_opinion
from reciproque.evaluation.views.annual import EDITING, as_download, told_of
from reciproque.evaluation.views.annual_councils import stored
from reciproque.office.paths import download_response


@require_http_methods(EDITING)
@by_link(LinkPurpose.SHEETS)
def annual_opinion(request: LinkRequest, sheet: int) -> HttpResponse:
    """A council reads the draft that it received and gives its opinion."""
    thing = access.consultation_of_link(request.link, sheet)
    facts = facts_of(thing.edition.report, timezone.localdate())
    initial = {"given_on": facts.today, **draft_of(thing)}
    form = OpinionForm(request.POST or None, request.FILES or None, instance=thing, initial=initial)
    form.fields["file"].help_text = "La délibération ou la contribution du conseil, annexée au rapport."
    if request.method == "POST" and "HX-Request" in request.headers:
        return _keep(request, thing, form)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _give(request, thing, form)):
        return redirect(request.path)
    body = content_of(thing.edition)
    context = {
        **told_of(thing.edition.report, facts),
        "contract": None,
        "consultation": thing,
        "standing": facts.standing(thing),
        "form": form,
        "may_give": thing.sheet is not None and may_hand_over(request.user, thing.sheet),
        "closed": _closed(facts, thing),
        "body": body,
        "parts": shown_parts(body),
        "sexes": body["sexes"],
        "paper_url": f"{request.path}projet/pdf/",
    }
    return render(request, "evaluation/annual_opinion.html", context)


def _keep(request: LinkRequest, consultation: Any, form: OpinionForm) -> HttpResponse:
    """What is typed is kept with the sheet until the opinion is given."""
    form.is_valid()  # what is not complete yet is kept as far as it goes
    said = {name: form.cleaned_data.get(name, "") for name in ("opinion", "text")}
    wrong: list[str] = []
    try:
        insist(lambda: keep_draft(consultation, by=request.user, at=timezone.now(), **said))
    except Refused as refused:
        wrong = refused.reasons
    return render(request, "evaluation/_annual_saved.html", {"wrong": wrong, "now": timezone.now()})


def _closed(facts: Any, consultation: Any) -> list[str]:
    """Why nothing can be given any more, whatever is typed."""
    if consultation.opinion:
        return []
    reasons = obstacles_to_opinion(
        facts,
        consultation,
        opinion="",
        given_on=max(facts.today, consultation.sent_on),
        text="",
        by_link=True,
    )
    if facts.today > consultation.deadline_on:
        reasons.append("Le délai est passé : l’avis de votre conseil est réputé favorable.")
    return reasons


def _give(request: LinkRequest, consultation: Any, form: OpinionForm) -> Any:
    return give_opinion(
        consultation, file=stored(request, form), by=request.user, at=timezone.now(), **form.told
    )


@require_safe
@by_link(LinkPurpose.SHEETS)
def annual_draft_paper(request: LinkRequest, sheet: int, form: str) -> HttpResponse:
    """The draft that a council received, as a document to print and hand round."""
    thing = access.consultation_of_link(request.link, sheet)
    facts = facts_of(thing.edition.report, timezone.localdate())
    paper = paper_of(content_of(thing.edition), mention=mention_of(facts, thing.edition))
    report = thing.edition.report
    data = file_of(paper, form, report.contract, on=facts.today)
    return as_download(data, form, f"projet-rapport-annuel-{report.year}")


@require_safe
@public
def published_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A published report, for anybody. Before its publication the address does not exist."""
    thing, facts, body = _published(slug)
    context = {
        **told_of(thing, facts),
        "contract": None,
        "of_contract": thing.contract,
        "mention": mention_of(facts, facts.edition),
        "parts": shown_parts(body),
        "sexes": body["sexes"],
        "councils": table_of_councils(facts),
        "opinions": [
            (one, facts.standing(one), facts.remarks_on(one)) for one in facts.consultations if one.opinion
        ],
    }
    return render(request, "evaluation/annual_published.html", context)


def _published(slug: str) -> tuple[Any, Any, dict[str, Any]]:
    thing = access.published_report(slug)
    edition = edition_in_use(thing)
    if edition is None:
        raise Http404
    return thing, facts_of(thing, timezone.localdate()), content_of(edition)


@require_safe
@public
def published_paper(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    thing, facts, body = _published(slug)
    paper = paper_of(body, facts, mention=mention_of(facts, facts.edition))
    data = file_of(paper, form, thing.contract, on=facts.today)
    return as_download(data, form, f"rapport-annuel-{thing.year}")


@require_safe
@public
def published_opinion_file(request: HttpRequest, slug: str, annex: int) -> Any:
    """The deliberation or contribution that is annexed to a published report."""
    _thing, facts, _body = _published(slug)
    row = next((one for one in facts.consultations if one.pk == annex), None)
    if row is None or row.file is None:
        raise Http404
    return download_response(row.file)
