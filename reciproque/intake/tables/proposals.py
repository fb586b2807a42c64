"""The items of a proposal drawn in Python, without form widgets: three hundred in some milliseconds.

`html.escape` is what Django's escapes with, which marks each string safe at three times the price; here the whole
is marked once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from reciproque.core.templatetags.reciproque import number
from reciproque.core.text import shorten
from reciproque.intake.choices import ItemKind, ItemState
from reciproque.intake.models import Item
from reciproque.intake.queries import is_doubtful
from reciproque.intake.rules import fields_of

LOOKS = {
    ItemState.CHECKED: "accepted",
    ItemState.CORRECTED: "corrected",
    ItemState.ADDED: "added",
    ItemState.DISCARDED: "discarded",
}
Targets = Mapping[tuple[str, int], tuple[str, str]]
Pages = Mapping[str, int]


@dataclass(frozen=True)
class Drawing:
    """How a list is drawn: for whom, with acts or with what its items became, for a page or to be swapped in."""

    me: int | None = None
    acts: bool = True
    swapped: bool = False
    targets: Targets = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    edit: str = field(default_factory=lambda: reverse("intake:edit_item", args=[0]))

    def edit_url(self, key: int) -> str:
        """The address at which an item is corrected; resolving one for each of three hundred takes ten times this."""
        before, _zero, after = self.edit.rpartition("0")
        return f"{before}{key}{after}"


def draw_items(items: list[Item], **how: Any) -> SafeString:
    """`how`: the fields of a `Drawing`."""
    drawing = Drawing(**how)
    return mark_safe("".join(_item(item, drawing) for item in items))


def look_of(item: Item) -> str:
    look = LOOKS.get(ItemState(item.state), "doubtful" if is_doubtful(item) else "")
    return f"{look} depth-{min(getattr(item, 'depth', 0), 5)}".strip()


def _item(item: Item, drawing: Drawing) -> str:
    swap = ' data-hx-swap-oob="true"' if drawing.swapped else ""
    parts = [
        f'<li class="proposal {look_of(item)}" id="item-{item.pk}" data-version="{item.version}"'
        f' data-state="{item.state}" data-passage="{escape(item.anchor)}"{swap}>',
        _head(item, drawing),
        f'<p class="proposal-text">{escape(item.words)}</p>',
        _facts(item),
        _why(item),
        _who(item, drawing),
    ]
    parts.append(_acts(item, drawing) if drawing.acts else _became(item, drawing.targets))
    parts.append("</li>")
    return "".join(parts)


def _why(item: Item) -> str:
    """The confidence in words, by its reason."""
    if not item.reason:
        return ""
    reason = escape(item.reason[:1].upper() + item.reason[1:])
    if item.kind == ItemKind.LEFTOVER:
        return f'<p class="remark">{reason}</p>'
    if is_doubtful(item):
        return f'<p class="remark why"><b>À vérifier :</b> {reason}</p>'
    sure = "Assez sûr" if item.confidence < 1 and item.state == ItemState.PROPOSED else "Lu ainsi"
    return f'<p class="remark why-sure">{sure} : {reason}</p>'


def _who(item: Item, drawing: Drawing) -> str:
    """Who touched it last and when, when that was somebody else."""
    if item.touched_by is None or item.touched_at is None or item.touched_by_id == drawing.me:
        return ""
    at = localtime(item.touched_at)
    today = at.date() == localtime().date()
    when = at.strftime("à %H:%M") if today else at.strftime("le %d/%m/%Y")
    return f'<p class="remark who">{escape(str(item.touched_by))}, {when}</p>'


def _head(item: Item, drawing: Drawing) -> str:
    data = item.data
    left = " ".join(str(data[name]) for name in ("code", "label") if data.get(name))
    where = ""
    if item.anchor:
        said = escape(drawing.places.get(item.anchor) or f"ligne {item.line}")
        where = f'<a class="to-passage" href="#{escape(item.anchor)}">{said}</a>'
    state, word = _badge(item, is_doubtful(item), drawing.acts)
    return (
        f'<div class="proposal-head"><span>{escape(left)}</span>'
        f'<span>{where} <span class="badge badge-{state}">{escape(word)}</span></span></div>'
    )


def _badge(item: Item, doubtful: bool, acts: bool) -> tuple[str, str]:
    if item.kind == ItemKind.LEFTOVER:
        return ("plain", "vu") if item.state == ItemState.CHECKED else ("proposed", "pas encore vu")
    if item.state == ItemState.PROPOSED and not acts:
        return "plain", "repris tel que lu"
    if doubtful:
        return "doubtful", "à vérifier"
    return LOOKS.get(ItemState(item.state), "proposed"), str(item.get_state_display())


def facts_of(item: Item) -> list[tuple[str, str]]:
    """What is known of an item beside its words, as (label, value)."""
    data: dict[str, Any] = item.data
    said = [
        (
            field.label,
            number(data[field.name]) if field.kind in {"whole", "number"} else str(data[field.name]),
        )
        for field in fields_of(item.kind)
        if data.get(field.name) not in (None, "") and field.name not in {"code", "label"}
    ]
    if item.parent is not None and item.kind != ItemKind.FRAMEWORK:
        code = item.parent.data.get("code") or ""
        said.append(("Sous", shorten(f"{code} {item.parent.words}", 90)))
    said += [("Détail", str(one)) for one in data.get("sub_items") or ()]
    return said


def _facts(item: Item) -> str:
    said = facts_of(item)
    if not said:
        return ""
    inside = "<br>".join(f"{escape(label)} : {escape(value)}" for label, value in said)
    return f'<p class="remark">{inside}</p>'


def _acts(item: Item, drawing: Drawing) -> str:
    """What can be done without scripts; with them, « C’est juste » alone, and the buttons of the current item."""
    name = f'<span class="unseen"> : {escape(shorten(item.words, 60))}</span>'
    if item.kind == ItemKind.LEFTOVER:
        add = reverse("intake:add_item", args=[item.reading_id])
        link = f'<a class="button small more" href="{add}?depuis={item.pk}">En faire…{name}</a>'
        right = (
            ""
            if item.state == ItemState.CHECKED
            else _button(item, "check", "Rien à reprendre", name, "tick")
        )
        return f'<p class="acts">{right}{link}</p>'
    link = f'<a class="button small quiet more" href="{drawing.edit_url(item.pk)}">Corriger{name}</a>'
    if item.state == ItemState.DISCARDED:
        return f'<p class="acts">{_button(item, "check", "Rétablir", name, "tick")}{link}</p>'
    right = _button(item, "check", "C’est juste", name, "tick") if item.state == ItemState.PROPOSED else ""
    if getattr(item, "bears", False):
        right += _button(item, "tree", "Juste, avec tout dessous", name, "more")
    return f'<p class="acts">{right}{link}{_button(item, "discard", "Écarter", name, "quiet more")}</p>'


def _button(item: Item, verb: str, label: str, name: str, look: str) -> str:
    """It says all in its value; `form` names the one form of the page."""
    said = f"{verb}:{item.pk}:{item.version}"
    return (
        f'<button class="button small {look}" form="actes" name="acte" value="{said}">{label}{name}</button>'
    )


def _became(item: Item, targets: Targets) -> str:
    if item.target_key is None:
        if item.state == ItemState.DISCARDED or item.kind == ItemKind.LEFTOVER:
            return ""
        return '<p class="remark">En attente : donnée gardée avec le contrat.</p>'
    found = targets.get((item.target_label, item.target_key))
    if found is None:
        return '<p class="remark">Repris dans le contrat.</p>'
    title, url = found
    return f'<p class="remark">Devenu : <a href="{escape(url)}">{escape(shorten(title, 100))}</a></p>'
