"""The pages on which a contract follows its indicators: the board, one indicator, what waits to be validated."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, reads_contract, steers_contract
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.core.tables import table_page
from reciproque.core.text import clean, key_in
from reciproque.journal.queries import entries_about, for_history
from reciproque.monitoring import access, actions, exports, queries
from reciproque.monitoring.choices import IndicatorKind, Standing
from reciproque.monitoring.forms import FollowUpForm
from reciproque.monitoring.rules.claims import read_claim, read_part
from reciproque.monitoring.tables import board_table


@require_safe
@allowed(is_signed_in)
def indicator_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """The board of the contract."""
    thing = contract_seen_by(request.user, contract)
    follow_up = queries.follow_up_of(thing.pk)
    rows = queries.board_of(thing, on=timezone.localdate(), follow_up=follow_up)
    context = {
        "contract": thing,
        "may_edit": steers_contract(request.user, thing.pk),
        "states": exports.state_figures(rows),
        "gendered": queries.gendered_share(rows),
        "goal": (follow_up or queries.usual(thing)).gendered_goal,
        "advice": queries.advice_for(rows),
        **exports.about_indicators(thing),
    }
    shown = queries.indicators_of(thing).select_related("producer")
    return table_page(request, board_table(rows), shown, "monitoring/indicator_list.html", context)


@require_safe
@allowed(is_signed_in)
def indicator_detail(request: SignedInRequest, indicator: int) -> HttpResponse:
    thing = access.indicator_seen_by(request.user, indicator)
    reads = reads_contract(request.user, thing.contract_id)
    situation = queries.situation_as_loaded(thing, on=timezone.localdate())
    told = queries.values_by_standing(thing)
    values = told[Standing.OFFICIAL]
    context = {
        "indicator": thing,
        "contract": thing.contract if reads else None,
        "situation": situation,
        "standing": exports.standing_of(situation),
        "picture": exports.picture_of(situation, values, list(queries.notes_of(thing))),
        "breakdowns": exports.breakdowns_of(thing, values, queries.places_of(thing.contract)),
        "wholes": exports.wholes_of(situation, values),
        "contestable": exports.contestable_in(thing, values),
        "pending": exports.apart_of(thing, told[Standing.SUBMITTED]),
        "contested": exports.apart_of(thing, told[Standing.CONTESTED]),
        "entries_kept": queries.entries_of(thing) if thing.kind == IndicatorKind.REGISTER else (),
        "counted": exports.counted_by(thing, on=timezone.localdate()),
        "changes": exports.changes_of(thing, queries.changes_of(thing)),
        "facts": exports.facts_about(thing, situation),
        "followed": exports.followed_by(thing),
        "offered": _offered(request, thing),
        "proposals": exports.proposed(thing),
        "may_edit": access.may_edit_indicator(request.user, thing),
        "may_feed": access.may_enter(request.user, thing),
        "may_contest": bool(values) and access.may_contest(request.user, thing),
        "may_validate": access.may_validate(request.user, thing.contract_id),
        "may_restore": steers_contract(request.user, thing.contract_id),
        "entries": for_history(entries_about("monitoring.indicator", thing.pk)),
    }
    return render(request, "monitoring/indicator_detail.html", context)


def _offered(request: SignedInRequest, indicator: Any) -> Any:
    """The common indicators that this one could be said to be, for whoever may say it."""
    if indicator.standard_id is not None or not access.may_edit_indicator(request.user, indicator):
        return ()
    return queries.standards_offered(access.libraries_visible_to(request.user))


@require_safe
@allowed(is_signed_in)
def method_help(request: SignedInRequest) -> HttpResponse:
    """How progress is judged, with formulas, sources and examples that the rule itself works out."""
    return render(request, "monitoring/method_help.html", exports.explained())


@require_POST
@allowed(is_signed_in)
def validate_values(request: SignedInRequest, contract: int) -> HttpResponse:
    """Make what was submitted official: the values ticked, or all those of an indicator."""
    thing = contract_steered_by(request.user, contract)
    chosen = _chosen(request, thing)
    return act(
        request,
        lambda: actions.validate_values(thing, chosen, by=request.user, at=timezone.now()),
        done="Les valeurs sont validées.",
        then=_back(request, thing),
    )


@require_POST
@allowed(is_signed_in)
def return_values(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    chosen, reason = _chosen(request, thing), request.POST.get("reason", "")
    return act(
        request,
        lambda: actions.return_values(thing, chosen, reason=reason, by=request.user, at=timezone.now()),
        done="Les valeurs sont renvoyées à qui les a transmises.",
        then=_back(request, thing),
    )


@require_POST
@allowed(is_signed_in)
def contest_value(request: SignedInRequest, indicator: int) -> HttpResponse:
    """Put another value beside the validated one of a period, with its reason."""
    thing = access.indicator_seen_by(request.user, indicator)
    admit(access.may_contest(request.user, thing))
    reason = clean(request.POST.get("reason", ""))
    cell = read_part(request.POST.get("part", ""))

    def deed() -> Any:
        period, figure = read_claim(thing, request.POST.get("period", ""), request.POST.get("figure", ""))
        return actions.contest_value(
            thing, period, figure, cell=cell, reason=reason, by=request.user, at=timezone.now()
        )

    then = reverse("monitoring:indicator_detail", args=[thing.pk])
    return act(request, deed, done="Votre valeur est notée à côté de la valeur validée.", then=then)


@require_POST
@allowed(is_signed_in)
def settle_contest(request: SignedInRequest, indicator: int, value: int) -> HttpResponse:
    thing = access.indicator_steered_by(request.user, indicator)
    contested = queries.contested_value(thing, value)
    accept, reason = "accept" in request.POST, request.POST.get("reason", "")
    deed: Callable[[], Any] = lambda: actions.settle_contest(  # noqa: E731 -- short, and named for what it is handed to
        contested, accept=accept, reason=reason, by=request.user, at=timezone.now()
    )
    then = reverse("monitoring:indicator_detail", args=[thing.pk])
    return act(request, deed, done="La contestation est tranchée.", then=then)


def _chosen(request: SignedInRequest, contract: Any) -> Any:
    keys = [key for key in map(key_in, request.POST.getlist("value")) if key is not None]
    return queries.submitted_values(contract, keys)


def _back(request: SignedInRequest, contract: Any) -> str:
    key = key_in(request.POST.get("indicator", ""))
    if key is not None:
        return reverse("monitoring:indicator_detail", args=[key])
    return reverse("monitoring:indicator_list", args=[contract.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def edit_follow_up(request: SignedInRequest, contract: int) -> HttpResponse:
    """How the contract judges its indicators, and which years are closed."""
    thing = contract_steered_by(request.user, contract)
    form = FollowUpForm(request.POST or None, instance=queries.follow_up_of(thing.pk) or queries.usual(thing))

    def deed() -> Any:
        return actions.set_follow_up(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:indicator_list", thing.pk)
    context = {"form": form, "contract": thing}
    return render(request, "monitoring/edit_follow_up.html", context)
