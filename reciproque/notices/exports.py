"""A message as it leaves the house: plain data first, then text and HTML of the same letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from reciproque.core.text import one_line
from reciproque.notices.choices import STOP_PATH
from reciproque.notices.models import Notice
from reciproque.notices.queries import stop_token


@dataclass(frozen=True)
class Item:
    title: str
    body: str
    url: str
    calendar: str = ""


@dataclass(frozen=True)
class Letter:
    """One mail: one message, or all those of a day and kind."""

    subject: str
    to: str
    name: str
    items: list[Item]
    kind: str
    stop_url: str
    instance: str
    address: str


def letter(notices: Sequence[Notice]) -> Letter:
    """The letter that holds these messages to one person; also what a preview shows."""
    first = notices[0]
    several = len(notices) > 1
    subject = f"{len(notices)} messages : {first.kind_label}" if several else first.subject
    stop = STOP_PATH.format(token=stop_token(first.person_id or 0, first.kind)) if first.is_stoppable else ""
    return Letter(
        subject=one_line(subject),
        to=first.to,
        name=first.name,
        items=[Item(n.subject if several else "", n.body, full_address(n.url), n.calendar) for n in notices],
        kind=first.kind_label,
        stop_url=full_address(stop),
        instance=settings.INSTANCE_NAME,
        address=settings.INSTANCE_ADDRESS,
    )


def full_address(path: str) -> str:
    """An address that works from a mail."""
    return settings.INSTANCE_ADDRESS.rstrip("/") + path if path.startswith("/") else path


def mail(letter: Letter, *, mail_id: str, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail_id, "Auto-Submitted": "auto-generated"}
    if letter.stop_url:
        headers["List-Unsubscribe"] = f"<{letter.stop_url}>"
    message = EmailMultiAlternatives(
        letter.subject,
        render_to_string("notices/mail.txt", {"letter": letter}),
        None,
        [letter.to],
        connection=connection,
        headers=headers,
    )
    message.attach_alternative(render_to_string("notices/mail.html", {"letter": letter}), "text/html")
    for number, item in enumerate(filter(lambda one: one.calendar, letter.items), start=1):
        name = "invitation.ics" if number == 1 else f"invitation-{number}.ics"
        message.attach(name, item.calendar, "text/calendar")
    return message
