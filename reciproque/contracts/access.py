"""Who may see and steer contracts, and the bodies and places that they share."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
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
from reciproque.contracts.models import AdoptionStep, CitedDocument, Contract, Signature, Term, Text
from reciproque.core.refusals import admit
from reciproque.organisations.models import Organisation
from reciproque.territories.models import Neighbourhood


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


def neighbourhoods_visible_to(user: User) -> QuerySet[Neighbourhood]:
    """Those of the contracts that the person reads."""
    return Neighbourhood.objects.filter(contracts__in=contracts_visible_to(user)).distinct()


def may_read_directory(user: User) -> bool:
    """The directory of bodies is shared by all contracts: open to who reads one, closed to everybody else."""
    return sees_everything(user) or bool(contract_ids(user, WHOLE_CONTRACT))


def may_edit_directory(user: User) -> bool:
    return has_role(user, Role.ADMINISTRATOR, Role.TEAM)


def organisations_visible_to(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.all() if may_read_directory(user) else Organisation.objects.none()


def signatures_visible_to(user: User) -> QuerySet[Signature]:
    return Signature.objects.filter(text__in=texts_visible_to(user))


def steps_visible_to(user: User) -> QuerySet[AdoptionStep]:
    return AdoptionStep.objects.filter(text__in=texts_visible_to(user))


def terms_visible_to(user: User) -> QuerySet[Term]:
    return Term.objects.filter(text__in=texts_visible_to(user))


def citations_visible_to(user: User) -> QuerySet[CitedDocument]:
    return CitedDocument.objects.filter(text__in=texts_visible_to(user))


def may_create_contract(user: User) -> bool:
    """Administrators, and project teams, who steer what they create."""
    return has_role(user, Role.ADMINISTRATOR, Role.TEAM)


def may_edit_contract(user: User, contract: Contract) -> bool:
    return contract.archived_at is None and steers_contract(user, contract.pk)


def may_edit_text(user: User, text: Text) -> bool:
    return text.archived_at is None and may_edit_contract(user, text.contract)


def may_edit_place(user: User, contract: Contract, place: Neighbourhood) -> bool:
    """The team edits the neighbourhoods of its contract, but not those that another contract gave itself."""
    own = place.contract_id is None or place.contract_id == contract.pk
    return may_edit_contract(user, contract) and (own or is_administrator(user))


def contract_seen_by(user: User, key: int) -> Contract:
    """The contract, or a 404 for whoever does not read it."""
    return get_object_or_404(contracts_visible_to(user), pk=key)


def contract_steered_by(user: User, key: int) -> Contract:
    """The contract; 404 for whoever does not read it, 403 for whoever reads it only."""
    contract = contract_seen_by(user, key)
    admit(steers_contract(user, contract.pk))
    return contract


def text_seen_by(user: User, key: int) -> Text:
    """The text without its source, which is long: reading `source_json` asks for it."""
    texts = texts_visible_to(user).select_related("contract").defer("source_json")
    return get_object_or_404(texts, pk=key)


def text_steered_by(user: User, key: int) -> Text:
    text = text_seen_by(user, key)
    admit(steers_contract(user, text.contract_id))
    return text


def step_steered_by(user: User, key: int) -> AdoptionStep:
    return _of_text(AdoptionStep.objects.select_related("organisation"), user, key)


def signature_steered_by(user: User, key: int) -> Signature:
    return _of_text(Signature.objects.filter(archived_at=None).select_related("organisation"), user, key)


def term_steered_by(user: User, key: int) -> Term:
    return _of_text(Term.objects.all(), user, key)


def citation_steered_by(user: User, key: int) -> CitedDocument:
    return _of_text(CitedDocument.objects.all(), user, key)


def _of_text(rows: Any, user: User, key: int) -> Any:
    """A row that belongs to a text: the same two answers as for the text itself."""
    rows = rows.filter(text__in=texts_visible_to(user)).select_related("text__contract")
    thing = get_object_or_404(rows.defer("text__source_json"), pk=key)
    admit(steers_contract(user, thing.text.contract_id))
    return thing


def place_seen_in(contract: Contract, key: int) -> Neighbourhood:
    """A neighbourhood of that contract, which was itself fetched for the person."""
    return get_object_or_404(
        contract.neighbourhoods.prefetch_related("communes", "populations__commune"), pk=key
    )


def place_edited_in(contract: Contract, user: User, key: int) -> Neighbourhood:
    place = place_seen_in(contract, key)
    admit(may_edit_place(user, contract, place))
    return place


def organisation_seen_by(user: User, key: int) -> Organisation:
    return get_object_or_404(organisations_visible_to(user), pk=key)


def organisation_edited_by(user: User, key: int) -> Organisation:
    organisation = organisation_seen_by(user, key)
    admit(may_edit_directory(user))
    return organisation


def contract_shown_at(user: User, neighbourhood: int) -> Contract:
    """The first contract that the person reads and that has this neighbourhood, or a 404."""
    contract = contracts_visible_to(user).filter(neighbourhoods=neighbourhood, archived_at=None).first()
    if contract is None:
        raise Http404
    return contract
