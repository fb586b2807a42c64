"""What a corrected file changes, drawn in Python: passages, and items as changes to choose."""

from collections.abc import Collection, Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.likeness import marked
from reciproque.core.text import shorten
from reciproque.intake.choices import ItemKind
from reciproque.intake.queries.versions import Correction
from reciproque.intake.rules.things import Thing
from reciproque.intake.rules.versions import Difference
from reciproque.intake.tables.comparison import details_of, side_of


def draw_passages(found: Iterable[Difference]) -> SafeString:
    return mark_safe("".join(_passage(one) for one in found))


def _passage(one: Difference) -> str:
    before = one.before.text if one.before else ""
    after = one.after.text if one.after else ""
    word = "modifié" if before and after else "ajouté" if after else "retiré"
    badge = {"modifié": "corrected", "ajouté": "added", "retiré": "discarded"}[word]
    runs = marked(before, after)
    place = one.after or one.before
    where = escape(place.place.said) if place else ""
    nothing = '<span class="remark">rien</span>'
    left = side_of(runs, "-") if before else nothing
    right = side_of(runs, "+") if after else nothing
    return (
        f'<tr><td data-side="Premier fichier">{left}</td><td data-side="Fichier corrigé">{right}</td>'
        f'<td><span class="badge badge-{badge}">{word}</span><p class="remark">{where}</p></td></tr>'
    )


def draw_corrections(
    corrections: Iterable[Correction], *, choose: bool, made: Collection[str] | None = None
) -> SafeString:
    """`made`: the keys of the changes that were made, once the corrected file is applied."""
    return mark_safe("".join(_correction(one, choose, made) for one in corrections))


def _correction(one: Correction, choose: bool, made: Collection[str] | None) -> str:
    olds, news = one.match.olds, one.match.news
    kind = escape(str(ItemKind(one.match.kind).label).capitalize())
    if len(olds) == len(news) == 1:
        runs = marked(olds[0].words, news[0].words)
        left, right = side_of(runs, "-"), side_of(runs, "+")
    else:
        left, right = _words(olds), _words(news)
    return (
        f'<tr><td data-side="Premier fichier"><p class="remark">{kind}</p>{left}</td>'
        f'<td data-side="Fichier corrigé">{right}</td><td>{_choice(one, choose, made)}{details_of(one.match)}</td></tr>'
    )


def _words(things: Iterable[Thing]) -> str:
    told = "".join(f"<p>{escape(' '.join(filter(None, (one.code, one.words))))}</p>" for one in things)
    return told or '<span class="remark">rien</span>'


def _choice(one: Correction, choose: bool, made: Collection[str] | None) -> str:
    word = one.word.capitalize()
    if made is not None and not one.by_hand:
        state, told = ("done", "fait") if one.key in made else ("refused", "refusé")
        return f'<p>{word} <span class="badge badge-{state}">{told}</span></p>'
    if one.by_hand:
        return f'<p class="remark">{word} : à faire à la main, s’il y a lieu.</p>' if choose else ""
    if not choose:
        return f"<p>{word}</p>"
    name = escape(shorten((one.match.news or one.match.olds)[0].words, 60))
    ticked = "" if one.verb == "archive" else " checked"
    return (
        f'<label class="choice"><input type="checkbox" name="changement" value="{escape(one.key)}"{ticked}> '
        f'{word}<span class="unseen"> : {name}</span></label>'
    )
