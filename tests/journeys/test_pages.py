"""Every page of the demo city, for the team, for a lead, and for who is not signed in: what a machine can check.

Accessible by axe in the light and in the dark theme, valid HTML, nothing in the console, nothing blocked by the
content security policy, nothing wider than a telephone.
"""

from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.journeys.crawling import crawl, extremes
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STARTS = {"equipe": "/", "pilote": "/", None: "/connexion/"}
OUTSIDE = ["/connexion/code/", "/invitation/x/", "/cette-page/nexiste/pas/"]
CRAWLED: dict = {}  # what was found by whom: HTML is the same whichever test looks at it


def pages_of(who: str | None) -> list:
    client = Client()
    if who:
        client.force_login(get_user_model().objects.get(email=f"{who}@port-lambert.example"))
    CRAWLED[who] = crawl(client, STARTS[who])
    return CRAWLED[who]


def look_at(visitor, address: str) -> list[str]:
    """What is wrong with a page, in a browser that is already where it should be."""
    response = visitor.page.goto(address)
    wrong = [] if response.status < 500 else [f"{address} : répond {response.status}"]
    return wrong + look(visitor)


@pytest.mark.parametrize("who", STARTS, ids=str)
def test_every_page_is_accessible_in_both_themes_and_on_a_telephone(who, visitor, demo):
    pages = pages_of(who)
    somebody = visitor()
    if who:
        somebody.sign_in_as(who)

    wrong = [one for page in extremes(pages) for one in look_at(somebody, page.address)]

    assert [page.address for page in pages if page.status != 200] == []
    assert len(pages) > 3
    assert not wrong, _said(wrong)


def _said(wrong: list[str]) -> str:
    kinds = Counter(one.split(" : ", 1)[1][:60] for one in wrong)
    return "\n".join([*wrong, "", *(f"{n} × {kind}" for kind, n in kinds.most_common())])


def test_every_page_is_valid_html(demo, tmp_path):
    pages = {}
    for who in STARTS:
        pages |= {f"{page.address} ({who})": page.html for page in CRAWLED.get(who) or pages_of(who)}
    for address in OUTSIDE:
        pages[address] = Client().get(address, follow=True).content.decode()

    wrong = not_valid(pages, tmp_path)

    assert len(pages) > 100
    assert not wrong, _said(wrong)
