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


def is_done(step: AdoptionStep, on: date | None) -> bool:
    """Whether the step has happened on that day (None: whether it has a date)."""
    return step.on is not None and (on is None or step.on <= on)


def missing_before_force(
    steps: Sequence[AdoptionStep],
    signatures: Sequence[Signature],
    *,
    deliberating: Sequence[Organisation],
    on: date | None = None,
) -> list[str]:
    """What still lacks before a text is in force, in the order in which it usually comes.

    On that day: a step whose date is still to come is not done yet.

    Local authorities commit themselves by a deliberation of their assembly (code général des collectivités
    territoriales, L2121-29 and its like for each level); the others by their signature.
    """
    done_steps = [step for step in steps if is_done(step, on)]
    done = {step.kind for step in done_steps}
    missing = []
    if StepKind.STEERING not in done:
        missing.append("Validation par le comité de pilotage")
    deliberated = {step.organisation_id for step in done_steps if step.kind == StepKind.DELIBERATED}
    missing += [f"Délibération : {body.name}" for body in deliberating if body.pk not in deliberated]
    if not signatures:
        missing.append("Aucun signataire n’est encore nommé")
    missing += [f"Signature : {one}" for one in signatures if one.state == SignatureState.EXPECTED]
    return missing


def in_short(missing: Sequence[str]) -> list[tuple[str, int]]:
    """What still lacks, counted by kind, for a page at a glance: « signatures attendues », 12."""
    counted = [
        ("validation par le comité de pilotage", sum(one.startswith("Validation") for one in missing)),
        ("délibérations à noter", sum(one.startswith("Délibération") for one in missing)),
        ("signataires à nommer", sum(one.startswith("Aucun signataire") for one in missing)),
        ("signatures attendues", sum(one.startswith("Signature") for one in missing)),
    ]
    return [(words, number) for words, number in counted if number]


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
        steps, signatures, deliberating=[body for body in bodies.values() if body is not None], on=on
    )
    expected = sum(one.state != SignatureState.DECLINED for one in signatures)
    signed = sum(one.state == SignatureState.SIGNED for one in signatures)
    force = next((s.on for s in steps if s.kind == StepKind.IN_FORCE and s.on is not None), None)
    over = text.ends_on is not None and text.ends_on < on
    if force is not None and force <= on:
        state, badge = ("échu", "closed") if over else ("en vigueur", "ready")
    elif over:
        # Nobody noted that it came into force; its period is behind us all the same.
        state, badge = "période écoulée", "closed"
    elif signed and signed == expected:
        state, badge = "signé", "ready"
    elif signed:
        state, badge = "en cours de signature", "running"
    elif any(step.kind == StepKind.STEERING and is_done(step, on) for step in steps):
        state, badge = "validé, à signer", "running"
    else:
        state, badge = "en préparation", "waiting"
    return Adoption(state, badge, missing, signed, expected)


def obstacles_to_force(
    steps: Sequence[AdoptionStep],
    signatures: Sequence[Signature],
    *,
    deliberating: Sequence[Organisation],
    on: date | None = None,
) -> list[str]:
    """A text comes into force once the steering committee has validated it and at least one party has signed.

    What lacks besides is shown, not forbidden: real protocols run for months before the last signature.
    """
    missing = missing_before_force(steps, signatures, deliberating=deliberating, on=on)
    hard = [one for one in missing if one.startswith("Validation")]
    if not any(one.state == SignatureState.SIGNED for one in signatures):
        hard.append("Aucune signature n’est encore enregistrée.")
    return hard


def obstacles_to_signing(*, on: date | None, today: date) -> list[str]:
    if on is None:
        return ["Indiquez la date de signature."]
    if on > today:
        return ["La date de signature ne peut pas être dans l’avenir."]
    return []


def obstacles_to_signature(*, state: str, on: date | None, today: date) -> list[str]:
    """State and date go together: who signed did so on a day, who has not has no day."""
    if state == SignatureState.SIGNED:
        return obstacles_to_signing(on=on, today=today)
    return ["Retirez la date : seule une signature donnée porte une date."] if on is not None else []
