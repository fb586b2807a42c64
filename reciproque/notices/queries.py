"""What can be asked about messages."""

from datetime import datetime

from django.core import signing
from django.db.models import Q, QuerySet

from reciproque.core import registers
from reciproque.notices.choices import STOP_SALT
from reciproque.notices.models import Notice, Stopped

_OPEN = Q(sent_at__isnull=True, failed_at__isnull=True, stopped_at__isnull=True)


def sent_to_anyone() -> QuerySet[Notice]:
    """All messages, sent or waiting, the latest first: for administrators, and for everybody in the demo."""
    return Notice.objects.all()


def sent_to(person_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(person_id=person_id)


def notices_of_contract(contract_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(contract_id=contract_id)


def due(at: datetime) -> QuerySet[Notice]:
    """What may leave now and nobody has taken."""
    return Notice.objects.filter(_OPEN, claimed_at__isnull=True, due_at__lte=at).order_by("due_at", "pk")


def left_behind(before: datetime) -> QuerySet[Notice]:
    """What a sender took before that moment and never finished."""
    return Notice.objects.filter(_OPEN, claimed_at__lt=before)


def has_stopped(person_id: int | None, kind: str) -> bool:
    return person_id is not None and Stopped.objects.filter(person_id=person_id, kind=kind).exists()


def stoppable_kinds(person_id: int) -> list[tuple[registers.NoticeKind, bool]]:
    """The kinds of message that a person may stop, and whether she did: for the page of her account."""
    stopped = set(Stopped.objects.filter(person_id=person_id).values_list("kind", flat=True))
    return [(kind, kind.key in stopped) for kind in registers.notice_kinds if kind.stoppable]


def stop_token(person_id: int, kind: str) -> str:
    """Signed, so that the link at the foot of a mail stops this kind for this person and nothing else."""
    return signing.dumps([person_id, kind], salt=STOP_SALT)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """The person's key and the kind, or None for a link that is not ours. It does not expire."""
    try:
        person_id, kind = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(person_id), str(kind)
