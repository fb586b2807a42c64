"""The secret of a link that is still worth something is written nowhere, the log least of all."""

import logging

import pytest
from django.test import Client

from reciproque.accounts.tests.factories import UserFactory
from reciproque.config.logs import HideSecrets
from reciproque.notices.models import Notice


@pytest.fixture
def logged(caplog):
    """What the log of the server holds, through the filter that its settings name."""
    caplog.handler.addFilter(HideSecrets())
    return lambda: "\n".join(logging.Formatter().format(record) for record in caplog.records)


def test_a_refused_form_does_not_write_its_link_into_the_log(settings, logged):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_secrets"]
    user = UserFactory()
    Client().post("/mot-de-passe/oublie/", {"email": user.email})
    url = Notice.objects.get().url
    token = url.rstrip("/").rsplit("/", 1)[1]

    answer = Client(enforce_csrf_checks=True).post(url, {"password": "x"}, headers={"Origin": "null"})
    Client().get(f"/invitation/{token}/")

    assert answer.status_code == 403
    assert token not in logged()
    assert "/mot-de-passe/…/" in logged()
    assert "/invitation/…/" in logged()


def test_ordinary_addresses_stay_readable(logged):
    Client().get("/contrats/12/nulle-part/?page=2")

    assert "/contrats/12/nulle-part/" in logged()
