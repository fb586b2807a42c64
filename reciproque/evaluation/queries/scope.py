"""The sheets that a campaign asks for, worked out from the framework as it stands. A flat number of questions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.models import Membership, User
from reciproque.core.registers import sheet_blocks
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Sheet
from reciproque.enquiries.rules.asking import AskedOf
from reciproque.evaluation.choices import SheetsOn
from reciproque.evaluation.models import Campaign
from reciproque.evaluation.rules.scope import (
    Asked,
    Forest,
    Place,
    Scope,
    objectives_in,
    takes_in,
    who_is_asked,
)
from reciproque.framework.models import Action, Node, Result
from reciproque.organisations.models import Organisation

NODE, ACTION, RESULT = "framework.node", "framework.action", "framework.result"
ANSWERING = [Role.SIGNATORY, Role.FUNDER, Role.STATE, Role.ASSOCIATION, Role.TEAM]
"""Roles in the name of a body whose person answers for it when no objective names somebody, the likeliest first."""


@dataclass
class Ground:
    """The framework of a contract as a campaign needs it, read once."""

    contract_id: int
    nodes: dict[int, Node]
    forest: Forest
    bodies: dict[int, Organisation]
    people: dict[int, User]
    leads: dict[int, int]
    referents: dict[int, int]
    since: dict[int, datetime]
    results: dict[int, list[Result]] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)

    def path(self, key: int | None) -> str:
        """What stands above an objective, from the top: « Cohésion sociale › Santé »."""
        line = self.forest.upward(key)[1:] if key is not None else []
        return " › ".join(str(self.nodes[one.key]) for one in reversed(line))


def scope_of(campaign: Campaign) -> Scope:
    """The scope as its rules read it: four questions."""
    texts = set(campaign.texts.values_list("pk", flat=True))
    trees = set(campaign.trees.values_list("pk", flat=True))
    if texts:
        of_texts = set(campaign.contract.trees.filter(text__in=texts).values_list("pk", flat=True))
        trees = trees & of_texts if trees else of_texts
        trees = trees or {0}  # no tree of these texts: nothing, rather than everything
    return Scope(
        sheets_on=campaign.sheets_on,
        level=campaign.level,
        trees=trees,
        pillars=set(campaign.pillars.values_list("pk", flat=True)),
        neighbourhoods=set(campaign.neighbourhoods.values_list("pk", flat=True)),
    )


def ground_of(contract_id: int) -> Ground:
    live = Node.objects.filter(contract_id=contract_id, archived_at=None, tree__archived_at=None)
    nodes = {one.pk: one for one in live.select_related("tree").order_by("tree__position", "position", "pk")}
    places: dict[int, set[int]] = {}
    for node, place in Node.neighbourhoods.through.objects.filter(node__in=live.values("pk")).values_list(
        "node_id", "neighbourhood_id"
    ):
        places.setdefault(node, set()).add(place)
    trees = list(dict.fromkeys(one.tree_id for one in nodes.values()))
    forest = Forest(
        (
            Place(
                one.pk,
                one.parent_id,
                one.tree_id,
                one.label,
                one.position,
                frozenset(places.get(one.pk, ())),
                one.lead_organisation_id,
            )
            for one in nodes.values()
        ),
        trees=trees,
    )
    actions = list(Action.objects.filter(contract_id=contract_id, archived_at=None))
    results: dict[int, list[Result]] = {}
    for result in Result.objects.filter(contract_id=contract_id, archived_at=None, node__isnull=False):
        results.setdefault(result.node_id or 0, []).append(result)
    subjects: list[Node | Action] = [*nodes.values(), *actions]
    leading = {one.lead_organisation_id for one in subjects if one.lead_organisation_id}
    people, leads, referents, since = _people_of(contract_id, leading)
    bodies = Organisation.objects.in_bulk(leading)
    return Ground(contract_id, nodes, forest, bodies, people, leads, referents, since, results, actions)


def _people_of(
    contract_id: int, bodies: set[int]
) -> tuple[dict[int, User], dict[int, int], dict[int, int], dict[int, datetime]]:
    """Who can be asked: people by key, the lead of each objective, the referent of each body, since when.

    Whoever left is not there. Several people of one objective or body: the one who has been there longest.
    """
    rows = Membership.objects.filter(contract_id=contract_id, user__is_active=True)
    leads: dict[int, int] = {}
    referents: dict[int, tuple[int, int]] = {}
    people: dict[int, User] = {}
    since: dict[int, datetime] = {}
    for held in rows.select_related("user").order_by("pk"):
        if held.role == Role.LEAD and held.scope_kind == ScopeKind.OBJECTIVE:
            leads.setdefault(held.scope_id, held.user_id)
            people[held.user_id] = held.user
        elif held.role in ANSWERING:
            body = held.organisation_id or held.user.organisation_id
            rank = ANSWERING.index(Role(held.role))
            if body in bodies and body is not None and (body not in referents or rank < referents[body][0]):
                referents[body] = (rank, held.user_id)
                people[held.user_id] = held.user
        since[held.user_id] = max(held.since, since.get(held.user_id, held.since))
    return people, leads, {body: person for body, (_rank, person) in referents.items()}, since


def sheets_of_scope(campaign: Campaign, *, ground: Ground | None = None) -> list[AskedOf]:
    """A sheet for each objective or action of the scope, without what is known of it (see `with_blocks`)."""
    ground = ground or ground_of(campaign.contract_id)
    scope = scope_of(campaign)
    previous = _previous_sheets(campaign)
    if scope.sheets_on == SheetsOn.ACTIONS:
        asked = [_of_action(one, ground) for one in ground.actions if _in_scope(one, scope, ground)]
        asked.sort(key=_order(ground, [one.key for one in ground.forest.in_order()]))
    else:
        keys = objectives_in(scope, ground.forest)
        asked = [_of_objective(ground.nodes[key], set(keys), ground) for key in keys]
    return [
        replace(one, position=number, previous=previous.get(one.subject))
        for number, one in enumerate(asked, start=1)
    ]


def _in_scope(action: Action, scope: Scope, ground: Ground) -> bool:
    if action.node_id is None:
        return not (scope.trees or scope.pillars or scope.neighbourhoods)
    return takes_in(scope, ground.forest, action.node_id)


def _order(ground: Ground, line: Sequence[int]) -> Callable[[AskedOf], Any]:
    rank = {key: number for number, key in enumerate(line)}
    above = {one.pk: one for one in ground.actions}

    def order(asked: AskedOf) -> Any:
        action = above[asked.subject_key]
        return (rank.get(action.node_id or 0, len(rank)), action.position, action.pk)

    return order


def _of_objective(node: Node, asked_too: set[int], ground: Ground) -> AskedOf:
    line = ground.forest.upward(node.pk)
    who = who_is_asked(line, own=None, leads=ground.leads, referents=ground.referents)
    return AskedOf(
        subject_label=NODE,
        subject_key=node.pk,
        title=str(node),
        place=ground.path(node.pk),
        items=[item_of(result) for result in _results_under(node, asked_too, ground)],
        **_gathered(node, ground),
        **_asked(who, ground),
    )


def _of_action(action: Action, ground: Ground) -> AskedOf:
    line = ground.forest.upward(action.node_id or 0)
    who = who_is_asked(line, own=action.lead_organisation_id, leads=ground.leads, referents=ground.referents)
    node = ground.nodes.get(action.node_id or 0)
    above = f"{ground.path(node.pk)} › {node}".removeprefix(" › ") if node is not None else ""
    grouped = _gathered(node, ground) if node is not None else {"group_key": None, "group": ""}
    return AskedOf(
        subject_label=ACTION,
        subject_key=action.pk,
        title=action.wording,
        place=above,
        **grouped,
        **_asked(who, ground),
    )


def _gathered(node: Node, ground: Ground) -> dict[str, Any]:
    """The pillar under which a sheet is told; without any, its tree."""
    pillar = ground.forest.pillar_of(node.pk)
    if pillar is None:
        return {"group_key": None, "group": node.tree.title}
    return {"group_key": pillar, "group": str(ground.nodes[pillar])}


def _asked(who: Asked, ground: Ground) -> dict[str, Any]:
    return {
        "organisation": ground.bodies.get(who.organisation or 0),
        "recipient": ground.people.get(who.person or 0),
    }


def _results_under(node: Node, asked_too: set[int], ground: Ground) -> Iterable[Result]:
    """The expected results of an objective, and of what is under it and has no sheet of its own."""
    yield from ground.results.get(node.pk, ())
    for one in ground.forest.below(node.pk):
        if one.key not in asked_too:
            yield from _results_under(ground.nodes[one.key], asked_too, ground)


def item_of(result: Result) -> dict[str, Any]:
    """An expected result as an item of a sheet."""
    target = ", ".join(filter(None, [result.target, f"en {result.year}" if result.year else ""]))
    return {
        "key": f"{RESULT}:{result.pk}",
        "title": result.wording,
        "remark": f"Cible : {target}" if target else "",
    }


def _previous_sheets(campaign: Campaign) -> dict[tuple[str, int], Sheet]:
    if campaign.previous is None:
        return {}
    rows = Sheet.objects.filter(round_id=campaign.previous.round_id)
    return {(one.subject_label, one.subject_key): one for one in rows.defer("items", "blocks")}


def with_blocks(campaign: Campaign, asked: Sequence[AskedOf], ground: Ground) -> list[AskedOf]:
    """The same sheets with what every app knows of their objectives over the period of the campaign."""
    filled = []
    for one in asked:
        thing = _thing(one, ground)
        blocks = [
            {"key": block.key, "label": block.label, **facts}
            for block in sheet_blocks.on(NODE)
            if thing is not None
            and (facts := block.facts(thing, campaign.starts_on, campaign.ends_on)) is not None
        ]
        filled.append(replace(one, blocks=blocks))
    return filled


def _thing(asked: AskedOf, ground: Ground) -> Node | None:
    if asked.subject_label == NODE:
        return ground.nodes[asked.subject_key]
    action = next(one for one in ground.actions if one.pk == asked.subject_key)
    return ground.nodes.get(action.node_id or 0)


@dataclass
class Drift:
    """How the framework stands to the sheets that were prepared: what an update would do."""

    new: list[AskedOf] = field(default_factory=list)
    gone: list[tuple[Sheet, str]] = field(default_factory=list)
    moved: list[tuple[Sheet, str]] = field(default_factory=list)
    reworded: list[tuple[Sheet, str]] = field(default_factory=list)
    found: list[tuple[Sheet, AskedOf]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.moved or self.reworded or self.found)


CLOSED = {SheetState.SUBMITTED, SheetState.ACCEPTED}
OUT = {*CLOSED, SheetState.EXCUSED}
GONE = "n’est plus dans le périmètre de la campagne"


def drift_of(campaign: Campaign, *, ground: Ground | None = None) -> Drift:
    """What changed in the framework since the sheets were prepared."""
    ground = ground or ground_of(campaign.contract_id)
    asked = {one.subject: one for one in sheets_of_scope(campaign, ground=ground)}
    sheets = Sheet.objects.filter(round_id=campaign.round_id).select_related("recipient", "organisation")
    drift, known, gone = Drift(), set(), []
    for sheet in sheets.defer("items", "blocks"):
        subject = (sheet.subject_label, sheet.subject_key)
        known.add(subject)
        if subject in asked:
            _compare(sheet, asked[subject], ground, drift)
        elif sheet.state not in OUT:
            gone.append(sheet)
    drift.gone = why_gone(gone)
    drift.new = [one for subject, one in asked.items() if subject not in known]
    return drift


def _compare(sheet: Sheet, asked: AskedOf, ground: Ground, drift: Drift) -> None:
    if sheet.state in OUT:
        return
    if (sheet.group_key, sheet.group) != (asked.group_key, asked.group):
        drift.moved.append((sheet, asked.group))
    if sheet.title != asked.title:
        drift.reworded.append((sheet, asked.title))
    if asked.recipient is not None and _is_another(sheet, asked.recipient, ground):
        drift.found.append((sheet, asked))


def _is_another(sheet: Sheet, person: User, ground: Ground) -> bool:
    """Whether the framework names another person than the sheet since it was prepared.

    Somebody whom the team chose by hand stays, unless she left or a lead was named since.
    """
    if sheet.recipient is None or not sheet.recipient.is_active:
        return sheet.recipient_id != person.pk
    since = ground.since.get(person.pk)
    named_since = since is not None and sheet.blocks_at is not None and since > sheet.blocks_at
    return sheet.recipient_id != person.pk and named_since


def why_gone(sheets: Sequence[Sheet]) -> list[tuple[Sheet, str]]:
    """Why the subjects of these sheets no longer get one, as their excuse says it. Two questions."""
    things: dict[str, dict[int, Any]] = {
        label: model._default_manager.in_bulk(
            [one.subject_key for one in sheets if one.subject_label == label]
        )
        for label, model in ((NODE, Node), (ACTION, Action))
        if any(one.subject_label == label for one in sheets)
    }
    told = []
    for sheet in sheets:
        thing = things.get(sheet.subject_label, {}).get(sheet.subject_key)
        word = "L’objectif" if sheet.subject_label == NODE else "Le chantier"
        gone_at = thing.archived_at if thing is not None else None
        reason = f"a été archivé le {timezone.localdate(gone_at):%d/%m/%Y}" if gone_at else GONE
        told.append((sheet, f"{word} {reason}."))
    return told
