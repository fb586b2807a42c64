"""The items of a proposal drawn in Python, without form widgets: three hundred in some milliseconds."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

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


def draw_proposals(items: list[Item], *, acts: bool = True, targets: Targets | None = None) -> SafeString:
    return mark_safe("".join(_item(item, acts, targets or {}) for item in items))


def draw_proposal(item: Item) -> SafeString:
    """One item alone, as htmx puts it in the place of what it was."""
    return mark_safe(_item(item, True, {}))


def _item(item: Item, acts: bool, targets: Targets) -> str:
    doubtful = is_doubtful(item)
    look = LOOKS.get(ItemState(item.state), "doubtful" if doubtful else "")
    depth = min(getattr(item, "depth", 0), 5)
    parts = [
        f'<li class="proposal {look} depth-{depth}" id="item-{item.pk}" data-passage="{escape(item.anchor)}">',
        _head(item, doubtful, acts),
        f'<p class="proposal-text">{escape(item.words)}</p>',
        _facts(item),
    ]
    if item.reason and item.kind != ItemKind.LEFTOVER:
        parts.append(f'<p class="remark">Pourquoi un doute : {escape(item.reason)}</p>')
    if item.kind == ItemKind.LEFTOVER and item.reason:
        parts.append(f'<p class="remark">{escape(item.reason)}</p>')
    parts.append(_acts(item) if acts else _became(item, targets))
    parts.append("</li>")
    return "".join(parts)


def _head(item: Item, doubtful: bool, acts: bool) -> str:
    data = item.data
    left = " ".join(str(data[name]) for name in ("code", "label") if data.get(name))
    where = ""
    if item.anchor:
        where = f'<a class="to-passage" href="#{escape(item.anchor)}">ligne {item.line}</a>'
    state, word = _badge(item, doubtful, acts)
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


def _acts(item: Item) -> str:
    name = f'<span class="unseen"> : {escape(shorten(item.words, 60))}</span>'
    if item.kind == ItemKind.LEFTOVER:
        add = reverse("intake:add_item", args=[item.reading_id])
        link = f'<a class="button small" href="{add}?depuis={item.pk}">Reprendre{name}</a>'
        right = (
            "" if item.state == ItemState.CHECKED else _button(item, "check_item", "Rien à reprendre", name)
        )
        return f'<p class="acts">{link}{right}</p>'
    edit = reverse("intake:edit_item", args=[item.pk])
    link = f'<a class="button small quiet" href="{edit}">Corriger{name}</a>'
    if item.state == ItemState.DISCARDED:
        return f'<p class="acts">{_button(item, "check_item", "Rétablir", name)}{link}</p>'
    right = _button(item, "check_item", "C’est juste", name) if item.state == ItemState.PROPOSED else ""
    return f'<p class="acts">{right}{link}{_button(item, "discard_item", "Écarter", name, "quiet")}</p>'


def _button(item: Item, view: str, label: str, name: str, look: str = "") -> str:
    url = reverse(f"intake:{view}", args=[item.pk])
    return (
        f'<button class="button small {look}" formaction="{url}" data-hx-post="{url}">{label}{name}</button>'
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
