"""What the worker does with rounds."""

from datetime import datetime

from reciproque.enquiries import actions


def send_reminders(at: datetime) -> int:
    return actions.send_reminders(at)
