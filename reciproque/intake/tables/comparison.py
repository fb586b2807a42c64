"""A comparison drawn in Python: what stands and what the text says side by side, the words that changed marked."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.likeness import Run, marked
from reciproque.core.templatetags.reciproque import number
from reciproque.core.text import shorten
from reciproque.intake.rules.things import CHANGE_WORDS, Change, Match, Thing

BADGES = {
    Change.NEW: "added",
    Change.DROPPED: "plain",
    Change.SPLIT: "current",
    Change.MERGED: "current",
    Change.PRIORITISED: "soon",
    Change.MOVED: "current",
    Change.REWORDED: "corrected",
    Change.AMENDED: "corrected",
    Change.SAME: "kept",
}


def draw_rows(matches: Iterable[Match], *, reading_id: int | None = None, brief: bool = False) -> SafeString:
    """The rows of a table of three columns. With `reading_id`, each has the buttons by which a person corrects it."""
    return mark_safe("".join(_row(match, reading_id, brief) for match in matches))


def draw_lines(things: Iterable[Thing]) -> SafeString:
    """Things alone, one line each: what is new, what is not repeated."""
    return mark_safe("".join(f"<li>{_thing(one, escape(one.words))}</li>" for one in things))


def _row(match: Match, reading_id: int | None, brief: bool) -> str:
    before, after = _sides(match)
    change = _changes(match, brief)
    acts = "" if reading_id is None else _acts(match, reading_id)
    key = escape((match.news or match.olds)[0].key.replace(":", "-").replace(".", "-"))
    return (
        f'<tr id="{key}"><td data-side="Avant">{before}</td><td data-side="Ce texte">{after}</td>'
        f"<td>{change}{acts}</td></tr>"
    )


def _sides(match: Match) -> tuple[str, str]:
    if len(match.olds) == len(match.news) == 1:
        runs = marked(match.olds[0].words, match.news[0].words)
        before = _thing(match.olds[0], side_of(runs, "-"))
        return before, _thing(match.news[0], side_of(runs, "+"))
    return _several(match.olds, "Rien d’équivalent"), _several(match.news, "Non repris")


def _several(things: Sequence[Thing], nothing: str) -> str:
    if not things:
        return f'<span class="remark">{nothing}</span>'
    return "".join(_thing(one, escape(one.words)) for one in things)


def side_of(runs: Iterable[Run], mark: str) -> str:
    """One side of a sentence: the words that both have, and its own marked."""
    parts: list[str] = []
    for run in runs:
        if not run.mark:
            parts.append(escape(run.text))
        elif run.mark == mark:
            tag, told = ("del", "retiré") if mark == "-" else ("ins", "ajouté")
            parts.append(f'<{tag}>{escape(run.text)}<span class="unseen"> ({told})</span></{tag}>')
    return " ".join(parts)


def _thing(thing: Thing, words: str) -> str:
    named = thing.label.casefold() in thing.code.casefold()  # « Axe 1 » says already that it is an axis
    left = thing.code if named else " ".join(one for one in (thing.code, thing.label) if one)
    head = f'<span class="remark">{escape(left)}</span> ' if left else ""
    facts = " ".join(
        f'<span class="remark">{escape(name)} : {escape(_fact(value))}</span>'
        for name, value in thing.facts.items()
    )
    link = ""
    if thing.url:
        name = f'<span class="unseen"> : {escape(shorten(thing.words, 60))}</span>'
        link = f' <a class="remark noprint" href="{escape(thing.url)}">passage{name}</a>'
    return f"<p>{head}{words}{link}</p>{facts}"


def _fact(value: object) -> str:
    return str(number(value)) if isinstance(value, int) else str(value)


def _changes(match: Match, brief: bool) -> str:
    badges = " ".join(
        f'<span class="badge badge-{BADGES[change]}">{CHANGE_WORDS[change]}</span>'
        for change in match.changes
    )
    said = details_of(match)
    if brief:
        return badges + said
    why = f'<p class="remark">{escape(match.reason)}</p>' if match.reason else ""
    return badges + said + why


def details_of(match: Match) -> str:
    """What is said beside the words, before and after."""
    return "".join(
        f'<p class="remark">{escape(name)} : {escape(_told(before))} → {escape(_told(after))}</p>'
        for name, before, after in match.details
    )


def _told(value: str) -> str:
    return str(number(int(value))) if value.isdecimal() else value


def _acts(match: Match, reading_id: int) -> str:
    """By hand: part what was matched, or find what a thing alone is."""
    if len(match.olds) == len(match.news) == 1:
        old, new = match.olds[0], match.news[0]
        name = f'<span class="unseen"> : {escape(shorten(new.words, 60))}</span>'
        pair = f"{escape(old.key)}|{escape(new.key)}"
        url = reverse("intake:part_things", args=[reading_id])
        return (
            f'<p class="acts"><button class="button small quiet" name="paire" value="{pair}" '
            f'formaction="{url}">Ce n’est pas la même chose{name}</button></p>'
        )
    if match.olds and match.news:
        return ""
    alone = (match.news or match.olds)[0]
    name = f'<span class="unseen"> : {escape(shorten(alone.words, 60))}</span>'
    url = reverse("intake:pair_thing", args=[reading_id])
    return (
        f'<p class="acts"><a class="button small quiet" href="{url}?quoi={escape(alone.key)}">'
        f"Rapprocher…{name}</a></p>"
    )
