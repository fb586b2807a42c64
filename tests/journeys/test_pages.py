"""Every page of the demo city, for the team, for a lead, and for who is not signed in: what a machine can check.

Accessible by axe in the light and in the dark theme, valid HTML, nothing in the console, nothing blocked by the
content security policy, nothing wider than a telephone.
"""

from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reciproque.enquiries.actions.mails import fresh_link, path_of
from reciproque.enquiries.choices import RoundState
from reciproque.enquiries.models import Round, Sheet
from reciproque.evaluation.models import AnnualReport
from tests.journeys.crawling import crawl, extremes
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

BY_LINK, PASSER = "lien", "passant"
WHO = ["equipe", "pilote", BY_LINK, PASSER]
OUTSIDE = ["/connexion/code/", "/invitation/x/", "/cette-page/nexiste/pas/"]
CRAWLED: dict = {}  # what was found by whom: HTML is the same whichever test looks at it


def starts_of(who: str) -> list[str]:
    """Where somebody comes in: at the front door, by the personal links of open rounds, by public addresses."""
    if who == BY_LINK:
        return links()
    if who == PASSER:
        published = AnnualReport.objects.exclude(slug=None).values_list("slug", flat=True)
        return ["/connexion/", *(reverse("evaluation:published_report", args=[slug]) for slug in published)]
    return ["/"]


def links() -> list[str]:
    """One personal link for each kind of round, of whoever has most sheets in it."""
    asked: dict[str, tuple] = {}
    rounds = Round.objects.filter(state=RoundState.OPEN, closes_on__gte=timezone.localdate())
    rows = Sheet.objects.filter(round__in=rounds, recipient__isnull=False).values_list("round", "recipient")
    for (round_, person), _count in Counter(rows).most_common():
        asked.setdefault(rounds.get(pk=round_).kind, (round_, person))
    people = get_user_model().objects
    now = timezone.now()
    return [
        path_of(fresh_link(people.get(pk=person), rounds.get(pk=round_), at=now))
        for round_, person in asked.values()
    ]


def pages_of(who: str) -> list:
    client = Client()
    if who not in (BY_LINK, PASSER):
        client.force_login(get_user_model().objects.get(email=f"{who}@port-lambert.example"))
    CRAWLED[who] = crawl(client, starts_of(who))
    return CRAWLED[who]


def look_at(visitor, address: str) -> list[str]:
    """What is wrong with a page, in a browser that is already where it should be."""
    response = visitor.page.goto(address)
    wrong = [] if response.status < 500 else [f"{address} : répond {response.status}"]
    return wrong + look(visitor)


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_accessible_in_both_themes_and_on_a_telephone(who, visitor, demo):
    pages = pages_of(who)
    somebody = visitor()
    if who not in (BY_LINK, PASSER):
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
    for who in WHO:
        pages |= {f"{page.address} ({who})": page.html for page in CRAWLED.get(who) or pages_of(who)}
    for address in OUTSIDE:
        pages[address] = Client().get(address, follow=True).content.decode()

    wrong = not_valid(pages, tmp_path)

    assert len(pages) > 100
    assert not wrong, _said(wrong)
