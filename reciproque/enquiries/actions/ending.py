"""When the personal links of a round end."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from reciproque.enquiries.models import Round

READING = timedelta(days=60)
"""How long, after the last day of answers, a personal link still shows what was answered."""


def end_of_links(round_: Round) -> datetime:
    """The round is read by link for a while after nothing is taken any more; then its links are dead."""
    midnight = datetime.combine(round_.closes_on + timedelta(days=1), time())
    return timezone.make_aware(midnight) + READING
