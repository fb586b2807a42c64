"""What is left of a person who is forgotten: that somebody answered stays, who she was does not."""

from datetime import datetime

from django.db import transaction

from reciproque.accounts.actions import revoke_links
from reciproque.accounts.choices import LinkPurpose
from reciproque.accounts.models import User
from reciproque.enquiries.models import Participation, Reminder, Sheet

PERSON = "accounts.user"
FORGOTTEN = "Personne oubliée"


@transaction.atomic
def forget_person(person: User, *, at: datetime) -> None:
    """Her links die, her parts end, her reminders go, sheets that bore her name bear it no more.

    The answers stay: they are those of the body or the council, and proof of what was decided upon.
    """
    revoke_links(person, at=at, purpose=LinkPurpose.SHEETS)
    Participation.objects.filter(user=person, ended_at=None).update(ended_at=at)
    Reminder.objects.filter(user=person).delete()
    Sheet.objects.filter(subject_label=PERSON, subject_key=person.pk).update(title=FORGOTTEN)
