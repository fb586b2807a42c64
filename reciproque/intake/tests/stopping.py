"""A worker that stops at a stage of a reading, for tests that kill it."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from reciproque.intake import jobs
from reciproque.office.apart import calling
from reciproque.office.tests import harmful

READERS = {"opening": harmful.sleep, "reading": harmful.never_end}
STAGES = (*READERS, "keeping", "kept")


def work_until(stage, sign, media):
    """Work, stop at the stage, and write into the file `sign` which child is at it, or 0."""
    settings.MEDIA_ROOT = media
    keep, call = jobs.keep_proposal, jobs.call_apart

    def there():
        Path(sign).write_text(str(calling._all[0].pid) if stage in READERS else "0")

    def watched(function, *arguments, progress, **how):
        def told(*said):
            there()
            progress(*said)

        return call(READERS[stage], *arguments, progress=told, **how)

    def stopped(*proposal, **how):
        if stage == "kept":
            keep(*proposal, **how)
        there()
        time.sleep(600)

    if stage in READERS:
        jobs.call_apart = watched
    else:
        jobs.keep_proposal = stopped
    call_command("worker", until_idle=True, sleep=0.05)
