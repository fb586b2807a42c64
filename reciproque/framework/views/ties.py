"""A contract beside the one that it declines, and beside those that decline it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contracts_visible_to
from reciproque.framework import access, queries


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
