"""What must be true of a contract and its texts. Nothing here writes, and nothing here knows a user."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reciproque.contracts.choices import SignatureState, StepKind
from reciproque.contracts.models import AdoptionStep, Contract, Signature, Text
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation

DELIBERATING = {
    OrganisationKind.EPCI,
    OrganisationKind.COMMUNE,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.REGION,
}
USUAL_STEPS = [StepKind.PREPARED, StepKind.COUNCILS, StepKind.STEERING]


@dataclass(frozen=True)
class Adoption:
    """Where a text stands on its way: what is done, what is missing before it is in force."""

    state: str
    badge: str
    missing: list[str]
    signed: int
    expected: int


def obstacles_to_archiving_contract(contract: Contract, *, children: int) -> list[str]:
    if children:
        return [f"{children} contrat(s) déclinent celui-ci : détachez-les d’abord."]
    return []


def obstacles_to_parent(contract: Contract, parent: Contract | None) -> list[str]:
    """A contract may hang under another, one level deep: a strategy and its territorial contracts."""
    if parent is None:
        return []
    if parent.pk == contract.pk:
        return ["Un contrat ne se décline pas lui-même."]
    if parent.parent_id is not None:
        return ["Choisissez le contrat de la métropole lui-même, non l’un de ceux qui le déclinent."]
    return []


def missing_before_force(
    steps: Sequence[AdoptionStep], signatures: Sequence[Signature], *, deliberating: Sequence[Organisation]
) -> list[str]:
    """What still lacks before a text is in force, in the order in which it usually comes.

    Local authorities commit themselves by a deliberation of their assembly (code général des collectivités
    territoriales, L2121-29 and its like for each level); the others by their signature.
    """
    done = {step.kind for step in steps if step.on is not None}
    missing = []
    if StepKind.STEERING not in done:
        missing.append("Validation par le comité de pilotage")
    deliberated = {
        step.organisation_id for step in steps if step.kind == StepKind.DELIBERATED and step.on is not None
    }
    missing += [f"Délibération : {body.name}" for body in deliberating if body.pk not in deliberated]
    if not signatures:
        missing.append("Aucun signataire n’est encore nommé")
    missing += [f"Signature : {one}" for one in signatures if one.state == SignatureState.EXPECTED]
    return missing


def adoption(
    text: Text, steps: Sequence[AdoptionStep], signatures: Sequence[Signature], *, on: date
) -> Adoption:
    """Where the text stands on that day."""
    bodies = {
        one.organisation_id: one.organisation
        for one in signatures
        if one.organisation is not None and one.organisation.kind in DELIBERATING
    }
    missing = missing_before_force(
        steps, signatures, deliberating=[body for body in bodies.values() if body is not None]
    )
    signed = sum(one.state == SignatureState.SIGNED for one in signatures)
    force = next((s.on for s in steps if s.kind == StepKind.IN_FORCE and s.on is not None), None)
    if force is not None and force <= on:
        state, badge = ("échu", "over") if text.ends_on and text.ends_on < on else ("en vigueur", "ready")
    elif signed and signed == len(signatures):
        state, badge = "signé", "ready"
    elif signed:
        state, badge = "en cours de signature", "running"
    elif any(step.kind == StepKind.STEERING and step.on for step in steps):
        state, badge = "validé, à signer", "running"
    else:
        state, badge = "en préparation", "waiting"
    return Adoption(state, badge, missing, signed, len(signatures))


def obstacles_to_force(
    steps: Sequence[AdoptionStep], signatures: Sequence[Signature], *, deliberating: Sequence[Organisation]
) -> list[str]:
    """A text comes into force once the steering committee has validated it and at least one party has signed.

    What lacks besides is shown, not forbidden: real protocols run for months before the last signature.
    """
    missing = missing_before_force(steps, signatures, deliberating=deliberating)
    hard = [one for one in missing if one.startswith("Validation")]
    if not any(one.state == SignatureState.SIGNED for one in signatures):
        hard.append("Aucune signature n’est encore enregistrée.")
    return hard


def obstacles_to_signing(signature: Signature, *, on: date | None, today: date) -> list[str]:
    if on is None:
        return ["Indiquez la date de signature."]
    if on > today:
        return ["La date de signature ne peut pas être dans l’avenir."]
    return []
