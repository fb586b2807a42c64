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
from tests.journeys.crawling import crawl, enough, one_of_each
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]

BY_LINK, PASSER = "lien", "passant"
OUTSIDE = ["/connexion/code/", "/invitation/x/", "/cette-page/nexiste/pas/"]


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
    return crawl(client, starts_of(who))


def look_at(visitor, address: str, *, colours: bool) -> list[str]:
    """What is wrong with a page; in the dark too, where it shows something in a way that others do not."""
    response = visitor.page.goto(address)
    wrong = [] if response.status < 500 else [f"{address} : répond {response.status}"]
    return wrong + look(visitor, dark=colours)


@pytest.mark.parametrize("people", [["equipe"], ["pilote", BY_LINK, PASSER]], ids=["equipe", "les autres"])
def test_every_page_is_accessible_valid_and_fits_a_telephone(people, visitor, demo, tmp_path):
    html, wrong = {}, []
    for who in people:
        pages = pages_of(who)
        somebody = visitor()
        if who not in (BY_LINK, PASSER):
            somebody.sign_in_as(who)
        told = {page.address for page in enough(pages)}
        looked_at = told | {page.address for page in one_of_each(pages)}
        wrong += [one for at in looked_at for one in look_at(somebody, at, colours=at in told)]
        wrong += [f"{page.address} : répond {page.status}" for page in pages if page.status != 200]
        html |= {f"{page.address} ({who})": page.html for page in pages}
        assert len(pages) > 3
    html |= {address: Client().get(address, follow=True).content.decode() for address in OUTSIDE}
    wrong += not_valid(html, tmp_path)

    assert not wrong, _said(wrong)


def _said(wrong: list[str]) -> str:
    kinds = Counter(one.split(" : ", 1)[1][:60] for one in wrong)
    return "\n".join([*wrong, "", *(f"{n} × {kind}" for kind, n in kinds.most_common())])
