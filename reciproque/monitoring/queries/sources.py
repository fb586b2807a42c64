"""What the software knows itself of a contract, for indicators that it feeds: a figure, and each thing behind it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.contracts.choices import SignatureState
from reciproque.contracts.models import Contract
from reciproque.contracts.queries import signatures_of
from reciproque.framework.queries import live_nodes
from reciproque.monitoring.queries.situations import gendered_share, situations_in

Measure = tuple[float | None, float | None, float | None]


def _share(above: int, below: int) -> Measure:
    """In per cent, with what it is made of; nothing to count is no figure."""
    return (100 * above / below, float(above), float(below)) if below else (None, None, None)


def led_objectives(contract: Contract, until: date) -> Measure:
    nodes = live_nodes(contract)
    return _share(nodes.exclude(lead_organisation=None).count(), nodes.count())


def objectives_by_lead(contract: Contract, until: date) -> Iterable[tuple[str, str]]:
    for node in (
        live_nodes(contract).select_related("lead_organisation").order_by("lead_organisation_id", "position")
    ):
        lead = node.lead_organisation.name if node.lead_organisation else "sans pilote"
        yield f"{node} – {lead}", reverse("framework:node_detail", args=[node.pk])


def obtained_signatures(contract: Contract, until: date) -> Measure:
    rows: Any = signatures_of(contract)
    signed = rows.filter(state=SignatureState.SIGNED, on__lte=until).count()
    return _share(signed, rows.count())


def signatures_one_by_one(contract: Contract, until: date) -> Iterable[tuple[str, str]]:
    rows: Any = signatures_of(contract)
    for one in rows.order_by("state", "printed"):
        yield (
            f"{one.printed} – {one.get_state_display()}",
            reverse("contracts:text_detail", args=[one.text_id]),
        )


def gendered_indicators(contract: Contract, until: date) -> Measure:
    told = gendered_share(situations_in(contract, on=until))
    return _share(told.gendered, told.people)


def people_indicators(contract: Contract, until: date) -> Iterable[tuple[str, str]]:
    for one in situations_in(contract, on=until):
        if one.indicator.counts_people is True and one.is_fed:
            said = "sans femmes et hommes" if one.lacks_sex else "femmes et hommes distingués"
            yield f"{one.indicator} – {said}", reverse("monitoring:indicator_detail", args=[one.indicator.pk])
