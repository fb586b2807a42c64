"""Verdicts on expected results: all those of a campaign, and one voice on one result."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.inputs import attempt
from reciproque.core.refusals import admit
from reciproque.core.tables import file_of
from reciproque.evaluation import access, queries
from reciproque.evaluation.actions.verdicts import give_verdict, withdraw_verdict
from reciproque.evaluation.choices import Voice
from reciproque.evaluation.exports import kept, verdicts
from reciproque.evaluation.exports.picture import kept_of
from reciproque.evaluation.forms.verdicts import VerdictForm
from reciproque.framework.access import parts_visible_to


@require_safe
@allowed(is_signed_in)
def verdict_list(request: SignedInRequest, campaign: int) -> HttpResponse:
    thing = access.campaign_seen_by(request.user, campaign)
    told = kept_of(thing)
    rows = queries.verdicts_in(thing) if told is None else kept.verdicts_kept(told)
    if "format" in request.GET:
        return file_of(request.GET["format"], "verdicts", verdicts.COLUMNS, rows)
    speaks = [one for one in Voice if access.may_speak(request.user, thing.contract_id, one)]
    wanted = {name: request.GET.get(name, "") for name in ("filtre", "pilier")}
    shown = thing if told is None else kept.as_kept(thing, told)
    context = {"campaign": shown, "contract": thing.contract, **verdicts.page_of(thing, rows, wanted, speaks)}
    return render(request, "evaluation/verdict_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_signed_in)
def say_verdict(request: SignedInRequest, campaign: int, result: int, voice: str) -> HttpResponse:
    """One voice on one expected result; without a verdict, what stood there is taken away."""
    thing = access.campaign_seen_by(request.user, campaign)
    visible = parts_visible_to(request.user, "resultats").filter(contract=thing.contract_id)
    expected = get_object_or_404(visible, pk=result)
    if voice not in Voice.values:
        raise Http404
    admit(access.may_speak(request.user, thing.contract_id, voice))
    form = VerdictForm(
        request.POST or None, initial=_standing(queries.verdict_of_voice(thing, expected, voice))
    )

    def deed() -> Any:
        return _say(thing, expected, voice, form.cleaned_data, request.user)

    if request.method == "POST" and form.is_valid() and attempt(form, deed):
        return redirect("evaluation:verdict_list", thing.pk)
    context = {"form": form, "campaign": thing, "contract": thing.contract, "result": expected}
    return render(request, "evaluation/say_verdict.html", context | {"voice": Voice(voice).label})


def _standing(verdict: Any) -> dict[str, Any]:
    if verdict is None:
        return {"version": 0}
    return {"value": verdict.value, "evidence": verdict.evidence, "version": verdict.version}


def _say(campaign: Any, result: Any, voice: str, said: dict[str, Any], by: Any) -> Any:
    at = timezone.now()
    if not said["value"]:
        return withdraw_verdict(campaign, result, voice=voice, by=by, at=at)
    more = {"value": said["value"], "evidence": said["evidence"], "seen": said["version"]}
    return give_verdict(campaign, result, voice=voice, by=by, at=at, **more)
