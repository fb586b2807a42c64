"""What stands around every page."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reciproque.core import registers


@dataclass
class Link:
    label: str
    url: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """For every template: the name of the instance, whether this is the demo."""
    return {"instance_name": settings.INSTANCE_NAME, "is_demo": settings.DEMO}


def rail_of(request: HttpRequest, contract: Any) -> list[tuple[str, list[Link]]]:
    """The links of a contract that this person may open, by the life of the contract."""
    match = request.resolver_match
    here = match.view_name if match else ""
    groups: dict[str, list[Link]] = {name: [] for name in registers.RAIL_GROUPS}
    nearest = max((_nearness(link, here) for link in registers.rail), default=0)
    for link in registers.rail:
        if link.may(request.user, contract):
            current = 0 < nearest == _nearness(link, here)
            groups[link.group].append(Link(link.label, reverse(link.url_name, args=[contract.pk]), current))
    return [(name, links) for name, links in groups.items() if links]


def draw_rail(request: HttpRequest, contract: Any) -> SafeString:
    groups = rail_of(request, contract)
    parts = [
        f'<p class="rail-group">{escape(name)}</p><ul role="list">{"".join(map(_drawn, links))}</ul>'
        for name, links in groups
    ]
    return mark_safe(f'<nav aria-label="Rubriques du contrat">{"".join(parts)}</nav>' if parts else "")


def _drawn(link: Link) -> str:
    here = ' aria-current="page"' if link.current else ""
    return f'<li><a href="{escape(link.url)}"{here}>{escape(link.label)}</a></li>'


def _nearness(link: registers.RailLink, here: str) -> int:
    """How well a link stands for the page `here`: its own page before all, then the longest name that begins so."""
    if link.url_name == here:
        return len(here) + 1
    return max((len(one) for one in link.matches.split() if here.startswith(one)), default=0)
