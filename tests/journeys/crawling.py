"""Finding the pages of the house as a visitor finds them: by following every link."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import etree
from lxml import html as markup

MOST = 3_000  # pages; a crawl that goes on and on has found a maze
ALIKE = 5  # pages of one shape, where sixty objectives give sixty times the same form
OF_A_VIEW = 16  # pages of one view, whatever its menus: they multiply


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
        for link in markup.fromstring(html).iterfind(".//a[@href]"):
            there = urljoin(address, link.get("href")).split("#")[0]
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


def parts_of(page: Seen) -> set[tuple]:
    """What a page is built of: each kind of element by its classes and attributes, and what it stands in."""
    found = set()
    for one in markup.fromstring(page.html).iter(etree.Element):
        around = one.getparent()
        within = (around.tag, around.get("class")) if around is not None else ()
        found.add((one.tag, one.get("class"), tuple(sorted(one.keys())), one.get("role"), within))
    return found


def enough(pages: list[Seen]) -> list[Seen]:
    """As few pages, longest first, as show every element in every way in which these pages show it."""
    chosen, known = [], set[tuple]()
    for page in sorted(pages, key=lambda page: -len(page.html)):
        if not (parts := parts_of(page)) <= known:
            chosen.append(page)
            known |= parts
    return chosen


def one_of_each(pages: list[Seen]) -> list[Seen]:
    """The longest page of each view."""
    return list({page.view: page for page in sorted(pages, key=lambda page: len(page.html))}.values())
