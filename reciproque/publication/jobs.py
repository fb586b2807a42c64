"""What the worker does: prepare what has changed, and keep the folder of the web server up to date."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from reciproque.publication import actions


def publish(at: datetime) -> int:
    """Prepare the files of what has changed; write them to the folder, if the instance has one."""
    changed = actions.refresh(at=at)
    if settings.OPEN_DATA_FOLDER:
        actions.write_files(Path(settings.OPEN_DATA_FOLDER), only=changed)
    return len(changed)
