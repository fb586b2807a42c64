"""Indicators as plain data: what is known, and what their wording proposes."""

from typing import Any

from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.monitoring.choices import IndicatorKind, SourceState
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import indicators_of
from reciproque.monitoring.rules import counts_people, kind_from_wording, says_no_source

TO_CONFIRM = " (proposé d’après le libellé, à confirmer)"


def facts_about(indicator: Indicator) -> list[tuple[str, Any, str]]:
    """(label, value, address): what people decided, else what the wording proposes, said as such."""
    node = indicator.node
    proposals = {name: f"{said(name, value)}{TO_CONFIRM}" for name, value in proposed(indicator).items()}
    people = {True: "oui", False: "non"}.get(indicator.counts_people, "à préciser")  # type: ignore[arg-type]
    source = proposals.get("source_state", indicator.get_source_state_display())
    return [
        ("Objectif", str(node or "aucun"), reverse("framework:node_detail", args=[node.pk]) if node else ""),
        ("Nature", proposals.get("kind", indicator.get_kind_display() or "à préciser"), ""),
        ("Unité", indicator.unit or "à préciser", ""),
        ("Sens souhaité", indicator.get_direction_display() or "à préciser", ""),
        ("Compte des personnes", proposals.get("counts_people", people), ""),
        ("Source", f"{source}{' : ' + indicator.source if indicator.source else ''}", ""),
    ]


def proposed(indicator: Indicator) -> dict[str, Any]:
    """What the wording proposes for what nobody decided yet: {field: value}. A person confirms it, or not."""
    guessed = kind_from_wording(indicator.wording)
    proposals: dict[str, Any] = {}
    if not indicator.kind and guessed:
        proposals["kind"] = guessed
    if indicator.counts_people is None and (guessed or indicator.kind):
        proposals["counts_people"] = counts_people(indicator.wording)
    if indicator.source_state == SourceState.UNKNOWN and says_no_source(indicator.wording):
        proposals["source_state"] = SourceState.NONE.value
    return proposals


def said(name: str, value: Any) -> str:
    """A proposed value as the form and the page say it."""
    if name == "kind":
        return str(IndicatorKind(value).label)
    if name == "source_state":
        return str(SourceState(value).label)
    return "oui" if value else "non"


def about_indicators(contract: Contract) -> dict[str, Any]:
    """How many definitions are complete, how many indicators count people, and how many seem to (`guessed`)."""
    rows = list(indicators_of(contract).values_list("kind", "counts_people", "source_state", "wording"))
    return {
        "indicators": len(rows),
        "defined": sum(bool(kind) and source != SourceState.UNKNOWN for kind, _p, source, _w in rows),
        "people": sum(p is True for _k, p, _s, _w in rows),
        "guessed": sum(p is None and counts_people(wording) for _k, p, _s, wording in rows),
    }
