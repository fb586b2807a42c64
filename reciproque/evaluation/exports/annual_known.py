"""What the house knows already of each part of an annual report: the words that its writers begin with."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reciproque.contracts.models import Contract
from reciproque.enquiries.choices import RETURNED_TO_TEAM
from reciproque.evaluation.choices import PartKind
from reciproque.evaluation.exports.annual_figures import figures_until
from reciproque.evaluation.exports.picture import picture_of
from reciproque.evaluation.models import AnnualReport, Campaign
from reciproque.evaluation.rules.questions import DONE
from reciproque.framework.choices import Engagement
from reciproque.framework.queries import live_nodes, matrix_of
from reciproque.references.choices import LEGAL_OBJECTIVES
from reciproque.references.models import Nomenclature, Reference
from reciproque.references.queries import references_of

PERSPECTIVES = "perspectives"
HANDED_IN = {str(one) for one in RETURNED_TO_TEAM}
MOST = 12
"""Lines of one kind that a part begins with: a report is read, it is no listing."""


def legal_objectives() -> list[Reference]:
    """The objectives of article 1 of the law of 2014, in its order."""
    return list(references_of(LEGAL_OBJECTIVES))


def known_of(report: AnnualReport, on: date) -> dict[tuple[str, int | None], str]:
    """First words by (kind of part, key of the legal objective or None); nothing for what nobody knows yet."""
    contract = report.contract
    rows = figures_until(contract, report.year)
    known: dict[tuple[str, int | None], str] = {
        (PartKind.ORIENTATIONS, None): _orientations(contract),
        (PartKind.ACTIONS, None): _actions(contract),
        **_by_objective(contract, rows),
        **_of_campaign(report.campaign, on),
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


def _of_campaign(campaign: Campaign | None, on: date) -> dict[tuple[str, int | None], str]:
    """What leads handed in about the year: what was done, what is planned, what a session decided."""
    if campaign is None:
        return {}
    told = picture_of(campaign, on=on)
    sheets = [one for pillar in told["pillars"] for one in pillar["sheets"] if one["state"] in HANDED_IN]
    done = _under("Ce que les pilotes disent de l’année :", _answers(sheets, DONE))
    ahead = [
        _under("Ce que les pilotes prévoient :", _answers(sheets, PERSPECTIVES)),
        _under("Décidé en séance de validation :", _listed(_decided(one) for one in told["proposals"])),
        _under("Recommandations suivies :", _listed(_followed(one) for one in told["recommendations"])),
    ]
    found = {(PartKind.ACTIONS, None): done, (PartKind.PERSPECTIVES, None): "\n\n".join(filter(None, ahead))}
    return {place: text for place, text in found.items() if text}


def _answers(sheets: Sequence[dict[str, Any]], key: str) -> list[str]:
    said = [(one["title"], answer["said"]) for one in sheets for answer in one["answers"].get(key, ())]
    return _listed(f"{title} : {words}" for title, words in said if words)


def _decided(one: dict[str, Any]) -> str:
    return f"{one['kind_word']} « {one['target']} » ({one['state_word']})"


def _followed(one: dict[str, Any]) -> str:
    return f"{one['wording']} ({one['state_word']})"


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
