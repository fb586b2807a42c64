"""Answers as pages show them: their words marked, where they stand, what they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from reciproque.accounts.models import User
from reciproque.core import registers
from reciproque.core.engine import with_all_above
from reciproque.core.text import shorten
from reciproque.framework.models import Node
from reciproque.search.queries import Weighed, shown_of
from reciproque.search.rules.asking import Question
from reciproque.search.rules.ranking import marked

TEXT_SHOWN = 420  # characters of an answer
DEEPEST = 20  # titles of a path


@dataclass(frozen=True)
class Found:
    """An answer as it is shown. `pieces`: its words, each with whether it was asked for."""

    label: str
    kind: str
    pieces: Sequence[tuple[str, bool]]
    url: str
    path: Sequence[tuple[str, str]]
    passage_url: str
    contract: int

    @property
    def text(self) -> str:
        return "".join(piece for piece, _hit in self.pieces)


def shown_to(user: User, rows: Sequence[Weighed], question: Question) -> dict[int, Found]:
    """What stands in these rows of the index, by their keys. What the person may not open after all is left out."""
    things: dict[tuple[str, int], str] = {}
    for label in sorted({row.label for row in rows}):
        subject = registers.subjects.named(label)
        if subject is not None:
            keys = {row.key for row in rows if row.label == label}
            seen = subject.visible_to(user).filter(pk__in=keys)
            if label == "contracts.text":
                seen = seen.defer("source_json")
            things |= {(label, one.pk): subject.url(one) for one in seen}
    rows = [row for row in rows if (row.label, row.key) in things]
    texts, paths = shown_of([row.pk for row in rows]), _paths(user, rows)
    return {
        row.pk: _found(row, texts[row.pk], things[row.label, row.key], paths, question)
        for row in rows
        if row.pk in texts  # written anew since it was weighed
    }


def _found(
    row: Weighed, text: str, url: str, paths: dict[int, list[tuple[str, str]]], question: Question
) -> Found:
    source = reverse("contracts:text_source", args=[row.text_id]) if row.text_id else ""
    passage = f"{source}#{row.place}" if source and row.place else ""
    above = paths.get(row.node_id or 0, [])
    own = row.label == "framework.node"
    return Found(
        row.label,
        row.kind,
        marked(_excerpt(text, question), question),
        passage if row.kind == "text" else url,
        above[:-1] if own else above,
        "" if row.kind == "text" else passage,
        row.contract_id,
    )


def _excerpt(text: str, question: Question) -> str:
    """The text, or of a long one what stands around the first word asked for."""
    if len(text) <= TEXT_SHOWN:
        return text
    before = 0
    for piece, hit in marked(text, question):
        if hit:
            break
        before += len(piece)
    start = text.rfind(" ", 0, max(0, before - 120)) + 1 if before > TEXT_SHOWN // 2 else 0
    return ("… " if start else "") + shorten(text[start:], TEXT_SHOWN)


def _paths(user: User, rows: Sequence[Weighed]) -> dict[int, list[tuple[str, str]]]:
    """For each objective: from the top down to itself, as (title, address). One query."""
    wanted = {row.node_id for row in rows if row.node_id}
    subject = registers.subjects.named("framework.node")
    visible = subject.visible_to(user) if subject is not None else Node.objects.none()
    lines = with_all_above(visible, wanted).values_list("pk", "parent_id", "code", "title")
    nodes = {key: (above, _titled(key, code, title)) for key, above, code, title in lines}
    return {key: _path(key, nodes) for key in wanted}


def _titled(key: int, code: str, title: str) -> tuple[str, str]:
    return shorten(f"{code} {title}".strip(), 90), reverse("framework:node_detail", args=[key])


def _path(key: int | None, nodes: Mapping[int, tuple[int | None, tuple[str, str]]]) -> list[tuple[str, str]]:
    line: list[tuple[str, str]] = []
    while key is not None and key in nodes and len(line) < DEEPEST:
        key, titled = nodes[key]
        line.insert(0, titled)
    return line
