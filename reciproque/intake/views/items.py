"""The small pages of an item: correct, move to another list, split, join, add."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.intake import access, queries
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind
from reciproque.intake.forms import ItemForm, JoinForm, RetypeForm, SplitForm
from reciproque.intake.rules import words_field

EDITING = ["GET", "HEAD", "POST"]


def _place_of(item: Any) -> str:
    url = reverse("intake:reading_detail", args=[item.reading_id])
    return f"{url}?{urlencode({'liste': item.kind, 'element': item.pk})}#item-{item.pk}"


def _edit(
    request: SignedInRequest, form: Any, deed: Callable[[], Any], item: Any, **words: str
) -> HttpResponse:
    """Show a form about an item, or do what it asks and go back to the item in its list."""
    if request.method == "POST" and form.is_valid():
        made = attempt(form, deed)
        if made:
            return redirect(_place_of(made[0] if isinstance(made, list) else made))
    context = {
        "form": form,
        "item": item,
        "contract": item.reading.contract,
        "back": _place_of(item),
        "proposed": queries.proposed_of(item).get(words_field(item.kind)),
        "here": request.resolver_match.url_name if request.resolver_match else "",
        **words,
    }
    return render(request, "intake/edit_item.html", context)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def edit_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = ItemForm(request.POST or None, reading=thing.reading, kind=thing.kind, item=thing)

    def deed() -> Any:
        seen = form.cleaned_data["version"]
        return reviewing.correct_item(thing, seen=seen, by=request.user, at=timezone.now(), **form.values)

    return _edit(request, form, deed, thing, heading="Corriger", button="Enregistrer")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def retype_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = RetypeForm(request.POST or None, initial={"kind": thing.kind})

    def deed() -> Any:
        kind = form.cleaned_data["kind"]
        return reviewing.retype_item(thing, kind=kind, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Changer de liste", button="Changer de liste")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def split_item(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = SplitForm(request.POST or None, initial={"parts": thing.words})

    def deed() -> Any:
        parts = form.cleaned_data["parts"].splitlines()
        return reviewing.split_item(thing, parts=parts, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Séparer en plusieurs éléments", button="Séparer")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def join_items(request: SignedInRequest, item: int) -> HttpResponse:
    thing = access.item_seen_by(request.user, item)
    form = JoinForm(request.POST or None, item=thing)

    def deed() -> Any:
        others = list(form.cleaned_data["others"])
        return reviewing.join_items(thing, others, by=request.user, at=timezone.now())

    return _edit(request, form, deed, thing, heading="Joindre à cet élément", button="Joindre")


@require_http_methods(EDITING)
@allowed(is_signed_in)
def add_item(request: SignedInRequest, reading: int) -> HttpResponse:
    """Add what the reading missed; `depuis` is the passage that it is made from."""
    thing = access.reading_seen_by(request.user, reading)
    asked = request.GET.get("liste", "")
    kind = asked if asked in ItemKind.values and asked != ItemKind.LEFTOVER else ItemKind.FRAMEWORK
    source = queries.leftover_of(thing, request.GET.get("depuis", ""))
    form = ItemForm(
        request.POST or None, reading=thing, kind=kind, initial={"words": source.words} if source else {}
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: reviewing.add_item(
                thing, kind=kind, source=source, by=request.user, at=timezone.now(), **form.values
            ),
        )
        if made:
            return redirect(_place_of(made))
    kinds = [(one.value, one.label) for one in ItemKind if one != ItemKind.LEFTOVER]
    context = {
        "form": form,
        "reading": thing,
        "contract": thing.contract,
        "kind": kind,
        "kinds": kinds,
        "source": source,
    }
    return render(request, "intake/add_item.html", context)
