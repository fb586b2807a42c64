"""Chapter 3: from the founding contract of 2015 to the protocol of 2019."""

from datetime import date
from typing import Any

from reciproque.accounts.actions.memberships import grant_role
from reciproque.accounts.choices import Role
from reciproque.accounts.rules.memberships import Grant
from reciproque.contracts.actions.adopting import plan_step, record_signature
from reciproque.contracts.actions.steering import create_contract
from reciproque.contracts.choices import Generation, StepKind
from reciproque.contracts.queries import signatures_of, texts_of
from reciproque.demo.chapters.documents import accept, bring
from reciproque.demo.chapters.people import let_in
from reciproque.demo.chapters.stage import Stage, on
from reciproque.framework.actions.describing import edit_node, link_nodes, report_on_node
from reciproque.framework.actions.shaping import archive_node, split_node
from reciproque.framework.choices import Engagement, LinkKind
from reciproque.framework.queries import live_nodes
from reciproque.territories.queries import communes_like

COMMUNES = ["Port-Lambert", "Vauvelle", "Saint-Aubin-sur-Lance", "Les Essarts-du-Port"]


def node(contract: Any, words: str) -> Any:
    """The live node of a contract whose title begins so."""
    return live_nodes(contract).filter(title__startswith=words).order_by("-tree__position").first()


def newest_text(contract: Any) -> Any:
    return texts_of(contract).last()


def sign(contract: Any, day: str, *, by: Any, but: tuple[str, ...] = ()) -> None:
    """Every party of the contract signs on that day, but those named."""
    for signature in signatures_of(contract):
        if signature.state == "expected" and not signature.printed.startswith(but or ("—",)):
            record_signature(signature, on=date.fromisoformat(day), by=by, at=on(day, 16))


def deliberate(contract: Any, days: dict[str, tuple[str, str]], *, by: Any) -> None:
    """The assemblies deliberate on the newest text: {begin of the party's name: (day, reference)}."""
    text = newest_text(contract)
    for signature in signatures_of(contract).filter(text=text):
        for name, (day, reference) in days.items():
            if name in signature.printed:
                plan_step(
                    text,
                    kind=StepKind.DELIBERATED,
                    organisation=signature.organisation,
                    on=date.fromisoformat(day),
                    reference=reference,
                    by=by,
                    at=on(day, 17),
                )


def tell(stage: Stage) -> None:
    contract = create_contract(
        name="Contrat de ville de Port-Lambert Métropole 2015-2022",
        generation=Generation.PILLARS,
        epci=communes_like("Port-Lambert")[0].epci,
        communes=[communes_like(name)[0] for name in COMMUNES],
        starts_on=date(2015, 1, 1),
        ends_on=date(2022, 12, 31),
        listed_code="CV999",
        by=stage.admin,
        at=on("2015-01-12"),
    )
    stage.contracts["2015"] = contract
    grant_role(stage.team, Grant.in_contract(Role.TEAM, contract.pk), by=stage.admin, at=on("2015-01-12"))
    let_in(stage, contract, "2015-02-02")
    reading = bring("contrat-cadre-2015.md", contract=contract, by=stage.team, at=on("2015-06-29"))
    accept(reading, contract=contract, by=stage.team, at=on("2015-06-30"))
    sign(contract, "2015-06-26", by=stage.team)
    deliberate(
        contract,
        {
            "Port-Lambert Métropole": ("2015-06-18", "délibération 2015-112"),
            "ville de Port-Lambert": ("2015-06-11", "délibération 2015-74"),
            "ville de Vauvelle": ("2015-06-15", "délibération 2015-31"),
            "ville de Saint-Aubin": ("2015-06-16", "délibération 2015-28"),
            "ville des Essarts": ("2015-06-22", "délibération 2015-19"),
            "Conseil départemental": ("2015-06-19", "rapport 2015-4-12"),
        },
        by=stage.team,
    )
    text = newest_text(contract)
    plan_step(text, kind=StepKind.IN_FORCE, on=date(2015, 6, 26), by=stage.team, at=on("2015-06-30"))
    _four_years(stage, contract)
    _protocol(stage, contract)


def _four_years(stage: Stage, contract: Any) -> None:
    """Objectives find their leads; one is split, one abandoned, one taken away."""
    leads = {
        "Donner à chaque enfant": ("ville de Port-Lambert", Engagement.ROLLING_OUT),
        "Faciliter l'accès aux droits": ("Conseil départemental", Engagement.ROLLING_OUT),
        "Prévenir la délinquance": ("ville de Saint-Aubin", Engagement.LAUNCHING),
        "Réussir la rénovation": ("Port-Lambert Habitat", Engagement.ROLLING_OUT),
        "Mieux vivre au quotidien": ("Lance Logis", Engagement.LAUNCHING),
        "Rapprocher les habitants": ("Mission locale", Engagement.DONE),
    }
    parties = {one.printed: one.organisation for one in signatures_of(contract)}
    for words, (party, level) in leads.items():
        thing = node(contract, words)
        body = next((body for printed, body in parties.items() if party in printed), None)
        if thing is not None and body is not None:
            edit_node(
                thing, seen=None, by=stage.team, at=on("2016-03-14"), lead_organisation=body, engagement=level
            )
    pepiniere = node(contract, "Ouvrir une pépinière")
    if pepiniere is not None:
        report_on_node(
            pepiniere,
            seen=None,
            engagement=Engagement.ABANDONED,
            notes="Le local prévu a été vendu en 2017 ; les porteurs de projet vont à la pépinière du port.",
            by=stage.team,
            at=on("2017-10-09"),
        )
    pieds = node(contract, "Faire vivre les pieds")
    if pieds is not None:
        split_node(
            pieds,
            titles=["Installer des associations en pied d’immeuble", "Animer les places en été"],
            by=stage.team,
            at=on("2018-02-05"),
        )
    relais = node(contract, "Former des relais de santé")
    if relais is not None:
        edit_node(relais, seen=None, by=stage.team, at=on("2018-02-06"), engagement=Engagement.SUSPENDED)


def _protocol(stage: Stage, contract: Any) -> None:
    reading = bring("protocole-2019.md", contract=contract, by=stage.team, at=on("2019-07-15"))
    accept(reading, contract=contract, by=stage.team, at=on("2019-07-16"))
    sign(contract, "2019-07-12", by=stage.team)
    ties = [
        ("Doubler le nombre de séances", "Repérer avant six ans", LinkKind.SPECIFIES),
        ("Répondre vite aux locataires", "Mieux vivre au quotidien", LinkKind.REPEATS),
    ]
    for source, target, kind in ties:
        one, other = node(contract, source), node(contract, target)
        if one is not None and other is not None:
            link_nodes(one, other, kind=kind, by=stage.team, at=on("2019-09-02"))
    permis = node(contract, "Financer des permis")
    if permis is not None:
        archive_node(permis, by=stage.team, at=on("2021-01-18"))
