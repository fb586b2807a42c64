"""Who may see and change engagements."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import WHOLE_CONTRACT, contract_ids, sees_everything, steers_contract
from reciproque.accounts.models import User
from reciproque.core.refusals import admit
from reciproque.framework.access import led_by
from reciproque.partners.models import Commitment


def commitments_visible_to(user: User) -> QuerySet[Commitment]:
    """Those of the contracts that the person reads whole, and of the objectives that she leads."""
    if sees_everything(user):
        return Commitment.objects.all()
    whole = contract_ids(user, WHOLE_CONTRACT)
    return Commitment.objects.filter(Q(contract_id__in=whole) | Q(node_id__in=led_by(user)))


def commitment_seen_by(user: User, key: int) -> Commitment:
    """The row, or a 404 for whoever may not see it."""
    related = ["contract", "node", "organisation", "text", "passage"]
    return get_object_or_404(commitments_visible_to(user).select_related(*related), pk=key)


def commitment_steered_by(user: User, key: int) -> Commitment:
    """The row, for the team of its contract: 404 for strangers, 403 for readers."""
    row = commitment_seen_by(user, key)
    admit(steers_contract(user, row.contract_id))
    return row


def may_edit_commitment(user: User, commitment: Commitment) -> bool:
    return commitment.archived_at is None and steers_contract(user, commitment.contract_id)
