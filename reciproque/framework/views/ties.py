"""Pages of ties: objectives × national lists, and a contract beside the one that it declines."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contracts_visible_to
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.framework import access, queries
from reciproque.framework.actions import describing
from reciproque.framework.forms import rows_of_matrix, ties_in
from reciproque.references.choices import LEGAL_OBJECTIVES

FIELDS = 900  # of one form: the server takes a thousand


@require_safe
@allowed(is_signed_in)
def legal_matrix(request: SignedInRequest, contract: int) -> HttpResponse:
    """The way in: the legal objectives first, else the first list there is."""
    thing = contract_seen_by(request.user, contract)
    lists = {one.code for one in queries.nomenclatures_for_ties(thing)}
    if not lists:
        return render(request, "framework/matrix.html", {"contract": thing, "lists": []})
    code = LEGAL_OBJECTIVES if LEGAL_OBJECTIVES in lists else min(lists)
    return redirect("framework:matrix", thing.pk, code)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def matrix(request: SignedInRequest, contract: int, nomenclature: str) -> HttpResponse:
    """Which objective serves which line of a national list; what serves none, and what is served by none."""
    thing = contract_seen_by(request.user, contract)
    lists = queries.nomenclatures_for_ties(thing)
    chosen = get_object_or_404(lists, code=nomenclature)
    here = reverse("framework:matrix", args=[thing.pk, chosen.code])
    if request.method == "POST":
        admit(access.may_edit_framework(request.user, thing.pk))
        ties = ties_in(request.POST)
        return act(
            request,
            lambda: describing.tie_to_references(ties, contract=thing, by=request.user, at=timezone.now()),
            done="Les rattachements sont enregistrés.",
            then=f"{here}?{request.GET.urlencode()}",
        )
    told = queries.matrix_of(thing, chosen)
    alone = request.GET.get("filtre") == "sans"
    pages = Paginator(told.uncovered if alone else told.rows, max(5, FIELDS // (len(told.lines) + 1)))
    page = pages.get_page(request.GET.get("page"))
    context = {
        "contract": thing,
        "lists": lists,
        "chosen": chosen,
        "matrix": told,
        "alone": alone,
        "page": page,
        "rows": rows_of_matrix(page, told.lines),
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    return render(request, "framework/matrix.html", context)


@require_safe
@allowed(is_signed_in)
def declension(request: SignedInRequest, contract: int) -> HttpResponse:
    """A contract beside the one that it declines, and beside those that decline it."""
    thing = contract_seen_by(request.user, contract)
    seen = contracts_visible_to(request.user)
    above = seen.filter(pk=thing.parent_id).first() if thing.parent_id else None
    below = seen.filter(parent=thing, archived_at=None)
    pairs = [(thing, above)] if above else []
    pairs += [(one, thing) for one in below]
    context = {
        "contract": thing,
        "declensions": [queries.declension_of(lower, upper) for lower, upper in pairs],
        "may_edit": access.may_edit_framework(request.user, thing.pk),
    }
    return render(request, "framework/declension.html", context)
