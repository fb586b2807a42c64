"""What a document says twice, drawn in Python: both wordings side by side, and the choices."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.likeness import marked
from reciproque.core.text import shorten
from reciproque.intake.models import Item
from reciproque.intake.tables.comparison import side_of

CHOICES = [
    ("lier", "Garder les deux et les lier"),
    ("premier", "Garder le premier"),
    ("second", "Garder le second"),
    ("deux", "Ce sont deux choses"),
]


def draw_doubles(pairs: Iterable[tuple[Item, Item]], places: Mapping[str, str]) -> SafeString:
    """`places` says where a passage stands, by its anchor, when that is no line: « page 3 »."""
    return mark_safe("".join(_row(first, again, places) for first, again in pairs))


def _row(first: Item, again: Item, places: Mapping[str, str]) -> str:
    runs = marked(first.words, again.words)
    name = f'<span class="unseen"> : {escape(shorten(again.words, 60))}</span>'
    buttons = "".join(
        f'<button class="button small quiet" name="choix" value="{key}-{again.pk}">{word}{name}</button>'
        for key, word in CHOICES
    )
    return (
        f'<tr id="item-{again.pk}"><td data-side="Dit d’abord">{_side(first, side_of(runs, "-"), places)}</td>'
        f'<td data-side="Dit à nouveau">{_side(again, side_of(runs, "+"), places)}</td>'
        f'<td><p class="acts">{buttons}</p></td></tr>'
    )


def _side(item: Item, words: str, places: Mapping[str, str]) -> str:
    above = f'<p class="remark">sous « {escape(shorten(item.parent.words, 80))} »</p>' if item.parent else ""
    page = reverse("intake:reading_detail", args=[item.reading_id])
    link = f"{page}?liste={item.kind}&amp;element={item.pk}#item-{item.pk}"
    name = f'<span class="unseen"> : {escape(shorten(item.words, 60))}</span>'
    where = escape(places.get(item.anchor) or f"ligne {item.line}")
    return f'<p>{words} <a class="remark" href="{link}">{where}{name}</a></p>{above}'
