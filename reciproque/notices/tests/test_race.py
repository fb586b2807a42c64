"""Several senders at once: nothing leaves twice, one mail is not shared out to two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from reciproque.core import registers
from reciproque.core.engine import close_connections
from reciproque.notices.actions import post, send_due
from reciproque.notices.models import Notice

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def sender(_number):
    try:
        return send_due(AT + timedelta(days=2))
    finally:
        close_connections()


@pytest.mark.django_db(transaction=True)
def test_several_senders_send_each_mail_once(someone, monkeypatch):
    kept = registers.Register()
    kept.hang(registers.NoticeKind("test.reminder", "rappels", groupable=True))
    monkeypatch.setattr(registers, "notice_kinds", kept)
    for number in range(30):
        post("test.link", f"Lien {number}", "…", to=someone, at=AT)
        post("test.reminder", f"Fiche {number}", "…", to=someone, at=AT, group=str(number % 5))

    with ThreadPoolExecutor(4) as senders:
        sent = sum(senders.map(sender, range(4)))

    subjects = sorted(message.subject for message in mail.outbox)
    assert sent == len(subjects) == 35
    assert subjects == sorted([f"Lien {number}" for number in range(30)] + ["6 messages : rappels"] * 5)
    assert Notice.objects.filter(sent_at=None).count() == 0
