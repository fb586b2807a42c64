"""A visitor: one browser profile, one page, and what a person does with it."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from reciproque.jobs.actions import run_due_chores, run_next
from reciproque.notices.actions import send_due

expect.set_options(timeout=5_000)


class Visitor:
    """Comes with an empty browser. `page` is playwright's; addresses are paths of the live server."""

    def __init__(self, browser: Browser, server: str, *, scripts: bool = True) -> None:
        self.server, self.scripts = server, scripts
        self.troubles: list[str] = []
        self.context = browser.new_context(
            base_url=server,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=scripts,
            reduced_motion="reduce",  # what is measured must not be half way between two colours
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._note(f"erreur de script : {error}"))
        self.page.on("request", self._note_request)

    def _note(self, what: str) -> None:
        self.troubles.append(f"{self.path} : {what}")

    def _note_console(self, message) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"{message.type} dans la console : {message.text}")

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:", "about:")):
            self._note(f"demande à une autre machine : {request.url}")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def html_of(self, path: str) -> str:
        """A page as the server sends it to this visitor."""
        return self.context.request.get(path).text()

    def leave(self) -> None:
        self.context.close()

    def go(self, path: str) -> None:
        response = self.page.goto(path)
        assert response is not None
        assert response.ok, f"{path} répond {response.status}"

    def status_of(self, path: str) -> int:
        """What the server answers to this visitor, without opening the page (nor following where it sends)."""
        return self.context.request.get(path, max_redirects=0).status

    def sends_to(self, path: str) -> str:
        """Where the server sends this visitor who asks for a path."""
        answer = self.context.request.get(path, max_redirects=0)
        assert answer.status == 302, f"{path} répond {answer.status}"
        return answer.headers["location"]

    def sign_in(self, email: str, password: str | None = None) -> None:
        """Through the page where one signs in; people of the demo have the password of the demo."""
        self.go("/connexion/")
        self.page.get_by_label("Adresse électronique").fill(email)
        self.page.get_by_label("Mot de passe").fill(password or settings.DEMO_PASSWORD)
        self.page.get_by_role("button", name="Se connecter").click()

    def sign_in_as(self, name: str) -> None:
        """As one of the people of the demo, by what stands before the @."""
        self.sign_in(f"{name}@port-lambert.example")
        expect(self.heading).not_to_have_text("Se connecter")

    @property
    def heading(self):
        return self.page.locator("h1")

    @property
    def main(self):
        return self.page.locator("main")

    def press(self, name: str, *, within=None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, *, within=None) -> None:
        (within or self.page).get_by_role("link", name=name, exact=True).first.click()

    def follow_chip(self, label: str) -> None:
        """One of the lists of a proposal, named by the beginning of its chip."""
        self.page.locator("a.chip").filter(has_text=re.compile(rf"^\s*{label}")).click()


def let_the_worker_work() -> int:
    """All the long work that waits is done, here and now. Returns how many."""
    done = 0
    while run_next("parcours", timezone.now()):
        done += 1
    return done


def mails_sent() -> list:
    """What the chores send when they come round, as the people receive it."""
    run_due_chores("parcours", timezone.now())
    return mail.outbox


def link_in(subject: str, to: str, *, at: datetime | None = None) -> str:
    """The path that the newest mail with these words in its subject, to this address, asks its reader to open."""
    send_due(at or timezone.now())
    letters = [one for one in mail.outbox if to in one.to[0] and subject in one.subject]
    assert letters, f"rien sur « {subject} » à {to} : {[(one.to, one.subject) for one in mail.outbox]}"
    return urlsplit(re.findall(r"https?://\S+", letters[-1].body)[0]).path


def key_in(path: str) -> int:
    """The key of the thing in an address such as /objectifs/12/."""
    return next(int(part) for part in path.split("/") if part.isdecimal())
