"""The pages of validation sessions: planned, convened, opened, closed, and what they came to."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.evaluation import access
from reciproque.evaluation.actions import sessions as actions
from reciproque.evaluation.exports import minutes
from reciproque.evaluation.exports.picture import around_sheets
from reciproque.evaluation.forms.sessions import (
    AttendanceForm,
    ConveningForm,
    NotesForm,
    SessionForm,
    keys_in,
)
from reciproque.evaluation.queries import sessions as queries
from reciproque.evaluation.rules.sessions import Attended
from reciproque.journal.queries import entries_about, for_history
from reciproque.office.papers import pdf, word
from reciproque.office.papers.odt import write_odt

EDITING = ["GET", "HEAD", "POST"]
WRITERS = {"docx": word.write_docx, "odt": write_odt, "pdf": pdf.write_pdf}


def _page(thing: Any, **more: Any) -> dict[str, Any]:
    """What every page of a session knows."""
    campaign = thing.campaign
    return {"session": thing, "campaign": campaign, "contract": campaign.contract} | more


@require_safe
@allowed(is_signed_in)
def session_list(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_seen_by(request.user, campaign)
    may_steer = access.may_steer_campaigns(request.user, thing.contract_id)
    told = around_sheets(thing, on=timezone.localdate())["sessions"] if thing.is_frozen else None
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "sessions": queries.sessions_in(thing),
        "frozen": [one | {"when": minutes.when(one["starts_at"])} for one in told or ()],
        "may_plan": may_steer and not thing.is_frozen,
        "now": timezone.now(),
    }
    return render(request, "evaluation/session_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def plan_session(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_steered_by(request.user, campaign)
    form = SessionForm(request.POST or None, campaign=thing)

    def deed() -> Any:
        chosen = [one for one in queries.sheets_for(thing) if one.group_key in form.pillar_keys]
        return actions.plan_session(
            thing, sheets=chosen, by=request.user, at=timezone.now(), **form.own_values
        )

    if request.method == "POST" and form.is_valid() and (made := form.done(deed)):
        return redirect("evaluation:session_detail", made.pk)
    context = {"form": form, "campaign": thing, "contract": thing.contract, "heading": "Prévoir une séance"}
    return render(request, "evaluation/session_form.html", context)


@require_safe
@allowed(is_signed_in)
def session_detail(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_seen_by(request.user, session)
    may_steer = access.may_steer_campaigns(request.user, thing.campaign.contract_id)
    told = minutes.minutes_of(around_sheets(thing.campaign, on=timezone.localdate()), thing.pk)
    entries = for_history(entries_about("evaluation.validationsession", thing.pk))
    frozen = thing.campaign.is_frozen
    context = _page(thing, told=told, may_steer=may_steer and not frozen, entries=() if frozen else entries)
    return render(request, "evaluation/session_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_session(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    form = SessionForm(request.POST or None, instance=thing, campaign=thing.campaign)

    def deed() -> Any:
        seen = form.seen
        return actions.edit_session(thing, seen=seen, by=request.user, at=timezone.now(), **form.own_values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("evaluation:session_detail", thing.pk)
    return render(
        request, "evaluation/session_form.html", _page(thing, form=form, heading="Modifier la séance")
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def set_agenda(request: SignedInRequest, session: int) -> HttpResponse:
    """All sheets of the campaign, those of the agenda ticked, each with its rank."""
    thing = access.session_steered_by(request.user, session)
    if request.method == "POST":
        keys = keys_in(request.POST.getlist("sheet"))
        ranks = {key: request.POST.get(f"rank-{key}", "") for key in keys}
        keys.sort(
            key=lambda key: int(ranks[key]) if ranks[key].isdecimal() and len(ranks[key]) < 6 else 10**6
        )
        known = {one.pk: one for one in queries.sheets_named(thing.campaign, keys)}
        chosen = [known[key] for key in keys if key in known]
        seen = next(iter(keys_in([request.POST.get("version", "")])), None)
        return act(
            request,
            lambda: actions.set_agenda(thing, chosen, seen=seen, by=request.user, at=timezone.now()),
            done="L’ordre du jour est fixé.",
            then=reverse("evaluation:session_detail", args=[thing.pk]),
        )
    agenda = {one.sheet_id: one for one in queries.agenda_of(thing)}
    sheets = [(one, agenda.get(one.pk)) for one in queries.sheets_for(thing.campaign)]
    return render(request, "evaluation/session_agenda.html", _page(thing, sheets=sheets))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def convene(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    proposed = queries.convened_by(thing)
    known = {one.pk for one in proposed}
    others = [one for one in queries.people_of(thing.campaign.contract_id) if one.pk not in known]
    form = ConveningForm(request.POST or None, proposed=proposed, others=others)

    def deed() -> Any:
        people = queries.people_named(thing.campaign.contract_id, form.cleaned_data["people"])
        message = form.cleaned_data["message"]
        return actions.convene(thing, people, message=message, by=request.user, at=timezone.now())

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("evaluation:session_detail", thing.pk)
    return render(request, "evaluation/session_convene.html", _page(thing, form=form))


@require_safe
@allowed(is_signed_in)
def session_calendar(request: SignedInRequest, session: int) -> HttpResponse:
    """The session for one's own calendar."""
    thing = access.session_seen_by(request.user, session)
    text = actions.calendar_of(thing, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="seance-{thing.pk}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
@allowed(is_signed_in)
def open_session(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    return act(
        request,
        lambda: actions.open_session(thing, by=request.user, at=timezone.now()),
        done="La séance est ouverte.",
        then=reverse("evaluation:session_screen", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def close_session(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    return act(
        request,
        lambda: actions.close_session(thing, by=request.user, at=timezone.now()),
        done="La séance est close.",
        then=reverse("evaluation:session_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def reopen_session(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    return act(
        request,
        lambda: actions.reopen_session(thing, by=request.user, at=timezone.now()),
        done="La séance est rouverte.",
        then=reverse("evaluation:session_detail", args=[thing.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def set_attendance(request: SignedInRequest, session: int) -> HttpResponse:
    """One list: who stands there already, then whom the agenda lets expect, then what is typed."""
    thing = access.session_steered_by(request.user, session)
    there = [
        Attended(one.presence, one.organisation, one.person, one.name) for one in queries.attended(thing)
    ]
    known = {(one.organisation, one.person) for one in there}
    bodies = {one.organisation for one in there}
    expected = [
        Attended("", body, person)
        for body, person in queries.expected_in(thing)
        if (body, person) not in known and (person is not None or body not in bodies)
    ]
    form = AttendanceForm(request.POST or None, rows=[*there, *expected], version=thing.version)

    def deed() -> Any:
        return actions.set_attendance(
            thing, form.attended, seen=form.seen, by=request.user, at=timezone.now()
        )

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("evaluation:session_detail", thing.pk)
    return render(request, "evaluation/session_attendance.html", _page(thing, form=form))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def write_notes(request: SignedInRequest, session: int) -> HttpResponse:
    thing = access.session_steered_by(request.user, session)
    form = NotesForm(request.POST or None, instance=thing)

    def deed() -> Any:
        notes = form.cleaned_data["notes"]
        return actions.write_notes(thing, notes=notes, seen=form.seen, by=request.user, at=timezone.now())

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("evaluation:session_detail", thing.pk)
    context = _page(thing, form=form, heading="Relevé de la séance")
    return render(request, "evaluation/session_form.html", context)


@require_safe
@allowed(is_signed_in)
def session_minutes(request: SignedInRequest, session: int, form: str) -> HttpResponse:
    """The minutes as a paper: docx, odt or pdf."""
    thing = access.session_seen_by(request.user, session)
    told = minutes.minutes_of(around_sheets(thing.campaign, on=timezone.localdate()), thing.pk)
    if form not in WRITERS or told is None:
        raise Http404
    name = f"compte-rendu-{slugify(told['title'])[:60] or thing.pk}.{form}"
    data = WRITERS[form](minutes.minutes_paper(told))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=minutes.MEDIA_TYPES[form], headers=headers)
