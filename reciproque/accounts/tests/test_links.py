"""Links that open nothing any more."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from reciproque.accounts.models import Visit
from reciproque.accounts.tests.factories import LinkFactory

LONG_AGO = datetime(2020, 3, 2, 12, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


DEAD_LINKS = {
    "unknown": lambda: ("x" * 43, 404),
    "altered": lambda: (LinkFactory(purpose="sign_in").token + "x", 404),
    "of another purpose": lambda: (LinkFactory(purpose="password").token, 404),
    "expired": lambda: (LinkFactory(purpose="sign_in", created_at=LONG_AGO).token, 410),
    "revoked": lambda: (LinkFactory(purpose="sign_in", revoked_at=NOON).token, 410),
    "used": lambda: (LinkFactory(purpose="sign_in", used_at=NOON).token, 410),
    "of a closed account": lambda: (LinkFactory(purpose="sign_in", user__is_active=False).token, 410),
}


@pytest.mark.parametrize("case", DEAD_LINKS)
def test_a_dead_link_opens_nothing_and_says_what_to_do(client, read, case):
    token, status = DEAD_LINKS[case]()
    url = reverse("accounts:sign_in_by_link", args=[token])

    answers = [client.get(url), client.post(url)]

    assert [answer.status_code for answer in answers] == [status, status]
    assert read(answers[0]).select_one('a[href="/connexion/par-courriel/"]')
    assert not Visit.objects.exists()
