"""Buttons that undo and redo one's last acts on a tree."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.text import key_in
from reciproque.framework import access
from reciproque.framework.actions import undoing


@require_POST
@allowed(is_signed_in)
def undo_deed(request: SignedInRequest, deed: int) -> HttpResponse:
    return _turn(request, deed, undoing.undo_deed, "Annulé")


@require_POST
@allowed(is_signed_in)
def redo_deed(request: SignedInRequest, deed: int) -> HttpResponse:
    return _turn(request, deed, undoing.redo_deed, "Rétabli")


@require_POST
@allowed(is_signed_in)
def drop_deed(request: SignedInRequest, deed: int) -> HttpResponse:
    """Leave the act as it stands, so that those before it can be undone."""
    return _turn(request, deed, undoing.drop_deed, "Gardé en l’état")


def _turn(request: SignedInRequest, key: int, action: Callable[..., Any], done: str) -> HttpResponse:
    """Do it, then go back to the objective where the button stood if it is still there, else to the tree."""
    deed = access.deed_of(request.user, key)
    try:
        insist(lambda: action(deed, by=request.user, at=timezone.now()))
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, f"{done} : {deed}.")
    here = key_in(request.POST.get("objectif", ""))
    if here is not None and access.nodes_visible_to(request.user).filter(pk=here).exists():
        return redirect("framework:node_detail", here)
    return redirect(f"{reverse('framework:tree_list', args=[deed.tree.contract_id])}#cadre-{deed.tree_id}")
