"""The register of recommendations."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, reads_contract, steers_contract
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.core.text import key_in
from reciproque.framework import access, queries
from reciproque.framework.actions import recommendations as actions
from reciproque.framework.forms.recommendations import RecommendationForm
from reciproque.framework.rules.recommendations import is_late
from reciproque.framework.tables.recommendations import recommendations_table, state_badge
from reciproque.journal.queries import entries_about, for_history

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def recommendation_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    context = {"contract": thing, "may_edit": steers_contract(request.user, thing.pk)}
    table = recommendations_table(queries.origins_of(thing))
    rows = queries.recommendations_of(thing)
    return table_page(request, table, rows, "framework/recommendation_list.html", context)


@require_safe
@allowed(is_signed_in)
def recommendation_detail(request: SignedInRequest, recommendation: int) -> HttpResponse:
    one = access.recommendation_seen_by(request.user, recommendation)
    reads = reads_contract(request.user, one.contract_id)
    context = {
        "one": one,
        "badge": state_badge(one),
        "late": is_late(one, timezone.localdate()),
        "contract": one.contract if reads else None,
        "nodes": access.nodes_visible_to(request.user).filter(pk__in=queries.answering_nodes(one)),
        "may_edit": access.may_edit_recommendation(request.user, one),
        "may_restore": steers_contract(request.user, one.contract_id),
        "entries": for_history(entries_about("framework.recommendation", one.pk)),
    }
    return render(request, "framework/recommendation_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_recommendation(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    on = queries.live_nodes(thing).filter(pk=key_in(request.GET.get("objectif", "")) or 0)
    form = RecommendationForm(request.POST or None, contract=thing, initial={"nodes": on})

    def deed() -> Any:
        return actions.add_recommendation(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and (made := form.done(deed)):
        return redirect("framework:recommendation_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter une recommandation"}
    return render(request, "framework/recommendation_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_recommendation(request: SignedInRequest, recommendation: int) -> HttpResponse:
    one = access.recommendation_steered_by(request.user, recommendation)
    form = RecommendationForm(request.POST or None, instance=one, contract=one.contract)

    def deed() -> Any:
        return actions.edit_recommendation(
            one, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:recommendation_detail", one.pk)
    context = {"form": form, "contract": one.contract, "one": one, "heading": "Modifier la recommandation"}
    return render(request, "framework/recommendation_form.html", context)


@require_POST
@allowed(is_signed_in)
def archive_recommendation(request: SignedInRequest, recommendation: int) -> HttpResponse:
    one = access.recommendation_steered_by(request.user, recommendation)
    return act(
        request,
        lambda: actions.archive_recommendation(one, by=request.user, at=timezone.now()),
        done="La recommandation est archivée.",
        then=reverse("framework:recommendation_list", args=[one.contract_id]),
    )


@require_POST
@allowed(is_signed_in)
def restore_recommendation(request: SignedInRequest, recommendation: int) -> HttpResponse:
    one = access.recommendation_steered_by(request.user, recommendation)
    return act(
        request,
        lambda: actions.restore_recommendation(one, by=request.user, at=timezone.now()),
        done="La recommandation est de nouveau dans le registre.",
        then=reverse("framework:recommendation_detail", args=[one.pk]),
    )


@require_safe
@allowed(is_signed_in)
def archived_recommendations(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {"contract": thing, "rows": queries.archived_recommendations(thing)}
    return render(request, "framework/recommendation_archives.html", context)
