"""Named questions: the list, the page of one, keeping and changing them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.overview import access
from reciproque.overview.actions import themes
from reciproque.overview.forms import ThemeForm
from reciproque.overview.queries import asking
from reciproque.overview.queries.themes import asked_by
from reciproque.overview.views.asking import asked_in, contract_by_contract, exported, near_pages

BEST = 3
EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def theme_list(request: SignedInRequest) -> HttpResponse:
    rows = list(access.themes_visible_to(request.user))
    context = {
        "own": [one for one in rows if one.by_id == request.user.pk],
        "shared": [one for one in rows if one.by_id != request.user.pk],
    }
    return render(request, "overview/theme_list.html", context)


@require_safe
@allowed(is_signed_in)
def theme_detail(request: SignedInRequest, theme: int) -> HttpResponse:
    """For each contract that the person reads: how much answers, and the best."""
    thing = access.theme_seen_by(request.user, theme)
    page = min(max(1, key_in(request.GET.get("page", "")) or 1), 1_000)
    answers = asking.ask(request.user, asked_by(thing, page=page), few=BEST)
    if "format" in request.GET:
        return exported(request, answers, thing.name, request.GET["format"])
    context = {
        "theme": thing,
        "answers": answers,
        "tried": [(said, "", why) for said, _sign, why in answers.tried],
        **contract_by_contract(answers, asked_by(thing), reverse("overview:ask")),
        "pages": near_pages(page, answers.pages, lambda number: f"?page={number}"),
        "files": [("XLSX", f"?format=xlsx&page={page}"), ("DOCX", f"?format=docx&page={page}")],
        "may_edit": access.may_edit_theme(request.user, thing),
    }
    return render(request, "overview/theme_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_theme(request: SignedInRequest) -> HttpResponse:
    """Keep a question under a name; ?q=… fills the form with the question that was just asked."""
    asked = asked_in(request.GET)
    initial = {
        "name": asked.words[:120],
        "question": asked.words,
        "also": "\n".join(asked.also),
        "without": "\n".join(asked.without),
    }
    form = ThemeForm(request.POST or None, initial=initial, may_share=access.may_share(request.user))
    if request.method == "POST" and form.is_valid():
        made = form.done(lambda: themes.add_theme(by=request.user, at=timezone.now(), **form.values))
        if made:
            return redirect("overview:theme_detail", made.pk)
    return render(request, "overview/theme_form.html", {"form": form, "heading": "Garder cette question"})


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_theme(request: SignedInRequest, theme: int) -> HttpResponse:
    thing = access.theme_edited_by(request.user, theme)
    form = ThemeForm(request.POST or None, instance=thing, may_share=access.may_share(request.user))

    def deed() -> Any:
        return themes.edit_theme(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("overview:theme_detail", thing.pk)
    return render(
        request, "overview/theme_form.html", {"form": form, "heading": "Modifier le thème", "theme": thing}
    )


@require_POST
@allowed(is_signed_in)
def archive_theme(request: SignedInRequest, theme: int) -> HttpResponse:
    thing = access.theme_edited_by(request.user, theme)
    return act(
        request,
        lambda: themes.archive_theme(thing, by=request.user, at=timezone.now()),
        done=f"Le thème « {thing.name} » est rangé.",
        then=reverse("overview:theme_list"),
    )
