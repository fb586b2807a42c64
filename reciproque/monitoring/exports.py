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
    guessed = kind_from_wording(indicator.wording)
    kind = indicator.get_kind_display() if indicator.kind else "à préciser"
    if not indicator.kind and guessed:
        kind = f"{IndicatorKind(guessed).label}{TO_CONFIRM}"
    people = {True: "oui", False: "non"}.get(indicator.counts_people, "")  # type: ignore[arg-type]
    source = indicator.get_source_state_display()
    if indicator.source_state == SourceState.UNKNOWN and says_no_source(indicator.wording):
        source = f"{SourceState.NONE.label}{TO_CONFIRM}"
    return [
        ("Objectif", str(node or "aucun"), reverse("framework:node_detail", args=[node.pk]) if node else ""),
        ("Nature", kind, ""),
        ("Unité", indicator.unit or "à préciser", ""),
        ("Sens souhaité", indicator.get_direction_display() or "à préciser", ""),
        (
            "Compte des personnes",
            people or f"{'oui' if counts_people(indicator.wording) else 'non'}{TO_CONFIRM}",
            "",
        ),
        ("Source", f"{source}{' : ' + indicator.source if indicator.source else ''}", ""),
    ]


def proposed(indicator: Indicator) -> dict[str, Any]:
    """First answers to the form of a definition that nobody completed yet."""
    if indicator.kind:
        return {}
    return {
        "kind": kind_from_wording(indicator.wording),
        "counts_people": counts_people(indicator.wording),
        "source_state": SourceState.NONE if says_no_source(indicator.wording) else indicator.source_state,
    }


def about_indicators(contract: Contract) -> dict[str, Any]:
    """How many definitions are complete, and how many indicators count people."""
    rows = list(indicators_of(contract).values_list("kind", "counts_people", "source_state", "wording"))
    return {
        "indicators": len(rows),
        "defined": sum(bool(kind) and source != SourceState.UNKNOWN for kind, _p, source, _w in rows),
        "people": sum(p if p is not None else counts_people(wording) for _k, p, _s, wording in rows),
    }
