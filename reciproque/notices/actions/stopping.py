"""No more messages of a kind, and again."""

from datetime import datetime

from django.db import transaction

from reciproque.core import registers
from reciproque.core.refusals import refuse_if
from reciproque.notices.models import Stopped


@transaction.atomic
def stop(person_id: int, kind: str, *, at: datetime) -> None:
    """Send this person no more messages of that kind; asking twice changes nothing."""
    known = registers.notice_kinds.named(kind)
    refuse_if([] if known is not None and known.stoppable else ["Ces messages ne peuvent pas être arrêtés."])
    Stopped.objects.get_or_create(person_id=person_id, kind=kind, defaults={"at": at})


@transaction.atomic
def resume(person_id: int, kind: str) -> None:
    Stopped.objects.filter(person_id=person_id, kind=kind).delete()
