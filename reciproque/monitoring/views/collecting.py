"""Values asked of those who produce them: the pages of the team, and the grid behind a personal link."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import LinkRequest, SignedInRequest, allowed, by_link, is_signed_in
from reciproque.accounts.choices import LinkPurpose
from reciproque.contracts.access import contract_steered_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.text import clean
from reciproque.enquiries.actions import open_round, set_recipient
from reciproque.enquiries.choices import RoundState
from reciproque.enquiries.queries import sheets_of
from reciproque.monitoring import access, actions, exports, queries
from reciproque.monitoring.forms import CollectionForm, RecipientForm
from reciproque.monitoring.rules.collecting import is_fillable
from reciproque.monitoring.tables.grids import draw_groups
from reciproque.monitoring.views.entry import asks_for_one, one_outcome, told, typed_cells

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@allowed(is_signed_in)
def ask_values(request: SignedInRequest, contract: int) -> HttpResponse:
    """Prepare a collection; the former ones stand below."""
    thing = contract_steered_by(request.user, contract)
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: actions.prepare_collection(thing, by=request.user, at=timezone.now(), **form.values),
        )
        if made:
            return redirect("monitoring:collection_detail", made.pk)
    context = {"contract": thing, "form": form, "rows": queries.collections_of(thing)}
    return render(request, "monitoring/ask_values.html", context)


@require_safe
@allowed(is_signed_in)
def collection_detail(request: SignedInRequest, collection: int) -> HttpResponse:
    thing = access.collection_steered_by(request.user, collection)
    sheets = list(sheets_of(thing.round))
    filled = queries.filled_in(thing, sheets)
    rows = exports.sheets_told(thing, sheets, filled, on=timezone.localdate())
    context = {
        "collection": thing,
        "contract": thing.round.contract,
        "round": thing.round,
        "rows": rows,
        "is_draft": thing.round.state == RoundState.DRAFT,
        "nobody": sum(not row["email"] for row in rows),
    }
    return render(request, "monitoring/collection_detail.html", context)


@require_POST
@allowed(is_signed_in)
def launch_collection(request: SignedInRequest, collection: int) -> HttpResponse:
    """Bring the sheets up to date with the definitions (`refresh`), or open the round: one mail a person."""
    thing = access.collection_steered_by(request.user, collection)
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    then = reverse("monitoring:collection_detail", args=[thing.pk])
    if "refresh" in request.POST:
        done = "Les fiches suivent les définitions."
        return act(request, lambda: actions.refresh_collection(thing, **who), done=done, then=then)
    done = "La demande est partie : chaque producteur reçoit son lien."
    return act(request, lambda: open_round(thing.round, **who), done=done, then=then)


@require_POST
@allowed(is_signed_in)
def name_producer(request: SignedInRequest, sheet: int) -> HttpResponse:
    """Say who answers for a body, by an address."""
    thing = access.asked_sheet_steered_by(request.user, sheet)
    form = RecipientForm(request.POST)
    then = reverse("monitoring:collection_detail", args=[thing.round_id])
    if not form.is_valid():
        messages.error(request, "Écrivez une adresse électronique.")
        return redirect(then)
    given: dict[str, Any] = form.cleaned_data

    def deed() -> Any:
        body = thing.organisation
        return set_recipient(thing, organisation=body, by=request.user, at=timezone.now(), **given)

    return act(request, deed, done="C’est noté.", then=then)


@require_POST
@allowed(is_signed_in)
def settle_values(request: SignedInRequest, sheet: int) -> HttpResponse:
    """Take all that a sheet submits (`accept`), or send it back with a reason."""
    thing = access.asked_sheet_steered_by(request.user, sheet)
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    then = reverse("monitoring:collection_detail", args=[thing.round_id])
    if "accept" in request.POST:
        deed: Callable[[], Any] = lambda: actions.accept_collected(thing, **who)  # noqa: E731 -- short, and named for what it is handed to
        return act(request, deed, done="Les valeurs sont validées.", then=then)
    reason = clean(request.POST.get("reason", ""))
    return act(
        request,
        lambda: actions.return_collected(thing, reason=reason, **who),
        done="La fiche est renvoyée, avec un nouveau lien.",
        then=then,
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def feed_sheet(request: SignedInRequest, sheet: int) -> HttpResponse:
    """The grid of a producer who is signed in."""
    return _grid_page(request, access.sheet_fed_by(request.user, sheet))


@require_http_methods(EDITING)
@by_link(LinkPurpose.SHEETS)
def feed_by_link(request: LinkRequest, sheet: int) -> HttpResponse:
    """The grid behind a personal link: no account, each cell saves itself, then all are handed over."""
    return _grid_page(request, access.sheet_fed_by_link(request.link, sheet))


def _grid_page(request: SignedInRequest, sheet: Any) -> HttpResponse:
    outcomes = _typed(request, sheet)
    if asks_for_one(request):
        return one_outcome(outcomes)
    if "hand_over" in request.POST and not any(one.error for one in outcomes.values()):
        return act(
            request,
            lambda: actions.hand_over_values(sheet, by=request.user, at=timezone.now()),
            done="Vos valeurs sont transmises à l’équipe, qui les valide. Merci.",
            then=request.path,
        )
    grids = queries.grids_on(sheet, queries.collection_of(sheet))
    fillable = is_fillable(sheet)
    drawn = [(label, grid, draw_groups(grid, outcomes, may_edit=fillable)) for label, grid in grids]
    context = {
        "sheet": sheet,
        "round": sheet.round,
        "of_contract": sheet.round.contract,
        "grids": drawn,
        "filled": queries.filled_on(grids),
        "fillable": fillable,
        "to_redo": sheet.reason if fillable else "",
        "remarks": queries.remarks_on(sheet),
        **told(outcomes),
    }
    return render(request, "monitoring/feed_sheet.html", context)


def _typed(request: SignedInRequest, sheet: Any) -> dict[str, Any]:
    """What became of the cells, and of the remark below them."""
    if request.method != "POST":
        return {}
    asked = {one.pk: one for one in queries.indicators_asked_on(sheet)}
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    outcomes = actions.type_on_sheet(sheet, typed_cells(request, asked), **who)
    if "remarks" in request.POST:
        actions.remark_on_sheet(sheet, clean(request.POST["remarks"]), **who)
    return outcomes
