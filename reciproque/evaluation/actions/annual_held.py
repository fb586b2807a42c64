"""An annual report held for an act: locked, its team admitted, all that is known of it."""

from datetime import datetime

from django.utils import timezone

from reciproque.accounts.models import User
from reciproque.core.engine import lock_one
from reciproque.core.refusals import admit
from reciproque.evaluation.access import may_steer_reports
from reciproque.evaluation.models import AnnualReport
from reciproque.evaluation.queries.annual import facts_of
from reciproque.evaluation.rules.annual import Facts


def steered(report: AnnualReport, *, by: User | None, at: datetime) -> Facts:
    """Lock the report, admit its team, and say all that is known of it on that day."""
    locked = lock_one(report)
    admit(may_steer_reports(by, locked.contract_id))
    return facts_of(locked, timezone.localdate(at))
