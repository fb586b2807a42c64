"""How failed attempts to sign in weigh: five on one account from one address shut that door for a while.

Twenty on one account from anywhere, or fifty from one address on whatever accounts, shut as well: guessing from
many places, or one password on many accounts, gains nothing, while the colleagues behind one town hall's address
do not shut each other out.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum
from django.http import HttpRequest

# In the order of AXES_LOCKOUT_PARAMETERS: account and address together, account, address.
WEIGHTS = (1, 4, 10)


class WeighingHandler(AxesDatabaseHandler):
    """axes knows one limit for all; here each way of counting has its weight against that limit."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        counted = [
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        ]
        return max(failures // weight for failures, weight in zip(counted, WEIGHTS, strict=True))
