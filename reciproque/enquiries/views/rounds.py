"""The pages of rounds, for the team that asks: prepared, set, opened, followed on their board."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act
from reciproque.core.registers import enquiry_kinds
from reciproque.core.tables import table_page
from reciproque.core.text import clean, key_in
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.forms import NewRoundForm, RoundForm
from reciproque.enquiries.tables import ROUNDS, board_table
from reciproque.enquiries.tables.boards import shares_by
from reciproque.journal.queries import entries_about, for_history

EDITING = ["GET", "HEAD", "POST"]
SURVEY = "enquiries.survey"
GROUPINGS = {"groupe": "regroupement", "organisme": "organisme", "personne": "personne"}


@require_safe
@allowed(is_signed_in)
def round_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    rows = queries.with_counts(access.rounds_visible_to(request.user).filter(contract=thing))
    context = {"contract": thing, "may_ask": access.may_ask(request.user, thing)}
    return table_page(request, ROUNDS, rows, "enquiries/round_list.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_round(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    today = timezone.localdate()
    dates = {"due_on": today + timedelta(days=30), "closes_on": today + timedelta(days=60)}
    earlier = queries.earlier_rounds(thing, kind=SURVEY)
    form = NewRoundForm(request.POST or None, earlier=earlier, initial=dates)

    def deed() -> Any:
        return actions.prepare_round(thing, kind=SURVEY, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and (made := form.done(deed)):
        return redirect("enquiries:question_list", made.pk)
    context = {"form": form, "contract": thing, "heading": "Préparer une enquête"}
    return render(request, "enquiries/round_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_round(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    form = RoundForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return actions.edit_round(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("enquiries:round_detail", thing.pk)
    context = {"form": form, "contract": thing.contract, "round": thing, "heading": "Réglages de l’enquête"}
    return render(request, "enquiries/round_form.html", context)


@require_safe
@allowed(is_signed_in)
def round_detail(request: SignedInRequest, round: int) -> HttpResponse:
    """The board: how each sheet stands, and what the team does about it."""
    thing = access.round_seen_by(request.user, round)
    on = timezone.localdate()
    board = queries.board_of(thing, on)
    steers = access.may_steer(request.user, thing)
    table = board_table(board, may_steer=steers, on=on)
    grouping = request.GET.get("par", "groupe")
    kind = enquiry_kinds.named(thing.kind)
    context = {
        "round": thing,
        "contract": thing.contract,
        "kind": kind,
        "home": kind.home(thing) if kind and thing.kind != SURVEY else "",
        "board": board,
        "steers": steers,
        "shares": shares_by(board, grouping if grouping in GROUPINGS else "groupe"),
        "grouping_word": GROUPINGS.get(grouping, "regroupement"),
        "grouping": grouping if grouping in GROUPINGS else "groupe",
        "groupings": GROUPINGS,
        "narrowed": _narrowed(request)[1],
        "obstacles": queries.opening_obstacles(thing, on=on) if steers else [],
        "today": on,
        "entries": for_history(entries_about("enquiries.round", thing.pk)),
    }
    rows = queries.sheets_of(thing).filter(**_narrowed(request)[0])
    return table_page(request, table, rows, "enquiries/round_detail.html", context)


def _narrowed(request: SignedInRequest) -> tuple[dict[str, Any], str]:
    """What the address narrows the board to, and the word for it."""
    for name in GROUPINGS:
        said = clean(request.GET.get(name, ""))[:500]
        if name in request.GET and name == "groupe":
            return {"group": said}, name
        if name in request.GET:
            field = "organisation_id" if name == "organisme" else "recipient_id"
            return {field: key_in(said) or None}, name
    return {}, ""


@require_POST
@allowed(is_signed_in)
def open_round(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    return act(
        request,
        lambda: actions.open_round(thing, by=request.user, at=timezone.now()),
        done="L’enquête est ouverte : chaque personne reçoit son lien.",
        then=reverse("enquiries:round_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def close_round(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    return act(
        request,
        lambda: actions.close_round(thing, by=request.user, at=timezone.now()),
        done="L’enquête est close : les liens montrent les réponses et n’en prennent plus.",
        then=reverse("enquiries:round_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def reopen_round(request: SignedInRequest, round: int) -> HttpResponse:
    thing = access.round_steered_by(request.user, round)
    return act(
        request,
        lambda: actions.reopen_round(thing, by=request.user, at=timezone.now()),
        done="L’enquête prend de nouveau des réponses.",
        then=reverse("enquiries:round_detail", args=[thing.pk]),
    )
