"""What is known of a person here, for herself."""

from typing import Any

from reciproque.accounts.models import User
from reciproque.enquiries.models import Answer, Participation, Reminder
from reciproque.enquiries.rules.wording import said


def known_of(person: User) -> dict[str, Any]:
    """Her parts, her answers, her reminders, in words."""
    parts = Participation.objects.filter(user=person).select_related("sheet__round")
    answers = Answer.objects.filter(by=person).select_related("sheet", "question")
    return {
        "fiches": [
            {
                "enquête": one.sheet.round.title,
                "fiche": one.sheet.title,
                "rôle": one.get_part_display(),
                "depuis": one.since.isoformat(),
                "jusqu’au": one.ended_at.isoformat() if one.ended_at else "",
            }
            for one in parts
        ],
        "réponses": [
            {
                "fiche": one.sheet.title,
                "question": one.question.wording,
                "réponse": said(one.question, one),
                "raisons": one.comment,
                "le": one.at.isoformat(),
            }
            for one in answers
        ],
        "relances": [one.on.isoformat() for one in Reminder.objects.filter(user=person)],
    }
