"""Who may take papers of a contract away, and dress them."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from reciproque.accounts.access import sees_everything, steers_contract
from reciproque.accounts.models import User
from reciproque.contracts.access import contracts_visible_to, may_edit_contract
from reciproque.contracts.models import Contract, Text
from reciproque.core.refusals import admit
from reciproque.framework.models import Tree
from reciproque.overview.models import Letterhead, PaperTemplate, PreparedPaper


def may_dress(user: User, contract: Contract) -> bool:
    """The team gives its papers their look."""
    return may_edit_contract(user, contract)


def text_in(contract: Contract, key: int | None) -> Text | None:
    """A live text of a contract that was itself fetched for the person; 404 for any other."""
    rows = Text.objects.filter(contract=contract, archived_at=None).defer("source_json")
    return None if key is None else get_object_or_404(rows, pk=key)


def tree_in(contract: Contract, key: int | None) -> Tree | None:
    rows = Tree.objects.filter(contract=contract, archived_at=None)
    return None if key is None else get_object_or_404(rows, pk=key)


def templates_visible_to(user: User) -> QuerySet[PaperTemplate]:
    return PaperTemplate.objects.filter(contract__in=contracts_visible_to(user))


def letterheads_visible_to(user: User) -> QuerySet[Letterhead]:
    return Letterhead.objects.filter(contract__in=contracts_visible_to(user))


def template_steered_by(user: User, key: int) -> PaperTemplate:
    """The template, for the team of its contract: 404 for strangers, 403 for readers."""
    row = get_object_or_404(templates_visible_to(user).select_related("contract", "file"), pk=key)
    admit(steers_contract(user, row.contract_id))
    return row


def papers_visible_to(user: User) -> QuerySet[PreparedPaper]:
    """Those that the person asked for herself, of contracts that she still reads."""
    rows = PreparedPaper.objects.filter(asked_by=user)
    return rows if sees_everything(user) else rows.filter(contract__in=contracts_visible_to(user))


def paper_seen_by(user: User, key: int) -> PreparedPaper:
    return get_object_or_404(
        papers_visible_to(user).select_related("contract", "file", "text", "tree"), pk=key
    )
