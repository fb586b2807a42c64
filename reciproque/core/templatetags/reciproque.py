"""Tags that know no city: amounts, numbers, cells, the rail, tabs and panels."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from reciproque.core import frame, registers, tables, tree
from reciproque.core.money import say_euros

register = template.Library()

THIN = "\u202f"


@register.filter
def euros(amount: Decimal | int | None) -> str:
    return say_euros(amount)


@register.filter
def number(value: Any) -> str:
    """« 12 500 », « 3,5 », « — » when there is none (zero is « 0 »)."""
    if value is None or value == "":
        return "—"
    if isinstance(value, int):
        return f"{value:,}".replace(",", THIN)
    text = f"{Decimal(str(value)):,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace(".", ",")


@register.filter
def pluralize(value: Any, endings: str = "s") -> str:
    """As Django's, with the rule of French: the plural begins at two (« 0 quartier », « 1,5 tonne »)."""
    singular, plural = endings.split(",") if "," in endings else ("", endings)
    try:
        many = abs(Decimal(str(value))) >= 2
    except ArithmeticError:
        many = len(value) >= 2
    return plural if many else singular


@register.filter
def percent(value: Any) -> str:
    """A share between 0 and 1 as « 64 % »."""
    return "—" if value is None else f"{Decimal(str(value)) * 100:.0f}\u00a0%"


@register.filter
def day(value: date | datetime | None) -> str:
    """« 3 juillet 2019 », in Paris."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return (
        format_date(value, "j F Y").replace("1 ", "1er ", 1)
        if value.day == 1
        else format_date(value, "j F Y")
    )


@register.filter
def moment(value: datetime | None) -> str:
    """« 3 juillet 2019 à 14 h 05 »."""
    if value is None:
        return "—"
    local = timezone.localtime(value)
    return f"{day(local)} à {local.hour}\u00a0h\u00a0{local.minute:02d}"


@register.filter
def item(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.filter
def fieldtype(bound_field: Any) -> str:
    """The kind of widget, for the field template: "checkbox", "group", "select", "textarea", "file", "text" …"""
    widget = bound_field.field.widget
    name = type(widget).__name__.lower()
    for word in ("checkboxselect", "checkbox", "radio", "select", "textarea", "file", "hidden"):
        if word in name:
            return "group" if word in {"checkboxselect", "radio"} else word
    return "text"


SHOWN: dict[str, Callable[[Any], str]] = {"number": number, "euros": euros, "date": day, "percent": percent}


def _say(column: tables.Column[Any], value: Any) -> str:
    """A value in the kind of its column."""
    if column.kind == "yesno":
        return {True: "oui", False: "non"}.get(value, "—")
    if column.kind in SHOWN:
        return SHOWN[column.kind](value)
    return "—" if value is None or value == "" else str(value)


def _cell(column: tables.Column[Any], row: Any) -> str:
    """The inside of a cell, escaped: the value in its kind, as a link and a badge where the column says so."""
    value = column.value(row)
    said = escape(_say(column, value))
    link = column.link(row) if column.link else None
    inside = f'<a href="{escape(link)}">{said}</a>' if link else said
    if column.badge and value not in (None, ""):
        return f'<span class="badge badge-{escape(column.badge(row))}">{inside}</span>'
    return inside


@register.simple_tag
def draw_rows(columns: Sequence[tables.Column[Any]], rows: Iterable[Any]) -> SafeString:
    """The rows of a table in one go, a fifth of the time of a tag for each cell. The first cell names its row."""
    drawn = []
    for row in rows:
        drawn.append("<tr>")
        for place, column in enumerate(columns):
            if place:
                drawn.append(f'<td class="is-{column.kind}">{_cell(column, row)}</td>')
            else:
                drawn.append(f'<th scope="row" class="is-{column.kind}">{_cell(column, row)}</th>')
        drawn.append("</tr>\n")
    return mark_safe("".join(drawn))


@register.simple_tag
def draw_figures(rows: Iterable[tuple[Any, Sequence[Any]]], kind: str = "number") -> SafeString:
    """Rows of words in one go: (what the row is, its cells)."""
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{escape(str(name))}</th>'
            + "".join(f'<td class="is-{kind}">{escape(str(one))}</td>' for one in cells)
            + "</tr>\n"
            for name, cells in rows
        )
    )


@register.simple_tag(takes_context=True)
def rail(context: template.Context) -> SafeString:
    """The rail of the contract, "" without one: drawn once for the two places where it stands."""
    contract, request = context.get("contract"), context.get("request")
    return (
        frame.draw_rail(request, contract) if contract is not None and request is not None else SafeString()
    )


@register.simple_tag(takes_context=True)
def tabs_of(context: template.Context, label: str, thing: Any) -> list[dict[str, Any]]:
    """The tabs that upper apps hang on a subject, for this person: label, url, count, current."""
    request = context["request"]
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=[thing.pk]),
            "count": tab.count(thing) if tab.count else None,
            "current": here == tab.url_name,
        }
        for tab in registers.tabs.on(label)
        if tab.may(request.user, thing)
    ]


@register.simple_tag(takes_context=True)
def panels_of(context: template.Context, label: str, thing: Any) -> list[dict[str, Any]]:
    """The panels that upper apps hang on a subject: plain data and the template that draws it."""
    user = context["request"].user
    shown = []
    for panel in registers.panels.on(label):
        facts = panel.facts(user, thing)
        if facts is not None:
            shown.append({"key": panel.key, "template": panel.template, **facts})
    return shown


@register.simple_tag(takes_context=True)
def address_with(context: template.Context, **wanted: Any) -> str:
    """The address of this page with some parameters changed."""
    return tables._address(
        context["request"].GET, **{k: None if v is None else str(v) for k, v in wanted.items()}
    )


@register.simple_tag
def draw_tree(rows: list[tree.TreeRow]) -> SafeString:
    return tree.draw_tree(rows)
