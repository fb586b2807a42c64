"""Lists that objectives can be tied to: national ones, and those that a contract gives itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by, contract_steered_by
from reciproque.core import registers
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.tables import file_of
from reciproque.framework import access, queries
from reciproque.framework.actions import lists
from reciproque.framework.forms.ties import LineForm, ListFileForm, ListForm, NewListForm
from reciproque.framework.imports.lists import EXAMPLES, TEMPLATE, ReadList, read_list, sealed, unsealed
from reciproque.journal.queries import entries_about, for_history
from reciproque.references.queries import lines_of

EDITING = ["GET", "HEAD", "POST"]
STALE = (
    "Ce fichier a été vérifié il y a trop longtemps, ou pour un autre référentiel : déposez-le de nouveau."
)


@require_safe
@allowed(is_signed_in)
def nomenclature_list(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    sizes, none = queries.sizes_of(thing), {"served": 0, "nodes": 0, "local": 0}
    context = {
        "contract": thing,
        "lists": [(one, sizes.get(one.pk, none)) for one in queries.lists_of(thing)],
        "archived": queries.archived_lists(thing),
        "may_edit": access.may_edit_framework(request.user, thing.pk),
        "may_national": access.may_keep_national_lists(request.user),
    }
    return render(request, "framework/nomenclature_list.html", context)


@require_safe
@allowed(is_signed_in)
def nomenclature_detail(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    one = access.list_seen_in(thing.pk, nomenclature)
    lines = list(lines_of(one))
    context = {
        "contract": thing,
        "list": one,
        "lines": [line for line in lines if line.archived_at is None],
        "archived": [line for line in lines if line.archived_at is not None],
        "may_edit": access.may_edit_list(request.user, one),
        "entries": for_history(entries_about("references.nomenclature", one.pk)),
    }
    return render(request, "framework/nomenclature_detail.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def create_nomenclature(request: SignedInRequest, contract: int) -> HttpResponse:
    thing = contract_steered_by(request.user, contract)
    form = NewListForm(request.POST or None, may_be_national=access.may_keep_national_lists(request.user))

    def deed() -> Any:
        told = {name: value for name, value in form.values.items() if name != "national"}
        owner = None if form.cleaned_data.get("national") else thing
        return lists.create_list(owner, by=request.user, at=timezone.now(), **told)

    if request.method == "POST" and form.is_valid():
        made = form.done(deed)
        if made:
            return redirect("framework:nomenclature_detail", thing.pk, made.pk)
    return _form(request, form, thing, "Ouvrir un référentiel")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_nomenclature(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    one = access.list_edited_in(request.user, thing.pk, nomenclature)
    form = ListForm(request.POST or None, instance=one)

    def deed() -> Any:
        return lists.edit_list(one, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:nomenclature_detail", thing.pk, one.pk)
    return _form(request, form, thing, "Modifier le référentiel", one)


def _form(request: SignedInRequest, form: Any, contract: Any, heading: str, one: Any = None) -> HttpResponse:
    context = {"form": form, "contract": contract, "heading": heading, "list": one}
    return render(request, "framework/edit_list.html", context)


@require_POST
@allowed(is_signed_in)
def archive_nomenclature(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    one = access.list_edited_in(request.user, thing.pk, nomenclature)
    return act(
        request,
        lambda: lists.archive_list(one, by=request.user, at=timezone.now()),
        done="Le référentiel est archivé ; les rattachements restent en l’état.",
        then=reverse("framework:nomenclature_list", args=[thing.pk]),
    )


@require_POST
@allowed(is_signed_in)
def restore_nomenclature(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    one = access.list_edited_in(request.user, thing.pk, nomenclature)
    return act(
        request,
        lambda: lists.restore_list(one, by=request.user, at=timezone.now()),
        done="Le référentiel est de nouveau là.",
        then=reverse("framework:nomenclature_detail", args=[thing.pk, one.pk]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_reference(request: SignedInRequest, contract: int, nomenclature: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    one = access.list_edited_in(request.user, thing.pk, nomenclature)
    form = LineForm(request.POST or None, of=one)

    def deed() -> Any:
        return lists.add_line(one, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:nomenclature_detail", thing.pk, one.pk)
    return _form(request, form, thing, "Ajouter une ligne", one)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_reference(request: SignedInRequest, contract: int, reference: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    line = access.line_edited_in(request.user, thing.pk, reference)
    form = LineForm(request.POST or None, instance=line, of=line.nomenclature)

    def deed() -> Any:
        return lists.edit_line(line, seen=form.seen, by=request.user, at=timezone.now(), **form.values)

    if request.method == "POST" and form.is_valid() and form.done(deed):
        return redirect("framework:reference_detail", thing.pk, line.pk)
    return _form(request, form, thing, "Modifier la ligne", line.nomenclature)


@require_POST
@allowed(is_signed_in)
def archive_reference(request: SignedInRequest, contract: int, reference: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    line = access.line_edited_in(request.user, thing.pk, reference)
    return act(
        request,
        lambda: lists.archive_line(line, by=request.user, at=timezone.now()),
        done="La ligne est archivée.",
        then=reverse("framework:nomenclature_detail", args=[thing.pk, line.nomenclature_id]),
    )


@require_POST
@allowed(is_signed_in)
def restore_reference(request: SignedInRequest, contract: int, reference: int) -> HttpResponse:
    thing = contract_seen_by(request.user, contract)
    line = access.line_edited_in(request.user, thing.pk, reference)
    return act(
        request,
        lambda: lists.restore_line(line, by=request.user, at=timezone.now()),
        done="La ligne est de nouveau là.",
        then=reverse("framework:nomenclature_detail", args=[thing.pk, line.nomenclature_id]),
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def import_list(request: SignedInRequest, contract: int) -> HttpResponse:
    """A list from a spreadsheet: first judged and shown, then kept by a second button. `?format=`: the template."""
    thing = contract_steered_by(request.user, contract)
    if "format" in request.GET:
        return file_of(request.GET["format"], "modele-referentiel", TEMPLATE, EXAMPLES)
    national = access.may_keep_national_lists(request.user)
    own = [one for one in queries.lists_of(thing) if national or not one.is_national]
    form = ListFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        lists=own,
        may_be_national=national,
        initial={"into": request.GET.get("liste", "")},
    )
    context: dict[str, Any] = {"contract": thing, "form": form, "formats": _formats()}
    if request.method == "POST" and form.is_valid():
        into = next((one for one in own if one.pk == form.cleaned_data["into"]), None)
        if form.cleaned_data["file"]:
            context |= _judged(request, form, into)
        elif made := _kept(request, form, thing, into):
            return redirect("framework:nomenclature_detail", thing.pk, made.pk)
    return render(request, "framework/import_list.html", context)


def _formats() -> list[tuple[str, str]]:
    return [(writer.title, f"?format={writer.key}") for writer in registers.writers]


def _judged(request: SignedInRequest, form: Any, into: Any) -> dict[str, Any]:
    """What the file holds, and the judged lines for the second button."""
    file = form.cleaned_data["file"]
    read: ReadList = read_list(file, name=file.name, into=into)
    key = into.pk if into is not None else None
    ready = "" if read.problems else sealed(read.lines, by=request.user.pk, into=key)
    said = {
        name: value for name, value in form.cleaned_data.items() if name not in {"file", "judged"} and value
    }
    words = {"added": "ajoutée", "changed": "modifiée", "archived": "archivée", "same": "inchangée"}
    return {
        "read": read,
        "file_name": file.name,
        "into": into,
        "ready": ready,
        "said": said,
        "plan": {name: read.count(word) for name, word in words.items()},
    }


def _kept(request: SignedInRequest, form: Any, contract: Any, into: Any) -> Any:
    told = form.cleaned_data
    lines = unsealed(told["judged"], by=request.user.pk, into=into.pk if into is not None else None)
    if lines is None:
        form.add_error("file", STALE)
        return None

    def deed() -> Any:
        return lists.import_list(
            None if told.get("national") else contract,
            lines,
            into=into,
            by=request.user,
            at=timezone.now(),
            name=told["name"],
            source=told["source"],
            measures=told["measures"],
        )

    return attempt(form, deed)
