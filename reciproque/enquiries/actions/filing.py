"""Files joined to a sheet."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.refusals import admit, refuse_if
from reciproque.enquiries.access import may_answer, may_steer
from reciproque.enquiries.actions.locking import locked_sheet
from reciproque.enquiries.models import Attachment, Question, Sheet
from reciproque.enquiries.rules.sheets import obstacles_to_answering
from reciproque.office.models import StoredFile

MOST_FILES = 30


@transaction.atomic
def attach_file(
    sheet: Sheet,
    file: StoredFile,
    *,
    question: Question | None = None,
    item: str = "",
    by: User | None,
    at: datetime,
) -> Attachment:
    """Join a file that was kept (`office.actions.keep_file`) to a question, or to the sheet as a whole.

    The same file once more on the same question stays one.
    """
    locked = _open(sheet, by=by, at=at)
    wrong = question is not None and question.round_id != locked.round_id
    refuse_if(["Cette question n’est pas de cette fiche."] if wrong else [])
    own = Attachment.objects.filter(sheet=locked, removed_at=None)
    again = own.filter(file=file, question=question, item=item).first()
    if again is not None:
        return again
    refuse_if([f"{MOST_FILES} fichiers au plus par fiche."] if own.count() >= MOST_FILES else [])
    return Attachment.objects.create(sheet=locked, file=file, question=question, item=item, by=by, at=at)


@transaction.atomic
def remove_file(attachment: Attachment, *, by: User | None, at: datetime) -> Attachment:
    _open(attachment.sheet, by=by, at=at)
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    return attachment


def _open(sheet: Sheet, *, by: User | None, at: datetime) -> Sheet:
    locked = locked_sheet(sheet)
    answers = may_answer(by, locked)
    admit(answers or may_steer(by, locked.round))
    typed = by is None or not answers
    refuse_if(obstacles_to_answering(locked, locked.round, on=timezone.localdate(at), typed=typed))
    return locked
