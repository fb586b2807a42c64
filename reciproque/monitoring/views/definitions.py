"""The pages of definitions: the workshop, archives, the tab of an objective."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, reads_contract, steers_contract
from reciproque.contracts.access import contract_steered_by
from reciproque.core.pages import act
from reciproque.core.text import key_in
from reciproque.framework.access import node_seen_by, nodes_visible_to
from reciproque.monitoring import access, actions, exports, queries
from reciproque.monitoring.forms import IndicatorForm

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_indicator(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    on = nodes_visible_to(request.user).filter(
        contract=thing, pk=key_in(request.GET.get("objectif", "")) or 0
    )
    form = IndicatorForm(request.POST or None, contract=thing, initial={"node": on.first()})

    def deed() -> Any:
        return actions.add_indicator(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid():
        made = form.done(deed)
        if made:
            return redirect("monitoring:indicator_detail", made.pk)
    context = {"form": form, "contract": thing, "heading": "Ajouter un indicateur"}
    return render(request, "monitoring/indicator_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    thing = access.indicator_steered_by(request.user, indicator)
    form = IndicatorForm(request.POST or None, instance=thing, contract=thing.contract)

    def deed() -> Any:
        return actions.edit_indicator(
            thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values
        )

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:indicator_detail", thing.pk)
    context = {
        "form": form,
        "contract": thing.contract,
        "indicator": thing,
        "heading": "Modifier l’indicateur",
    }
    return render(request, "monitoring/indicator_form.html", context)


@require_POST
@allowed(is_signed_in)
def confirm_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Take over, as they were shown, the proposals that the wording makes."""
    thing = access.indicator_steered_by(request.user, indicator)
    seen = key_in(request.POST.get("version", ""))
    wanted = exports.proposed(thing)
    return act(
        request,
        lambda: actions.edit_indicator(thing, seen=seen or 0, by=request.user, at=timezone.now(), **wanted),
        done="Les propositions sont confirmées.",
        then=reverse("monitoring:indicator_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def mend_series(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Take back the last break of the series."""
    thing = access.indicator_steered_by(request.user, indicator)
    return act(
        request,
        lambda: actions.mend_series(thing, by=request.user, at=timezone.now()),
        done="La rupture est retirée : la série est d’un seul tenant.",
        then=reverse("monitoring:indicator_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def archive_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    thing = access.indicator_steered_by(request.user, indicator)
    return act(
        request,
        lambda: actions.archive_indicator(thing, by=request.user, at=timezone.now()),
        done="L’indicateur est archivé.",
        then=reverse("monitoring:indicator_list", args=[thing.contract_id]),
    )


@require_POST
@allowed(is_signed_in)
def restore_indicator(request: SignedInRequest, indicator: int) -> HttpResponse:
    thing = access.indicator_steered_by(request.user, indicator)
    return act(
        request,
        lambda: actions.restore_indicator(thing, by=request.user, at=timezone.now()),
        done="L’indicateur est de nouveau là.",
        then=reverse("monitoring:indicator_detail", args=[thing.pk]),
    )


@require_safe
@allowed(is_signed_in)
def archived_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    context = {"contract": thing, "rows": queries.archived_indicators(thing)}
    return render(request, "monitoring/archived_list.html", context)


@require_safe
@allowed(is_signed_in)
def indicators_on_node(request: SignedInRequest, node: int) -> HttpResponse:
    """The tab of an objective."""
    thing = node_seen_by(request.user, node)
    reads = reads_contract(request.user, thing.contract_id)
    context = {
        "node": thing,
        "contract": thing.contract if reads else None,
        "rows": queries.indicators_on(thing),
        "may_edit": steers_contract(request.user, thing.contract_id),
    }
    return render(request, "monitoring/indicators_on_node.html", context)
