"""The search box, and the same question asked of several contracts."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core import registers
from reciproque.core.text import clean, key_in, one_line
from reciproque.office.papers.word import write_docx
from reciproque.overview import access
from reciproque.overview.exports import answers as exports
from reciproque.overview.queries import asking

LONGEST = 300
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXAMPLES = ["non-recours aux droits", "égalité femmes-hommes", "décrochage scolaire", "conseil citoyen"]


def asked_in(query: QueryDict) -> asking.Asked:
    """What the address asks. Anything that it cannot mean is left out."""
    keys = (key_in(one) for one in query.getlist("contrats"))
    return asking.Asked(
        one_line(query.get("q", ""))[:LONGEST],
        tuple(dict.fromkeys(key for key in keys if key is not None)),
        tuple(clean(one)[:LONGEST] for one in query.getlist("sans")[:50]),
        tuple(one for part in query.get("aussi", "")[:LONGEST].split(",") if (one := one_line(part))),
        min(max(1, key_in(query.get("page", "")) or 1), 1_000),
    )


def address(asked: asking.Asked, **other: Any) -> str:
    """The address of this page that asks the same, but for what is given."""
    said = {
        "q": asked.words,
        "contrats": list(asked.contracts),
        "sans": list(asked.without),
        "aussi": ",".join(asked.also),
        "page": asked.page,
        **other,
    }
    return "?" + urlencode({name: value for name, value in said.items() if value and value != 1}, doseq=True)


@require_safe
@allowed(is_signed_in)
def search(request: SignedInRequest) -> HttpResponse:
    """What the box at the top of every page finds, by kind."""
    words = one_line(request.GET.get("q", ""))[:LONGEST]
    told = asking.search_everything(request.user, words)
    return render(request, "overview/search.html", {"words": words, "told": told, "examples": EXAMPLES})


@require_safe
@allowed(is_signed_in)
def ask(request: SignedInRequest) -> HttpResponse:
    """One question, one column for each contract."""
    asked = asked_in(request.GET)
    answers = asking.ask(request.user, asked)
    if "format" in request.GET:
        return exported(request, answers, asked.words or "question", request.GET["format"])
    offered = (
        [one for one, _count in answers.counts]
        if not asked.contracts
        else access.contracts_to_ask(request.user)
    )
    context = {
        "answers": answers,
        "offered": sorted(offered, key=lambda one: one.sort_key),
        "examples": EXAMPLES,
        **links_of(answers),
    }
    return render(request, "overview/ask.html", context)


def links_of(answers: asking.Answers) -> dict[str, Any]:
    """The addresses of a page of answers: other pages, other words, files."""
    asked = answers.asked
    return {
        "tried": [
            (said, address(asked, sans=[*asked.without, sign], page=1), why)
            for said, sign, why in answers.tried
        ],
        "put_back": address(asked, sans=[], page=1) if asked.without else "",
        "whole": [(one, count, address(asked, contrats=[one.pk], page=1)) for one, count in answers.counts],
        "pages": [(n, address(asked, page=n)) for n in range(1, answers.pages + 1)]
        if answers.pages > 1
        else [],
        "files": [(title, address(asked, format=key)) for key, title in (("xlsx", "XLSX"), ("docx", "DOCX"))],
        "keep": address(asked, page=1),
    }


def exported(request: HttpRequest, answers: asking.Answers, title: str, wanted: str) -> HttpResponse:
    """Exactly the answers that the page shows, as a file."""
    if wanted == "docx":
        data, media, extension = write_docx(exports.paper_of(answers, title)), DOCX, "docx"
    else:
        writer = registers.writers.named(wanted)
        if writer is None:
            raise Http404
        rows = exports.lines(answers, request.build_absolute_uri("/").rstrip("/"))
        data, media, extension = (
            writer.write(title, exports.COLUMNS, rows),
            writer.media_type,
            writer.extension,
        )
    name = f"{slugify(title)[:60] or 'question'}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media, headers=headers)
