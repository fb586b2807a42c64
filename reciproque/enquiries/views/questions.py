"""The questions of a round: written, put in order, seen as the respondent sees them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.forms import QuestionForm

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def question_list(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    context = {"round": thing, "contract": thing.contract, "questions": queries.live_questions(thing)}
    return render(request, "enquiries/question_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_question(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    last = queries.live_questions(thing)[-1:]
    form = QuestionForm(request.POST or None, initial={"section": last[0].section if last else ""})

    def deed() -> Any:
        return actions.add_question(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        again = "encore" in request.POST
        return redirect("enquiries:add_question" if again else "enquiries:question_list", thing.pk)
    context = {"form": form, "round": thing, "contract": thing.contract, "heading": "Ajouter une question"}
    return render(request, "enquiries/question_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_question(request: SignedInRequest, question: int) -> HttpResponse:
    thing = access.question_steered_by(request.user, question)
    form = QuestionForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return actions.edit_question(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("enquiries:question_list", thing.round_id)
    context = {
        "form": form,
        "round": thing.round,
        "contract": thing.round.contract,
        "heading": "Modifier la question",
        "question": thing,
    }
    return render(request, "enquiries/question_form.html", context)


@require_POST
@allowed(is_signed_in)
def change_question(request: SignedInRequest, question: int) -> HttpResponse:
    """Up, down, out."""
    thing = access.question_steered_by(request.user, question)
    how: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    gesture = request.POST.get("acte", "")

    def deed() -> Any:
        if gesture == "retirer":
            return actions.archive_question(thing, **how)
        return actions.move_question(thing, up=gesture == "monter", **how)

    done = "La question est retirée." if gesture == "retirer" else "La question est déplacée."
    then = reverse("enquiries:question_list", args=[thing.round_id])
    return act(request, deed, done=done, then=then)


@require_safe
@allowed(is_signed_in)
def preview_round(request: SignedInRequest, round: int) -> HttpResponse:
    """The sheet as the respondent will see it, and the letters that she will get."""
    thing = access.round_steered_by(request.user, round)
    example = list(queries.sheets_of(thing).select_related("round__contract")[:1])
    letters = []
    if example:
        letters.append(("Le premier courriel", *actions.first_letter(thing, example)))
        letters.append(("Un rappel", *actions.reminder_letter(example, on=timezone.localdate())))
    context = {
        "letters": letters,
        "round": thing,
        "contract": thing.contract,
        "page": queries.blank_page(thing, on=timezone.localdate()),
    }
    return render(request, "enquiries/preview_round.html", context)
