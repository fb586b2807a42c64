"""What is not needed any more goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from reciproque.notices.choices import KEPT
from reciproque.notices.models import Notice, Stopped

ERASED = "(texte effacé)"


def forget_old(at: datetime) -> int:
    """Erase the texts of messages that ended long ago; that they were sent, when and of which kind stays."""
    ended = Q(sent_at__isnull=False) | Q(failed_at__isnull=False) | Q(stopped_at__isnull=False)
    old = Notice.objects.filter(ended, created_at__lt=at - KEPT).exclude(body=ERASED)
    return old.update(to="", name="", subject=ERASED, body=ERASED, url="", calendar="")


@transaction.atomic
def forget_person(person_id: int, *, at: datetime) -> int:
    """Erase all that was written to a person; what still waited does not leave."""
    own = Notice.objects.filter(person_id=person_id)
    own.filter(sent_at__isnull=True, failed_at__isnull=True, stopped_at__isnull=True).update(stopped_at=at)
    Stopped.objects.filter(person_id=person_id).delete()
    return own.update(to="", name="", subject=ERASED, body=ERASED, url="", calendar="", error="")
