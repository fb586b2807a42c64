"""A session in the room: one sheet at a time on the big screen, and what is made of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import Refused
from reciproque.core.text import clean, key_in
from reciproque.evaluation import access
from reciproque.evaluation.actions import proposals, settling
from reciproque.evaluation.actions.verdicts import give_verdict as give
from reciproque.evaluation.choices import Outcome, Voice
from reciproque.evaluation.exports import screen
from reciproque.evaluation.forms.deciding import DecisionForm
from reciproque.evaluation.queries import deciding, sessions
from reciproque.framework.access import parts_visible_to

EDITING = ["GET", "HEAD", "POST"]
DONE: dict[str, str] = {
    Outcome.ACCEPTED: "La fiche est validée.",
    Outcome.RETURNED: "La fiche est renvoyée à la personne qui répond.",
    Outcome.POSTPONED: "La fiche est reportée.",
}


def _on_screen(line: Any) -> str:
    return f"{reverse('evaluation:session_screen', args=[line.session_id])}?fiche={line.pk}"


@require_safe
@allowed(is_signed_in)
def session_screen(request: SignedInRequest, session: int) -> HttpResponse:
    """The sheet asked for (`?fiche=`), else the first that is not settled."""
    thing = access.session_steered_by(request.user, session)
    agenda = sessions.agenda_of(thing)
    if not agenda or thing.campaign.is_frozen:
        return redirect("evaluation:session_detail", thing.pk)
    asked = key_in(request.GET.get("fiche", ""))
    waiting = next((one for one in agenda if not one.outcome), agenda[0])
    line = next((one for one in agenda if one.pk == asked), waiting)
    context = {
        "session": thing,
        "campaign": thing.campaign,
        "screen": screen.screen_of(line, agenda, sessions.proposals_on(thing)),
        "agenda": agenda,
        "verdicts": screen.VERDICT_CHOICES,
        "may_settle": thing.opened_at is not None and thing.closed_at is None,
    }
    return render(request, "evaluation/session_screen.html", context)


@require_POST
@allowed(is_signed_in)
def settle_sheet(request: SignedInRequest, line: int) -> HttpResponse:
    """Accept, return or postpone: the button says which."""
    row = access.agenda_line_steered_by(request.user, line)
    outcome, note = request.POST.get("outcome", ""), clean(request.POST.get("note", ""))
    seen = key_in(request.POST.get("version", ""))

    def deed() -> Any:
        return settling.settle_sheet(
            row, outcome=outcome, note=note, seen=seen, by=request.user, at=timezone.now()
        )

    return act(request, deed, done=DONE.get(outcome, "C’est noté."), then=_on_screen(row))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def amend_sheet(request: SignedInRequest, line: int) -> HttpResponse:
    """All answers of a sheet, to be corrected in session."""
    row = access.agenda_line_steered_by(request.user, line)
    fields = screen.amendable_on(row.sheet)
    if request.method == "POST":
        answers = screen.amended(fields, request.POST)
        note, seen = clean(request.POST.get("note", "")), key_in(request.POST.get("version", ""))

        def deed() -> Any:
            return settling.amend_sheet(
                row, answers, note=note, seen=seen, by=request.user, at=timezone.now()
            )

        reasons = screen.reasons_against(deed)
        if not reasons:
            return redirect(_on_screen(row))
        fields = screen.typed_again(fields, request.POST)
    else:
        reasons = []
    context = {"line": row, "session": row.session, "fields": fields, "reasons": reasons}
    context |= {"campaign": row.session.campaign, "contract": row.session.campaign.contract}
    return render(request, "evaluation/amend_sheet.html", context)


@require_POST
@allowed(is_signed_in)
def give_verdict(request: SignedInRequest, line: int) -> HttpResponse:
    """What the session says of an expected result of the sheet."""
    row = access.agenda_line_steered_by(request.user, line)
    results = parts_visible_to(request.user, "resultats").filter(contract=row.session.campaign.contract_id)
    asked = request.POST.get("result", "")
    result = get_object_or_404(results, pk=key_in(asked) or 0) if asked else None
    value, evidence = request.POST.get("value", ""), request.POST.get("evidence", "")

    def deed() -> Any:
        if result is None:
            raise Refused(["Dites sur quel résultat attendu porte le verdict."])
        given: dict[str, Any] = {"value": value, "evidence": evidence}
        given |= {"by": request.user, "at": timezone.now()}
        return give(row.session.campaign, result, voice=Voice.SESSION, **given)

    return act(request, deed, done="Le verdict de la séance est noté.", then=_on_screen(row))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def decide(request: SignedInRequest, line: int) -> HttpResponse:
    """What the session decides about the objective of a sheet and its indicators."""
    row = access.agenda_line_steered_by(request.user, line)
    node, indicators = deciding.subject_of(row.sheet)
    form = DecisionForm(request.POST or None, node=node, indicators=indicators)

    def deed() -> Any:
        given: dict[str, Any] = {
            "session": row.session,
            "sheet": row.sheet,
            "by": request.user,
            "at": timezone.now(),
        }
        return proposals.decide(row.session.campaign, **form.values, **given)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(_on_screen(row))
    context = {"form": form, "line": row, "session": row.session, "node": node}
    context |= {"campaign": row.session.campaign, "contract": row.session.campaign.contract}
    return render(request, "evaluation/decide.html", context)
