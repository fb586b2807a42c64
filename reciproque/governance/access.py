"""Who may see and change instances."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import WHOLE_CONTRACT, contract_ids, sees_everything, steers_contract
from reciproque.accounts.models import User
from reciproque.core.refusals import admit
from reciproque.governance.models import Body


def bodies_visible_to(user: User) -> QuerySet[Body]:
    """Those of the contracts that the person reads whole."""
    if sees_everything(user):
        return Body.objects.all()
    whole = contract_ids(user, WHOLE_CONTRACT)
    return Body.objects.filter(contract_id__in=whole)


def body_seen_by(user: User, key: int) -> Body:
    """The row, or a 404 for whoever may not see it."""
    related = ["contract", "passage"]
    return get_object_or_404(bodies_visible_to(user).select_related(*related), pk=key)


def body_steered_by(user: User, key: int) -> Body:
    """The row, for the team of its contract: 404 for strangers, 403 for readers."""
    row = body_seen_by(user, key)
    admit(steers_contract(user, row.contract_id))
    return row


def may_edit_body(user: User, body: Body) -> bool:
    return body.archived_at is None and steers_contract(user, body.contract_id)
