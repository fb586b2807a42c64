"""What a person does with proposed links: confirm them, refuse them, offer one again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from reciproque.accounts.models import User
from reciproque.contracts.models import Contract
from reciproque.core.engine import lock, lock_one
from reciproque.core.refusals import admit, refuse_if
from reciproque.core.text import shorten
from reciproque.framework.access import may_edit_framework
from reciproque.framework.actions.describing import link_nodes
from reciproque.framework.models import Node, NodeLink
from reciproque.intake.models import LinkRefusal
from reciproque.journal.actions import record


@transaction.atomic
def confirm_links(
    contract: Contract, links: Sequence[tuple[Node, Node, str]], *, by: User, at: datetime
) -> list[NodeLink]:
    """Make links of proposals: (objective, linked objective, kind), all or none."""
    admit(may_edit_framework(by, contract.pk))
    refuse_if([] if links else ["Choisissez au moins un lien."])
    lock_one(contract)
    return [link_nodes(source, target, kind=kind, by=by, at=at) for source, target, kind in links]


@transaction.atomic
def refuse_links(
    contract: Contract, pairs: Sequence[tuple[Node, Node]], *, by: User, at: datetime
) -> list[LinkRefusal]:
    """These are not linked: they are not proposed again, from either side."""
    admit(may_edit_framework(by, contract.pk))
    refuse_if([] if pairs else ["Choisissez au moins un lien."])
    lock_one(contract)
    refused = []
    for source, target in pairs:
        one, new = LinkRefusal.objects.get_or_create(
            source=source, target=target, defaults={"by": by, "at": at}
        )
        if new:
            refused.append(one)
            record(
                "link.refused",
                source,
                by=by,
                at=at,
                contract=contract,
                target=shorten(str(target), 120),
            )
    return refused


@transaction.atomic
def offer_link_again(refusal: LinkRefusal, *, by: User, at: datetime) -> None:
    """Take a refusal back."""
    source = refusal.source
    admit(may_edit_framework(by, source.contract_id))
    refuse_if(
        [] if lock(LinkRefusal.objects.filter(pk=refusal.pk)) else ["Ce lien est déjà proposé à nouveau."]
    )
    record(
        "link.offered_again",
        source,
        by=by,
        at=at,
        contract=source.contract_id,
        target=shorten(str(refusal.target), 120),
    )
    refusal.delete()
