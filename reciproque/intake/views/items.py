"""An item in its place and on its small pages: correct, move to another list, split, join, add."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.intake import access, queries
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind
from reciproque.intake.forms import ItemForm, JoinForm, LikeForm, RetypeForm, SplitForm
from reciproque.intake.rules import fields_of, hangs_under, words_field
from reciproque.intake.tables.gestures import gestures_for
from reciproque.intake.tables.proposals import draw_items, look_of
from reciproque.intake.views.sheets import answer, back_to

EDITING = ["GET", "HEAD", "POST"]
MOVES = {"outdent", "indent", "up", "down"}


def _edit(
    request: SignedInRequest, form: Any, deed: Callable[[], Any], item: Any, **words: str
) -> HttpResponse:
    """Show a form about an item, or do what it asks and go back to the item in its list."""
    here = "HX-Request" in request.headers
    if request.method == "POST" and form.is_valid():
        made = attempt(form, deed)
        if made:
            first = made[0] if isinstance(made, list) else made
            return _done_here(request, first) if here else redirect(back_to(first))
    rows = queries.review_rows_of(item.reading, item.kind, [item.pk])
    context = {
        "form": form,
        "item": item,
        "look": look_of(rows[0] if rows else item),
        "contract": item.reading.contract,
        "back": back_to(item),
        "proposed": queries.proposed_of(item).get(words_field(item.kind)),
        "here": request.resolver_match.url_name if request.resolver_match else "",
        "moves": [one for one in gestures_for(item.kind) if one.name in MOVES],
        "like": queries.step_of(item.reading, item, request.user),
        "where": "" if here else queries.place_said(item.reading, item.anchor, item.line),
        **words,
    }
    return render(request, "intake/_edit_here.html" if here else "intake/edit_item.html", context)


def _done_here(request: SignedInRequest, item: Any) -> HttpResponse:
    kind = request.GET.get("liste", item.kind)
    kind = kind if kind in ItemKind.values else item.kind
    response = answer(request, item.reading, kind, said="Enregistré.", focus=item.pk, redraw=[item.pk])
    response.headers["HX-Reswap"] = "none"
    return response


@require_safe
@allowed(is_signed_in)
def show_item(request: SignedInRequest, item: int) -> HttpResponse:
    """The item as it stands, to put in the place of its form; without scripts, its list."""
    thing = access.item_seen_by(request.user, item)
    if "HX-Request" not in request.headers:
        return redirect(back_to(thing))
    rows = queries.review_rows_of(thing.reading, thing.kind, [thing.pk])
    return HttpResponse(draw_items(rows, me=request.user.pk))


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = ItemForm(
        request.POST or None, reading=thing.reading, kind=thing.kind, item=thing, auto_id=f"id_{thing.pk}_%s"
    )

    def deed() -> Any:
        seen = form.cleaned_data["version"]
        return reviewing.correct_item(thing, seen=seen, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, thing, heading="Corriger", button="Enregistrer")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def retype_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = RetypeForm(request.POST or None, initial={"kind": thing.kind, "version": thing.version})

    def deed() -> Any:
        kind, seen = form.cleaned_data["kind"], form.cleaned_data["version"]
        return reviewing.retype_item(thing, kind=kind, seen=seen, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Changer de liste", button="Changer de liste")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def split_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = SplitForm(request.POST or None, initial={"parts": thing.words, "version": thing.version})

    def deed() -> Any:
        parts, seen = form.cleaned_data["parts"].splitlines(), form.cleaned_data["version"]
        return reviewing.split_item(thing, parts=parts, seen=seen, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Séparer en plusieurs éléments", button="Séparer")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def join_items(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = JoinForm(request.POST or None, item=thing, initial={"version": thing.version})

    def deed() -> Any:
        others, seen = list(form.cleaned_data["others"]), form.cleaned_data["version"]
        return reviewing.join_items(thing, others, seen=seen, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Joindre à cet élément", button="Joindre")


@require_safe
@allowed(is_signed_in)
def parents_of_item(request: SignedInRequest, item: int) -> HttpResponse:
    """The objectives under which the item could stand, as options of a list."""
    thing = access.item_seen_by(request.user, item)
    choices = queries.parent_choices(thing.reading, but=thing) if hangs_under(thing.kind) else []
    return render(request, "intake/_parents.html", {"choices": choices, "item": thing})


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_item(request: SignedInRequest, reading: int) -> HttpResponse:
    """Add what the reading missed. `depuis` is a leftover that it is made from, `passage` any place of the document,
    `texte` the words of it that were selected."""
    thing = access.reading_seen_by(request.user, reading)
    asked = request.GET.get("liste", "")
    kind = asked if asked in ItemKind.values and asked != ItemKind.LEFTOVER else ItemKind.FRAMEWORK
    source = queries.leftover_of(thing, request.GET.get("depuis", ""))
    passage = queries.passage_of(thing, request.GET.get("passage", ""))
    source = source or (queries.leftover_at(thing, passage.anchor) if passage else None)
    form = ItemForm(
        request.POST or None,
        reading=thing,
        kind=kind,
        initial=_first_words(request, thing, kind, source or passage),
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _add(request, thing, kind, form, source, passage))
        if made:
            return redirect(back_to(made))
    context = {
        "form": form,
        "reading": thing,
        "contract": thing.contract,
        "kind": kind,
        "list_label": ItemKind(kind).label,
        "kinds": [(one.value, one.label) for one in ItemKind if one != ItemKind.LEFTOVER],
        "where": queries.place_said(thing, meant.anchor, meant.line) if (meant := source or passage) else "",
    }
    return render(request, "intake/add_item.html", context)


def _first_words(request: SignedInRequest, reading: Any, kind: str, origin: Any) -> dict[str, Any]:
    """What the form holds at first: the words, and the nearest objective above the passage."""
    if origin is None:
        return {}
    above = queries.objective_above(reading, origin.line) if hangs_under(kind) else None
    label = {"label": above.data.get("label") or "objectif"} if above and kind == ItemKind.FRAMEWORK else {}
    known = {one.name for one in fields_of(kind)}
    first = {"words": request.GET.get("texte") or origin.words, "parent": above.pk if above else ""}
    return first | {name: value for name, value in label.items() if name in known}


def _add(request: SignedInRequest, reading: Any, kind: str, form: ItemForm, source: Any, passage: Any) -> Any:
    values = (
        form.values | {"data": {"code": None} | (form.values["data"] or {})}
        if kind == "framework"
        else form.values
    )
    return reviewing.add_item(
        reading, kind=kind, source=source or passage, by=request.user, at=timezone.now(), **values
    )


@require_http_methods(EDITING)
@allowed(is_signed_in)
def like_items(request: SignedInRequest, item: int) -> HttpResponse:
    """What one's last correction of the item would change on the lines alike; then doing it to those chosen."""
    thing = access.item_seen_by(request.user, item)
    step = queries.step_of(thing.reading, thing, request.user)
    likeness = queries.likeness_of(step) if step else None
    form = LikeForm(request.POST if request.method == "POST" else None, likeness=likeness)
    if request.method == "POST" and form.is_valid() and step is not None:
        count = attempt(
            form, lambda: reviewing.apply_to_like(step, form.chosen, by=request.user, at=timezone.now())
        )
        if count:
            s = "s" if count > 1 else ""
            messages.success(request, f"{count} ligne{s} corrigée{s} d’un coup. « Annuler » les rend toutes.")
            return redirect(back_to(thing))
    context = {
        "form": form,
        "item": thing,
        "likeness": likeness,
        "back": back_to(thing),
        "contract": thing.reading.contract,
    }
    return render(request, "intake/like_items.html", context)
