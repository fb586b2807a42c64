"""Lists of indicators: kept and published; what the contracts that follow one of them say together."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.core.text import key_in
from reciproque.journal.queries import entries_about, for_history
from reciproque.monitoring import access, actions, exports, queries
from reciproque.monitoring.forms import LibraryForm, StandardForm
from reciproque.monitoring.rules.standards import is_behind
from reciproque.monitoring.tables import followers_table, standards_table

EDITING = ["GET", "HEAD", "POST"]


@require_safe
@allowed(is_signed_in)
def library_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.with_counts(access.libraries_visible_to(request.user))
    context = {
        "rows": rows,
        "may_add": access.may_add_library(request.user),
        "gone": access.archived_libraries_of(request.user),
    }
    return render(request, "monitoring/library_list.html", context)


@require_safe
@allowed(is_signed_in)
def library_detail(request: SignedInRequest, library: int) -> HttpResponse:
    thing = access.library_seen_by(request.user, library)
    may_keep = access.may_keep(request.user, thing)
    context = {
        "library": thing,
        "may_keep": may_keep,
        "gone": queries.standards_of(thing, archived=True) if may_keep else (),
        "entries": for_history(entries_about("monitoring.library", thing.pk)),
    }
    rows = queries.standards_of(thing)
    return table_page(request, standards_table(), rows, "monitoring/library_detail.html", context)


@require_http_methods(EDITING)
@allowed(access.may_add_library)
def add_library(request: SignedInRequest) -> HttpResponse:
    form = LibraryForm(request.POST or None, user=request.user)

    def deed() -> Any:
        return actions.add_library(by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid():
        made = form.done(deed)
        if made:
            return redirect("monitoring:library_detail", made.pk)
    return render(request, "monitoring/library_form.html", {"form": form, "heading": "Ouvrir une base"})


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_library(request: SignedInRequest, library: int) -> HttpResponse:
    thing = access.library_kept_by(request.user, library)
    form = LibraryForm(request.POST or None, instance=thing, user=request.user)

    def deed() -> Any:
        return actions.edit_library(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:library_detail", thing.pk)
    context = {"form": form, "library": thing, "heading": "Modifier la base"}
    return render(request, "monitoring/library_form.html", context)


@require_POST
@allowed(is_signed_in)
def publish_library(request: SignedInRequest, library: int) -> HttpResponse:
    """Publish the list, or withdraw it (`withdraw` in the form)."""
    thing = access.library_kept_by(request.user, library)
    withdraw = "withdraw" in request.POST
    deed = actions.withdraw_library if withdraw else actions.publish_library
    return act(
        request,
        lambda: deed(thing, by=request.user, at=timezone.now()),
        done="La base n’est plus proposée aux contrats." if withdraw else "La base est publiée.",
        then=reverse("monitoring:library_detail", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def archive_library(request: SignedInRequest, library: int) -> HttpResponse:
    thing = access.library_kept_by(request.user, library)
    return act(
        request,
        lambda: actions.archive_library(thing, by=request.user, at=timezone.now()),
        done="La base est archivée : les contrats gardent ce qu’ils en ont repris.",
        then=reverse("monitoring:library_list"),
    )


@require_POST
@allowed(is_signed_in)
def restore_library(request: SignedInRequest, library: int) -> HttpResponse:
    thing = get_object_or_404(access.archived_libraries_of(request.user), pk=library)
    return act(
        request,
        lambda: actions.restore_library(thing, by=request.user, at=timezone.now()),
        done="La base est de nouveau là.",
        then=reverse("monitoring:library_detail", args=[thing.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_standard(request: SignedInRequest, library: int) -> HttpResponse:
    thing = access.library_kept_by(request.user, library)
    form = StandardForm(request.POST or None)

    def deed() -> Any:
        return actions.add_standard(thing, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:library_detail", thing.pk)
    context = {"form": form, "library": thing, "heading": "Ajouter un indicateur commun"}
    return render(request, "monitoring/library_form.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_standard(request: SignedInRequest, standard: int) -> HttpResponse:
    thing = access.standard_kept_by(request.user, standard)
    form = StandardForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return actions.edit_standard(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("monitoring:standard_detail", thing.pk)
    context = {"form": form, "library": thing.library, "heading": "Modifier l’indicateur commun"}
    return render(request, "monitoring/library_form.html", context)


@require_POST
@allowed(is_signed_in)
def archive_standard(request: SignedInRequest, standard: int) -> HttpResponse:
    """Take it from the list, or put it back."""
    thing = access.standard_kept_by(request.user, standard)
    return act(
        request,
        lambda: actions.archive_standard(thing, by=request.user, at=timezone.now()),
        done="C’est fait : les contrats qui l’ont repris le gardent.",
        then=reverse("monitoring:library_detail", args=[thing.library_id]),
    )


@require_safe
@allowed(is_signed_in)
def standard_detail(request: SignedInRequest, standard: int) -> HttpResponse:
    """What is counted, and what the contracts that follow it say together of a period."""
    thing = access.standard_seen_by(request.user, standard)
    shown = access.indicators_visible_to(request.user).filter(standard=thing, archived_at=None)
    rows = list(shown.select_related("standard"))
    periods = queries.periods_counted([one.pk for one in rows])
    asked = key_in(request.GET.get("periode", ""))
    period = asked if asked in periods else periods[0] if periods else 0
    told = queries.consolidate(thing, rows, period)
    context = {
        "standard": thing,
        "library": thing.library,
        "listed": access.libraries_visible_to(request.user).filter(pk=thing.library_id).exists(),
        "may_keep": thing.library.archived_at is None and access.may_keep(request.user, thing.library),
        "facts": exports.facts_of_standard(thing),
        "period": period,
        "periods": exports.said_periods(thing, periods),
        "together": exports.together_of(thing, told, rows, period) if period else None,
    }
    table = followers_table(told, {one.pk: is_behind(one) for one in rows})
    followed = shown.select_related("contract")
    return table_page(request, table, followed, "monitoring/standard_detail.html", context)
