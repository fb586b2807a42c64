"""The search box, and the same question asked of several contracts."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core import registers
from reciproque.core.text import clean, fold, key_in, one_line
from reciproque.office.papers.word import write_docx
from reciproque.overview.exports import answers as exports
from reciproque.overview.queries import asking

LONGEST = 300
NEAR_PAGES = 3
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
    context = {
        "answers": answers,
        "offered": [(key, name, key in asked.contracts) for key, name in answers.offered],
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
        **contract_by_contract(answers, asked),
        "pages": near_pages(asked.page, answers.pages, lambda number: address(asked, page=number)),
        "files": [(title, address(asked, format=key)) for key, title in (("xlsx", "XLSX"), ("docx", "DOCX"))],
        "keep": address(asked, page=1),
    }


def contract_by_contract(answers: asking.Answers, asked: asking.Asked, where: str = "") -> dict[str, Any]:
    """`one_address`: where one contract answers alone; `telling`: those that answer; `silent`: the names of others."""
    one_address = where + address(asked, contrats=[], page=1) + "&contrats="
    return {
        "one_address": one_address,
        "telling": [(name, count, key) for (key, name), count in answers.counts if count],
        "silent": sorted((one.name for one, count in answers.counts if not count), key=fold),
    }


def near_pages(here: int, last: int, url: Callable[[int], str]) -> list[tuple[int, str]]:
    """The first, the last and those around this one; nothing when there is one only."""
    near = {1, last, *range(here - NEAR_PAGES, here + NEAR_PAGES + 1)}
    return [(number, url(number)) for number in sorted(near) if 1 <= number <= last] if last > 1 else []


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
