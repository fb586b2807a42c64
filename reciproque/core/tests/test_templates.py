"""What stands around every page, what is said when one fails, and the small parts."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

from reciproque.core import failures, registers
from reciproque.core.middleware import RefusalMiddleware
from reciproque.core.refusals import Refused
from reciproque.core.tests.rendered import page, text


def _nothing(request: HttpRequest, **kwargs: int) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include(([path("sortir/", _nothing, name="sign_out")], "accounts"))),
    path("", include(([path("<int:contract>/objectifs/", _nothing, name="nodes")], "framework"))),
    path("", include(([path("<int:contract>/textes/", _nothing, name="texts")], "contracts"))),
]


# The frame


class Contract:
    pk = 7

    def __str__(self):
        return "Contrat de Port-Lambert"


@pytest.fixture
def _rail(monkeypatch):
    register = registers.Register()
    for group, label, name in [
        ("Suivi", "Objectifs", "framework:nodes"),
        ("Le contrat", "Textes", "contracts:texts"),
    ]:
        register.hang(registers.RailLink(group, label, name, lambda user, contract: True))
    register.hang(registers.RailLink("Équipe", "Personnes", "framework:nodes", lambda user, contract: False))
    monkeypatch.setattr(registers, "rail", register)


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("_rail")
def test_the_rail_shows_what_this_person_may_open():
    shown = page("core/base.html", {"contract": Contract()})

    for place in (".rail", ".rail-menu"):
        rail = shown.select_one(place)
        assert [(text(link), link["href"]) for link in rail.select("a")] == [
            ("Textes", "/7/textes/"),
            ("Objectifs", "/7/objectifs/"),
        ]
        assert [text(link) for link in rail.select("[aria-current=page]")] == ["Objectifs"]


@pytest.mark.urls(__name__)
def test_leaving_is_a_form_that_posts(someone):
    shown = page("core/base.html", user=someone)

    form = shown.find("form", action="/sortir/")
    assert form["method"] == "post"
    assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    assert text(form.button) == "Se déconnecter"


@pytest.mark.urls(__name__)
def test_a_page_without_contract_has_no_rail_and_one_heading():
    shown = page("core/base.html")

    assert shown.select(".rail, .rail-menu") == []
    assert len(shown.select("h1")) == 1
    assert shown.select_one("a.skip")["href"] == "#" + shown.main["id"]


@pytest.mark.parametrize(("demo", "said"), [(True, 1), (False, 0)])
def test_the_demo_says_that_it_is_one(settings, demo, said):
    settings.DEMO = demo

    assert len(page("core/base.html").select(".demo")) == said


# Failures


def request_from(user=None, **headers):
    request = RequestFactory().get("/page/", **headers)
    request.user = user or AnonymousUser()
    request.resolver_match = None
    return request


def test_a_refusal_gives_its_reasons_and_the_way_back():
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    error = Refused(["Le texte est signé.", "Il est <cité>."])

    response = middleware.process_exception(request_from(HTTP_REFERER="http://testserver/avant/"), error)

    shown = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 409
    assert [text(reason) for reason in shown.select(".obstacles li")] == [
        "Le texte est signé.",
        "Il est <cité>.",
    ]
    assert shown.select_one("main .button")["href"] == "http://testserver/avant/"


def test_another_failure_is_left_to_rise():
    middleware = RefusalMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(request_from(), ValueError()) is None


@pytest.mark.parametrize(
    ("handler", "error", "status", "heading"),
    [
        (failures.forbidden, PermissionDenied(), 403, "Cette page ne vous est pas ouverte"),
        (failures.not_found, Http404(), 404, "Cette page n’existe pas, ou ne vous est pas ouverte"),
    ],
)
def test_a_page_that_cannot_be_shown_says_what_to_do(handler, error, status, heading, someone):
    response = handler(request_from(someone), error)

    shown = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert text(shown.h1) == heading
    assert shown.select_one("main a.button") is not None


def test_a_breakdown_is_told_without_the_database(django_assert_num_queries):
    request = RequestFactory().get("/page/")
    request.user = SimpleLazyObject(lambda: pytest.fail("the person was asked for"))
    request._messages = SimpleLazyObject(lambda: pytest.fail("the messages were asked for"))

    with django_assert_num_queries(0):
        response = failures.failed(request)

    assert response.status_code == 500
    assert text(BeautifulSoup(response.content, "html.parser").h1) == "Une panne de notre côté"


# Small parts


@pytest.mark.parametrize(
    ("share", "widths", "said"), [(0.645, ["1", "0.645"], "64 %"), (0, ["1"], "0 %"), (-0.2, ["1"], "-20 %")]
)
def test_progress_is_drawn_with_points_not_commas(share, widths, said):
    shown = page("core/_progress.html", {"share": share, "label": "Avancement"})

    assert [bar["width"] for bar in shown.select("rect")] == widths
    assert shown.svg["aria-label"].replace("\xa0", " ") == f"Avancement : {said}"


def test_progress_without_a_value_says_so():
    shown = page("core/_progress.html", {"share": None, "none": "jamais mesuré"})

    assert shown.svg is None
    assert text(shown) == "jamais mesuré"


def test_the_history_says_who_changed_what():
    entry = SimpleNamespace(
        at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
        by_name="",
        sentence="a changé le pilote",
        changes_shown=[("Pilote", None, "CAF")],
    )

    shown = page("core/_history.html", {"entries": [entry]})

    assert text(shown.li.p) == "1er novembre 2026 à 0 h 30 Réciproque a changé le pilote"
    assert [text(shown.dt), text(shown.find("del")), text(shown.ins)] == ["Pilote", "(vide)", "CAF"]


@pytest.mark.urls(__name__)
def test_tabs_show_where_one_stands(monkeypatch):
    register = registers.Register()
    register.hang(
        registers.Tab("x.node", "Objectifs", "framework:nodes", lambda user, node: True, lambda node: 1200),
        registers.Tab("x.node", "Textes", "contracts:texts", lambda user, node: False),
    )
    monkeypatch.setattr(registers, "tabs", register)

    shown = page(
        "core/_tabs.html", {"label": "x.node", "thing": Contract(), "home": "Vue", "home_url": "/7/"}
    )

    assert [text(tab) for tab in shown.select("a")] == ["Vue", "Objectifs 1 200"]
    assert text(shown.find(attrs={"aria-current": "page"})) == "Objectifs 1 200"


def test_a_panel_draws_facts_and_rows_of_each_kind():
    rows = [{"label": "Fiche", "url": "/f/", "state": "late", "word": "en retard"}, ["Visite", "le 3 mars"]]

    shown = page(
        "core/_panel.html", {"panel": {"heading": "Suivi", "facts": [("Pilote", "CAF")], "rows": rows}}
    )

    assert [text(line) for line in shown.select(".lines > li")] == ["Fiche en retard", "Visite le 3 mars"]
    assert text(shown.select_one(".facts-list")) == "PiloteCAF"
    assert shown.select_one(".lines a")["href"] == "/f/"


PARTS = sorted((Path(__file__).parents[1] / "templates").rglob("*.html"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_no_template_needs_inline_style_or_script(part):
    markup = part.read_text()

    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", markup) == []
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", markup))


@pytest.mark.parametrize(
    ("many", "said"),
    [(0, "objectif"), (1, "objectif"), (1.9, "objectif"), (2, "objectifs"), ([1, 2], "objectifs")],
)
def test_the_plural_begins_at_two(many, said):
    assert Template("objectif{{ many|pluralize }}").render(Context({"many": many})) == said


def test_a_plural_may_be_another_word():
    template = Template('{{ many|pluralize:"a,ont" }}')
    assert [template.render(Context({"many": many})) for many in (0, 1, 2)] == ["a", "a", "ont"]
