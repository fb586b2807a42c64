"""A text beside what stands: the working page, the corrections by hand, and the page for the steering committee."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contracts_visible_to, text_seen_by
from reciproque.core.inputs import attempt
from reciproque.core.pages import act
from reciproque.core.refusals import admit
from reciproque.intake import access, exports
from reciproque.intake.actions import comparing
from reciproque.intake.choices import ItemKind, ReadingState
from reciproque.intake.forms import PairForm
from reciproque.intake.queries import comparing as queries
from reciproque.intake.rules.things import CHANGE_WORDS, Change
from reciproque.intake.tables.comparison import draw_lines, draw_rows
from reciproque.office.papers.pdf import write_pdf
from reciproque.office.papers.word import write_docx

EDITING = ["GET", "HEAD", "POST"]
PER_PAGE = 300
PAPERS = {
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (write_pdf, "application/pdf"),
}


@require_safe
@allowed(is_signed_in)
def compare_reading(request: SignedInRequest, reading: int) -> HttpResponse:
    """What a proposal (or an accepted text) changes, list by list, with the means to correct it."""
    thing = _compared(request, reading)
    found = _comparison(request, thing)
    lists = [one for one in queries.COMPARED if found.of(one)]
    asked = request.GET.get("liste", "")
    kind = asked if asked in lists else next(iter(lists), ItemKind.FRAMEWORK)
    counts = found.counts(kind)
    only = request.GET.get("montrer", "")
    shown = [one for one in found.of(kind) if not only or only in one.changes]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "reading": thing,
        "contract": thing.contract,
        "comparison": found,
        "lists": [(one, ItemKind(one).label, len(found.of(one))) for one in lists],
        "kind": kind,
        "only": only,
        "showings": [(one, CHANGE_WORDS[one], counts[one]) for one in Change if counts[one]],
        "total": len(found.of(kind)),
        "page": page,
        "rows": draw_rows(page.object_list, reading_id=thing.pk),
        "not_repeated": exports.NOT_REPEATED if counts[Change.DROPPED] else "",
        "figures": queries.figures_of(found),
    }
    return render(request, "intake/comparison.html", context)


def _comparison(request: SignedInRequest, reading: Any) -> Any:
    return queries.comparison_of(reading, visible=contracts_visible_to(request.user))


def _compared(request: SignedInRequest, key: int) -> Any:
    """A reading that has something to compare: read, and of a contract."""
    thing = access.reading_seen_by(request.user, key)
    if thing.state not in {ReadingState.READY, ReadingState.ACCEPTED} or thing.contract_id is None:
        raise Http404
    return thing


@require_POST
@allowed(is_signed_in)
def part_things(request: SignedInRequest, reading: int) -> HttpResponse:
    """« Ce n’est pas la même chose »."""
    thing = _compared(request, reading)
    old, _bar, new = request.POST.get("paire", "").partition("|")
    item = queries.item_of(thing, new)
    if item is None:
        raise Http404
    return act(
        request,
        lambda: comparing.say_different(thing, old=old, item=item, by=request.user, at=timezone.now()),
        done="C’est noté : ces deux éléments ne seront plus rapprochés.",
        then=_page_of(thing, item.kind),
    )


def _page_of(reading: Any, kind: str) -> str:
    page = reverse("intake:compare_reading", args=[reading.pk])
    return f"{page}?{urlencode({'liste': kind})}"


@require_http_methods(EDITING)
@allowed(is_signed_in)
def pair_thing(request: SignedInRequest, reading: int) -> HttpResponse:
    """Say by hand what a thing that stands alone is: of the other side, the likeliest first."""
    thing = _compared(request, reading)
    admit(access.may_review(request.user, thing))
    found = _comparison(request, thing)
    alone = found.new_things.get(request.GET.get("quoi", "")) or found.old_things.get(
        request.GET.get("quoi", "")
    )
    if alone is None:
        raise Http404
    form = PairForm(request.POST or None, choices=queries.likeliest(found, alone))
    if request.method == "POST" and form.is_valid():
        keys = sorted([alone.key, form.cleaned_data["other"]], key=lambda key: key.startswith("item:"))
        item = queries.item_of(thing, keys[1])
        if item is None:
            raise Http404
        made = attempt(
            form,
            lambda: comparing.say_same(thing, old=keys[0], item=item, by=request.user, at=timezone.now()),
        )
        if made:
            return redirect(_page_of(thing, item.kind))
    context = {"reading": thing, "contract": thing.contract, "alone": alone, "form": form}
    return render(request, "intake/pair_thing.html", context)


@require_safe
@allowed(is_signed_in)
def reading_changes(request: SignedInRequest, reading: int, paper: str = "") -> HttpResponse:
    """The page for the steering committee, of a proposal."""
    return _changes(request, _compared(request, reading), paper)


@require_safe
@allowed(is_signed_in)
def text_changes(request: SignedInRequest, text: int, paper: str = "") -> HttpResponse:
    """The same of an accepted text, for whoever reads the contract."""
    reading = queries.reading_of_text(text_seen_by(request.user, text))
    if reading is None:
        raise Http404
    return _changes(request, reading, paper)


def _changes(request: SignedInRequest, reading: Any, paper: str) -> HttpResponse:
    if paper and paper not in PAPERS:
        raise Http404
    found = _comparison(request, reading)
    told = exports.changes_told(reading, found)
    if paper:
        write, media_type = PAPERS[paper]
        body = write(exports.paper_of_changes(told))
        name = f"ce-que-ce-texte-change-{reading.pk}.{paper}"
        return HttpResponse(
            body, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
    context = {
        "reading": reading,
        "contract": reading.contract,
        "told": told,
        "before": found.before,
        "may_review": access.may_review(request.user, reading),
        "sections": [(title, draw_rows(matches, brief=True)) for title, matches in told.chapters],
        "asides": [_drawn(one) for one in told.asides],
        "dropped": [(title, draw_lines(things)) for title, things in told.dropped],
        "docx_url": _paper_url(reading, "docx"),
        "pdf_url": _paper_url(reading, "pdf"),
    }
    return render(request, "intake/text_changes.html", context)


def _drawn(aside: Any) -> dict[str, Any]:
    return {
        "title": aside.title,
        "rows": draw_rows(aside.changed, brief=True) if aside.changed else "",
        "lists": [
            (word, draw_lines(things))
            for word, things in (("Nouveau", aside.new), ("Non repris par ce texte", aside.dropped))
            if things
        ],
    }


def _paper_url(reading: Any, paper: str) -> str:
    if reading.text_id:
        return reverse("intake:text_changes_paper", args=[reading.text_id, paper])
    return reverse("intake:reading_changes_paper", args=[reading.pk, paper])
