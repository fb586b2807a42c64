"""What anybody may read: the contracts that are open, the data page of one, its files."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reciproque.accounts.access import public
from reciproque.publication import queries
from reciproque.publication.access import open_to_all
from reciproque.publication.choices import LICENCE_ADDRESSES, STATUS_MEANINGS, Licence
from reciproque.publication.exports.package import file_named
from reciproque.publication.exports.shown import listed

A_MINUTE = "public, max-age=60"


@require_safe
@public
def open_data_list(request: HttpRequest) -> HttpResponse:
    return render(request, "publication/open_data_list.html", {"rows": queries.open_contracts()})


@require_safe
@public
def open_data_page(request: HttpRequest, contract: int) -> HttpResponse:
    """The indicators that anybody may read, their files, the licence, the day."""
    opening = open_to_all(contract)
    rows = listed(queries.leaves_of(contract, "headline_json", "meta_json", "made_at", "rows"))
    context = {
        "opening": opening,
        "rows": rows,
        "made_at": max((one.made_at for one in rows), default=None),
        "licence_address": LICENCE_ADDRESSES[Licence(opening.licence)],
        "meanings": [(code or "vide", said) for code, said in STATUS_MEANINGS.items()],
    }
    return render(request, "publication/open_data_page.html", context)


@require_safe
@public
def open_data_file(request: HttpRequest, contract: int, name: str) -> HttpResponse:
    """A file by its name; sites of others may read it, and ask whether it has changed."""
    found = file_named(open_to_all(contract), name)
    if found is None:
        raise Http404
    data, media = found
    tag = quote_etag(sha256(data).hexdigest()[:32])
    headers = {"ETag": tag, "Cache-Control": A_MINUTE, "Access-Control-Allow-Origin": "*"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(data, content_type=media, headers=headers)
