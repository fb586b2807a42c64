"""What is said of a reading outside the review page: a summary that a person reads in a terminal."""

from collections.abc import Mapping
from typing import Any

from reciproque.core.text import shorten
from reciproque.intake.choices import KEPT, ItemKind
from reciproque.intake.models import Reading
from reciproque.intake.queries import counts_by_kind
from reciproque.intake.rules import words_field

SHOWN = 12
"""Items of a list that a summary shows; the framework is shown whole."""


def readable_summary(told: Mapping[str, Any]) -> str:
    """A reading (its JSON form) in French, list by list, each item with its line."""
    lines = [told.get("title") or told.get("source_file") or "Document sans titre", ""]
    lines += [f"{label} : {said}" for label, said in _facts(told)]
    for kind in ItemKind:
        items = told.get(kind.value) or []
        if items:
            lines += ["", f"{str(kind.label).capitalize()} ({len(items)})"]
            lines += _framework(items) if kind == ItemKind.FRAMEWORK else _list(kind, items)
    for heading, key in (
        ("Contradictions du document", "contradictions"),
        ("Annexes absentes", "missing_annexes"),
    ):
        items = told.get(key) or []
        if items:
            lines += ["", f"{heading} ({len(items)})"]
            lines += [f"  l. {one['source_line']} : {one['text']}" for one in items]
    return "\n".join(lines)


def _facts(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    period = " → ".join(str(told.get(key) or "?") for key in ("period_start", "period_end"))
    facts = [("Territoire", told.get("territory")), ("Nature", told.get("kind")), ("Période", period)]
    return [(label, str(said)) for label, said in facts if said and said != "? → ?"]


def _framework(items: list[dict[str, Any]]) -> list[str]:
    lines = []
    for one in items:
        depth = _depth(one, items)
        code = f"{one['code']} " if one.get("code") else ""
        lines.append(
            f"  {'  ' * depth}{code}{shorten(one['title'], 100)}  [{one['label']}, l. {one['source_line']}]"
        )
    return lines


def _depth(one: dict[str, Any], items: list[dict[str, Any]]) -> int:
    depth, parent = 0, one.get("parent")
    while parent is not None and depth < 20:
        depth, parent = depth + 1, items[parent].get("parent")
    return depth


def _list(kind: ItemKind, items: list[dict[str, Any]]) -> list[str]:
    field = words_field(kind)
    lines = [f"  l. {one['source_line']} : {shorten(one.get(field) or '', 110)}" for one in items[:SHOWN]]
    if len(items) > SHOWN:
        lines.append(f"  … et {len(items) - SHOWN} autres (« --json » les donne toutes)")
    return lines


def proposal_counts(reading: Reading) -> str:
    """What a proposal would make, list by list, for a terminal."""
    counts = counts_by_kind(reading)
    lines = [f"« {reading.name} » : ce que la proposition contient"]
    for kind in ItemKind:
        kept = sum(counts[kind][state] for state in KEPT)
        if kept:
            lines.append(f"  {str(kind.label).capitalize()} : {kept}")
    return "\n".join(lines)
