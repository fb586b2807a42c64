"""What the journeys stand on: a browser, a live server on the engine of the settings, and the demo city."""

import os
import shutil
import threading

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.test.client import ClientHandler
from playwright.sync_api import sync_playwright

from tests.journeys.browsing import Visitor

CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def lacking(what: str):
    """What a machine lacks is a skip on a laptop, and a failure in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def pytest_collection_modifyitems(items):
    """The longest first: what is short fills up what is left of the time."""
    items.sort(key=lambda item: "test_every_page_is_accessible" not in item.name)


def find_chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or lacking("Aucun Chromium : installez le paquet chromium, ou nommez-le par CHROMIUM=…")


@pytest.fixture(scope="session")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's event loop runs in the thread of the test
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class InFlight:
    """How many requests of browsers the server is answering."""

    PATIENCE = 20  # seconds

    def __init__(self) -> None:
        self._count, self._changed = 0, threading.Condition()
        request_started.connect(self._one_more)
        request_finished.connect(self._one_less)

    def _one_more(self, sender, **_told) -> None:
        self._count_by(1, sender)

    def _one_less(self, sender, **_told) -> None:
        self._count_by(-1, sender)

    def _count_by(self, number: int, sender) -> None:
        if sender is not ClientHandler:  # which no browser asks, and which leaves files open
            with self._changed:
                self._count += number
                self._changed.notify_all()

    def wait_for_none(self) -> None:
        with self._changed:
            done = self._changed.wait_for(lambda: self._count <= 0, self.PATIENCE)
            left, self._count = self._count, 0
        assert done, f"{left} demandes sans réponse après {self.PATIENCE} s"

    def stop(self) -> None:
        request_started.disconnect(self._one_more)
        request_finished.disconnect(self._one_less)


@pytest.fixture
def in_flight():
    counted = InFlight()
    yield counted
    counted.stop()


@pytest.fixture
def visitor(browser, live_server, settings, in_flight):
    """A new visitor each time it is called, with a browser profile of its own.

    At the end of the test, nothing may have gone wrong in any of these browsers: no error in the console, no
    breach of the content security policy, no request to another machine. What the server still answers then (a
    field saved as the page closed) is waited for: the database is emptied next.
    """
    settings.INSTANCE_ADDRESS = live_server.url
    visitors = []

    def come(**options) -> Visitor:
        visitors.append(Visitor(browser, live_server.url, **options))
        return visitors[-1]

    yield come
    for one in visitors:
        one.leave()
    in_flight.wait_for_none()
    assert [trouble for one in visitors for trouble in one.troubles] == []


@pytest.fixture
def demo(live_server, settings):
    """The city of Port-Lambert, as `reciproque demo` tells it, with the doors of its people on the sign-in page."""
    settings.DEMO = True
    call_command("demo", verbosity=0)
