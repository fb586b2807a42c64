"""What the register of commitments hangs for others."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.access import reads_contract
from reciproque.core.registers import (
    Act,
    FindableSource,
    IndicatorSource,
    Obstacle,
    Panel,
    RailLink,
    SheetBlock,
    Subject,
    Tab,
    acts,
    findable,
    indicator_sources,
    obstacles,
    panels,
    rail,
    sheet_blocks,
    subjects,
    tabs,
)
from reciproque.core.templatetags.reciproque import day
from reciproque.framework.rules import reasons_to_keep
from reciproque.partners import access, exports, queries


def _reads(user: Any, contract: Any) -> bool:
    return reads_contract(user, contract.pk)


rail.hang(
    RailLink(
        "Partenaires", "Engagements", "partners:commitment_list", _reads, position=20, matches="partners:"
    ),
)
tabs.hang(
    Tab(
        "framework.node",
        "Engagements",
        "partners:commitments_on_node",
        lambda user, node: True,  # whoever sees the page of the objective sees what is counted on it
        lambda node: queries.commitments_on(node).count(),
        position=30,
    )
)


def _in_figures(user: Any, contract: Any) -> dict[str, Any] | None:
    if not reads_contract(user, contract.pk):
        return None
    rows = queries.commitments_of(contract)
    return {
        "label": "Engagements",
        "value": rows.count(),
        "remark": f"{rows.exclude(organisation=None).count()} avec une partie précisée",
        "url": reverse("partners:commitment_list", args=[contract.pk]),
    }


def _on_a_sheet(node: Any, starts_on: date, ends_on: date) -> dict[str, Any] | None:
    """Who has committed to what for an objective, whatever the period: a commitment holds until it is kept."""
    rows = [
        [
            str(one.organisation or one.party or "Toutes les parties"),
            one.wording,
            day(one.due_on) if one.due_on else "sans échéance",
        ]
        for one in queries.commitments_on(node).select_related("organisation")
    ]
    if not rows:
        return None
    return {
        "heading": "Engagements des partenaires",
        "columns": ["Qui", "S’est engagé à", "Avant le"],
        "rows": rows,
    }


sheet_blocks.hang(
    SheetBlock(
        "framework.node", "partners.commitments", "Engagements des partenaires", _on_a_sheet, position=40
    )
)


def _todo(label: str, word: str, *, late: bool = False, **which: Any) -> Any:
    """A line of what is to be done: how many commitments of a contract answer to `which`, and where they are listed."""

    def facts(user: Any, contract: Any) -> dict[str, Any] | None:
        if not reads_contract(user, contract.pk):
            return None
        wanted = {field: ask() if callable(ask) else ask for field, ask in which.items()}
        count = queries.commitments_of(contract).filter(**wanted).count()
        url = f"{reverse('partners:commitment_list', args=[contract.pk])}?filtre={word}"
        return {"label": label, "value": count, "url": url, "late": late} if count else None

    return facts


def _of_an_organisation(user: Any, organisation: Any) -> dict[str, Any] | None:
    rows = access.commitments_visible_to(user).filter(organisation=organisation, archived_at=None)
    lines = [
        {
            "label": str(one),
            "url": reverse("partners:commitment_detail", args=[one.pk]),
            "remark": str(one.contract),
        }
        for one in rows.select_related("contract")[:100]
    ]
    return {"heading": "Ses engagements", "rows": lines} if lines else None


def _keeps_its_nodes(nodes: Any) -> list[str]:
    return reasons_to_keep(queries.counted_on(nodes), "engagement", "engagements")


panels.hang(
    Panel("contracts.contract.figures", "partners.figures", _in_figures, position=30),
    Panel(
        "contracts.contract.todo",
        "partners.late",
        _todo("engagements dont l’échéance est passée", "echus", late=True, due_on__lt=timezone.localdate),
        position=1,
    ),
    Panel(
        "contracts.contract.todo",
        "partners.without_party",
        _todo("engagements sans partie précisée", "sans-partie", organisation=None),
        position=40,
    ),
    Panel("organisations.organisation", "partners.organisation", _of_an_organisation, position=20),
)


def _known_commitments(contract: Any, until: Any) -> tuple[float | None, float | None, float | None]:
    rows = queries.commitments_of(contract)
    total, known = rows.count(), rows.exclude(organisation=None).count()
    return (100 * known / total, float(known), float(total)) if total else (None, None, None)


def _one_by_one(contract: Any, until: Any) -> Any:
    for one in queries.commitments_of(contract).order_by("organisation_id", "position"):
        party = one.organisation.name if one.organisation else "sans partie précisée"
        yield f"{one} – {party}", reverse("partners:commitment_detail", args=[one.pk])


indicator_sources.hang(
    IndicatorSource(
        "partners.with_party",
        "part des engagements dont la partie est précisée",
        "%",
        "ratio",
        _known_commitments,
        _one_by_one,
    )
)
obstacles.hang(Obstacle("framework.archive_nodes", _keeps_its_nodes))
subjects.hang(
    Subject(
        "partners.commitment",
        "engagement",
        access.commitments_visible_to,
        str,
        lambda one: reverse("partners:commitment_detail", args=[one.pk]),
    )
)
acts.hang(
    Act("commitment.added", "a ajouté un engagement"),
    Act("commitment.brought", "a repris {count} engagements d’un document"),
    Act("commitment.edited", "a modifié un engagement"),
    Act("commitment.archived", "a archivé un engagement"),
    Act("commitment.restored", "a restauré un engagement"),
)
findable.hang(FindableSource("partners", ("partners.", "framework."), exports.findable_commitments))
