"""Who may see and steer contracts."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import (
    WHOLE_CONTRACT,
    contract_ids,
    has_role,
    is_administrator,
    sees_everything,
    steers_contract,
)
from reciproque.accounts.choices import Role
from reciproque.accounts.models import User
from reciproque.contracts.models import AdoptionStep, Contract, Signature, Text


def contracts_visible_to(user: User) -> QuerySet[Contract]:
    """The contracts that the person reads whole; a lead who has no other role sees only objectives."""
    if sees_everything(user):
        return Contract.objects.all()
    return Contract.objects.filter(pk__in=contract_ids(user, WHOLE_CONTRACT))


def contracts_steered_by(user: User) -> QuerySet[Contract]:
    if is_administrator(user):
        return Contract.objects.all()
    return Contract.objects.filter(pk__in=contract_ids(user, [Role.TEAM]))


def texts_visible_to(user: User) -> QuerySet[Text]:
    if sees_everything(user):
        return Text.objects.all()
    return Text.objects.filter(contract_id__in=contract_ids(user, WHOLE_CONTRACT))


def signatures_visible_to(user: User) -> QuerySet[Signature]:
    return Signature.objects.filter(Q(text__in=texts_visible_to(user)))


def may_create_contract(user: User) -> bool:
    """Administrators, and project teams, who steer what they create."""
    return has_role(user, Role.ADMINISTRATOR, Role.TEAM)


def may_edit_contract(user: User, contract: Contract) -> bool:
    return contract.archived_at is None and steers_contract(user, contract.pk)


def may_edit_text(user: User, text: Text) -> bool:
    return text.archived_at is None and steers_contract(user, text.contract_id)


def contract_seen_by(user: User, key: int) -> Contract:
    """The contract, or a 404 for whoever does not read it."""
    return get_object_or_404(contracts_visible_to(user), pk=key)


def contract_steered_by(user: User, key: int) -> Contract:
    return get_object_or_404(contracts_steered_by(user), pk=key)


def text_seen_by(user: User, key: int) -> Text:
    return get_object_or_404(texts_visible_to(user).select_related("contract"), pk=key)


def text_steered_by(user: User, key: int) -> Text:
    texts = Text.objects.filter(contract__in=contracts_steered_by(user)).select_related("contract")
    return get_object_or_404(texts, pk=key)


def step_steered_by(user: User, key: int) -> AdoptionStep:
    steps = AdoptionStep.objects.filter(text__contract__in=contracts_steered_by(user))
    return get_object_or_404(steps.select_related("text__contract"), pk=key)


def signature_steered_by(user: User, key: int) -> Signature:
    signatures = Signature.objects.filter(text__contract__in=contracts_steered_by(user))
    return get_object_or_404(signatures.select_related("text__contract", "organisation"), pk=key)
