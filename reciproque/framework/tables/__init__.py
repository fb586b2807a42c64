"""How trees and what hangs on them are shown: rows of a tree, tables, exports."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.core.tree import TreeRow
from reciproque.framework.choices import Engagement
from reciproque.framework.models import Node, NodePart
from reciproque.framework.queries import Branch, Local

BADGES = {
    Engagement.NOT_STARTED: "waiting",
    Engagement.LAUNCHING: "running",
    Engagement.ROLLING_OUT: "on-track",
    Engagement.DONE: "achieved",
    Engagement.SUSPENDED: "accelerate",
    Engagement.ABANDONED: "over",
}


def node_url(node: Node) -> str:
    return reverse("framework:node_detail", args=[node.pk])


def part_url(part: NodePart, kind: str) -> str:
    """Where a part is read: on the page of its node, else in the list of its contract."""
    if part.node_id:
        return reverse("framework:node_detail", args=[part.node_id])
    return reverse("framework:part_list", args=[part.contract_id, kind])


def engagement_badge(node: Node) -> tuple[str, str]:
    """The badge and the words of a level of engagement; an objective without one says so."""
    if not node.engagement:
        return ("", "")
    level = Engagement(node.engagement)
    return (BADGES[level], str(level.label))


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def tree_rows(branches: Iterable[Branch], *, found: set[int] | None = None, unfold: int = 2) -> list[TreeRow]:
    """Branches as rows; `found` marks what a search met, `unfold` opens that many levels."""
    base = reverse("framework:node_detail", args=[0])
    return [_tree_row(branch, found, unfold, base) for branch in branches]


def _tree_row(branch: Branch, found: set[int] | None, unfold: int, base: str) -> TreeRow:
    node: Any = branch.node
    lead = node.lead_organisation.name if node.lead_organisation else ""
    counts = " · ".join(
        filter(
            None,
            [counted(node.n_results, "résultat", "résultats"), counted(node.n_tracks, "piste", "pistes")],
        )
    )
    return TreeRow(
        key=node.pk,
        name=node.title,
        url=base.replace("/0/", f"/{node.pk}/"),
        code=node.code,
        kind=node.label,
        side=[engagement_badge(node), ("", counts), ("", lead)],
        found=found is not None and node.pk in found,
        open=branch.depth < unfold or found is not None,
        branches=[_tree_row(one, found, unfold, base) for one in branch.branches],
    )


FILTERS = {
    "sans-pilote": ("sans pilote", Q(lead_organisation=None)),
    "sans-resultat": ("sans résultat attendu", Q(n_results=0)),
    **{level.value: (str(level.label), Q(engagement=level.value)) for level in Engagement},
    "sans-niveau": ("engagement non renseigné", Q(engagement="")),
}
"""Chips of the tree: address word → words shown, condition (on nodes with counts)."""

NODES: Table[Any] = Table(
    name="cadre-strategique",
    caption=("objectif", "objectifs"),
    columns=[
        Column("Cadre", lambda n: n.tree.title, sort="tree__position"),
        Column("Profondeur", lambda n: n.depth, kind="number"),
        Column("Niveau", lambda n: n.label, sort="label"),
        Column("Code", lambda n: n.code, sort="code"),
        Column("Intitulé", lambda n: n.title, sort="search_key", link=node_url),
        Column("Code du parent", lambda n: n.parent.code if n.parent else ""),
        Column("Dépend de", lambda n: n.parent.title if n.parent else ""),
        Column("Engagement", lambda n: n.get_engagement_display(), sort="engagement"),
        Column("Pilote", lambda n: n.lead_organisation and n.lead_organisation.name),
        Column("Résultats attendus", lambda n: n.n_results, kind="number"),
        Column("Pistes", lambda n: n.n_tracks, kind="number"),
    ],
    filters=[Filter("filtre", "Objectifs", [Choice(key, words, q) for key, (words, q) in FILTERS.items()])],
    search="search_key",
    default_order=("tree__position", "position", "pk"),
    empty="Aucun objectif pour le moment.",
)


def _node_of(part: NodePart) -> str | None:
    return node_url(part.node) if part.node else None


NO_TARGET = Filter("filtre", "Afficher", [Choice("sans-cible", "sans cible", Q(target=""))])
NO_LEAD = Filter("filtre", "Afficher", [Choice("sans-pilote", "sans pilote", Q(lead_organisation=None))])
OF_RESULTS: list[Column[Any]] = [
    Column("Cible", lambda p: p.target),
    Column("Année visée", lambda p: p.year, sort="year"),
]
OF_ACTIONS: list[Column[Any]] = [
    Column("Pilote", lambda p: p.lead_organisation and p.lead_organisation.name),
    Column("Engagement", lambda p: p.get_engagement_display(), sort="engagement"),
    Column("Début", lambda p: p.starts_on, kind="date", sort="starts_on"),
    Column("Fin", lambda p: p.ends_on, kind="date", sort="ends_on"),
]


def _parts(
    name: str, one: str, many: str, *, columns: Sequence[Column[Any]] = (), filters: Sequence[Filter] = ()
) -> Table[Any]:
    return Table(
        name=name,
        caption=(one, many),
        columns=[
            Column("Libellé", lambda p: p.wording, sort="wording"),
            Column("Objectif", lambda p: p.node and str(p.node), link=_node_of),
            *columns,
            Column("Ligne du texte", lambda p: p.passage and p.passage.line, kind="number", shown=False),
        ],
        filters=[*filters, Filter("objectif", "Objectif", [Choice("sans", "sans objectif", Q(node=None))])],
        default_order=("position", "pk"),
        empty=f"Rien pour le moment : ajoutez des {many} sur la page d’un objectif, ou déposez le document du contrat.",
    )


PART_TABLES: dict[str, Table[Any]] = {
    "resultats": _parts(
        "resultats", "résultat attendu", "résultats attendus", columns=OF_RESULTS, filters=[NO_TARGET]
    ),
    "pistes": _parts("pistes", "piste de travail", "pistes de travail"),
    "constats": _parts("constats", "constat", "constats"),
    "chantiers": _parts("chantiers", "chantier", "chantiers", columns=OF_ACTIONS, filters=[NO_LEAD]),
}


def _local_state(local: Local) -> str:
    return str(local.said.get_state_display()) if local.said.state else "pas encore regardée"


LOCAL_COLUMNS: list[Column[Local]] = [
    Column("Code", lambda local: local.line.code),
    Column("Mesure", lambda local: local.line.title),
    Column("S’applique", _local_state),
    Column("Quartiers", lambda local: ", ".join(str(place) for place in local.places)),
    Column("Cible locale", lambda local: local.said.target),
    Column("Où on en est", lambda local: local.said.get_engagement_display()),
    Column("Commentaire", lambda local: local.said.comment),
]
"""Measures as a contract localises them: the file says what the page shows."""
