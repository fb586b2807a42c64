"""What is said of a reading outside the review page: a summary for a terminal, a paper for a steering committee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reciproque.core.likeness import marked
from reciproque.core.text import shorten
from reciproque.intake.choices import KEPT, ItemKind, ReadingState
from reciproque.intake.models import Reading
from reciproque.intake.queries import counts_by_kind
from reciproque.intake.queries.comparing import Comparison, Figures, chapters, figures_of
from reciproque.intake.rules import words_field
from reciproque.intake.rules.things import CHANGE_WORDS, Change, Match, Thing
from reciproque.office.papers.content import (
    Bullets,
    Content,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Paragraph,
    TableBlock,
    TableColumn,
)

SHOWN = 12
"""Items of a list that a summary shows; the framework is shown whole."""


def readable_summary(told: Mapping[str, Any]) -> str:
    """A reading (its JSON form) in French, list by list, each item with its line."""
    lines = [told.get("title") or told.get("source_file") or "Document sans titre", ""]
    lines += [f"Attention : {one}" for one in told.get("cautions") or ()]
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


NOT_REPEATED = (
    "Ce qui n’est pas repris par ce texte n’est pas supprimé : il continue de valoir tant que rien ne dit le "
    "contraire."
)
LEGEND = "Mots retirés : [− mot]. Mots ajoutés : [+ mot]."
ASIDES = [
    ItemKind.COMMITMENT,
    ItemKind.SIGNATORY,
    ItemKind.NEIGHBOURHOOD,
    ItemKind.BODY,
    ItemKind.RESULT,
    ItemKind.INDICATOR,
]


@dataclass(frozen=True)
class Aside:
    """A list beside the framework: what changed in it, what is new, what the text does not repeat."""

    title: str
    changed: Sequence[Match]
    new: Sequence[Thing]
    dropped: Sequence[Thing]


@dataclass(frozen=True)
class Told:
    """What a text changes, as the page and the paper tell it: figures, chapters, what is not repeated, the rest."""

    title: str
    contract: str
    is_project: bool
    has_before: bool
    figures: Figures
    same: int
    chapters: Sequence[tuple[str, Sequence[Match]]]
    dropped: Sequence[tuple[str, Sequence[Thing]]]
    asides: Sequence[Aside]

    @property
    def key_figures(self) -> list[tuple[int, str]]:
        """The figures with their words, the ones that say nothing left out but for the first four."""
        one = self.figures
        said = [
            (one.repeated, "objectif repris", "objectifs repris"),
            (one.reworded, "reformulé", "reformulés"),
            (one.new, "nouveau", "nouveaux"),
            (one.dropped, "non repris", "non repris"),
            (one.priorities, "nommé prioritaire", "nommés prioritaires"),
            (one.moved, "déplacé", "déplacés"),
            (one.reshaped, "scindé ou fusionné", "scindés ou fusionnés"),
        ]
        return [
            (count, single if count < 2 else many)
            for place, (count, single, many) in enumerate(said)
            if count or place < 4
        ]


def changes_told(reading: Reading, comparison: Comparison) -> Told:
    """Gather what the page says. What is the same to the letter is counted, not shown."""
    matches = comparison.of(ItemKind.FRAMEWORK)
    changed = [one for one in matches if one.news and one.main != Change.SAME]
    gone = [one for one in matches if one.main == Change.DROPPED]
    asides = [_aside(kind, comparison.of(kind)) for kind in ASIDES]
    return Told(
        title=reading.text.title if reading.text else reading.name,
        contract=reading.contract.name if reading.contract else "",
        is_project=reading.state != ReadingState.ACCEPTED,
        has_before=comparison.has_before,
        figures=figures_of(comparison),
        same=sum(1 for one in matches if one.main == Change.SAME),
        chapters=[(one.title, one.matches) for one in chapters(comparison, changed)],
        dropped=[(one.title, [m.olds[0] for m in one.matches]) for one in chapters(comparison, gone)],
        asides=[one for one in asides if one.changed or one.new or one.dropped],
    )


def _aside(kind: str, matches: Sequence[Match]) -> Aside:
    alone = {Change.NEW, Change.DROPPED, Change.SAME}
    return Aside(
        str(ItemKind(kind).label).capitalize(),
        [one for one in matches if one.main not in alone],
        [one.news[0] for one in matches if one.main == Change.NEW],
        [one.olds[0] for one in matches if one.main == Change.DROPPED],
    )


def paper_of_changes(told: Told) -> Paper:
    """« Ce que ce texte change », to be printed for the steering committee."""
    figures = KeyFigures([KeyFigure(str(count), words) for count, words in told.key_figures])
    blocks: list[Content] = [figures, Paragraph(LEGEND, quiet=True)]
    for title, matches in told.chapters:
        blocks += [Heading(title or "Objectifs"), _side_by_side(matches)]
    if told.dropped:
        blocks += [Heading("Non repris par ce texte"), Paragraph(NOT_REPEATED)]
    for title, things in told.dropped:
        blocks += [Heading(title or "Objectifs", 2), Bullets([line_of(one) for one in things])]
    for aside in told.asides:
        blocks.append(Heading(aside.title))
        if aside.changed:
            blocks.append(_side_by_side(aside.changed))
        for words, things in (("Nouveau", aside.new), ("Non repris par ce texte", aside.dropped)):
            if things:
                blocks += [Paragraph(words, strong=True), Bullets([line_of(one) for one in things])]
    state = "projet, tant que ce texte n’est pas accepté" if told.is_project else told.contract
    return Paper(f"Ce que change « {told.title} »", subtitle=state, blocks=blocks, landscape=True)


def line_of(thing: Thing) -> str:
    """A thing in one line: its code, its words, what is said beside them."""
    facts = [f"{name} : {value}" for name, value in thing.facts.items()]
    return " · ".join([" ".join(filter(None, (thing.code, thing.words))), *facts])


def _side_by_side(matches: Sequence[Match]) -> TableBlock:
    columns = [TableColumn("Avant", 3), TableColumn("Ce texte", 3), TableColumn("Ce qui change", 1.4)]
    return TableBlock(columns, [_cells(match) for match in matches])


def _cells(match: Match) -> list[str]:
    if len(match.olds) == len(match.news) == 1:
        runs = marked(match.olds[0].words, match.news[0].words)
        sides = [
            " ".join(
                run.text if not run.mark else f"[{sign} {run.text}]" for run in runs if run.mark in {"", own}
            )
            for own, sign in (("-", "−"), ("+", "+"))
        ]
    else:
        sides = ["\n".join(one.words for one in side) for side in (match.olds, match.news)]
    changes = ", ".join(CHANGE_WORDS[change] for change in match.changes)
    details = [f"{name} : {before} → {after}" for name, before, after in match.details]
    return [*sides, "\n".join([changes, *details])]
