"""Mail servers and senders that fail: nothing is lost, nothing leaves twice by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from reciproque.core.refusals import Refused
from reciproque.notices.actions import post, send_again, send_due
from reciproque.notices.choices import LEASE, UNCERTAIN, WAITS, NoticeState
from reciproque.notices.models import Notice

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten in the morning in Paris
NEXT_MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)  # seven
SERVERS = "reciproque.notices.tests.servers"


@pytest.mark.parametrize("server", ["Unreachable", "HangsUp", "RefusesForNow"])
def test_a_server_in_trouble_is_tried_again_later_and_later(someone, settings, server):
    settings.EMAIL_BACKEND = f"{SERVERS}.{server}"
    post("test.link", "Lien", "…", to=someone, at=AT)

    tries, at = [], AT
    while (notice := Notice.objects.get()).failed_at is None:
        assert send_due(at) == 0
        assert send_due(at) == 0
        tries.append(notice.due_at - AT)
        at = Notice.objects.get().due_at

    assert tries == [sum(WAITS[:n], timedelta()) for n in range(len(WAITS) + 1)]
    assert notice.error.startswith("Le serveur de courrier")
    assert notice.state == NoticeState.FAILED


def test_after_the_trouble_the_mail_leaves_once(someone, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.HangsUp"
    post("test.link", "Lien", "…", to=someone, at=AT)
    send_due(AT)
    first_id = Notice.objects.get().mail_id

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(AT + WAITS[0]) == 1

    [message] = mail.outbox
    assert message.extra_headers["Message-ID"] == first_id
    assert Notice.objects.get().error == ""


def test_an_address_that_is_refused_is_given_up_at_once(someone, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.RefusesAddress"
    post("test.link", "Lien", "…", to=someone, at=AT)

    send_due(AT)

    notice = Notice.objects.get()
    assert (notice.state, notice.error) == (
        NoticeState.FAILED,
        "Le serveur de courrier refuse cette adresse.",
    )


def test_one_bad_mail_does_not_hold_up_the_others(someone, settings):
    Notice.objects.create(
        kind="x", to="pas une adresse\n", subject="Mauvais", body="…", created_at=AT, due_at=AT
    )
    post("test.link", "Bon", "…", to=someone, at=AT)

    send_due(AT)

    assert [message.subject for message in mail.outbox] == ["Bon"]


def after_the_lease():
    """The dead sender is found by its age."""
    Notice.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))


def test_killed_before_handing_over_the_mail_leaves_later_once(someone, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.KilledBeforeHandingOver"
    post("test.link", "Lien", "…", to=someone, at=AT)
    with pytest.raises(KeyboardInterrupt):
        send_due(AT)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due(AT) == 0
    after_the_lease()
    assert [send_due(AT), send_due(AT)] == [1, 0]

    assert len(mail.outbox) == 1


def test_killed_after_handing_over_the_mail_is_not_sent_twice_and_somebody_is_told(someone, settings):
    settings.EMAIL_BACKEND = f"{SERVERS}.KilledAfterHandingOver"
    post("test.link", "Lien", "…", to=someone, at=AT)
    with pytest.raises(KeyboardInterrupt):
        send_due(AT)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    after_the_lease()
    assert send_due(AT) == 0

    assert len(mail.outbox) == 1
    notice = Notice.objects.get()
    assert (notice.state, notice.error) == (NoticeState.FAILED, UNCERTAIN)

    send_again(notice, at=AT)
    assert send_due(AT) == 1


def test_what_did_not_fail_is_not_sent_again(someone):
    notice = post("test.link", "Lien", "…", to=someone, at=AT)
    send_due(AT)

    with pytest.raises(Refused):
        send_again(notice, at=AT)
