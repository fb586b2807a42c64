"""Commitments as plain data: for their page, and for the panels of lower pages."""

from typing import Any

from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.partners.models import Commitment


def facts_about(commitment: Commitment) -> list[tuple[str, Any, str]]:
    """(label, value, address) of what is known; nothing is said of what is not."""
    party = str(commitment.organisation or commitment.party or "tous les signataires, ou non précisée")
    node = commitment.node
    facts = [("Partie engagée", party, "")]
    if commitment.party and commitment.organisation:
        facts.append(("Nommée dans le texte", commitment.party, ""))
    facts.append(
        ("Objectif", str(node or "aucun"), reverse("framework:node_detail", args=[node.pk]) if node else "")
    )
    due = commitment.due_on
    facts.append(("Échéance", due.strftime("%d/%m/%Y") if due else "non précisée", ""))
    if commitment.text:
        facts.append(
            ("Texte", str(commitment.text), reverse("contracts:text_detail", args=[commitment.text.pk]))
        )
    return facts


def about_commitments(contract: Contract) -> dict[str, Any]:
    return {}
