"""A campaign on one page, campaigns side by side, an objective over the years."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.contracts.access import contract_seen_by
from reciproque.core.text import key_in
from reciproque.evaluation import access
from reciproque.evaluation.choices import CampaignKind
from reciproque.evaluation.exports.comparison import comparison_of, comparison_sheets, years_of
from reciproque.evaluation.exports.node_years import parts_about
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.exports.synthesis_page import synthesis_of
from reciproque.evaluation.forms.sessions import keys_in
from reciproque.evaluation.queries.pictures import told_campaigns
from reciproque.evaluation.queries.scope import NODE
from reciproque.framework.access import node_seen_by
from reciproque.office.sheets import write_ods_book, write_xlsx_book

BOOKS = {
    "xlsx": (write_xlsx_book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": (write_ods_book, "application/vnd.oasis.opendocument.spreadsheet"),
}


def _pictures(request: SignedInRequest, campaigns: Any) -> list[dict[str, Any]]:
    """As the person may read them: who does not steer the contract sees what was accepted."""
    on = timezone.localdate()
    return [
        picture_of(one, on=on, accepted_only=not access.may_steer_campaigns(request.user, one.contract_id))
        for one in campaigns
    ]


@require_safe
@allowed(is_signed_in)
def synthesis(request: SignedInRequest, campaign: int) -> HttpResponse:
    """The whole campaign, or one pillar (`?axe=`)."""
    thing = access.campaign_seen_by(request.user, campaign)
    (picture,) = _pictures(request, [thing])
    pillar = key_in(request.GET.get("axe", ""))
    context = {
        "campaign": thing,
        "contract": thing.contract,
        "pillar": pillar,
        **synthesis_of(picture, pillar=pillar),
    }
    return render(request, "evaluation/synthesis.html", context)


@require_safe
@allowed(is_signed_in)
def compare_campaigns(request: SignedInRequest, contract: int) -> HttpResponse:
    """The campaigns chosen (`?campagne=`), else the last three years; `?format=` gives a spreadsheet."""
    thing = contract_seen_by(request.user, contract)
    campaigns = told_campaigns(thing)
    asked = set(keys_in(request.GET.getlist("campagne")))
    chosen = [one for one in campaigns if one.pk in asked] or _last_years(campaigns)
    told = comparison_of(_pictures(request, chosen))
    form = request.GET.get("format", "")
    if form:
        return _book(form, told)
    context = {
        "contract": thing,
        "campaigns": campaigns,
        "chosen": {one.pk for one in chosen},
        "query": "&".join(f"campagne={one.pk}" for one in chosen),
        **told,
    }
    return render(request, "evaluation/compare_campaigns.html", context)


def _last_years(campaigns: Sequence[Any]) -> list[Any]:
    """The last three annual ones: what is asked over several years is not asked of each objective."""
    annual = [one for one in campaigns if one.kind == CampaignKind.ANNUAL]
    return (annual if len(annual) > 1 else list(campaigns))[-3:]


def _book(form: str, told: dict[str, Any]) -> HttpResponse:
    if form not in BOOKS:
        raise Http404
    write, media_type = BOOKS[form]
    data = write("Comparaison des années", comparison_sheets(told))
    headers = {"Content-Disposition": f'attachment; filename="comparaison-des-annees.{form}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)


@require_safe
@allowed(is_signed_in)
def node_years(request: SignedInRequest, node: int) -> HttpResponse:
    """An objective over the years, campaign by campaign: for whoever sees the objective, its lead too."""
    thing = node_seen_by(request.user, node)
    steers = access.may_steer_campaigns(request.user, thing.contract_id)
    parts = parts_about(thing, told_campaigns(thing.contract), accepted_only=not steers)
    years = years_of(parts, NODE, thing.pk)
    reads = access.may_read_campaigns(request.user, thing.contract_id)
    context = {"node": thing, "contract": thing.contract if reads else None, "years": years}
    return render(request, "evaluation/node_years.html", context)
