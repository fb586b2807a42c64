"""Commitments as plain data: for their page, and for the panels of lower pages."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from reciproque.contracts.models import Contract
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
