"""What the framework hangs for others: links, panels, subjects, the scope of leads, the sentences of its acts."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.access import leads, reads_contract
from reciproque.core.registers import (
    Act,
    Chore,
    Event,
    EventSource,
    FindableSource,
    Panel,
    PersonalData,
    RailLink,
    ScopeKind,
    SheetBlock,
    Subject,
    acts,
    chores,
    events,
    findable,
    panels,
    personal,
    rail,
    scope_kinds,
    sheet_blocks,
    subjects,
)
from reciproque.core.text import shorten
from reciproque.framework import access, jobs, queries
from reciproque.framework.choices import SETTLED, Engagement
from reciproque.framework.tables import BADGES, engagement_badge, node_url, part_url
from reciproque.framework.tables.recommendations import recommendation_url, state_badge

TIES = (  # the pages of the lists that objectives are tied to
    "framework:legal_matrix framework:matrix framework:suggestion_list framework:localisation_list"
    " framework:nomenclature_ framework:create_nomenclature framework:edit_nomenclature framework:import_list"
    " framework:reference_ framework:add_reference framework:edit_reference"
)


def _due(user: Any, contract: Any, first: date, last: date) -> Iterator[Event]:
    """When something is to be done about what an evaluation recommended."""
    rows = access.recommendations_visible_to(user).filter(contract=contract, archived_at=None)
    for one in rows.filter(due_on__range=(first, last)).exclude(state__in=SETTLED):
        yield Event(shorten(one.wording), one.due_on or first, recommendation_url(one), "recommandation")


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


rail.hang(
    RailLink(
        "Le contrat", "Cadre stratégique", "framework:tree_list", _reads, position=20, matches="framework:"
    ),
    RailLink("Le contrat", "Résultats attendus", "framework:result_list", _reads, position=21),
    RailLink(
        "Évaluation",
        "Recommandations",
        "framework:recommendation_list",
        _reads,
        position=50,
        matches="framework:recommendation_ framework:add_recommendation framework:edit_recommendation"
        " framework:archived_recommendations",
    ),
    RailLink("Le contrat", "Repères", "framework:legal_matrix", _reads, position=22, matches=TIES),
)


def _live(user: Any) -> Any:
    return access.nodes_visible_to(user).filter(archived_at=None, tree__archived_at=None)


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


def _without_lead(user: Any, contract: Any) -> dict[str, Any] | None:
    if not access.may_read_framework(user, contract.pk):
        return None
    count = queries.live_nodes(contract).filter(lead_organisation=None).count()
    url = reverse("framework:tree_list", args=[contract.pk])
    return (
        {"label": "objectifs sans pilote", "value": count, "url": f"{url}?filtre=sans-pilote"}
        if count
        else None
    )


def _gaps(user: Any, contract: Any) -> dict[str, Any] | None:
    """What the legal objectives say of the contract: lines that nothing serves, once people have begun to tie."""
    if not access.may_read_framework(user, contract.pk):
        return None
    gaps = queries.legal_gaps_of(contract)
    if gaps is None or not (gaps.missing or gaps.uncovered):
        return None
    url = reverse("framework:matrix", args=[contract.pk, gaps.nomenclature.pk])
    if gaps.missing:
        return {
            "label": "objectifs de la loi sans objectif du contrat",
            "value": gaps.missing,
            "url": f"{url}?lignes=sans",
        }
    return {
        "label": "objectifs rattachés à aucun objectif de la loi",
        "value": gaps.uncovered,
        "url": f"{url}?filtre=sans",
    }


def _by_engagement(user: Any, contract: Any) -> dict[str, Any] | None:
    """How far the objectives of a contract are, as those who lead them say."""
    if not access.may_read_framework(user, contract.pk):
        return None
    levels = queries.summary_of(contract).by_engagement
    if not any(levels.get(level.value) for level in Engagement):
        return None
    page = reverse("framework:tree_list", args=[contract.pk])
    said = [(level.value, BADGES[level], str(level.label)) for level in Engagement]
    total = sum(levels.values())
    rows = [
        {
            "state": state,
            "word": word,
            "count": levels[key],
            "share": levels[key] / total,
            "url": f"{page}?filtre={key or 'sans-niveau'}",
        }
        for key, state, word in [*said, ("", "", "non renseigné")]
        if levels.get(key)
    ]
    return {"heading": "Engagement des objectifs", "rows": rows, "total": total, "url": page}


def _of_a_lead(user: Any, _home: Any) -> dict[str, Any] | None:
    """« Vos objectifs », for who leads some."""
    keys = leads(user)
    if not keys:
        return None
    nodes = _live(user).filter(pk__in=keys).select_related("contract")
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
    nodes = _live(user).filter(neighbourhoods=place).select_related("contract")[:100]
    rows = [
        {"label": str(node), "url": node_url(node), "remark": f"{node.label}, {node.contract}"}
        for node in nodes
    ]
    return {"heading": "Objectifs pour ce quartier", "rows": rows} if rows else None


def _recommendations_on(user: Any, node: Any) -> dict[str, Any] | None:
    """What was recommended and this objective answers."""
    rows = []
    for one in queries.recommendations_on(node):
        state, word = state_badge(one)
        rows.append(
            {
                "label": str(one),
                "url": recommendation_url(one),
                "remark": one.origin,
                "state": state,
                "word": word,
            }
        )
    return {"heading": "Recommandations auxquelles cet objectif répond", "rows": rows} if rows else None


def _late_recommendations(user: Any, contract: Any) -> dict[str, Any] | None:
    if not access.may_read_framework(user, contract.pk):
        return None
    rows = queries.recommendations_of(contract).filter(due_on__lt=timezone.localdate())
    count = rows.exclude(state__in=SETTLED).count()
    url = f"{reverse('framework:recommendation_list', args=[contract.pk])}?filtre=en-retard"
    return {"label": "recommandations en retard", "value": count, "url": url, "late": True} if count else None


def _engagement_block(node: Any, starts_on: date, ends_on: date) -> dict[str, Any]:
    """What is known of an objective on its sheet: how far it was said to be, what was found, what is expected."""
    parts = {kind: rows for kind, _heading, _one, rows in queries.parts_on(node)}
    _state, word = engagement_badge(node)
    facts: list[list[Any]] = [["Niveau d’engagement", _said(node) if word else "non renseigné"]]
    facts.append(["Constats", str(len(parts["constats"]))])
    if node.lead_organisation is not None:
        facts.append(["Organisme pilote", str(node.lead_organisation)])
    rows = [[one.wording, one.target or "sans cible", str(one.year or "")] for one in parts["resultats"]]
    block: dict[str, Any] = {"heading": "Ce que dit le contrat", "facts": facts}
    if rows:
        block |= {"columns": ["Résultat attendu", "Cible", "Année visée"], "rows": rows}
    return block


def _said(node: Any) -> dict[str, str]:
    state, word = engagement_badge(node)
    return {"state": state, "word": word}


def _of_an_organisation(user: Any, organisation: Any) -> dict[str, Any] | None:
    nodes = _live(user).filter(lead_organisation=organisation)
    rows = [
        {"label": str(node), "url": node_url(node), "remark": str(node.contract)}
        for node in nodes.select_related("contract")[:100]
    ]
    return {"heading": "Objectifs pilotés", "rows": rows} if rows else None


panels.hang(
    Panel("contracts.contract.figures", "framework.figures", _in_figures, position=10),
    Panel("contracts.contract.todo", "framework.without_lead", _without_lead, position=20),
    Panel("contracts.contract.todo", "framework.gaps", _gaps, position=21),
    Panel(
        "contracts.contract",
        "framework.engagement",
        _by_engagement,
        template="framework/_engagement.html",
        position=10,
    ),
    Panel("contracts.contract.todo", "framework.late_recommendations", _late_recommendations, position=25),
    Panel("framework.node", "framework.recommendations", _recommendations_on, position=60),
    Panel("home", "framework.leads", _of_a_lead),
    Panel("territories.neighbourhood", "framework.places", _of_a_place, position=10),
    Panel("organisations.organisation", "framework.organisations", _of_an_organisation, position=10),
)

subjects.hang(
    Subject(
        "references.nomenclature",
        "référentiel",
        access.lists_visible_to,
        str,
        lambda one: reverse("framework:nomenclature_detail", args=[one.contract_id, one.pk]),
    ),
    Subject(
        "references.reference",
        "repère",
        access.lines_visible_to,
        str,
        lambda line: reverse("framework:reference_detail", args=[line.nomenclature.contract_id, line.pk]),
    ),
    Subject(
        "framework.localisation",
        "mesure localisée",
        access.localisations_visible_to,
        str,
        lambda one: reverse("framework:reference_detail", args=[one.contract_id, one.reference_id]),
    ),
    Subject(
        "framework.recommendation",
        "recommandation",
        access.recommendations_visible_to,
        str,
        recommendation_url,
    ),
    Subject("framework.node", "objectif", access.nodes_visible_to, str, node_url),
    Subject(
        "framework.tree",
        "cadre stratégique",
        access.trees_visible_to,
        str,
        lambda one: reverse("framework:tree_list", args=[one.contract_id]),
    ),
    *(
        Subject(
            f"framework.{model}",
            word,
            lambda user, kind=kind: access.parts_visible_to(user, kind),  # type: ignore[misc]  # a default that carries the value of the loop has no type
            str,
            lambda one, kind=kind: part_url(one, kind),  # type: ignore[misc]  # a default that carries the value of the loop has no type
        )
        for model, word, kind in (
            ("result", "résultat attendu", "resultats"),
            ("track", "piste de travail", "pistes"),
            ("finding", "constat", "constats"),
            ("action", "chantier", "chantiers"),
        )
    ),
)

sheet_blocks.hang(
    SheetBlock(
        "framework.node", "framework.engagement", "Ce que dit le contrat", _engagement_block, position=10
    )
)

scope_kinds.hang(
    ScopeKind("objective", "objectif", queries.node_title, queries.contract_of_node, queries.choices_in),
)

acts.hang(
    Act("tie.confirmed", "a rattaché l’objectif à « {reference} »"),
    Act("tie.dismissed", "a écarté le rattachement suggéré à « {reference} »"),
    Act("tie.removed", "a retiré le rattachement à « {reference} »"),
    Act("ties.confirmed", "a confirmé {count} rattachements suggérés à « {list} » : {ties}"),
    Act("ties.dismissed", "a écarté {count} rattachements suggérés à « {list} » : {ties}"),
    Act("ties.set", "a changé des rattachements à « {list} » : {ties}"),
    Act("list.created", "a ouvert le référentiel « {name} »"),
    Act("list.edited", "a modifié le référentiel"),
    Act("list.archived", "a archivé le référentiel"),
    Act("list.restored", "a restauré le référentiel"),
    Act(
        "list.imported",
        "a importé une liste : {added} lignes ajoutées, {changed} modifiées, {archived} archivées",
    ),
    Act("line.added", "a ajouté une ligne à « {list} »"),
    Act("line.edited", "a modifié la ligne"),
    Act("line.archived", "a archivé la ligne"),
    Act("line.restored", "a restauré la ligne"),
    Act("measure.localised", "a dit ce que devient la mesure ici"),
    Act("recommendation.added", "a ajouté une recommandation"),
    Act("recommendation.edited", "a modifié la recommandation"),
    Act("recommendation.archived", "a archivé la recommandation"),
    Act("recommendation.restored", "a restauré la recommandation"),
    Act("tree.created", "a ouvert le cadre « {title} »"),
    Act("tree.edited", "a modifié le cadre"),
    Act("tree.archived", "a archivé le cadre"),
    Act("tree.restored", "a restauré le cadre"),
    Act("tree.grown", "a ajouté {nodes} objectifs d’un coup"),
    Act("node.added", "a ajouté l’objectif"),
    Act("node.edited", "a modifié l’objectif"),
    Act("node.reported", "a dit où en est l’objectif"),
    Act("node.moved", "a déplacé l’objectif"),
    Act("node.split", "a scindé l’objectif"),
    Act("node.merged", "a fusionné des objectifs"),
    Act("node.absorbed", "a fusionné l’objectif dans « {into} »"),
    Act("node.archived", "a archivé l’objectif et ce qui en dépend"),
    Act("node.restored", "a restauré l’objectif et ce qui en dépend"),
    Act("tree.undone", "a annulé : {what}"),
    Act("tree.redone", "a rétabli : {what}"),
    Act("node.linked", "a lié l’objectif à « {target} »"),
    Act("node.unlinked", "a retiré le lien vers « {target} »"),
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
    Act("action.brought", "a repris {count} chantiers d’un document"),
)

events.hang(EventSource("framework.recommendations", _due))
chores.hang(Chore("framework.purge_deeds", timedelta(days=1), jobs.purge_deeds))
personal.hang(PersonalData("framework", jobs.export_person, jobs.forget_person))
findable.hang(
    FindableSource("framework.nodes", ("framework.",), queries.findable_nodes),
    FindableSource("framework.parts", ("framework.",), queries.findable_parts),
)
