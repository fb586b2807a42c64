"""Verdicts: their tab on campaigns, their panel on the page of an objective."""

from typing import Any

from reciproque.core.registers import Panel, Tab, panels, tabs
from reciproque.evaluation import access, queries
from reciproque.evaluation.exports.verdicts import panel_of


def _on_objective(user: Any, node: Any) -> dict[str, Any] | None:
    if not access.may_read_campaigns(user, node.contract_id):
        return None
    return panel_of(queries.verdicts_on(node))


tabs.hang(
    Tab(
        "evaluation.campaign",
        "Verdicts",
        "evaluation:verdict_list",
        lambda user, campaign: True,  # whoever sees the page of the campaign sees what was said in it
        position=20,
    )
)
panels.hang(Panel("framework.node", "evaluation.verdicts", _on_objective, position=50))
