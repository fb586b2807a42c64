"""What a committee is shown of many answers: a few, cut at sentences, with how many speak of it in all."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.core.text import one_line
from reciproque.evaluation.exports.extracts import Told, count, cut, saying
from reciproque.office.papers.content import Entry

TITLE, SAID = 48, 190


def quoted(
    sheets: Sequence[Told], key: str, most: int, *, letters: int = SAID, level: int = 0
) -> list[Entry]:
    """« Lire avant six ans : Trois ateliers se sont tenus. », of the sheets that were validated first."""
    return [_entry(sheet, said, letters, level) for sheet, said in saying(sheets, key)[:most]]


def one_a_pillar(picture: Told, key: str, most: int) -> list[Entry]:
    """The first of each pillar, then the second of each, until there are enough."""
    by_pillar = [saying(pillar["sheets"], key) for pillar in picture["pillars"]]
    deepest = max(map(len, by_pillar), default=0)
    chosen = [told[at] for at in range(deepest) for told in by_pillar if at < len(told)]
    return [_entry(sheet, said, SAID, 0) for sheet, said in chosen[:most]]


def _entry(sheet: Told, said: str, letters: int, level: int) -> Entry:
    lead = f"{cut(sheet['title'], TITLE)}\u00a0:"
    return Entry(f"{lead} {cut(said, letters)}", level=level, lead=lead)


def where_the_rest_is(sheets: Sequence[Told], key: str, shown: int) -> str:
    """The line below a choice of answers; "" when all were shown."""
    speaking = len(saying(sheets, key))
    if speaking <= shown:
        return ""
    return f"{count(shown, 'extrait', 'extraits')} sur {speaking} fiches qui en parlent ; le rapport les donne toutes."


def headed(heading: str, entries: Sequence[Entry], none: str) -> list[Entry]:
    """A line in bold over a list; what there is to say when it is empty."""
    below = list(entries) or [Entry(none)]
    return [Entry(heading, strong=True), *(Entry(one.text, level=1, lead=one.lead) for one in below)]


def plain(texts: Sequence[str]) -> list[Entry]:
    return [Entry(one_line(text)) for text in texts]
