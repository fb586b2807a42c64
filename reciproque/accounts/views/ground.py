"""Pages of the floors below, which know nobody and leave the guards to this one: messages, work, journal."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reciproque.accounts import access, queries
from reciproque.accounts.access import SignedInRequest, allowed, public
from reciproque.accounts.choices import SECRET_KINDS
from reciproque.accounts.forms import JournalSearch
from reciproque.accounts.views.signing_in import both
from reciproque.core.pages import act, render_page
from reciproque.core.tables import table_page
from reciproque.jobs.actions import cancel
from reciproque.jobs.queries import jobs_asked_by
from reciproque.journal.tables import ENTRIES
from reciproque.notices.actions import resume, send_again, stop
from reciproque.notices.exports import letter
from reciproque.notices.queries import read_stop_token, sent_to_anyone, stoppable_kinds
from reciproque.notices.tables import notice_table


@require_safe
@allowed(access.may_read_messages)
def messages(request: SignedInRequest) -> HttpResponse:
    table = notice_table(lambda notice: reverse("accounts:message", args=[notice.pk]))
    return table_page(request, table, sent_to_anyone(), "notices/notice_list.html", {})


@require_safe
@allowed(access.may_read_messages)
def message(request: SignedInRequest, notice: int) -> HttpResponse:
    """One message as it was written; outside the demo its personal link is for its reader only."""
    found = get_object_or_404(sent_to_anyone(), pk=notice)
    if found.kind in SECRET_KINDS and not settings.DEMO:
        found.url = ""
    may_resend = access.is_administrator(request.user)
    context = {
        "notice": found,
        "letter": letter([found]),
        "list_url": reverse("accounts:messages"),
        "again_url": reverse("accounts:send_again", args=[notice]) if may_resend else "",
    }
    return render(request, "notices/notice_detail.html", context)


@require_POST
@allowed(access.is_administrator)
def send_message_again(request: SignedInRequest, notice: int) -> HttpResponse:
    found = get_object_or_404(sent_to_anyone(), pk=notice)
    return act(
        request,
        lambda: send_again(found, at=timezone.now()),
        done="Le message repart.",
        then=reverse("accounts:message", args=[notice]),
    )


@both
@public
def stop_messages(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the foot of a mail: a button, so that a scanner that follows links stops nothing."""
    found = read_stop_token(token)
    kinds = {kind.key: kind for kind, _stopped in stoppable_kinds(found[0])} if found else {}
    if found is None or found[1] not in kinds:
        raise Http404
    if request.method == "POST":
        stop(*found, at=timezone.now())
    context = {"kind": kinds[found[1]], "is_stopped": request.method == "POST"}
    return render(request, "accounts/stop_messages.html", context)


@require_POST
@allowed(access.is_signed_in)
def choose_messages(request: SignedInRequest, kind: str) -> HttpResponse:
    """From one's account: no more of this kind, or again."""
    kinds = {one.key: stopped for one, stopped in stoppable_kinds(request.user.pk)}
    if kind not in kinds:
        raise Http404
    me, now = request.user.pk, timezone.now()
    if kinds[kind]:
        return act(
            request,
            lambda: resume(me, kind),
            done="Vous les recevrez de nouveau.",
            then="accounts:my_account",
        )
    return act(
        request, lambda: stop(me, kind, at=now), done="Vous n’en recevrez plus.", then="accounts:my_account"
    )


@require_safe
@allowed(access.is_signed_in)
def job(request: SignedInRequest, job: int) -> HttpResponse:
    """How far a long work is, for who asked for it."""
    found = get_object_or_404(jobs_asked_by(request.user.pk), pk=job)
    result = found.result if isinstance(found.result, dict) else {}
    url = str(result.get("url", ""))
    context = {
        "job": found,
        "job_url": reverse("accounts:job", args=[job]),
        "cancel_url": reverse("accounts:cancel_job", args=[job]),
        "result_url": url if re.match(r"/(?!/)", url) else "",
        "result_label": result.get("label", ""),
    }
    return render_page(request, "accounts/job.html", context, part="jobs/_job.html")


@require_POST
@allowed(access.is_signed_in)
def cancel_job(request: SignedInRequest, job: int) -> HttpResponse:
    found = get_object_or_404(jobs_asked_by(request.user.pk), pk=job)
    return act(
        request,
        lambda: cancel(found, at=timezone.now()),
        done="L’annulation est demandée.",
        then=reverse("accounts:job", args=[job]),
    )


@require_safe
@allowed(access.is_administrator)
def journal(request: SignedInRequest) -> HttpResponse:
    form = JournalSearch(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.entries_wanted(wanted)
    return table_page(request, ENTRIES, rows, "accounts/journal.html", {"form": form})
