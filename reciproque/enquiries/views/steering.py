"""What the team does with sheets: with one on its page, with all that the board shows."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in, steers_contract
from reciproque.core.pages import act
from reciproque.core.refusals import Refused
from reciproque.core.registers import enquiry_kinds
from reciproque.core.text import clean, key_in
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.forms import SheetForm


@require_POST
@allowed(is_signed_in)
def act_on_sheets(request: SignedInRequest, round: int) -> HttpResponse:
    """One act on all the sheets that the board showed: their keys come with the form."""
    thing = access.round_steered_by(request.user, round)
    form = SheetForm(request.POST)
    form.is_valid()
    keys = [key for word in clean(request.POST.get("fiches", "")).split() if (key := key_in(word))]
    sheets = list(queries.sheets_of(thing).filter(pk__in=keys[:MOST]).select_related("round__contract"))
    told: list[str] = []

    def deed() -> Any:
        told.append(_in_bulk(request, sheets, form.cleaned_data))

    back = clean(request.POST.get("retour", ""))
    then = reverse("enquiries:round_detail", args=[thing.pk]) + (f"?{back}" if back else "")
    return act(request, deed, done=_Later(told), then=then)  # type: ignore[arg-type]  # narrower than the types can say; tests hold it


MOST = 900


class _Later:
    """Words that are known once the act is done."""

    def __init__(self, told: list[str]) -> None:
        self.told = told

    def __str__(self) -> str:
        return " ".join(self.told)


def _in_bulk(request: SignedInRequest, sheets: list[Any], said: dict[str, Any]) -> str:
    now, by = timezone.now(), request.user
    gesture = request.POST.get("acte", "")
    if gesture == "envoyer":
        left = actions.send_sheets(sheets, by=by, at=now)
        return f"Fiches envoyées : {len(left)}."
    if gesture == "relancer":
        done, alone = actions.remind_now(sheets, by=by, at=now)
        return f"Personnes relancées : {done}." + (
            f" Laissées tranquilles (déjà relancées aujourd’hui, relances suspendues ou arrêtées) : {alone}."
            if alone
            else ""
        )
    if gesture == "repousser":
        return _put_off(sheets, said, {"by": by, "at": now})
    if gesture not in BULK:
        raise Refused(["Choisissez ce qu’il faut faire de ces fiches."])
    changed, reasons = actions.on_each(
        BULK[gesture], sheets, day=said.get("day"), reason=said.get("reason", ""), by=by, at=now
    )
    return f"Fiches changées : {changed}." + (
        f" Laissées de côté : {len(reasons)}, dont « {reasons[0]} »" if reasons else ""
    )


def _put_off(sheets: list[Any], said: Any, how: Any) -> str:
    done, reasons, told = actions.put_off(sheets, due_on=said.get("day"), tell=said.get("tell", False), **how)
    return (
        f"Fiches changées : {done}."
        + (f" Personnes prévenues : {told}." if told else "")
        + (f" Laissées de côté : {len(reasons)}, dont « {reasons[0]} »" if reasons else "")
    )


BULK = {"dispenser": "excuse", "suspendre": "pause", "valider": "accept"}


@require_safe
@allowed(is_signed_in)
def sheet_detail(request: SignedInRequest, sheet: int) -> HttpResponse:
    """A sheet as who asked reads it."""
    thing = access.sheet_seen_by(request.user, sheet)
    page = queries.sheet_page(thing, request.user, on=timezone.localdate())
    reads = steers_contract(request.user, thing.round.contract_id)
    kind = enquiry_kinds.named(thing.round.kind)
    context = {
        "sheet": thing,
        "home": kind.home(thing.round) if kind else "",
        "round": thing.round,
        "contract": thing.round.contract,
        "page": page,
        "steers": access.may_steer(request.user, thing.round),
        "people": queries.people_on(thing) if reads else [],
        "planned": queries.reminder_plan(thing.round, timezone.localdate()).get(thing.pk) if reads else None,
    }
    return render(request, "enquiries/sheet_detail.html", context)


@require_POST
@allowed(is_signed_in)
def act_on_sheet(request: SignedInRequest, sheet: int) -> HttpResponse:
    """What the team does with one sheet."""
    thing = access.sheet_steered_by(request.user, sheet)
    form = SheetForm(request.POST)
    form.is_valid()
    name, _colon, key = clean(request.POST.get("acte", "")).partition(":")
    deed, done = SHEET_ACTS.get(name, (_nothing, ""))
    return act(
        request,
        lambda: deed(thing, form.cleaned_data | {"key": key}, {"by": request.user, "at": timezone.now()}),
        done=done,
        then=reverse("enquiries:sheet_detail", args=[thing.pk]),
    )


def _nothing(sheet: Any, said: Any, how: Any) -> None:
    raise Refused(["Choisissez ce qu’il faut faire de cette fiche."])


def _whom(sheet: Any, said: Any, how: Any) -> None:
    if said.get("checker"):
        actions.name_checker(sheet, email=said["checker"], **how)
    if said.get("email"):
        actions.reassign_sheet(sheet, email=said["email"], name=said.get("name", ""), **how)
    elif not said.get("checker"):
        raise Refused(["Donnez l’adresse électronique de la personne."])


SHEET_ACTS: dict[str, Any] = {
    "valider": (lambda s, said, how: actions.accept_sheet(s, **how), "La fiche est validée."),
    "renvoyer": (
        lambda s, said, how: actions.return_sheet(s, reason=said.get("reason", ""), **how),
        "La fiche est renvoyée, avec votre message.",
    ),
    "rouvrir": (
        lambda s, said, how: actions.reopen_sheet(s, **how),
        "La fiche n’est plus validée : elle peut être corrigée ou renvoyée.",
    ),
    "approuver": (
        lambda s, said, how: actions.approve_sheet(s, **how),
        "La fiche est rendue sans attendre la relecture.",
    ),
    "dispenser": (
        lambda s, said, how: actions.excuse_sheet(s, reason=said.get("reason", ""), **how),
        "Cette fiche n’est plus demandée.",
    ),
    "refuser": (
        lambda s, said, how: actions.refuse_sheet(s, reason=said.get("reason", ""), **how),
        "Le refus est noté.",
    ),
    "redemander": (
        lambda s, said, how: actions.ask_again(s, **how),
        "La fiche est redemandée : un lien vient de partir.",
    ),
    "envoyer": (lambda s, said, how: actions.send_sheets([s], **how), "La fiche est envoyée."),
    "relancer": (
        lambda s, said, how: actions.remind_now([s], **how),
        "La relance est faite, sauf si la personne en a déjà eu une aujourd’hui.",
    ),
    "personne": (_whom, "La personne est changée."),
    "retirer": (
        lambda s, said, how: actions.revoke_access(s, access.helper_on(s, key_in(said["key"])), **how),
        "Cette personne n’a plus accès à la fiche : son lien est mort.",
    ),
    "repousser": (
        lambda s, said, how: _put_off([s], said, how),
        "La date de cette fiche est changée.",
    ),
    "suspendre": (
        lambda s, said, how: actions.pause_reminders(s, until=said.get("day"), **how),
        "C’est noté.",
    ),
    "rendre": (
        lambda s, said, how: actions.submit_sheet(s, typed="typed", **how),
        "La fiche est rendue.",
    ),
}
