"""Evaluation questions, their criteria and judgements; the years that a mid-term or final campaign brings together."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.evaluation import access, queries
from reciproque.evaluation.actions import judging as acts
from reciproque.evaluation.exports.consolidating import years_of
from reciproque.evaluation.exports.judging import told
from reciproque.evaluation.exports.kept import as_kept, questions_kept, years_kept
from reciproque.evaluation.exports.picture import kept_of
from reciproque.evaluation.forms.judging import CriterionForm, EvaluationQuestionForm, WordingForm

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def question_list(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_seen_by(request.user, campaign)
    frozen = kept_of(thing)
    if frozen is not None:
        questions, sources = questions_kept(frozen)
    else:
        questions = queries.evaluation_questions_of(thing)
        sources = queries.sources_of([one for _question, found in questions for one in found], request.user)
    context = {
        "campaign": thing if frozen is None else as_kept(thing, frozen),
        "contract": thing.contract,
        "questions": told(questions, sources),
        "may_edit": access.may_steer_campaigns(request.user, thing.contract_id) and not thing.is_frozen,
    }
    return render(request, "evaluation/question_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_evaluation_question(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_steered_by(request.user, campaign)

    def deed(wording: str) -> Any:
        return acts.add_evaluation_question(thing, wording=wording, by=request.user, at=timezone.now())

    return _new(request, thing, deed, "Ajouter une question évaluative")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_criterion(request: SignedInRequest, evaluation_question: int) -> HttpResponse:
    question = access.evaluation_question_steered_by(request.user, evaluation_question)

    def deed(wording: str) -> Any:
        return acts.add_criterion(question, wording=wording, by=request.user, at=timezone.now())

    return _new(request, question.campaign, deed, "Ajouter un critère de jugement")


def _new(request: SignedInRequest, campaign: Any, deed: Callable[[str], Any], heading: str) -> HttpResponse:
    form = WordingForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: deed(form.cleaned_data["wording"]))
    ):
        return redirect("evaluation:question_list", campaign.pk)
    return _form_page(request, form, campaign, heading)


def _form_page(request: SignedInRequest, form: Any, campaign: Any, heading: str) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "contract": campaign.contract, "heading": heading}
    return render(request, "evaluation/judging_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_evaluation_question(request: SignedInRequest, evaluation_question: int) -> HttpResponse:
    question = access.evaluation_question_steered_by(request.user, evaluation_question)
    form = EvaluationQuestionForm(request.POST or None, instance=question)

    def deed() -> Any:
        return acts.edit_evaluation_question(
            question, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("evaluation:question_list", question.campaign_id)
    return _form_page(request, form, question.campaign, "Répondre à la question évaluative")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_criterion(request: SignedInRequest, criterion: int) -> HttpResponse:
    one = access.criterion_steered_by(request.user, criterion)
    campaign = one.question.campaign
    form = CriterionForm(request.POST or None, instance=one, offered=queries.possible_sources(campaign))

    def deed() -> Any:
        return acts.edit_criterion(one, seen=form.seen, by=request.user, at=timezone.now(), **form.said)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("evaluation:question_list", campaign.pk)
    return _form_page(request, form, campaign, "Juger le critère")


@require_POST
@allowed(is_signed_in)
def archive_evaluation_question(request: SignedInRequest, evaluation_question: int) -> HttpResponse:
    question = access.evaluation_question_steered_by(request.user, evaluation_question)
    return act(
        request,
        lambda: acts.archive_evaluation_question(question, by=request.user, at=timezone.now()),
        done="La question est retirée.",
        then=reverse("evaluation:question_list", args=[question.campaign_id]),
    )


@require_POST
@allowed(is_signed_in)
def archive_criterion(request: SignedInRequest, criterion: int) -> HttpResponse:
    one = access.criterion_steered_by(request.user, criterion)
    return act(
        request,
        lambda: acts.archive_criterion(one, by=request.user, at=timezone.now()),
        done="Le critère est retiré.",
        then=reverse("evaluation:question_list", args=[one.question.campaign_id]),
    )


@require_safe
@allowed(is_signed_in)
def consolidation(request: SignedInRequest, campaign: int) -> HttpResponse:
    """Objective by objective, each year of the period: engagement, verdicts, people; and the pace of its indicators."""
    thing = access.campaign_seen_by(request.user, campaign)
    frozen = kept_of(thing)
    if frozen is not None:
        shown, years = as_kept(thing, frozen), years_kept(frozen)
    else:
        shown, years = thing, years_of(thing, on=timezone.localdate())
    context = {"campaign": shown, "contract": thing.contract, **years}
    return render(request, "evaluation/consolidation.html", context)
