"""Sending what is due. What holds when something breaks in between:

- a sender that dies before it hands a mail to the server: the mail is sent later, once;
- a sender that dies while it hands over or before it notes so: nobody can know whether the mail left. It is not
  sent again by itself, but shown as « non envoyé » with the reason, and a person decides (`send_again`);
- a server that refuses or cannot be reached: tried again, later and later, then given up with the reason. Should a
  server accept a mail and lose the line before saying so, it comes twice, with the same Message-ID.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from reciproque.core.engine import lock_one, one_at_a_time
from reciproque.core.refusals import refuse_if
from reciproque.notices import queries
from reciproque.notices.choices import LEASE, UNCERTAIN, WAITS, NoticeState
from reciproque.notices.exports import letter, mail
from reciproque.notices.models import Notice

logger = logging.getLogger(__name__)
AT_ONCE = 500  # messages in one mail
SILENCE = 30  # seconds that a mail server may keep us waiting
MAILS = 200  # in one go: other chores wait meanwhile


def send_due(at: datetime) -> int:
    """Send what is due, mail by mail. Returns how many mails left. Several senders share the work."""
    take_back(at)
    sent = 0
    connection = get_connection(timeout=SILENCE)
    try:
        for _ in range(MAILS):
            notices = _take(at)
            if not notices:
                break
            sent += _send(notices, connection, at)
    finally:
        connection.close()
    return sent


def take_back(at: datetime) -> None:
    """After a sender died: what was not handed over waits again, what may have left is shown as uncertain."""
    left = queries.left_behind(timezone.now() - LEASE)
    left.filter(sending_at__isnull=True).update(claimed_at=None)
    left.filter(sending_at__isnull=False).update(failed_at=at, error=UNCERTAIN)


def _take(at: datetime) -> list[Notice]:
    """Claim the next message, with all those that go into the same mail; what the person stopped is put aside.

    One sender at a time in this short transaction, so that messages of one mail are not shared out to two.
    """
    with one_at_a_time("notices.take"):
        while (first := queries.due(at).first()) is not None:
            together = _together(first, at)
            keys = [notice.pk for notice in together]
            if first.is_stoppable and queries.has_stopped(first.person_id, first.kind):
                Notice.objects.filter(pk__in=keys).update(stopped_at=at)
                continue
            mail_id = next((n.mail_id for n in together if n.mail_id), "") or _new_mail_id()
            Notice.objects.filter(pk__in=keys).update(
                claimed_at=timezone.now(), sending_at=None, mail_id=mail_id
            )
            for notice in together:
                notice.mail_id = mail_id
            return together
    return []


def _together(first: Notice, at: datetime) -> list[Notice]:
    """The messages of one person, kind and day that leave in one mail."""
    if not first.is_groupable:
        return [first]
    alike = queries.due(at).filter(
        to=first.to, person_id=first.person_id, kind=first.kind, group=first.group, mail_id=first.mail_id
    )
    day = timezone.localdate(first.created_at)
    return [notice for notice in alike if timezone.localdate(notice.created_at) == day][:AT_ONCE]


def _new_mail_id() -> str:
    return make_msgid(domain=urlsplit(settings.INSTANCE_ADDRESS).hostname or "localhost")


def _send(notices: Sequence[Notice], connection: BaseEmailBackend, at: datetime) -> int:
    """Hand one mail over. Outside any transaction: nobody waits while a mail server thinks."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        message = mail(letter(notices), mail_id=notices[0].mail_id, connection=connection)
        connection.open()
        rows.update(sending_at=timezone.now())
        message.send()
    except SMTPRecipientsRefused as refusal:
        lasting = all(code >= 500 for code, _said in refusal.recipients.values())
        _not_sent(notices, at, "Le serveur de courrier refuse cette adresse.", give_up=lasting)
        return 0
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("mail %s not sent: %s", notices[0].mail_id, error)
        connection.close()
        _not_sent(notices, at, "Le serveur de courrier n’a pas pris le message.", give_up=False)
        return 0
    rows.update(sent_at=timezone.now(), error="")
    return 1


def _not_sent(notices: Sequence[Notice], at: datetime, said: str, *, give_up: bool) -> None:
    attempts = max(notice.attempts for notice in notices) + 1
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    if give_up or attempts > len(WAITS):
        rows.update(attempts=attempts, failed_at=at, error=said)
    else:
        rows.update(
            attempts=attempts, claimed_at=None, sending_at=None, due_at=at + WAITS[attempts - 1], error=said
        )


@transaction.atomic
def send_again(notice: Notice, *, at: datetime) -> Notice:
    """A person decides that a message that was given up, or may have left, is to be sent once more."""
    notice = lock_one(notice)
    refuse_if([] if notice.state == NoticeState.FAILED else ["Ce message n’a pas échoué : rien à renvoyer."])
    notice.due_at, notice.claimed_at, notice.sending_at, notice.failed_at = at, None, None, None
    notice.attempts, notice.error = 0, ""
    notice.save()
    return notice
