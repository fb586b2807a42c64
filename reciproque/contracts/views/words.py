"""Words and papers: the glossary of a contract and of the house, the documents that a text leans on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, public
from reciproque.contracts import access, queries
from reciproque.contracts.actions import adopting
from reciproque.contracts.choices import ACRONYMS
from reciproque.contracts.forms import CitationForm, TermForm
from reciproque.contracts.tables import term_table
from reciproque.contracts.views.texts import EDITING, edit_on_text
from reciproque.core.pages import act
from reciproque.core.tables import table_page


@require_safe
@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The acronyms of the trade, for everybody."""
    return render(request, "contracts/glossary.html", {"acronyms": ACRONYMS})


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "contracts/accessibility.html", {"contact": settings.INSTANCE_CONTACT})


@require_safe
@public
def legal(request: HttpRequest) -> HttpResponse:
    context = {
        "publisher": settings.INSTANCE_PUBLISHER,
        "contact": settings.INSTANCE_CONTACT,
        "host": settings.INSTANCE_HOST,
    }
    return render(request, "contracts/legal.html", context)


@require_safe
@allowed(is_signed_in)
def term_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """The words that the texts of the contract explain, then the acronyms of the trade."""
    thing = access.contract_seen_by(request.user, contract)
    may_edit = access.may_edit_contract(request.user, thing)
    context = {
        "contract": thing,
        "acronyms": ACRONYMS,
        "may_edit": may_edit,
        "texts": queries.texts_of(thing) if may_edit else [],
    }
    table = term_table(editable=may_edit)
    return table_page(request, table, queries.terms_of(thing), "contracts/term_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def explain_term(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = TermForm(request.POST or None)

    def deed() -> Any:
        return adopting.explain_term(thing, by=request.user, at=timezone.now(), **form.values)

    return edit_on_text(request, form, deed, text=thing, heading="Expliquer un mot")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_term(request: SignedInRequest, term: int) -> HttpResponse:
    thing = access.term_steered_by(request.user, term)
    form = TermForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return adopting.edit_term(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    removal = ("Retirer ce mot du glossaire", reverse("contracts:remove_term", args=[thing.pk]))
    return edit_on_text(request, form, deed, text=thing.text, heading="Modifier un mot", removal=removal)


@require_POST
@allowed(is_signed_in)
def remove_term(request: SignedInRequest, term: int) -> HttpResponse:
    return _remove(request, access.term_steered_by(request.user, term))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def cite_document(request: SignedInRequest, text: int) -> HttpResponse:
    thing = access.text_steered_by(request.user, text)
    form = CitationForm(request.POST or None)

    def deed() -> Any:
        return adopting.cite_document(thing, by=request.user, at=timezone.now(), **form.values)

    return edit_on_text(request, form, deed, text=thing, heading="Ajouter un document de référence")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_citation(request: SignedInRequest, citation: int) -> HttpResponse:
    thing = access.citation_steered_by(request.user, citation)
    form = CitationForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return adopting.edit_citation(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    context = {
        "heading": "Modifier un document de référence",
        "removal": ("Retirer ce document", reverse("contracts:remove_citation", args=[thing.pk])),
    }
    return edit_on_text(request, form, deed, text=thing.text, **context)


@require_POST
@allowed(is_signed_in)
def remove_citation(request: SignedInRequest, citation: int) -> HttpResponse:
    return _remove(request, access.citation_steered_by(request.user, citation))


def _remove(request: SignedInRequest, thing: Any) -> HttpResponse:
    return act(
        request,
        lambda: adopting.remove_from_text(thing, by=request.user, at=timezone.now()),
        done=f"« {thing} » est retiré.",
        then=reverse("contracts:text_detail", args=[thing.text_id]),
    )
