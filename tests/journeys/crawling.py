"""Finding the pages of the house as a visitor finds them: by following every link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve

MOST = 3_000  # pages; a crawl that goes on and on has found a maze
ALIKE = 8  # pages of one shape, where sixty objectives give sixty times the same form
OF_A_VIEW = 24  # pages of one view, whatever its menus: they multiply


@dataclass(frozen=True)
class Seen:
    """A page that was found: its address, the view behind it, what it answered."""

    address: str
    view: str
    status: int
    html: str


def view_at(address: str) -> str:
    return resolve(urlsplit(address).path).view_name


def shape_of(view: str, address: str) -> tuple[str, tuple[str, ...]]:
    """The view and which of its menus were used: pages of one shape differ in their data only."""
    return view, tuple(sorted(name for name, _value in parse_qsl(urlsplit(address).query)))


def crawl(client: Client, starts: Sequence[str]) -> list[Seen]:
    """Every page that this client reaches from `starts`, but of one shape and of one view some only."""
    waiting, known, menus, found = [*starts], {*starts}, set(), []
    alike: Counter = Counter()

    def is_new(address: str) -> bool:
        view = view_at(address)
        shape = shape_of(view, address)
        if alike[shape] >= ALIKE or alike[view] >= OF_A_VIEW:
            return False
        alike.update([shape, view])
        return True

    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        view = view_at(address)
        response = client.get(address, follow=True)
        if not response["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        found.append(Seen(address, view, response.status_code, html))
        for link in BeautifulSoup(html, "html.parser").select("a[href]"):
            there = urljoin(address, str(link["href"])).split("#")[0]
            if there in known or not _is_ours(there) or _is_one_more(there, menus):
                continue
            known.add(there)
            if is_new(there):
                waiting.append(there)
    assert not waiting, f"plus de {MOST} pages : quelle page mène sans fin à d’autres ?"
    return found


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return False
    try:
        resolve(parts.path)
    except Resolver404 as unknown:
        raise AssertionError(f"un lien mène à {address}, qui n’existe pas") from unknown
    return True


def _is_one_more(address: str, menus: set) -> bool:
    """Sorts and filters of one page multiply: each combination of menus is looked at once per path."""
    parts = urlsplit(address)
    if not parts.query:
        return False
    menu = (parts.path, tuple(sorted(name for name, _value in parse_qsl(parts.query))))
    if menu in menus:
        return True
    menus.add(menu)
    return False


def extremes(pages: list[Seen]) -> list[Seen]:
    """Of each view the longest page, and the shortest if it is much shorter: what is full and what is empty."""
    by_view: dict[str, list[Seen]] = {}
    for page in pages:
        by_view.setdefault(page.view, []).append(page)
    chosen = []
    for group in by_view.values():
        shortest, *_, longest = sorted([*group, *group], key=lambda page: len(page.html))
        chosen.append(longest)
        if len(shortest.html) < 0.7 * len(longest.html):
            chosen.append(shortest)
    return chosen
