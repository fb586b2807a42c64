"""Contracts by how their indicators stand: one description for page and export."""

from collections.abc import Mapping
from typing import Any

from reciproque.contracts.models import Contract
from reciproque.core.tables import CellKind, Column, Table, links_to
from reciproque.monitoring.choices import PROGRESS_WORDS, ProgressState
from reciproque.monitoring.queries import Tally
from reciproque.overview.queries.consolidating import MEASURES

SHOWN_FIRST = {
    ProgressState.ACHIEVED,
    ProgressState.ON_TRACK,
    ProgressState.ACCELERATE,
    ProgressState.INSUFFICIENT,
    ProgressState.MOVING_AWAY,
    ProgressState.NOT_ASSESSABLE,
}
_HEADINGS: list[tuple[str, str, CellKind]] = [
    ("Indicateurs", "indicators", "number"),
    ("Renseignés", "coverage", "percent"),
    ("En retard", "late_share", "percent"),
    ("Femmes et hommes", "gendered_share", "percent"),
    ("Avec une cible", "aimed", "number"),
]


def consolidation_table(by_contract: Mapping[int, Tally]) -> Table[Contract]:
    def measured(name: str) -> Any:
        return lambda contract: MEASURES[name](by_contract[contract.pk])

    figures = [
        Column(heading, measured(name), kind=kind, sort="measured", key=name, shown=name != "aimed")
        for heading, name, kind in _HEADINGS
    ]
    states = [
        Column(
            PROGRESS_WORDS[state].capitalize(),
            measured(str(state)),
            kind="number",
            sort="measured",
            key=str(state),
            shown=state in SHOWN_FIRST,
        )
        for state in ProgressState
    ]
    address = links_to("monitoring:indicator_list")
    return Table(
        name="indicateurs-des-contrats",
        caption=("contrat", "contrats"),
        columns=[
            Column(
                "Contrat",
                lambda contract: contract.name,
                sort="sort_key",
                link=lambda contract: address(contract.pk),
            ),
            Column(
                "Intercommunalité",
                lambda contract: contract.epci and contract.epci.name,
                sort="epci__sort_key",
                shown=False,
            ),
            *figures,
            *states,
        ],
        search="search_key",
        default_order=("sort_key", "pk"),
        empty="Aucun contrat dont vous lisez les indicateurs.",
    )


def measure_of(wish: str) -> str:
    """The measure that an address wants to sort by (« -coverage »), "" for none."""
    name = wish.removeprefix("-")
    return name if name in MEASURES else ""
