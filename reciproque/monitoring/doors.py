"""What monitoring hangs for others."""

from typing import Any

from django.urls import reverse

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import (
    Act,
    Obstacle,
    Panel,
    RailLink,
    Subject,
    Tab,
    acts,
    obstacles,
    panels,
    rail,
    subjects,
    tabs,
)
from reciproque.framework.rules import reasons_to_keep
from reciproque.monitoring import access, exports, queries


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


def _in_figures(user: Any, contract: Any) -> dict[str, Any] | None:
    if not reads_contract(user, contract.pk):
        return None
    told = exports.about_indicators(contract)
    return {
        "label": "Indicateurs",
        "value": told["indicators"],
        "remark": f"{told['defined']} définis",
        "url": reverse("monitoring:indicator_list", args=[contract.pk]),
    }


def _keeps_its_nodes(nodes: Any) -> list[str]:
    return reasons_to_keep(queries.counted_on(nodes), "indicateur", "indicateurs")


rail.hang(
    RailLink("Suivi", "Indicateurs", "monitoring:indicator_list", _reads, position=10, matches="monitoring:")
)
tabs.hang(
    Tab(
        "framework.node",
        "Indicateurs",
        "monitoring:indicators_on_node",
        lambda user, node: True,  # whoever sees the page of the objective sees what is counted on it
        lambda node: queries.indicators_on(node).count(),
        position=20,
    )
)
panels.hang(Panel("contracts.contract.figures", "monitoring.figures", _in_figures, position=20))
obstacles.hang(Obstacle("framework.archive_nodes", _keeps_its_nodes))
subjects.hang(
    Subject(
        "monitoring.indicator",
        "indicateur",
        access.indicators_visible_to,
        str,
        lambda one: reverse("monitoring:indicator_detail", args=[one.pk]),
    )
)
acts.hang(
    Act("indicator.added", "a ajouté un indicateur"),
    Act("indicator.brought", "a repris {count} indicateurs d’un document"),
    Act("indicator.edited", "a modifié un indicateur"),
    Act("indicator.archived", "a archivé un indicateur"),
    Act("indicator.restored", "a restauré un indicateur"),
)
