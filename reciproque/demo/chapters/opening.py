"""Chapter: what the team of Port-Lambert lets everybody read, once the first contract is told to its end."""

from django.utils import timezone

from reciproque.demo.chapters.stage import Stage, on
from reciproque.publication import actions
from reciproque.publication.queries import choices_of

ABOUT = (
    "Les indicateurs du contrat de ville de Port-Lambert Métropole, tels que ses signataires les ont validés. "
    "Ville et chiffres inventés."
)


def tell(stage: Stage) -> None:
    for name, day in (("2015", "2023-07-03"), ("2024", "2026-04-13")):
        contract = stage.contracts[name]
        chosen = [one.pk for one in choices_of(contract) if hasattr(one, "headline")]
        actions.choose_indicators(contract, chosen, by=stage.team, at=on(day))
        actions.set_open_data(
            contract,
            seen=None,
            about=ABOUT,
            contact="donnees@port-lambert.exemple",
            by=stage.team,
            at=on(day),
        )
        actions.open_data(contract, by=stage.team, at=on(day))
    actions.refresh(at=timezone.now())
