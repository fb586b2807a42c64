"""The page of a sheet: what is shown, and what its buttons do."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reciproque.accounts.access import SignedInRequest
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.text import clean, key_in
from reciproque.enquiries import access, actions, queries
from reciproque.enquiries.forms import typed_in
from reciproque.enquiries.rules.fields import Outcome, mark_of
from reciproque.enquiries.rules.wording import said
from reciproque.enquiries.views.visits import Visit

Outcomes = Mapping[str, Outcome]


def answer_sheet(request: SignedInRequest, visit: Visit) -> HttpResponse:
    own = visit.own_page
    if own is not None:
        return redirect(own)
    if request.method != "POST":
        return _show(request, visit)
    if request.headers.get("Accept") == "application/json":
        return _save_fields(request, visit)
    outcomes, reasons = _save_all(request, visit)
    wrong = [one for one in outcomes.values() if one.error]
    gesture = clean(request.POST.get("acte", ""))
    if not wrong and not reasons:
        reasons = _do(request, visit, gesture)
    if wrong or reasons:
        return _show(request, visit, outcomes, reasons)
    return redirect(_after(visit, gesture))


def _show(
    request: SignedInRequest, visit: Visit, outcomes: Outcomes | None = None, reasons: Any = ()
) -> HttpResponse:
    page = queries.sheet_page(visit.sheet, visit.user, on=timezone.localdate(), outcomes=outcomes)
    wrong = [one for one in page.fields if one.error]
    context = {"visit": visit, "page": page, "reasons": reasons, "wrong": wrong, "posted": request.POST}
    return render(request, "enquiries/sheet_page.html", context)


def _after(visit: Visit, gesture: str) -> str:
    """Who has no part any more goes back to her list; everybody else stays on the sheet."""
    if gesture.partition(":")[0] not in PARTING:
        return visit.page
    stays = access.sheets_taken_part_in(visit.user).filter(pk=visit.sheet.pk).exists()
    return visit.page if stays else visit.home


def _save_fields(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Some fields, saved by the page itself: what became of each, and how far the sheet is."""
    if request.POST.get("acte") == "ouverte":
        actions.note_opened(visit.sheet, by=visit.user, at=timezone.now())
        return JsonResponse({})
    places = queries.places_on(visit.sheet)
    typed = typed_in(request.POST, places)
    outcomes = actions.type_answers(visit.sheet, typed, by=visit.user, at=timezone.now())
    page = queries.standing_of(visit.sheet, places)
    told = {
        "fields": {name: _told(one) for name, one in outcomes.items()},
        "done": page.done,
        "total": page.total,
        "obstacles": page.obstacles,
        "at": f"{timezone.localtime():%-H h %M}".replace(" h ", "\u00a0h\u00a0"),
    }
    return JsonResponse(told)


def _told(outcome: Outcome) -> dict[str, Any]:
    other = outcome.elsewhere
    told: dict[str, Any] = {"error": outcome.error, "mark": mark_of(_there(outcome.answer))}
    if other is not None and outcome.typed is not None:
        there = _there(other)
        words = said(outcome.typed.place.question, there)
        told["elsewhere"] = {"words": f"{words} {other.comment}".strip(), "by": str(other.by or "")}
        told["elsewhere"] |= {"value": other.value, "comment": other.comment, "status": other.status}
    return told


def _there(answer: Any) -> Any:
    """The answer, unless it is only the picture of one that was emptied."""
    return answer if answer is not None and answer.pk else None


def _save_all(request: SignedInRequest, visit: Visit) -> tuple[Outcomes, list[str]]:
    """All fields of the form, and the files that came with it; a button alone (of the check, of a script) has none."""
    if not request.FILES and not any(name.startswith("n-") for name in request.POST):
        return {}, []
    now = timezone.now()
    places = queries.places_on(visit.sheet)
    typed = typed_in(request.POST, places)
    outcomes = actions.type_answers(visit.sheet, typed, by=visit.user, at=now)
    reasons: list[str] = []
    questions = {f"f-{place.question.pk}": place.question for place in places}
    for name, files in request.FILES.lists():
        for file in files:
            reasons += _join(visit, file, questions.get(name), now)
    return outcomes, reasons


def _join(visit: Visit, file: Any, question: Any, now: datetime) -> list[str]:
    """Join a file; the reasons why not."""
    try:
        actions.join_upload(visit.sheet, file, name=file.name or "", question=question, by=visit.user, at=now)
    except Refused as refused:
        return [f"« {file.name} » : {reason}" for reason in refused.reasons]
    return []


def _do(request: SignedInRequest, visit: Visit, gesture: str) -> list[str]:
    """Do what the button asks; the reasons why not. A button that is none only saves."""
    name, _colon, key = gesture.partition(":")
    deed, done = GESTURES.get(name, (None, "Vos réponses sont enregistrées."))
    if deed is None:
        messages.success(request, done)
        return []
    words = {one: clean(request.POST.get(one, "")) for one in ("email", "name", "reason", "checker")}
    words |= {"key": key, "vouches": "1" if request.POST.get("vouches") else ""}
    try:
        insist(lambda: deed(visit, words))
    except Refused as refused:
        return list(refused.reasons)
    messages.success(request, done)
    return []


def _hand_over(visit: Visit, words: Mapping[str, str]) -> None:
    if words["checker"].strip():
        actions.name_checker(visit.sheet, email=words["checker"], by=visit.user, at=timezone.now())
    vouches = bool(words["vouches"])
    actions.submit_sheet(visit.sheet, vouches=vouches, by=visit.user, at=timezone.now())


def _approve(visit: Visit, words: Mapping[str, str]) -> None:
    actions.approve_sheet(visit.sheet, by=visit.user, at=timezone.now())


def _return(visit: Visit, words: Mapping[str, str]) -> None:
    actions.return_sheet(visit.sheet, reason=words["reason"], by=visit.user, at=timezone.now())


def _refuse(visit: Visit, words: Mapping[str, str]) -> None:
    actions.refuse_sheet(visit.sheet, reason=words["reason"], by=visit.user, at=timezone.now())


def _share(visit: Visit, words: Mapping[str, str]) -> None:
    whom = {"email": words["email"], "name": words["name"]}
    actions.forward_sheet(visit.sheet, **whom, by=visit.user, at=timezone.now())


def _give(visit: Visit, words: Mapping[str, str]) -> None:
    whom = {"email": words["email"], "name": words["name"]}
    actions.reassign_sheet(visit.sheet, **whom, note=words["reason"], by=visit.user, at=timezone.now())


def _take_out(visit: Visit, words: Mapping[str, str]) -> None:
    helper = access.helper_on(visit.sheet, key_in(words["key"]))
    actions.revoke_access(visit.sheet, helper, by=visit.user, at=timezone.now())


def _remove_file(visit: Visit, words: Mapping[str, str]) -> None:
    attachment = access.file_on(visit.sheet, key_in(words["key"]))
    actions.remove_file(attachment, by=visit.user, at=timezone.now())


Deed = Callable[[Visit, Mapping[str, str]], None]
GESTURES: dict[str, tuple[Deed, str]] = {
    "rendre": (_hand_over, "Votre fiche est partie. Merci !"),
    "approuver": (_approve, "Vous avez approuvé la fiche : elle est rendue. Merci !"),
    "renvoyer": (_return, "La fiche est renvoyée à la personne qui l’a remplie, avec votre message."),
    "refuser": (_refuse, "C’est noté : nous ne vous relancerons plus pour cette fiche."),
    "partager": (_share, "Votre collègue reçoit un lien à son nom."),
    "confier": (_give, "C’est noté : cette personne reçoit la fiche à votre place."),
    "retirer": (_take_out, "Cette personne n’a plus accès à la fiche."),
    "oter": (_remove_file, "Le fichier est retiré."),
}
PARTING = ("confier", "retirer")
"""After these the person may have no part on the sheet any more."""
