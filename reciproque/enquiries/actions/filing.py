"""Files joined to a sheet."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.refusals import Refused, admit, refuse_if
from reciproque.enquiries.access import may_answer, may_steer
from reciproque.enquiries.actions.locking import locked_sheet
from reciproque.enquiries.models import Attachment, Question, Sheet
from reciproque.enquiries.rules.files import obstacles_to_joining
from reciproque.enquiries.rules.sheets import obstacles_to_answering
from reciproque.office.actions import keep_file, plain_name
from reciproque.office.bounds import DEFAULT_BOUNDS, Unreadable
from reciproque.office.models import StoredFile
from reciproque.office.sniffing import nature_of

MOST_FILES = 30
REGRETTED = timedelta(days=30)  # what was taken off a sheet can be asked back for so long, then is gone


def join_upload(
    sheet: Sheet, upload: Any, *, name: str, question: Question | None = None, by: User | None, at: datetime
) -> Attachment:
    """Judge what is brought, keep its bytes, join it. Nothing is kept of what the sheet does not take.

    To be called outside a transaction: it writes to the disk.
    """
    with transaction.atomic():
        _room_on(_open(sheet, by=by, at=at), question)
    try:
        nature = nature_of(upload, name, DEFAULT_BOUNDS) if upload.size <= settings.UPLOAD_LIMIT else None
    except Unreadable as refusal:
        raise Refused([str(refusal)]) from None
    refuse_if(obstacles_to_joining(plain_name(name), nature) if nature is not None else [])
    kept = keep_file(upload, name=name, at=at, by=by)
    return attach_file(sheet, kept, name=plain_name(name), question=question, by=by, at=at)


@transaction.atomic
def attach_file(
    sheet: Sheet,
    file: StoredFile,
    *,
    name: str = "",
    question: Question | None = None,
    item: str = "",
    by: User | None,
    at: datetime,
) -> Attachment:
    """Join a file that was kept (`office.actions.keep_file`) to a question, or to the sheet as a whole.

    `name`: as this person calls it; the same bytes may have come before, under the name of somebody else. The same
    file once more on the same question stays one.
    """
    locked = _open(sheet, by=by, at=at)
    own = Attachment.objects.filter(sheet=locked, removed_at=None)
    again = own.filter(file=file, question=question, item=item).first()
    if again is not None:
        return again
    _room_on(locked, question)
    return Attachment.objects.create(
        sheet=locked, file=file, name=name, question=question, item=item, by=by, at=at
    )


def _room_on(sheet: Sheet, question: Question | None) -> None:
    wrong = question is not None and question.round_id != sheet.round_id
    refuse_if(["Cette question n’est pas de cette fiche."] if wrong else [])
    count = Attachment.objects.filter(sheet=sheet, removed_at=None).count()
    refuse_if([f"{MOST_FILES} fichiers au plus par fiche."] if count >= MOST_FILES else [])


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User | None, at: datetime) -> Attachment:
    _open(attachment.sheet, by=by, at=at)
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    return attachment


def forget_removed(at: datetime) -> int:
    """What was taken off a sheet a month ago is gone; the sweeping of the store takes its bytes."""
    deleted, _by_model = Attachment.objects.filter(removed_at__lt=at - REGRETTED).delete()
    return deleted


def _open(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    locked = locked_sheet(sheet)
    answers = may_answer(by, locked)
    admit(answers or may_steer(by, locked.round))
    typed = by is None or not answers
    refuse_if(obstacles_to_answering(locked, locked.round, on=timezone.localdate(at), typed=typed))
    return locked
