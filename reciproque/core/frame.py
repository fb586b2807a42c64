"""What stands around every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

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
    exact = any(
        link.url_name == here for link in registers.rail
    )  # then a link that matches more widely stays dark
    for link in registers.rail:
        if link.may(request.user, contract):
            wider = bool(link.matches and here.startswith(link.matches))
            current = here == link.url_name if exact else wider
            groups[link.group].append(Link(link.label, reverse(link.url_name, args=[contract.pk]), current))
    return [(name, links) for name, links in groups.items() if links]
