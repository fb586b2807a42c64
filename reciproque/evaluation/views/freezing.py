"""The page before the freeze, and the seal of a frozen year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.evaluation import access
from reciproque.evaluation.actions.freezing import freeze_campaign as freeze
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.forms.sessions import keys_in
from reciproque.evaluation.queries import freezing as queries
from reciproque.evaluation.queries.pictures import snapshot_of
from reciproque.evaluation.rules.freezing import obstacles_to_freezing, open_sheets
from reciproque.journal.queries import entries_about, for_history


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def freeze_campaign(request: SignedInRequest, campaign: int) -> HttpResponse:
    """What stands in the way, what would stay open, and the button; afterwards the seal."""
    thing = access.campaign_steered_by(request.user, campaign)
    if request.method == "POST":
        left_open = keys_in(request.POST.getlist("left_open")) if "confirmed" in request.POST else []
        return act(
            request,
            lambda: freeze(thing, left_open=left_open, by=request.user, at=timezone.now()),
            done="L’année est figée : plus rien ne la change.",
            then=reverse("evaluation:freeze_campaign", args=[thing.pk]),
        )
    if thing.is_frozen:
        return redirect("evaluation:frozen_year", thing.pk)
    facts = queries.before_freezing(thing)
    waiting = open_sheets(facts["sheets"])
    context: dict[str, Any] = {
        "campaign": thing,
        "contract": thing.contract,
        "waiting": waiting,
        "obstacles": obstacles_to_freezing(thing, left_open=[one.pk for one in waiting], **facts),
        "missing": picture_of(thing, on=timezone.localdate())["missing"],
    }
    return render(request, "evaluation/freeze_campaign.html", context)


@require_http_methods(["GET", "HEAD"])
@allowed(is_signed_in)
def frozen_year(request: SignedInRequest, campaign: int) -> HttpResponse:
    """The seal of a frozen year, and whether what it seals still matches."""
    thing = access.campaign_seen_by(request.user, campaign)
    snapshot = snapshot_of(thing)
    if snapshot is None:
        return redirect("evaluation:campaign_detail", thing.pk)
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "snapshot": snapshot,
        "troubles": queries.troubles_of(snapshot),
        "picture": picture_of(thing, on=timezone.localdate()),
        "entries": for_history(entries_about("evaluation.campaign", thing.pk)),
    }
    return render(request, "evaluation/frozen_year.html", context)
