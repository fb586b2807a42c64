"""The pages of annual reports: those of a contract, where one stands, its draft and its papers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.evaluation import access
from reciproque.evaluation.actions import annual as actions
from reciproque.evaluation.exports.annual import (
    body_of,
    content_of,
    mention_of,
    paper_of,
    shown_parts,
    title_of,
)
from reciproque.evaluation.exports.annual_files import MEDIA_TYPES, file_of
from reciproque.evaluation.exports.annual_table import table_of_councils
from reciproque.evaluation.exports.products import templates_url
from reciproque.evaluation.forms.annual import StartForm, likely_year
from reciproque.evaluation.queries.annual import campaign_for, edition_in_use, facts_of, facts_of_all
from reciproque.evaluation.rules.annual import (
    Facts,
    dsu_deadline,
    dsu_is_due,
    dsu_is_late,
    hurdles_to_answer,
    lacking_debates,
)
from reciproque.evaluation.rules.course import course_of, next_hurdles, state_of
from reciproque.journal.queries import entries_about, for_history
from reciproque.office.paths import download_response

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def annual_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    reports = list(access.reports_visible_to(request.user).filter(contract=thing))
    context = {
        "contract": thing,
        "rows": [(one.report, state_of(one)) for one in facts_of_all(reports, timezone.localdate())],
        "may_steer": access.may_steer_reports(request.user, thing.pk),
    }
    return render(request, "evaluation/annual_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def start_report(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    form = StartForm(request.POST or None, initial={"year": likely_year(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        campaign = campaign_for(thing, year)

        def deed() -> Any:
            return actions.start_report(
                thing, year=year, campaign=campaign, by=request.user, at=timezone.now()
            )

        made = attempt(form, deed)
        if made:
            return redirect("evaluation:annual_detail", made.pk)
    return render(request, "evaluation/annual_start.html", {"form": form, "contract": thing})


@require_safe
@allowed(is_signed_in)
def annual_detail(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_seen_by(request.user, report)
    facts = facts_of(thing, timezone.localdate())
    context = {
        **told_of(thing, facts),
        "may_steer": access.may_steer_reports(request.user, thing.contract_id),
        "steps": course_of(facts),
        "hurdles": next_hurdles(facts),
        "councils": table_of_councils(facts),
        "to_answer": hurdles_to_answer(facts),
        "lacking_debates": lacking_debates(facts),
        "dsu": (dsu_deadline(thing.year), dsu_is_late(facts)) if dsu_is_due(facts) else None,
        "templates_url": templates_url(thing.contract),
        "entries": for_history(entries_about("evaluation.annualreport", thing.pk)),
    }
    return render(request, "evaluation/annual_detail.html", context)


def told_of(report: Any, facts: Facts) -> dict[str, Any]:
    """What every page of a report says of it."""
    state, word = state_of(facts)
    return {
        "report": report,
        "contract": report.contract,
        "facts": facts,
        "title": title_of(report),
        "state": state,
        "word": word,
    }


def _content(request: SignedInRequest, report: Any, facts: Facts) -> dict[str, Any]:
    """The present version; without one, to the team, the text as it is being written."""
    edition = edition_in_use(report)
    if edition is not None:
        return content_of(edition)
    if not access.may_steer_reports(request.user, report.contract_id):
        raise Http404
    return body_of(report, facts.parts)


@require_safe
@allowed(is_signed_in)
def annual_text(request: SignedInRequest, report: int) -> HttpResponse:
    """The report as it reads."""
    thing = access.report_seen_by(request.user, report)
    facts = facts_of(thing, timezone.localdate())
    body = _content(request, thing, facts)
    context = {
        **told_of(thing, facts),
        "mention": mention_of(facts, facts.edition),
        "parts": shown_parts(body),
        "sexes": body["sexes"],
        "councils": table_of_councils(facts),
    }
    return render(request, "evaluation/annual_text.html", context)


@require_safe
@allowed(is_signed_in)
def annual_paper(request: SignedInRequest, report: int, form: str) -> HttpResponse:
    """The whole report with the opinions annexed, as a document."""
    thing = access.report_seen_by(request.user, report)
    facts = facts_of(thing, timezone.localdate())
    paper = paper_of(_content(request, thing, facts), facts, mention=mention_of(facts, facts.edition))
    data = file_of(paper, form, thing.contract, on=facts.today)
    return as_download(data, form, f"rapport-annuel-{thing.year}")


def as_download(data: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allowed(is_signed_in)
def annual_opinion_file(request: SignedInRequest, consultation: int) -> Any:
    thing = access.consultation_seen_by(request.user, consultation)
    if thing.file is None:
        raise Http404
    return download_response(thing.file)
