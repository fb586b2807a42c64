"""Who may see and steer campaigns and what they come to. A lead sees her sheets by their links, not the campaign."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    reads_contract,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.models import User
from reciproque.core.refusals import admit
from reciproque.evaluation.models import Campaign


def in_contracts_of(user: User, path: str = "contract_id") -> Q:
    """The condition on rows of an app of the contracts that the person reads whole, `path` being their contract."""
    return Q() if sees_everything(user) else Q(**{f"{path}__in": contract_ids(user, WHOLE_CONTRACT)})


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    return Campaign.objects.filter(in_contracts_of(user))


def may_read_campaigns(user: User, contract_id: int) -> bool:
    return reads_contract(user, contract_id)


def may_steer_campaigns(user: User, contract_id: int) -> bool:
    return steers_contract(user, contract_id)


def campaign_seen_by(user: User, key: int) -> Campaign:
    """The campaign, or a 404 for whoever may not see it."""
    rows = campaigns_visible_to(user).select_related("contract", "round", "previous")
    return get_object_or_404(rows, pk=key)


def campaign_steered_by(user: User, key: int) -> Campaign:
    """The campaign, for the team of its contract: 404 for strangers, 403 for readers."""
    campaign = campaign_seen_by(user, key)
    admit(may_steer_campaigns(user, campaign.contract_id))
    return campaign


def steered_by(user: User, rows: QuerySet[Any], key: int) -> Any:
    """A row that hangs on a campaign, for the team of its contract: 404 for strangers, 403 for readers."""
    thing = get_object_or_404(rows.filter(in_contracts_of(user, "campaign__contract_id")), pk=key)
    admit(may_steer_campaigns(user, thing.campaign.contract_id))
    return thing
