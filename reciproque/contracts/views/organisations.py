"""The directory of bodies, shared by all contracts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed
from reciproque.contracts import access, queries
from reciproque.contracts.actions import directory
from reciproque.contracts.forms import OrganisationForm, SuccessorForm
from reciproque.contracts.tables import organisation_url
from reciproque.contracts.views.texts import EDITING
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.tables import table_page
from reciproque.journal.queries import entries_about, for_history
from reciproque.organisations.queries import for_listing, organisation_facts
from reciproque.organisations.tables import organisation_table


@require_safe
@allowed(access.may_read_directory)
def organisation_list(request: SignedInRequest) -> HttpResponse:
    rows = for_listing(access.organisations_visible_to(request.user))
    table = organisation_table(organisation_url)
    return table_page(request, table, rows, "contracts/organisation_list.html", {})


@require_safe
@allowed(access.may_read_directory)
def organisation_detail(request: SignedInRequest, organisation: int) -> HttpResponse:
    thing = access.organisation_seen_by(request.user, organisation)
    context = {
        "organisation": thing,
        "organisation_facts": organisation_facts(thing),
        "kin": queries.kin_of(thing),
        "signatures": queries.signatures_by(thing, access.signatures_visible_to(request.user)),
        "may_edit": access.may_edit_directory(request.user),
        "entries": for_history(entries_about("organisations.organisation", thing.pk)),
    }
    return render(request, "contracts/organisation_detail.html", context)


@require_http_methods(EDITING)
@allowed(access.may_read_directory)
def edit_organisation(request: SignedInRequest, organisation: int) -> HttpResponse:
    thing = access.organisation_edited_by(request.user, organisation)
    form = OrganisationForm(request.POST or None, instance=thing)

    def deed() -> Any:
        return directory.edit_body(thing, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(organisation_url(thing))
    context = {"form": form, "organisation": thing, "heading": "Modifier l’organisme"}
    return render(request, "contracts/organisation_form.html", context)


@require_http_methods(EDITING)
@allowed(access.may_read_directory)
def succeed_organisation(request: SignedInRequest, organisation: int) -> HttpResponse:
    """Another body takes over from this one: merger, new name, scission, or two records of the same."""
    thing = access.organisation_edited_by(request.user, organisation)
    form = SuccessorForm(request.POST or None, before=thing)

    def deed() -> Any:
        values = dict(form.cleaned_data)
        after = values.pop("after")
        return directory.succeed_body(thing, after, by=request.user, at=timezone.now(), **values)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect(organisation_url(form.cleaned_data["after"]))
    context = {"form": form, "organisation": thing, "heading": "Dire qui prend la suite"}
    return render(request, "contracts/organisation_form.html", context)


@require_POST
@allowed(access.may_read_directory)
def archive_organisation(request: SignedInRequest, organisation: int) -> HttpResponse:
    thing = access.organisation_edited_by(request.user, organisation)
    return act(
        request,
        lambda: directory.archive_body(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.name} » est archivé.",
        then=reverse("contracts:organisation_detail", args=[thing.pk]),
    )


@require_POST
@allowed(access.may_read_directory)
def restore_organisation(request: SignedInRequest, organisation: int) -> HttpResponse:
    thing = access.organisation_edited_by(request.user, organisation)
    return act(
        request,
        lambda: directory.restore_body(thing, by=request.user, at=timezone.now()),
        done=f"« {thing.name} » est de nouveau en activité.",
        then=reverse("contracts:organisation_detail", args=[thing.pk]),
    )
