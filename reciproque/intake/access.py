"""Who may bring documents and review what was read. A reading belongs to who brought it and to the contract's team."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import is_administrator, steers_contract
from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_steered_by, may_create_contract
from reciproque.contracts.models import Contract
from reciproque.core.refusals import Refused
from reciproque.core.text import fold
from reciproque.intake.models import Item, Point, Reading


def may_bring_documents(user: User) -> bool:
    return may_create_contract(user)


def may_see_documents(user: User) -> bool:
    """Who brings documents; their list is empty for nobody else."""
    return may_bring_documents(user)


def may_bring_into(user: User, contract: Contract | None) -> bool:
    """Into an existing contract: its team. Into a new one: who may create contracts."""
    return may_create_contract(user) if contract is None else steers_contract(user, contract.pk)


def readings_visible_to(user: User) -> QuerySet[Reading]:
    if is_administrator(user):
        return Reading.objects.all()
    return Reading.objects.filter(
        Q(contract__in=contracts_steered_by(user)) | Q(contract=None, asked_by=user)
    )


def items_visible_to(user: User) -> QuerySet[Item]:
    return Item.objects.filter(reading__in=readings_visible_to(user))


def may_review(user: User, reading: Reading) -> bool:
    if reading.contract_id is not None:
        return steers_contract(user, reading.contract_id)
    return is_administrator(user) or reading.asked_by_id == user.pk


def reading_seen_by(user: User, key: int) -> Reading:
    """The reading, or a 404 for whoever does not review it."""
    rows = readings_visible_to(user).select_related("contract", "file", "text", "asked_by")
    return get_object_or_404(rows, pk=key)


def review_seen_by(user: User, key: int) -> Reading:
    """The same, without its document: for the acts of a review, which follow each other quickly."""
    rows = readings_visible_to(user).select_related("contract").defer("document_json", "summary_json")
    return get_object_or_404(rows, pk=key)


def item_seen_by(user: User, key: int) -> Item:
    rows = (
        items_visible_to(user).select_related("reading__contract", "parent").defer("reading__document_json")
    )
    return get_object_or_404(rows, pk=key)


def point_seen_by(user: User, key: int) -> Point:
    rows = Point.objects.filter(reading__in=readings_visible_to(user)).select_related("reading__contract")
    return get_object_or_404(rows.defer("reading__document_json"), pk=key)


def person_named(email: str) -> User:
    """The living account of that address, for commands."""
    found = User.objects.filter(email_key=fold(email), is_active=True).first()
    if found is None:
        raise Refused([f"Personne n’a de compte à l’adresse « {email} »."])
    return found


def contract_meant(user: User, said: str) -> Contract:
    """A contract that this person steers, by its key or its whole name, for commands."""
    rows = contracts_steered_by(user).filter(archived_at=None)
    found = list(rows.filter(pk=said) if said.isdecimal() else rows.filter(search_key=fold(said)))
    if len(found) != 1:
        many = (
            "Plusieurs contrats portent ce nom : donnez le numéro."
            if found
            else "vérifiez son nom ou son numéro."
        )
        raise Refused(
            [f"« {said} » : {many}" if found else f"Aucun contrat « {said} » que vous pilotez : {many}"]
        )
    return found[0]
