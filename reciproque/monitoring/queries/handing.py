"""What a person feeds in a contract, and who feeds something in it."""

from django.db.models import Count, Q, QuerySet

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.enquiries.choices import TYPABLE
from reciproque.enquiries.models import Sheet
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.rules.collecting import KIND


def fed_by(user: User, contract: Contract) -> QuerySet[Indicator]:
    """The live indicators that the person is named to feed."""
    return Indicator.objects.filter(contract=contract, producer_person=user, archived_at=None)


def open_sheets_of(user: User, contract: Contract) -> QuerySet[Sheet]:
    """The grids of values that the person was asked for and has not handed over."""
    rows = Sheet.objects.filter(round__contract=contract, round__kind=KIND, state__in=TYPABLE, recipient=user)
    return rows.order_by("pk")


def people_named(contract: Contract) -> QuerySet[User]:
    """Who is named to feed a live indicator of the contract, with `fed_count`; whoever left as well."""
    live = Q(fed_indicators__contract=contract, fed_indicators__archived_at=None)
    rows = User.objects.annotate(fed_count=Count("fed_indicators", filter=live, distinct=True))
    return rows.filter(fed_count__gt=0).order_by("name", "pk")
