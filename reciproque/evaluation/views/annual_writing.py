"""Acts on an annual report by its team: modalities, parts, ready, corrected, approved, published."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.evaluation import access
from reciproque.evaluation.actions import annual as actions
from reciproque.evaluation.exports.annual_known import known_of
from reciproque.evaluation.forms.annual import (
    ApproveForm,
    CampaignForm,
    CorrectForm,
    ModalitiesForm,
    PartForm,
    WaiveForm,
)
from reciproque.evaluation.queries.annual import facts_of
from reciproque.evaluation.rules.annual import hurdles_to_approval, obstacles_to_writing, texts_of
from reciproque.evaluation.views.annual import EDITING, told_of


def page_of(report: Any) -> str:
    return reverse("evaluation:annual_detail", args=[report.pk])


def form_page(request: SignedInRequest, report: Any, form: Any, heading: str, **more: Any) -> HttpResponse:
    """A page with one form on a report."""
    context = {"form": form, "report": report, "contract": report.contract, "heading": heading, **more}
    return render(request, "evaluation/annual_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def set_modalities(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = ModalitiesForm(request.POST or None, instance=thing)

    def deed() -> Any:
        values = form.values
        return actions.set_modalities(
            thing,
            on=values["modalities_on"],
            months=values["months"],
            number=values["modalities_number"],
            modalities=values["modalities"],
            seen=form.seen,
            by=request.user,
            at=timezone.now(),
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(page_of(thing))
    return form_page(request, thing, form, "Modalités de la consultation")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def choose_campaign(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = CampaignForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return actions.choose_campaign(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(page_of(thing))
    return form_page(request, thing, form, "Campagne sur laquelle le rapport s’appuie")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def annual_part(request: SignedInRequest, report_part: int) -> HttpResponse:
    """Write a part: kept as one types, declared written by its own button."""
    thing = access.part_steered_by(request.user, report_part)
    form = PartForm(request.POST or None, instance=thing)
    if request.method == "POST" and form.is_valid() and form.done(lambda: _kept(request, thing, form)):
        if "HX-Request" in request.headers:
            return _saved(request, access.part_steered_by(request.user, report_part))
        return redirect(_after(thing, request.POST))
    if "HX-Request" in request.headers:
        return _saved(request, thing, form.non_field_errors() or form.errors.get("text"))
    return render(request, "evaluation/annual_part.html", _about_part(thing, form))


def _kept(request: SignedInRequest, part: Any, form: PartForm) -> Any:
    deed = actions.finish_part if "finish" in request.POST else actions.write_part
    return deed(part, text=form.values["text"], seen=form.seen, by=request.user, at=timezone.now())


def _after(part: Any, said: Any) -> str:
    """After « écrite », the report; after « enregistrer », the same page again."""
    if "finish" in said:
        return f"{page_of(part.report)}#parties"
    return reverse("evaluation:annual_part", args=[part.pk])


def _saved(request: SignedInRequest, part: Any, wrong: Any = None) -> HttpResponse:
    return render(
        request, "evaluation/_annual_saved.html", {"part": part, "wrong": wrong, "now": timezone.now()}
    )


def _about_part(part: Any, form: PartForm) -> dict[str, Any]:
    facts = facts_of(part.report, timezone.localdate())
    keys = [one.pk for one in facts.parts]
    place = keys.index(part.pk)
    known = known_of(part.report, facts.today)
    return {
        **told_of(part.report, facts),
        "part": part,
        "form": form,
        "waive_form": WaiveForm(initial={"version": part.version, "reason": part.reason}),
        "known": known.get((part.kind, part.objective_id), ""),
        "closed": obstacles_to_writing(facts),
        "before": facts.parts[place - 1] if place else None,
        "next": facts.parts[place + 1] if place + 1 < len(keys) else None,
    }


@require_POST
@allowed(is_signed_in)
def waive_part(request: SignedInRequest, report_part: int) -> HttpResponse:
    thing = access.part_steered_by(request.user, report_part)
    form = WaiveForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return act(
        request,
        lambda: actions.waive_part(
            thing,
            reason=said.get("reason", ""),
            seen=said.get("version"),
            by=request.user,
            at=timezone.now(),
        ),
        done="La partie est dite sans objet.",
        then=f"{page_of(thing.report)}#parties",
    )


@require_POST
@allowed(is_signed_in)
def declare_ready(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    return act(
        request,
        lambda: actions.declare_ready(thing, by=request.user, at=timezone.now()),
        done="Le projet est prêt : il peut partir aux conseils.",
        then=page_of(thing),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def open_correction(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = CorrectForm(request.POST or None)

    def deed() -> Any:
        return actions.open_correction(
            thing, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        messages.success(request, "Le texte est de nouveau ouvert.")
        return redirect(page_of(thing))
    facts = facts_of(thing, timezone.localdate())
    return form_page(request, thing, form, "Corriger le projet", received=len(facts.present), correcting=True)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def approve_report(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = ApproveForm(request.POST or None, instance=thing)

    def deed() -> Any:
        values = form.values
        return actions.approve_report(
            thing,
            on=values["approved_on"],
            number=values["approval_number"],
            follow_up=values["follow_up"],
            seen=form.seen,
            by=request.user,
            at=timezone.now(),
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(page_of(thing))
    hurdles = texts_of(hurdles_to_approval(facts_of(thing, timezone.localdate())))
    return form_page(request, thing, form, "Approbation du rapport", obstacles=hurdles)


@require_POST
@allowed(is_signed_in)
def publish_report(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    return act(
        request,
        lambda: actions.publish_report(thing, by=request.user, at=timezone.now()),
        done="Le rapport est publié, avec les avis et les suites données.",
        then=page_of(thing),
    )
