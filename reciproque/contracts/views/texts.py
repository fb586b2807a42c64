"""The pages of a text: what it says, its document, writing it down."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts import access, queries
from reciproque.contracts.actions import adopting
from reciproque.contracts.forms import TextForm
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.journal.queries import for_history
from reciproque.office.keeping import document_from_json
from reciproque.office.paths import download_response

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def text_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_seen_by(request.user, contract)
    context = {
        "contract": thing,
        "texts": queries.texts_with_adoption(thing, timezone.localdate()),
        "archived": queries.archived_texts_of(thing),
        "may_edit": access.may_edit_contract(request.user, thing),
    }
    return render(request, "contracts/text_list.html", context)


@require_safe
@allowed(is_signed_in)
def text_detail(request: SignedInRequest, text: int) -> HttpResponse:
    thing = queries.loaded(access.text_seen_by(request.user, text))
    today = timezone.localdate()
    context = {
        "text": thing,
        "contract": thing.contract,
        "today": today,
        "adoption": queries.adoption_of(thing, today),
        "cited": queries.cited_by(thing),
        "terms": queries.terms_in(thing),
        "may_edit": access.may_edit_text(request.user, thing),
        "may_restore": access.may_edit_contract(request.user, thing.contract) and thing.archived_at,
        "entries": for_history(queries.history_of_text(thing)),
    }
    return render(request, "contracts/text_detail.html", context)


@require_safe
@allowed(is_signed_in)
def text_source(request: SignedInRequest, text: int) -> HttpResponse:
    """The document as it was read, with an anchor on each passage."""
    thing = access.text_seen_by(request.user, text)
    document = document_from_json(thing.source_json)
    context = {"text": thing, "contract": thing.contract, "document": document}
    return render(request, "contracts/text_source.html", context)


@require_safe
@allowed(is_signed_in)
def text_file(request: SignedInRequest, text: int) -> Any:
    """The file of the text, as it was brought."""
    thing = access.text_seen_by(request.user, text)
    if thing.file is None:
        raise Http404
    return download_response(thing.file)


def edit_on_text(
    request: SignedInRequest, form: Any, deed: Callable[[], Any], **context: Any
) -> HttpResponse:
    """Show a form of a text's page, or do what it asks and go back to the text."""
    text = context["text"]
    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("contracts:text_detail", text.pk)
    return render(
        request, "contracts/edit_on_text.html", {"form": form, "contract": text.contract, **context}
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_text(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = access.contract_steered_by(request.user, contract)
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.done(lambda: adopting.add_text(thing, by=request.user, at=timezone.now(), **form.values))
        if made:
            return redirect("contracts:text_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter un texte"}
    return render(request, "contracts/edit_on_text.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_text(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = TextForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return adopting.edit_text(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    return edit_on_text(request, form, deed, text=thing, heading="Modifier le texte")


@require_POST
@allowed(is_signed_in)
def archive_text(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    return act(
        request,
        lambda: adopting.archive_text(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.title} » est archivé.",
        then=reverse("contracts:text_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def restore_text(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    return act(
        request,
        lambda: adopting.restore_text(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.title} » compte de nouveau parmi les textes du contrat.",
        then=reverse("contracts:text_detail", args=[thing.pk]),
    )
