"""The parts from which the pages of messages are made, above this floor."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory

from reciproque.core.tables import table_page
from reciproque.notices.actions import post, send_due
from reciproque.notices.exports import letter
from reciproque.notices.models import Notice
from reciproque.notices.queries import notices_of_contract, sent_to, sent_to_anyone
from reciproque.notices.tables import notice_table

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def ask():
    def asked(address="/messages/"):
        request = RequestFactory().get(address)
        request.user = AnonymousUser()
        request.resolver_match = None
        request._messages = []
        return request

    return asked


def titles(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [cell.get_text(strip=True) for cell in page.select("tbody th")]


def test_the_list_shows_messages_with_their_state_the_latest_first(someone, ask):
    post("a.kind", "Parti", "…", to=someone, at=AT, contract=3)
    send_due(AT)
    post("a.kind", "En attente", "…", to="autre@exemple.fr", at=AT.replace(hour=10))
    table = notice_table(lambda notice: f"/messages/{notice.pk}/")

    page = table_page(ask(), table, sent_to_anyone(), "notices/notice_list.html", {})
    waiting = table_page(ask("/?etat=attente"), table, sent_to_anyone(), "notices/notice_list.html", {})

    assert titles(page) == ["En attente", "Parti"]
    assert titles(waiting) == ["En attente"]
    badges = [badge.get_text() for badge in BeautifulSoup(page.content, "html.parser").select("tbody .badge")]
    assert badges == ["en attente", "envoyé"]
    assert [notice.subject for notice in sent_to(someone.pk)] == ["Parti"]
    assert [notice.subject for notice in notices_of_contract(3)] == ["Parti"]


def test_a_message_is_read_with_its_link(someone, ask):
    notice = post("a.kind", "Votre lien", "Ouvrez <la page>.", to=someone, at=AT, url="/ouvrir/abc/")
    context = {"notice": notice, "letter": letter([notice]), "list_url": "/messages/"}

    page = BeautifulSoup(render(ask(), "notices/notice_detail.html", context).content, "html.parser")

    assert page.h1.get_text(strip=True) == "Votre lien"
    assert "Ouvrez <la page>." in page.main.get_text()
    assert page.main.find("a", string="Ouvrir la page")["href"].endswith("/ouvrir/abc/")
    assert not page.find("button", string="Renvoyer le message")


def test_what_failed_may_be_sent_again(someone, ask):
    notice = post("a.kind", "Votre lien", "…", to=someone, at=AT)
    Notice.objects.filter(pk=notice.pk).update(failed_at=AT, error="Le serveur ne répond pas.")
    notice.refresh_from_db()
    context = {"notice": notice, "letter": letter([notice]), "again_url": "/messages/1/renvoyer/"}

    page = BeautifulSoup(render(ask(), "notices/notice_detail.html", context).content, "html.parser")

    assert page.select_one('form[action="/messages/1/renvoyer/"] button').get_text() == "Renvoyer le message"
    assert "Le serveur ne répond pas." in page.main.get_text()
