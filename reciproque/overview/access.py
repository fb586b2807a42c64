"""Who may take papers of a contract away and dress them; who may keep themes, and where a person may look."""

from collections.abc import Collection

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
from reciproque.contracts.access import contracts_visible_to, may_edit_contract
from reciproque.contracts.models import Contract, Text
from reciproque.core.refusals import admit
from reciproque.framework.access import led_by
from reciproque.framework.models import Tree
from reciproque.overview.models import Letterhead, PaperTemplate, PreparedPaper, Theme
from reciproque.search.queries import Scope


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


def scope_of(user: User, contracts: Collection[int] | None = None) -> Scope:
    """Where the person may look: of these contracts (None: of all), those that she reads, and what she leads."""
    if sees_everything(user):
        return Scope(contracts)
    whole = contract_ids(user, WHOLE_CONTRACT)
    return Scope(whole if contracts is None else whole & set(contracts), led_by(user))


def contracts_to_ask(user: User) -> QuerySet[Contract]:
    """The contracts that she may ask: those she reads, and those where she leads an objective."""
    rows = Contract.objects.filter(archived_at=None)
    if not sees_everything(user):
        rows = rows.filter(pk__in=contract_ids(user))
    return rows.order_by("sort_key", "pk")


def may_share(user: User) -> bool:
    """Teams, observers and administrators share their themes with everybody."""
    return has_role(user, Role.ADMINISTRATOR, Role.OBSERVER, Role.TEAM)


def themes_visible_to(user: User) -> QuerySet[Theme]:
    return Theme.objects.filter(Q(by=user) | Q(is_shared=True), archived_at=None).select_related("by")


def may_edit_theme(user: User, theme: Theme) -> bool:
    return theme.archived_at is None and (
        theme.by_id == user.pk or (theme.is_shared and is_administrator(user))
    )


def theme_seen_by(user: User, key: int) -> Theme:
    return get_object_or_404(themes_visible_to(user), pk=key)


def theme_edited_by(user: User, key: int) -> Theme:
    theme = theme_seen_by(user, key)
    admit(may_edit_theme(user, theme))
    return theme
