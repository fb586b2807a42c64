"""Commitments as plain data: for their page, and for the panels of lower pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.core.registers import Findable
from reciproque.core.text import fold
from reciproque.framework.queries import findable_part, titles_above
from reciproque.partners.models import Commitment
from reciproque.partners.queries import commitments_of


def facts_about(commitment: Commitment, *, on: date, whole: bool) -> list[tuple[str, Any, str]]:
    """(label, value, address) of what is known on a day. `whole`: the reader may open the texts of the contract."""
    party = str(commitment.organisation or commitment.party or "tous les signataires, ou non précisée")
    node = commitment.node
    facts = [("Partie engagée", party, "")]
    if commitment.party and commitment.organisation:
        facts.append(("Nommée dans le texte", commitment.party, ""))
    facts.append(
        ("Objectif", str(node or "aucun"), reverse("framework:node_detail", args=[node.pk]) if node else "")
    )
    due = commitment.due_on
    passed = " (passée)" if due and due < on else ""
    facts.append(("Échéance", f"{due:%d/%m/%Y}{passed}" if due else "non précisée", ""))
    if commitment.text:
        address = reverse("contracts:text_detail", args=[commitment.text.pk]) if whole else ""
        facts.append(("Texte", str(commitment.text), address))
    return facts


def about_commitments(contract: Contract, *, on: date) -> dict[str, int]:
    """How many commitments there are, whose party is known, which have an objective, which are past their date."""
    rows = commitments_of(contract).order_by()
    return rows.aggregate(
        commitments=Count("pk"),
        with_party=Count("organisation"),
        with_node=Count("node"),
        late=Count("pk", filter=Q(due_on__lt=on)),
    )


def findable_commitments(contract: int) -> Iterator[Findable]:
    """The live commitments of a contract with who commits itself, but for those of archived objectives."""
    above = titles_above(contract)
    rows = Commitment.objects.filter(contract_id=contract, archived_at=None)
    for row in rows.select_related("passage", "organisation"):
        if row.node_id is None or row.node_id in above:
            party = row.party or (str(row.organisation) if row.organisation else "")
            told = findable_part(row, "commitment", above)
            named = not party or fold(row.wording).startswith(fold(party))
            yield replace(told, text=row.wording if named else f"{party} : {row.wording}")
