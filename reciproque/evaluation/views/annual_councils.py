"""Acts on what councils and assemblies do with an annual report: asked, sent, opinions, answers, debates."""

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
from reciproque.evaluation.actions import annual_asking, annual_councils, annual_opinions
from reciproque.evaluation.forms.annual import (
    AddCouncilForm,
    AddRemarkForm,
    CouncilForm,
    DebateForm,
    OpinionForm,
    RemarkForm,
    SendForm,
)
from reciproque.evaluation.queries.annual import facts_of
from reciproque.evaluation.rules.annual import hurdles_to_answer, hurdles_to_sending, texts_of
from reciproque.evaluation.views.annual import EDITING, told_of
from reciproque.evaluation.views.annual_writing import form_page, page_of
from reciproque.office.actions import keep_file


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_council(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = AddCouncilForm(request.POST or None, report=thing)

    def deed() -> Any:
        return annual_councils.add_council(thing, by=request.user, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(f"{page_of(thing)}#conseils")
    return form_page(request, thing, form, "Ajouter un conseil à consulter")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_council(request: SignedInRequest, council: int) -> HttpResponse:
    thing = access.council_steered_by(request.user, council)
    form = CouncilForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return annual_councils.edit_council(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(f"{page_of(thing.report)}#conseils")
    remove = reverse("evaluation:annual_remove_council", args=[thing.pk])
    return form_page(request, thing.report, form, f"À qui écrire : {thing}", remove_url=remove)


@require_POST
@allowed(is_signed_in)
def remove_council(request: SignedInRequest, council: int) -> HttpResponse:
    thing = access.council_steered_by(request.user, council)
    return act(
        request,
        lambda: annual_councils.remove_council(thing, by=request.user, at=timezone.now()),
        done="Le conseil est retiré de la consultation.",
        then=f"{page_of(thing.report)}#conseils",
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def send_report(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    facts = facts_of(thing, timezone.localdate())
    form = SendForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _send(request, thing, form)):
        messages.success(request, "L’envoi est enregistré.")
        return redirect(f"{page_of(thing)}#conseils")
    obstacles = texts_of(hurdles_to_sending(facts))
    if not obstacles and len(facts.present) == len(facts.councils):
        obstacles = ["Tous les conseils ont reçu cette version."]
    return form_page(request, thing, form, "Envoyer le projet aux conseils", obstacles=obstacles)


def _send(request: SignedInRequest, report: Any, form: SendForm) -> Any:
    said = form.cleaned_data
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    councils, until = list(said["councils"]), said["deadline_on"]
    if said["way"] == SendForm.PAPER:
        return annual_councils.record_sending(
            report, councils, sent_on=said["sent_on"], deadline_on=until, **who
        )
    return annual_asking.send_draft(report, councils, deadline_on=until, **who)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def record_opinion(request: SignedInRequest, consultation: int) -> HttpResponse:
    thing = access.consultation_steered_by(request.user, consultation)
    form = OpinionForm(request.POST or None, request.FILES or None, instance=thing)

    def deed() -> Any:
        file = stored(request, form)
        return annual_opinions.record_opinion(
            thing, seen=form.seen, file=file, by=request.user, at=timezone.now(), **form.told
        )

    report = thing.edition.report
    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(f"{page_of(report)}#conseils")
    return form_page(request, report, form, f"Avis : {thing.council}", consultation=thing)


def stored(request: Any, form: OpinionForm) -> Any:
    """The upload, kept outside any transaction; None without one."""
    upload = form.cleaned_data.get("file")
    if not upload:
        return None
    return keep_file(upload, name=upload.name, by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD"])
@allowed(is_signed_in)
def annual_follow_up(request: SignedInRequest, report: int) -> HttpResponse:
    """All that councils said, and what is answered to each remark."""
    thing = access.report_steered_by(request.user, report)
    facts = facts_of(thing, timezone.localdate())
    rows = [(one, facts.standing(one), facts.remarks_on(one)) for one in facts.consultations if one.opinion]
    context = {
        **told_of(thing, facts),
        "rows": rows,
        "add_form": AddRemarkForm(),
        "hurdles": hurdles_to_answer(facts),
    }
    return render(request, "evaluation/annual_follow_up.html", context)


@require_POST
@allowed(is_signed_in)
def add_remark(request: SignedInRequest, consultation: int) -> HttpResponse:
    thing = access.consultation_steered_by(request.user, consultation)
    form = AddRemarkForm(request.POST)
    wording = form.cleaned_data["wording"] if form.is_valid() else ""
    return act(
        request,
        lambda: annual_opinions.add_remark(thing, wording=wording, by=request.user, at=timezone.now()),
        done="L’observation est relevée.",
        then=follow_up_of(thing.edition.report_id, f"avis-{thing.pk}"),
    )


def follow_up_of(report: int, anchor: str) -> str:
    return f"{reverse('evaluation:annual_follow_up', args=[report])}#{anchor}"


@require_http_methods(EDITING)
@allowed(is_signed_in)
def answer_remark(request: SignedInRequest, remark: int) -> HttpResponse:
    thing = access.remark_steered_by(request.user, remark)
    form = RemarkForm(request.POST or None, instance=thing)
    report = thing.consultation.edition.report

    def deed() -> Any:
        return annual_opinions.answer_remark(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(follow_up_of(report.pk, f"avis-{thing.consultation_id}"))
    remove = reverse("evaluation:annual_remove_remark", args=[thing.pk])
    heading = f"Suite donnée à une observation : {thing.consultation}"
    return form_page(request, report, form, heading, remove_url=remove)


@require_POST
@allowed(is_signed_in)
def remove_remark(request: SignedInRequest, remark: int) -> HttpResponse:
    thing = access.remark_steered_by(request.user, remark)
    return act(
        request,
        lambda: annual_opinions.remove_remark(thing, by=request.user, at=timezone.now()),
        done="L’observation n’est plus relevée.",
        then=follow_up_of(thing.consultation.edition.report_id, f"avis-{thing.consultation_id}"),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def record_debate(request: SignedInRequest, report: int) -> HttpResponse:
    thing = access.report_steered_by(request.user, report)
    form = DebateForm(request.POST or None, contract=thing.contract)

    def deed() -> Any:
        values = dict(form.values)
        organisation = values.pop("organisation")
        return annual_opinions.record_debate(
            thing, organisation, by=request.user, at=timezone.now(), **values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect(f"{page_of(thing)}#debats")
    return form_page(request, thing, form, "Noter le débat d’une assemblée")


@require_POST
@allowed(is_signed_in)
def remove_debate(request: SignedInRequest, debate: int) -> HttpResponse:
    thing = access.debate_steered_by(request.user, debate)
    return act(
        request,
        lambda: annual_opinions.remove_debate(thing, by=request.user, at=timezone.now()),
        done="Le débat n’est plus noté.",
        then=f"{page_of(thing.report)}#debats",
    )
