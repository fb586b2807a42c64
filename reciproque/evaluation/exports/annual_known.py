"""What the house knows already of each part of an annual report: the words that its writers begin with."""

from collections.abc import Iterable, Sequence
from typing import Any

from reciproque.contracts.models import Contract
from reciproque.evaluation.choices import PartKind
from reciproque.evaluation.exports.annual_figures import figures_until
from reciproque.evaluation.models import AnnualReport
from reciproque.framework.choices import Engagement
from reciproque.framework.queries import live_nodes, matrix_of
from reciproque.references.choices import LEGAL_OBJECTIVES
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import references_of

MOST = 12
"""Lines of one kind that a part begins with: a report is read, it is no listing."""


def legal_objectives() -> list[Reference]:
    """The objectives of article 1 of the law of 2014, in its order."""
    return list(references_of(LEGAL_OBJECTIVES))


def known_of(report: AnnualReport) -> dict[tuple[str, int | None], str]:
    """First words by (kind of part, key of the legal objective or None); nothing for what nobody knows yet."""
    contract = report.contract
    rows = figures_until(contract, report.year)
    known: dict[tuple[str, int | None], str] = {
        (PartKind.ORIENTATIONS, None): _orientations(contract),
        (PartKind.ACTIONS, None): _actions(contract),
        **_by_objective(contract, rows),
    }
    return {place: text for place, text in known.items() if text}


def _orientations(contract: Contract) -> str:
    roots = [node for node in live_nodes(contract).select_related("tree") if node.parent_id is None]
    lines = _listed(
        f"{one.label} {one.code} : {one.title}".strip() if one.code else one.title for one in roots
    )
    return _under("Le contrat s’organise autour des orientations suivantes :", lines)


def _actions(contract: Contract) -> str:
    """Objectives that are under way, with the body that leads them."""
    moving = live_nodes(contract).exclude(engagement__in=["", Engagement.NOT_STARTED])
    lines = _listed(
        f"{one.title} ({one.lead_organisation} ; {one.get_engagement_display()})"
        if one.lead_organisation is not None
        else f"{one.title} ({one.get_engagement_display()})"
        for one in moving.select_related("lead_organisation")
    )
    return _under("Objectifs engagés dans l’année :", lines)


def _by_objective(
    contract: Contract, rows: Sequence[tuple[int | None, str]]
) -> dict[tuple[str, int | None], str]:
    law = Nomenclature.objects.filter(code=LEGAL_OBJECTIVES).first()
    if law is None:
        return {}
    matrix = matrix_of(contract, law)
    told: dict[tuple[str, int | None], str] = {}
    for line in matrix.lines:
        own = [row.place for row in matrix.rows if line.pk in row.own]
        served = {row.place.key for row in matrix.rows if line.pk in row.own or line.pk in row.above}
        figures = [told for node, told in rows if node in served]
        parts = [
            _under("Objectifs du contrat qui y contribuent :", _listed(one.name for one in own)),
            _under("Ce que disent les indicateurs :", _listed(figures)),
        ]
        told[PartKind.EVOLUTION, line.pk] = "\n\n".join(filter(None, parts))
    return told


def _under(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *lines]) if lines else ""


def _listed(texts: Iterable[Any]) -> list[str]:
    every = [f"- {' '.join(str(one).split())}" for one in texts]
    rest = len(every) - MOST
    return every if rest <= 0 else [*every[:MOST], f"- et {rest} autre{'s' if rest > 1 else ''}"]
