"""Writing a message into the outbox."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

from reciproque.core.text import clean, one_line
from reciproque.notices.choices import MORNING
from reciproque.notices.models import Notice


def post(  # noqa: PLR0913 -- a message has that many parts, all named
    kind: str,
    subject: str,
    body: str,
    *,
    to: AbstractBaseUser | str,
    at: datetime | None = None,
    due_at: datetime | None = None,
    url: str = "",
    contract: models.Model | int | None = None,
    group: str = "",
    calendar: str = "",
) -> Notice:
    """Tell one person something, in the transaction of the act: nothing leaves for an act that was rolled back.

    `to` is a person, or an address for whom is not known yet. `kind` is that of a `registers.NoticeKind`; one
    that nobody hung is sent at once and cannot be stopped. Messages of a groupable kind (and same `group`)
    leave together, the next morning. `url` may be a path of the house. `calendar` is the text of an iCalendar file
    that is joined to the mail.
    """
    at = at or timezone.now()
    person = to if isinstance(to, AbstractBaseUser) else None
    notice = Notice(
        kind=kind,
        to=str(getattr(person, "email", to)),
        name=clean(str(getattr(person, "name", ""))),
        person_id=person.pk if person is not None else None,
        subject=one_line(subject),
        body=clean(body).strip(),
        url=url,
        calendar=calendar,
        group=group,
        contract_id=contract.pk if isinstance(contract, models.Model) else contract,
        created_at=at,
        due_at=at,
    )
    notice.due_at = due_at or (_next_morning(at) if notice.is_groupable else at)
    notice.save()
    return notice


def _next_morning(at: datetime) -> datetime:
    day = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
