"""Answers that leave and come in otherwise than by the page: spreadsheets, paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core import registers
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.tables import file_of
from reciproque.core.text import clean, key_in
from reciproque.enquiries import access, actions, exports, queries
from reciproque.enquiries.forms import SheetsFileForm, grid_cells
from reciproque.enquiries.imports.workbooks import read_sheets, sealed, unsealed
from reciproque.enquiries.rules.cells import in_cell
from reciproque.enquiries.rules.fields import Outcome, field_name

EDITING = ["GET", "HEAD", "POST"]
STALE = "Ce fichier a été vérifié il y a trop longtemps : déposez-le de nouveau."


@require_safe
@allowed(is_signed_in)
def round_answers(request: SignedInRequest, round: int) -> HttpResponse:
    """All answers as a spreadsheet; whoever only reads gets those that were accepted."""
    thing = access.round_seen_by(request.user, round)
    seen = access.sheets_visible_to(request.user).filter(round=thing)
    sheets = queries.sheets_of(thing).filter(pk__in=seen.values("pk"))
    rows = exports.answer_rows(thing, sheets)
    return file_of(request.GET.get("format", "xlsx"), "reponses", exports.answer_columns(thing), rows)


@require_safe
@allowed(is_signed_in)
def print_sheets(request: SignedInRequest, round: int) -> HttpResponse:
    """Sheets to be filled in by hand: all of a round, or one (« fiche »)."""
    thing = access.round_steered_by(request.user, round)
    asked = key_in(request.GET.get("fiche", ""))
    sheets = queries.sheets_of(thing).filter(**({"pk": asked} if asked else {}))
    context = {"round": thing, "contract": thing.contract, "papers": queries.paper_sheets(thing, sheets)}
    return render(request, "enquiries/print_sheets.html", context)


@require_safe
@allowed(is_signed_in)
def person_workbook(request: SignedInRequest, round: int, user: int) -> HttpResponse:
    """The sheets of one person, to be sent to her by mail."""
    thing = access.round_steered_by(request.user, round)
    sheets = list(queries.sheets_of(thing).filter(recipient_id=user))
    if not sheets:
        raise Http404
    rows = exports.workbook_rows(thing, sheets)
    return file_of(request.GET.get("format", "xlsx"), "fiches-a-remplir", exports.SHEET_COLUMNS, rows)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def bring_workbook(request: SignedInRequest, round: int) -> HttpResponse:
    """Judge a spreadsheet that came back; the second button keeps it."""
    thing = access.round_steered_by(request.user, round)
    if "keep" in request.POST:
        return _keep(request, thing)
    form = SheetsFileForm(request.POST or None, request.FILES or None)
    read, carried = None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        read = read_sheets(upload, name=upload.name, round_=thing)
        carried = sealed(read, by=request.user.pk, round_id=thing.pk) if read.changes else ""
    context = {
        "form": form,
        "round": thing,
        "contract": thing.contract,
        "read": read,
        "carried": carried,
        "people": queries.people_asked(thing),
        "writers": list(registers.writers),
    }
    return render(request, "enquiries/bring_workbook.html", context)


def _keep(request: SignedInRequest, round_: Any) -> HttpResponse:
    said = unsealed(request.POST["keep"], by=request.user.pk, round_=round_)
    if said is None:
        messages.error(request, STALE)
        return redirect("enquiries:bring_workbook", round_.pk)
    try:
        kept, wrong = actions.bring_answers(round_, said, by=request.user, at=timezone.now())
    except Refused as refused:
        kept, wrong = 0, list(refused.reasons)
    for reason in wrong[:10]:
        messages.error(request, reason)
    if kept:
        messages.success(request, f"Réponses enregistrées : {kept}.")
    return redirect("enquiries:round_detail", round_.pk)


@require_http_methods(EDITING)
@allowed(is_signed_in)
def type_sheets(request: SignedInRequest, round: int) -> HttpResponse:
    """What came on paper, typed by keyboard: a row a sheet, a column a question."""
    thing = access.round_steered_by(request.user, round)
    outcomes: dict[str, Outcome] = {}
    reasons: list[str] = []
    if request.method == "POST":
        outcomes = _typed(request, thing)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({name: _told(name, one) for name, one in outcomes.items()})
        reasons = _filed(request, thing) or _hand_over(request, thing)
    grid = queries.typing_grid(thing, outcomes)
    context = {"round": thing, "contract": thing.contract, "grid": grid, "reasons": reasons}
    return render(request, "enquiries/type_sheets.html", context)


def _typed(request: SignedInRequest, round_: Any) -> dict[str, Outcome]:
    now = timezone.now()
    cells = grid_cells(request.POST, queries.grid_places(round_))
    outcomes: dict[str, Outcome] = {}
    for sheet, own in cells:
        told = actions.type_from_paper(sheet, [typed for _names, typed in own], by=request.user, at=now)
        for names, typed in own:
            if (outcome := told.get(field_name(typed.place))) is not None:
                outcomes |= dict.fromkeys(names, outcome)
    return outcomes


def _told(name: str, outcome: Outcome) -> dict[str, Any]:
    question = outcome.typed.place.question if outcome.typed else None
    there = outcome.answer if outcome.answer is not None and outcome.answer.pk else None
    text = (there.comment if there else "") if name.startswith("c") else in_cell(question, there)
    return {"text": text, "error": outcome.error, "current": text if outcome.elsewhere is not None else None}


def _filed(request: SignedInRequest, round_: Any) -> list[str]:
    """Files that came with the paper, each joined to its question; the reasons why not."""
    places = queries.grid_places(round_) if request.FILES else {}
    reasons: list[str] = []
    for name, files in request.FILES.lists():
        if name not in places or not name.startswith("f"):
            continue
        sheet, place, _answer = places[name]
        for file in files:
            how = {"name": file.name or "", "question": place.question, "by": request.user}
            try:
                actions.join_upload(sheet, file, **how, at=timezone.now())
            except Refused as refused:
                reasons += [f"{sheet.title}, « {file.name} » : {reason}" for reason in refused.reasons]
    return reasons


def _hand_over(request: SignedInRequest, round_: Any) -> list[str]:
    """The button of a row: the sheet is handed over as it was typed."""
    key = key_in(clean(request.POST.get("rendre", "")))
    if key is None:
        messages.success(request, "Enregistré.")
        return []
    sheet = get_object_or_404(queries.sheets_of(round_), pk=key)
    try:
        insist(lambda: actions.submit_sheet(sheet, typed="typed", by=request.user, at=timezone.now()))
    except Refused as refused:
        return [f"{sheet.title} : {reason}" for reason in refused.reasons]
    messages.success(request, f"La fiche « {sheet.title} » est rendue.")
    return []
