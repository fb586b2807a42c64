"""Chapter 4: the contract of 2024-2030, and what waits today: late signatures, an unread document, an invitation."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from reciproque.accounts.actions.invitations import invite
from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.contracts.actions.adopting import edit_signature, edit_text, plan_step
from reciproque.contracts.actions.steering import create_contract, edit_contract
from reciproque.contracts.choices import Generation, SignatureState, StepKind, TextKind
from reciproque.contracts.queries import signatures_of
from reciproque.demo.chapters.amendment import begin_review
from reciproque.demo.chapters.documents import accept, bring
from reciproque.demo.chapters.people import let_in
from reciproque.demo.chapters.stage import Stage, on
from reciproque.demo.chapters.years import COMMUNES, deliberate, newest_text, node, sign
from reciproque.framework.actions.describing import edit_node, link_nodes, report_on_node
from reciproque.framework.actions.shaping import Sprout, create_tree, grow_tree
from reciproque.framework.actions.undoing import undo_deed
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.queries import stacks_of
from reciproque.overview.actions.indexing import rebuild
from reciproque.overview.actions.themes import add_theme
from reciproque.partners.actions import edit_commitment
from reciproque.partners.queries import commitments_of
from reciproque.territories.queries import communes_like


def tell(stage: Stage) -> None:
    contract = _new_contract(stage)
    stage.contracts["2024"] = contract
    _adoption(stage, contract)
    _engagements(stage, contract)
    _second_thoughts(stage, contract)
    _above(stage, contract)
    _what_waits(stage, contract)
    _questions(stage)


def _new_contract(stage: Stage) -> Any:
    contract = create_contract(
        name="Contrat de ville « Engagements Quartiers 2030 » de Port-Lambert Métropole",
        generation=Generation.COMMITMENTS,
        epci=communes_like("Port-Lambert")[0].epci,
        communes=[communes_like(name)[0] for name in COMMUNES],
        starts_on=date(2024, 1, 1),
        ends_on=date(2030, 12, 31),
        by=stage.team,
        at=on("2023-09-11"),
    )
    let_in(stage, contract, "2023-10-02")
    reading = bring("contrat-2024-2030.md", contract=contract, by=stage.team, at=on("2024-03-18"))
    return accept(reading, contract=contract, by=stage.team, at=on("2024-03-19"), kind=TextKind.FOUNDING)


def _adoption(stage: Stage, contract: Any) -> None:
    deliberate(
        contract,
        {
            "Port-Lambert Métropole": ("2024-04-11", "délibération 2024-58"),
            "ville de Port-Lambert": ("2024-04-04", "délibération 2024-41"),
            "ville de Vauvelle": ("2024-04-08", "délibération 2024-17"),
            "Conseil départemental": ("2024-05-17", "rapport 2024-3-08"),
        },
        by=stage.team,
    )
    late = ("ville de Saint-Aubin", "Conseil régional", "Agence régionale")
    sign(contract, "2024-06-28", by=stage.team, but=late)
    for signature in signatures_of(contract):
        if signature.printed.startswith("Conseil régional"):
            edit_signature(
                signature,
                seen=None,
                by=stage.team,
                at=on("2024-09-30"),
                state=SignatureState.DECLINED,
            )
    text = newest_text(contract)
    plan_step(text, kind=StepKind.IN_FORCE, on=date(2024, 7, 1), by=stage.team, at=on("2024-07-01"))
    edit_text(text, seen=None, by=stage.team, at=on("2024-07-01"), starts_on=date(2024, 7, 1))


def _engagements(stage: Stage, contract: Any) -> None:
    """Objectives get their lead bodies, and two of them a person."""
    parties = {one.printed: one.organisation for one in signatures_of(contract)}
    leads = {
        "Compter et publier": ("Port-Lambert Métropole", Engagement.ROLLING_OUT),
        "Répondre à chaque avis": ("Port-Lambert Métropole", Engagement.LAUNCHING),
        "Réussir la deuxième phase": ("Port-Lambert Habitat", Engagement.ROLLING_OUT),
        "Ouvrir un centre de santé": ("Agence régionale", Engagement.NOT_STARTED),
        "Accompagner les familles": ("Caisse d'Allocations", Engagement.ROLLING_OUT),
        "Isoler les logements": ("Lance Logis", Engagement.LAUNCHING),
        "Rapprocher les jeunes": ("Mission locale", Engagement.ROLLING_OUT),
    }
    for words, (party, level) in leads.items():
        thing = node(contract, words)
        body = next((body for printed, body in parties.items() if party in printed), None)
        if thing is not None and body is not None:
            edit_node(
                thing, seen=None, by=stage.team, at=on("2024-10-14"), lead_organisation=body, engagement=level
            )
    led = node(contract, "Accompagner les familles")
    if led is not None:
        pilot = stage.people["pilote"]
        grant_role(pilot, Grant.lead_of(led.pk), by=stage.team, at=on("2024-10-15"))
        report_on_node(
            led,
            seen=None,
            engagement=Engagement.ROLLING_OUT,
            notes="Deux groupes scolaires sur trois ont leur lieu d’accueil ; le troisième ouvre en janvier.",
            by=pilot,
            at=on("2025-11-20"),
        )
    other = node(contract, "Rompre l'isolement")
    if other is not None:
        invite(
            "n.lemoine@bel-air-solidaire.example",
            "Nora Lemoine",
            Grant.lead_of(other.pk),
            by=stage.team,
            at=on("2026-10-30"),
        )


def _second_thoughts(stage: Stage, contract: Any) -> None:
    """An objective renamed in a hurry, then undone; another that a colleague changed since can be undone no more."""
    hasty, shared = node(contract, "Isoler les logements"), node(contract, "Compter et publier")
    if hasty is None or shared is None:
        return
    tree, at = hasty.tree, timezone.now() - timedelta(hours=3)
    edit_node(hasty, seen=None, by=stage.team, at=at, title="Isoler 400 logements avant 2027")
    undo_deed(stacks_of(stage.team, [tree.pk], at)[tree.pk]["undo"][0], by=stage.team, at=at)
    edit_node(shared, seen=None, by=stage.team, at=at, notes="Chiffres attendus pour le comité de pilotage.")
    edit_node(shared, seen=None, by=stage.admin, at=at, notes="Chiffres publiés chaque année en mars.")


def _above(stage: Stage, contract: Any) -> None:
    """A strategy for two intercommunal bodies, which the contract declines."""
    strategy = create_contract(
        name="Stratégie de cohésion des Pays de Lance",
        generation=Generation.COMMITMENTS,
        starts_on=date(2024, 1, 1),
        ends_on=date(2030, 12, 31),
        by=stage.admin,
        at=on("2024-01-15"),
    )
    grant_role(stage.team, Grant.in_contract(Role.TEAM, strategy.pk), by=stage.admin, at=on("2024-01-15"))
    tree = create_tree(strategy, title="Orientations communes", by=stage.team, at=on("2024-01-16"))
    titles = ["Soigner partout", "Travailler au port", "Décider avec les habitants"]
    nodes = grow_tree(
        tree, [Sprout(title=one, label="orientation") for one in titles], by=stage.team, at=on("2024-01-16")
    )
    contract = edit_contract(contract, seen=None, by=stage.team, at=on("2024-04-02"), parent=strategy)
    for words, above in (("Ouvrir un centre de santé", nodes[0]), ("Rapprocher les jeunes", nodes[1])):
        thing = node(contract, words)
        if thing is not None:
            link_nodes(thing, above, kind=LinkKind.CONTRIBUTES, by=stage.team, at=on("2024-04-03"))


def _what_waits(stage: Stage, contract: Any) -> None:
    """Commitments find their party; a document waits for its review; another could not be read."""
    parties = {one.printed: one.organisation for one in signatures_of(contract)}
    for commitment in commitments_of(contract):
        for printed, body in parties.items():
            if body is not None and commitment.wording.startswith((f"L'{printed}", printed, f"L’{printed}")):
                edit_commitment(commitment, seen=None, by=stage.team, at=on("2024-11-04"), organisation=body)
    begin_review(stage, contract)
    photo = b"\x89PNG\r\n\x1a\n" + bytes(2_000)
    bring("affiche-scannee.docx", contract=contract, by=stage.team, at=on("2026-11-10"), data=photo)


def _questions(stage: Stage) -> None:
    """Two questions are kept: one for the whole platform, one for the préfecture alone. The index is caught up."""
    add_theme(
        by=stage.team,
        at=on("2026-11-12"),
        name="Non-recours aux droits",
        question="non-recours aux droits",
        also="permanence\nguichet",
        is_shared=True,
    )
    add_theme(by=stage.admin, at=on("2026-11-13"), name="Santé des jeunes", question="santé des jeunes")
    rebuild()
