"""Indicators as plain data: what is known, and what their wording proposes."""

from datetime import date
from typing import Any

from django.urls import reverse

from reciproque.contracts.models import Contract
from reciproque.core.templatetags.reciproque import day
from reciproque.monitoring.choices import (
    Aggregation,
    Direction,
    IndicatorKind,
    Periodicity,
    SourceState,
)
from reciproque.monitoring.models import Indicator
from reciproque.monitoring.queries import Situation, indicators_of
from reciproque.monitoring.rules import (
    counts_people,
    direction_from_wording,
    kind_from_wording,
    periodicity_from_wording,
    says_no_source,
    sums_from_wording,
    target_from_wording,
    unit_from_wording,
)
from reciproque.monitoring.rules.periods import say_period
from reciproque.monitoring.tables import say_number

NAMED: dict[str, Any] = {
    "direction": Direction,
    "periodicity": Periodicity,
    "over_time": Aggregation,
    "over_places": Aggregation,
}
TO_CONFIRM = " (proposé d’après le libellé, à confirmer)"


def facts_about(indicator: Indicator, situation: Situation) -> list[tuple[str, Any, str]]:
    """(label, value, address): what people decided, else what the wording proposes, said as such."""
    node = indicator.node
    proposals = {name: f"{said(name, value)}{TO_CONFIRM}" for name, value in proposed(indicator).items()}
    people = {True: "oui", False: "non"}.get(indicator.counts_people, "à préciser")  # type: ignore[arg-type]  # narrower than the types can say; tests hold it
    source = proposals.get("source_state", indicator.get_source_state_display())
    facts = [
        ("Objectif", str(node or "aucun"), reverse("framework:node_detail", args=[node.pk]) if node else ""),
        ("Ce qui est compté", indicator.counted, ""),
        ("Nature", proposals.get("kind", indicator.get_kind_display() or "à préciser"), ""),
        ("Unité", indicator.unit or "à préciser", ""),
        ("Ruptures de série", _breaks(indicator, situation), ""),
        ("Rapport", _ratio(indicator), ""),
        ("Échelle", indicator.levels, ""),
        ("Sens souhaité", indicator.get_direction_display() or "à préciser", ""),
        ("Référence", _figure_on(indicator, indicator.baseline, indicator.baseline_on), ""),
        ("Jalons", _milestones(indicator, situation), ""),
        ("Cible", _figure_on(indicator, indicator.target, indicator.target_on) or "aucune", ""),
        ("Rythme", _rhythm(indicator), ""),
        ("Compte des personnes", proposals.get("counts_people", people), ""),
        ("Ventilations", _breakdowns(indicator), ""),
        ("Source", f"{source}{' : ' + indicator.source if indicator.source else ''}", ""),
        ("Producteur", str(indicator.producer or ""), ""),
        ("Personne qui renseigne", str(indicator.producer_person or ""), ""),
        ("Plusieurs périodes", indicator.get_over_time_display(), ""),
        ("Plusieurs lieux", indicator.get_over_places_display(), ""),
        ("Mode de calcul et limites", indicator.method_note, ""),
    ]
    return [fact for fact in facts if fact[1]]


def _figure_on(indicator: Indicator, number: float | None, on: date | None) -> str:
    return f"{say_number(number, indicator)}, {day(on)}" if number is not None and on is not None else ""


def _ratio(indicator: Indicator) -> str:
    both = [part for part in (indicator.numerator, indicator.denominator) if part]
    return " sur ".join(both)


def _milestones(indicator: Indicator, situation: Situation) -> str:
    return "\n".join(_figure_on(indicator, number, on) for on, number in situation.steps)


def _breaks(indicator: Indicator, situation: Situation) -> str:
    """« à partir de 2025 (avant : k€) : nouveau périmètre », one a line."""
    told = []
    for one in situation.breaks:
        said = f"à partir de {say_period(one.from_period, indicator.periodicity)}"
        said += f" (avant : {one.unit_before})" if one.unit_before not in ("", indicator.unit) else ""
        told.append(f"{said} : {one.reason}" if one.reason else said)
    return "\n".join(told)


def _rhythm(indicator: Indicator) -> str:
    if not indicator.periodicity:
        return "à préciser"
    return f"{indicator.get_periodicity_display()}, connue {indicator.delay_days} jours après"


def _breakdowns(indicator: Indicator) -> str:
    """What the values are told apart by, in the order of the pages."""
    wanted = [
        (indicator.needs_sex, "femmes et hommes"),
        (indicator.by_age, "tranches d’âge"),
        (indicator.by_place, "quartiers"),
        (indicator.by_commune, "communes"),
        (bool(indicator.other_dimension), indicator.other_dimension),
    ]
    return ", ".join(word for holds, word in wanted if holds)


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


def drafted(indicator: Indicator) -> dict[str, Any]:
    """The same and more, for the workshop: unit, direction, rhythm, how values add up. Shown, never written."""
    wording = indicator.wording
    proposals = proposed(indicator)
    over_time, over_places = sums_from_wording(wording)
    guessed: dict[str, Any] = {
        "unit": unit_from_wording(wording),
        "direction": direction_from_wording(wording),
        "periodicity": periodicity_from_wording(wording) if kind_from_wording(wording) else "",
        "over_time": over_time,
        "over_places": over_places,
    }
    aim = target_from_wording(wording)
    if aim is not None:  # what is aimed at in per cent is a share, whatever the first words say
        guessed |= {"kind": "ratio", "unit": "%", "over_time": "ratio", "over_places": "ratio"}
        guessed |= {"target": aim[0], "target_on": aim[1]} if indicator.target is None else {}
    return proposals | {
        name: value for name, value in guessed.items() if value and not getattr(indicator, name)
    }


def missing_from(indicator: Indicator) -> list[str]:
    """What a definition still lacks before its values mean the same to all, in words."""
    counted = indicator.kind in {"number", "amount", "ratio"}
    may_count = indicator.kind in {"", "number", "ratio"}
    wanted = [
        (bool(indicator.kind), "nature"),
        (not counted or bool(indicator.unit), "unité"),
        (indicator.kind in {"text", "judgement"} or bool(indicator.direction), "sens souhaité"),
        (not may_count or indicator.counts_people is not None, "compte des personnes ou non"),
        (bool(indicator.periodicity), "rythme"),
        (indicator.source_state != SourceState.UNKNOWN, "source"),
    ]
    if indicator.source_state == SourceState.NONE:
        return []
    return [word for holds, word in wanted if not holds]


def said(name: str, value: Any) -> str:
    """A proposed value as the form and the page say it."""
    if name == "kind":
        return str(IndicatorKind(value).label)
    if name == "source_state":
        return str(SourceState(value).label)
    if name in NAMED:
        return str(NAMED[name](value).label)
    if isinstance(value, float):
        return say_number(value, Indicator())
    if isinstance(value, date):
        return day(value)
    return value if isinstance(value, str) else "oui" if value else "non"


def about_indicators(contract: Contract) -> dict[str, Any]:
    """How many definitions are complete, how many indicators count people, and how many seem to (`guessed`)."""
    rows = list(indicators_of(contract).values_list("kind", "counts_people", "source_state", "wording"))
    return {
        "indicators": len(rows),
        "defined": sum(bool(kind) and source != SourceState.UNKNOWN for kind, _p, source, _w in rows),
        "people": sum(p is True for _k, p, _s, _w in rows),
        "guessed": sum(p is None and counts_people(wording) for _k, p, _s, wording in rows),
    }
