"""The pages of questions and themes."""

from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import member_of
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.overview.actions.indexing import rebuild
from reciproque.overview.actions.themes import add_theme
from reciproque.overview.models import Theme

ASK, SEARCH = "/question/", "/recherche/"


@pytest.fixture
def told(brest):
    node = NodeFactory(tree=TreeFactory(contract=brest), title="Réduire le non-recours aux soins")
    rebuild()
    return node


@pytest.fixture
def team(brest, client):
    user = member_of(brest)
    client.force_login(user)
    return user


def test_the_words_asked_for_are_marked_and_lead_to_the_objective(client, told, team, read):
    page = read(client.get(ASK, {"q": "non-recours"}))

    [found] = page.select(".answer .found")
    assert [mark.get_text() for mark in found.select("mark")] == ["non-recours"]
    assert found.select_one(".found-text a")["href"] == reverse("framework:node_detail", args=[told.pk])


def test_a_synonym_is_taken_away_by_a_link(client, told, team, read):
    page = read(client.get(ASK, {"q": "non-recours"}))
    chip = next(one for one in page.select("a.chip") if one.get_text().startswith("renoncement"))

    after = read(client.get(ASK + chip["href"]))

    assert not [one for one in after.select("a.chip") if one.get_text().startswith("renoncement")]
    assert after.select_one(".answer .found")


def test_nothing_found_is_said_with_what_was_tried(client, told, team, read):
    said = read(client.get(ASK, {"q": "illectronisme"})).select_one(".answer").get_text()

    assert "Rien trouvé dans ce contrat pour « illectronisme »" in said
    assert "inclusion numérique" in said


@pytest.mark.parametrize(
    "address", ["?q=", "?q=le la les", "?q=x&page=99", "?q=x&contrats=0&contrats=abc", "?q=%22", "?q=-x"]
)
def test_any_address_is_a_page(client, told, team, address):
    assert client.get(ASK + address).status_code == 200
    assert client.get(SEARCH + address).status_code == 200


def test_the_box_at_the_top_finds_what_is_begun_by_kind(client, told, team, read):
    page = read(client.get(SEARCH, {"q": "non-recou"}))

    assert page.select_one("form.top-search")["action"] == SEARCH
    assert page.select_one("main h2").get_text() == "Objectifs"
    assert read(client.get(SEARCH, {"q": "Brest"})).select_one("main h2").get_text() == "Contrats"


def test_the_files_hold_what_the_page_shows(client, told, team):
    file = client.get(ASK, {"q": "non-recours", "format": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    paper = docx.Document(BytesIO(client.get(ASK, {"q": "non-recours", "format": "docx"}).content))

    assert rows[-1][:3] == ["Contrat de Brest", "objectif", "Réduire le non-recours aux soins"]
    assert "Réduire le non-recours aux soins" in [one.text for one in paper.paragraphs]
    assert client.get(ASK, {"q": "x", "format": "exe"}).status_code == 404


def test_a_question_is_kept_changed_and_put_away(client, told, team, read):
    form = read(client.get("/themes/nouveau/", {"q": "non-recours", "sans": "renonc"}))
    assert form.select_one("[name=question]")["value"] == "non-recours"
    given = {
        "name": "Non-recours",
        "question": "non-recours",
        "without": "renonc",
        "also": "guichet\naccueil",
    }
    page = read(client.post("/themes/nouveau/", given, follow=True))
    theme = Theme.objects.get()

    assert page.select_one("h1").get_text() == "Non-recours"
    assert page.select_one(".answer .found")
    client.post(f"/themes/{theme.pk}/modifier/", {**given, "name": "Accès", "version": theme.version})
    theme.refresh_from_db()
    assert theme.name == "Accès"
    client.post(f"/themes/{theme.pk}/archiver/")
    assert client.get(f"/themes/{theme.pk}/").status_code == 404


def test_a_theme_is_one_s_own_until_it_is_shared(client, brest, team, read):
    own = add_theme(by=member_of(brest), at=timezone.now(), name="À moi", question="santé")
    shared = add_theme(
        by=member_of(brest), at=timezone.now(), name="À tous", question="santé", is_shared=True
    )

    assert client.get(f"/themes/{own.pk}/").status_code == 404
    assert client.get(f"/themes/{shared.pk}/").status_code == 200
    assert client.get(f"/themes/{shared.pk}/modifier/").status_code == 403
    assert "À moi" not in read(client.get("/themes/")).get_text()


def test_who_only_reads_shares_nothing(client, brest, read):
    client.force_login(member_of(brest, Role.READER))
    assert not read(client.get("/themes/nouveau/")).select("[name=is_shared]")
    client.post("/themes/nouveau/", {"name": "x", "question": "santé", "is_shared": "on"})
    assert not Theme.objects.get().is_shared


def test_a_question_of_empty_words_is_not_kept(client, team, read):
    page = read(client.post("/themes/nouveau/", {"name": "x", "question": "le la les"}))
    assert "aucun mot à chercher" in page.get_text()
    assert not Theme.objects.exists()


def test_a_theme_asks_for_a_bounded_number_of_expressions(client, brest, team, read):
    """A shared theme is asked again by everybody who opens it: ten thousand expressions would cost each of them."""
    many = "\n".join(f"mot{n}" for n in range(31))
    page = read(client.post(reverse("overview:add_theme"), {"name": "A", "question": "santé", "also": many}))
    assert "31 expressions à chercher aussi" in page.get_text()
    long = " ".join(f"mot{n}" for n in range(13))
    page = read(client.post(reverse("overview:add_theme"), {"name": "A", "question": "santé", "also": long}))
    assert "12 mots au plus" in page.get_text()
    assert not Theme.objects.exists()


def test_what_an_address_asks_for_is_bounded(client, told, team):
    """Whatever is sent, the index is asked a question that it can weigh."""
    many = ",".join(f"{n}" for n in range(200))
    without = " ".join(f"-mot{n}" for n in range(60))
    answer = client.get(reverse("overview:ask"), {"q": f"non-recours {without}", "aussi": many})
    assert answer.status_code == 200
    question = answer.context["answers"].question
    assert sum(len(group.ways) for group in question.groups) < 60
    assert len(question.without) <= 12
