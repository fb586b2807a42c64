"""What the framework hangs for others: links, panels, subjects, the scope of leads, the sentences of its acts."""

from typing import Any

from django.urls import reverse

from reciproque.accounts.access import leads, reads_contract
from reciproque.core.registers import (
    Act,
    Panel,
    RailLink,
    ScopeKind,
    Subject,
    acts,
    panels,
    rail,
    scope_kinds,
    subjects,
)
from reciproque.framework import access, queries
from reciproque.framework.tables import engagement_badge, node_url


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


rail.hang(
    RailLink(
        "Le contrat", "Cadre stratégique", "framework:tree_list", _reads, position=20, matches="framework:"
    ),
)


def _in_figures(user: Any, contract: Any) -> dict[str, Any] | None:
    """How many objectives a contract has, and how many have a lead."""
    if not access.may_read_framework(user, contract.pk):
        return None
    summary = queries.summary_of(contract)
    return {
        "label": "Objectifs",
        "value": summary.nodes,
        "remark": f"{summary.led} avec un organisme pilote",
        "url": reverse("framework:tree_list", args=[contract.pk]),
    }


def _of_a_lead(user: Any, _home: Any) -> dict[str, Any] | None:
    """« Vos objectifs », for who leads some."""
    keys = leads(user)
    if not keys:
        return None
    nodes = access.nodes_visible_to(user).filter(pk__in=keys, archived_at=None).select_related("contract")
    rows = []
    for node in nodes:
        state, word = engagement_badge(node)
        rows.append(
            {
                "label": str(node),
                "url": node_url(node),
                "remark": f"{node.label}, {node.contract}",
                "state": state or "waiting",
                "word": word or "à renseigner",
            }
        )
    return {"heading": "Vos objectifs", "rows": rows}


def _of_a_place(user: Any, place: Any) -> dict[str, Any] | None:
    nodes = access.nodes_visible_to(user).filter(neighbourhoods=place, archived_at=None)[:100]
    rows = [{"label": str(node), "url": node_url(node), "remark": node.label} for node in nodes]
    return {"heading": "Objectifs pour ce quartier", "rows": rows} if rows else None


def _of_an_organisation(user: Any, organisation: Any) -> dict[str, Any] | None:
    nodes = access.nodes_visible_to(user).filter(lead_organisation=organisation, archived_at=None)
    rows = [
        {"label": str(node), "url": node_url(node), "remark": str(node.contract)}
        for node in nodes.select_related("contract")[:100]
    ]
    return {"heading": "Objectifs pilotés", "rows": rows} if rows else None


panels.hang(
    Panel("contracts.contract.figures", "framework.figures", _in_figures, position=10),
    Panel("home", "framework.leads", _of_a_lead),
    Panel("territories.neighbourhood", "framework.places", _of_a_place, position=10),
    Panel("organisations.organisation", "framework.organisations", _of_an_organisation, position=10),
)

subjects.hang(
    Subject("framework.node", "objectif", access.nodes_visible_to, str, node_url),
    Subject(
        "framework.tree",
        "cadre stratégique",
        access.trees_visible_to,
        str,
        lambda one: reverse("framework:tree_list", args=[one.contract_id]),
    ),
)

scope_kinds.hang(
    ScopeKind("objective", "objectif", queries.node_title, queries.contract_of_node, queries.choices_in),
)

acts.hang(
    Act("tree.created", "a ouvert le cadre « {title} »"),
    Act("tree.edited", "a modifié le cadre"),
    Act("tree.grown", "a ajouté {nodes} objectifs d’un coup"),
    Act("node.added", "a ajouté l’objectif"),
    Act("node.edited", "a modifié l’objectif"),
    Act("node.reported", "a dit où en est l’objectif"),
    Act("node.moved", "a déplacé l’objectif"),
    Act("node.split", "a scindé l’objectif"),
    Act("node.merged", "a fusionné des objectifs"),
    Act("node.archived", "a archivé l’objectif et ce qui en dépend"),
    Act("node.restored", "a restauré l’objectif et ce qui en dépend"),
    Act("node.linked", "a lié l’objectif à un autre"),
    Act("node.unlinked", "a retiré un lien"),
    *(
        Act(f"{kind}.{verb}", sentence.format(word))
        for kind, word in (
            ("result", "un résultat attendu"),
            ("track", "une piste de travail"),
            ("finding", "un constat"),
            ("action", "un chantier"),
        )
        for verb, sentence in (
            ("added", "a ajouté {}"),
            ("edited", "a modifié {}"),
            ("archived", "a archivé {}"),
            ("restored", "a restauré {}"),
        )
    ),
    Act("result.brought", "a repris {count} résultats attendus d’un document"),
    Act("track.brought", "a repris {count} pistes de travail d’un document"),
    Act("finding.brought", "a repris {count} constats d’un document"),
)
