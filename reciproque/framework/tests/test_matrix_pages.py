"""The pages of the matrix: what is shown, what a cell gets back, boxes, suggestions, exports, and who comes in."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.framework.actions import tying
from reciproque.framework.models import DismissedTie, Tie
from reciproque.framework.tests.factories import NodeFactory
from reciproque.framework.tests.outlines import planted, typed_as_shown
from reciproque.references.choices import LEGAL_OBJECTIVES
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def at(name, *args):
    return reverse(f"framework:{name}", args=args)


@pytest.fixture(autouse=True)
def _signed_in(client, team):
    client.force_login(team)


@pytest.fixture
def themes():
    return NomenclatureFactory(code="themes", name="Thèmes")


@pytest.fixture
def url(tree, themes):
    return at("matrix", tree.contract_id, themes.pk)


def cells(page):
    """Rows of the matrix: the name of the objective, then the words of each cell."""
    return {
        row.th.a.get_text(): [cell.get_text(" ") for cell in row.select("td")]
        for row in page.select("table.ties tbody tr[data-node]")
    }


def test_the_way_in_leads_to_the_legal_objectives(client, tree):
    ReferenceFactory(nomenclature__name="Autre liste")
    legal = ReferenceFactory(nomenclature__code=LEGAL_OBJECTIVES).nomenclature

    assert client.get(at("legal_matrix", tree.contract_id)).url == at("matrix", tree.contract_id, legal.pk)


def test_without_any_list_the_page_says_what_to_do(client, tree, read):
    page = read(client.get(at("legal_matrix", tree.contract_id)))

    assert "Aucun référentiel n’est chargé" in page.get_text()


def test_each_cell_says_its_state_in_words(client, tree, themes, url, read):
    done, maybe = (ReferenceFactory(nomenclature=themes, title=title) for title in ("Forge", "Apiculture"))
    [axis] = planted(tree, "Axe")
    aim = NodeFactory(parent=axis, title="Apiculture", references=[done])
    planted(tree, "Dessous", parent=aim)

    page = read(client.get(url))

    assert cells(page) == {
        "Axe": ["couvert par 1", ""],
        "Apiculture": ["confirmé", "suggéré apiculture"],
        "Dessous": ["hérité", ""],
    } or cells(page)["Dessous"] == ["hérité", "suggéré apiculture"]
    assert maybe.title in page.select_one(".gaps").get_text()


def test_filters_keep_what_they_say_and_stand_in_the_address(client, tree, themes, url, read):
    one, two = ReferenceFactory.create_batch(2, nomenclature=themes)
    planted(tree, "Perdu")
    NodeFactory(tree=tree, title="Un", references=[one])
    NodeFactory(tree=tree, title="Deux fois", references=[one, two])

    assert list(cells(read(client.get(url, {"filtre": "sans"})))) == ["Perdu"]
    assert list(cells(read(client.get(url, {"filtre": "plusieurs"})))) == ["Deux fois"]
    assert "Rien ne répond à ce choix" in read(client.get(url, {"lignes": "sans"})).get_text()
    page = read(client.get(url, {"filtre": "sans"}))
    assert page.select_one(".chip[aria-current]").get_text(" ", strip=True) == "rattachés à rien 1"


@pytest.mark.parametrize(
    "query", ["branche=x", "cadre=99999999999999999999", "niveaux=-1", "filtre=autre", "page=0"]
)
def test_an_address_that_means_nothing_shows_the_whole(client, tree, themes, url, read, query):
    ReferenceFactory(nomenclature=themes)
    planted(tree, "Un")

    assert list(cells(read(client.get(f"{url}?{query}")))) == ["Un"]


def test_titles_are_escaped(client, tree, themes, url):
    ReferenceFactory(nomenclature=themes, title="<b>x</b>")
    NodeFactory(tree=tree, title="<script>alert(1)</script>", code="<i>")

    content = client.get(url).content.decode()

    assert "<script>alert" not in content
    assert "<b>x" not in content


@pytest.mark.parametrize("key", ["xlsx", "csv", "ods"])
def test_the_file_holds_exactly_what_is_shown(client, tree, themes, url, key):
    done, maybe = (ReferenceFactory(nomenclature=themes, title=title) for title in ("Forge", "Apiculture"))
    NodeFactory(tree=tree, title="Apiculture", code="1.1", references=[done])
    planted(tree, "Perdu")

    response = client.get(url, {"format": key, "filtre": "suggestions"})

    assert response.status_code == 200
    if key != "csv":
        rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
        assert rows[0] == [
            "Cadre",
            "Niveau",
            "Code",
            "Objectif",
            f"{done.code} Forge",
            f"{maybe.code} Apiculture",
        ]
        assert rows[1:] == [[tree.title, "objectif", "1.1", "Apiculture", "confirmé", "suggéré (apiculture)"]]


def test_an_unknown_format_is_not_found(client, tree, themes, url):
    ReferenceFactory(nomenclature=themes)

    assert client.get(url, {"format": "exe"}).status_code == 404


def test_the_matrix_costs_the_same_whatever_its_length(client, tree, themes, url, query_count_is_flat):
    line = ReferenceFactory(nomenclature=themes)

    query_count_is_flat(url, lambda: NodeFactory(tree=tree, references=[line]), at_most=16)


# One cell


def judge(client, contract, line, node, wanted, seen=""):
    address = at("set_tie", contract.pk, line.nomenclature_id)
    return client.post(address, {"node": node.pk, "line": line.pk, "wanted": wanted, "seen": seen})


def test_a_cell_saves_itself_and_gets_back_what_follows_from_it(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes)
    [axis] = planted(tree, "Axe")
    [aim, _beside] = planted(tree, "Objectif", "À côté", parent=axis)
    [below] = planted(tree, "Dessous", parent=aim)

    page = read(judge(client, tree.contract, line, aim, "confirmed"))

    assert Tie.objects.get().node == aim
    told = {row["data-node"]: row.td.get_text(" ") for row in page.select("tr")}
    assert told == {str(axis.pk): "couvert par 1", str(aim.pk): "confirmé", str(below.pk): "hérité"}
    assert page.select_one("[data-said]").get_text(strip=True) == "Enregistré."
    assert page.select_one("#bilan")["data-hx-swap-oob"] == "true"


def test_a_suggestion_is_set_aside_from_its_cell(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes, title="Apiculture")
    aim = NodeFactory(tree=tree, title="Apiculture")

    page = read(judge(client, tree.contract, line, aim, "refused", seen="suggested"))

    assert DismissedTie.objects.count() == 1
    assert page.select_one("tr td").get_text() == ""


def test_a_cell_that_somebody_else_confirmed_shows_it_and_says_who(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes, title="Apiculture")
    aim = NodeFactory(tree=tree, title="Apiculture")
    other = member_of(tree.contract)
    tying.set_tie(aim, line, wanted="confirmed", seen=None, by=other, at=AT)

    page = read(judge(client, tree.contract, line, aim, "refused", seen="suggested"))

    assert str(other) in page.select_one("[data-said]").get_text()
    assert page.select_one("tr td").get_text() == "confirmé"


@pytest.mark.parametrize("changed", [{"node": "x"}, {"node": 10**9}, {"line": ""}, {"line": "9" * 30}])
def test_a_cell_that_does_not_exist_is_not_found(client, tree, themes, changed):
    line = ReferenceFactory(nomenclature=themes)
    aim = NodeFactory(tree=tree)
    sent = {"node": aim.pk, "line": line.pk, "wanted": "confirmed"} | changed

    assert client.post(at("set_tie", tree.contract_id, themes.pk), sent).status_code == 404


def test_objectives_and_lines_of_another_contract_are_not_found(client, tree, themes):
    line = ReferenceFactory(nomenclature=themes)
    stranger = NodeFactory()
    secret = ReferenceFactory(nomenclature__contract_id=stranger.contract_id)

    assert judge(client, tree.contract, line, stranger, "confirmed").status_code == 404
    assert judge(client, tree.contract, secret, NodeFactory(tree=tree), "confirmed").status_code == 404
    assert client.get(at("reference_detail", tree.contract_id, secret.pk)).status_code == 404
    assert not Tie.objects.exists()


def test_a_cell_is_not_changed_by_who_does_not_say_what_it_showed(client, tree, themes):
    line, aim = ReferenceFactory(nomenclature=themes), NodeFactory(tree=tree)
    judge(client, tree.contract, line, aim, "confirmed")
    sent = {"node": aim.pk, "line": line.pk, "wanted": ""}

    assert client.post(at("set_tie", tree.contract_id, themes.pk), sent).status_code == 409
    assert Tie.objects.count() == 1


def test_an_unknown_state_changes_nothing(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes)

    page = read(judge(client, tree.contract, line, NodeFactory(tree=tree), "perhaps"))

    assert "ne connaît pas" in page.get_text()
    assert not Tie.objects.exists()


# Boxes, for whoever has no JavaScript


def test_boxes_are_saved_by_one_button(client, tree, themes, url, read):
    one, two = ReferenceFactory.create_batch(2, nomenclature=themes)
    aim = NodeFactory(tree=tree, references=[one])
    sent = typed_as_shown(read(client.get(url, {"saisie": "1"})))
    assert sent[f"lien-{aim.pk}"] == [str(one.pk)]

    page = read(
        client.post(f"{url}?saisie=1", sent | {f"lien-{aim.pk}": [two.pk, "9" * 30, "x"]}, follow=True)
    )

    assert list(aim.references.all()) == [two]
    assert "Les rattachements sont enregistrés." in page.get_text()


def test_a_large_matrix_comes_in_pages_that_one_form_can_carry(client, tree, themes, url, read):
    ReferenceFactory.create_batch(20, nomenclature=themes)
    NodeFactory.create_batch(60, tree=tree)

    page = read(client.get(url, {"saisie": "1"}))

    assert len(page.select("form[data-guard] [name]")) < 1000
    assert len(page.select("tbody tr")) == 42
    assert "Page 1 sur 2" in page.get_text()


def test_a_reader_sees_the_ties_and_nothing_to_press(client, tree, themes, url, read):
    line = ReferenceFactory(nomenclature=themes)
    aim = NodeFactory(tree=tree, references=[line])
    client.force_login(member_of(tree.contract, Role.READER))

    page = read(client.get(url, {"saisie": "1"}))

    assert cells(page) == {aim.title: ["confirmé"]}
    assert not page.select("main [type=checkbox], main [data-judge], main table[data-ties]")
    assert client.post(url, {}).status_code == 403
    assert judge(client, tree.contract, line, aim, "").status_code == 403


# Suggestions


def test_suggestions_are_listed_with_their_words_and_judged_together(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes, title="Apiculture, ruches")
    one, two, three = (
        NodeFactory(tree=tree, title=f"Apiculture, ruches {n}") for n in ("un", "deux", "trois")
    )
    url = at("suggestion_list", tree.contract_id, themes.pk)
    page = read(client.get(url))
    assert len(page.select("tbody tr")) == 3
    assert page.select_one("tbody tr td:last-child").get_text() == "apiculture, ruches"

    client.post(
        url, {"choix": [f"{one.pk}-{line.pk}", f"{two.pk}-{line.pk}", "x", "1-"], "acte": "confirmer"}
    )
    client.post(url, {"choix": [f"{three.pk}-{line.pk}"], "acte": "ecarter"})

    assert set(Tie.objects.values_list("node", flat=True)) == {one.pk, two.pk}
    assert DismissedTie.objects.get().node == three
    assert "Plus aucune suggestion" in read(client.get(url)).get_text()


def test_the_list_of_suggestions_costs_the_same(client, tree, themes, query_count_is_flat):
    ReferenceFactory(nomenclature=themes, title="Apiculture, ruches")
    url = at("suggestion_list", tree.contract_id, themes.pk)

    query_count_is_flat(url, lambda: NodeFactory(tree=tree, title="Apiculture, ruches"), at_most=16)


# A line, an objective


def test_a_line_shows_who_serves_it_and_who_inherits(client, tree, themes, team, read):
    line = ReferenceFactory(nomenclature=themes)
    [axis] = planted(tree, "Axe")
    planted(tree, "Dessous", parent=axis)
    tying.set_tie(axis, line, wanted="confirmed", seen=None, by=team, at=AT)

    text = (
        read(client.get(at("reference_detail", tree.contract_id, line.pk))).select_one("main").get_text(" ")
    )

    assert "1 objectif y répond" in text
    assert f"confirmé par {team} le 2 mars 2026" in " ".join(text.split())
    assert "Dessous" in text.split("Par ce dont ils dépendent")[1]


def test_a_line_that_nothing_serves_says_so(client, tree, themes, read):
    line = ReferenceFactory(nomenclature=themes)

    page = read(client.get(at("reference_detail", tree.contract_id, line.pk)))

    assert "Aucun objectif ne répond à cette ligne" in page.get_text()


def test_an_objective_shows_all_lists_side_by_side(client, tree, themes, read):
    line, other = ReferenceFactory(nomenclature=themes), ReferenceFactory(nomenclature__name="Plan local")
    [axis] = planted(tree, "Axe")
    axis.references.set([other])
    aim = NodeFactory(parent=axis, references=[line])

    page = read(client.get(at("node_detail", aim.pk)))
    ties = read(client.get(at("node_ties", aim.pk)))

    sections = {one.h3.get_text(): one.get_text(" ") for one in page.select(".side-by-side > div")}
    assert "confirmé" in sections["Thèmes"]
    assert "par « Axe », dont il dépend" in sections["Plan local"]
    assert [box["value"] for box in ties.select("[type=checkbox][checked]")] == [str(line.pk)]


def test_what_an_objective_serves_is_chosen_on_its_page(client, tree, themes, read):
    one, two = ReferenceFactory.create_batch(2, nomenclature=themes)
    aim = NodeFactory(tree=tree, references=[one])
    url = at("node_ties", aim.pk)
    sent = typed_as_shown(read(client.get(url)))

    client.post(url, sent | {f"lien-{aim.pk}": [two.pk]})

    assert list(aim.references.all()) == [two]


def test_a_stranger_finds_nothing(client, tree, themes):
    line = ReferenceFactory(nomenclature=themes)
    aim = NodeFactory(tree=tree)
    client.force_login(member_of(ContractFactory()))

    urls = [
        at("legal_matrix", tree.contract_id),
        at("matrix", tree.contract_id, themes.pk),
        at("suggestion_list", tree.contract_id, themes.pk),
        at("reference_detail", tree.contract_id, line.pk),
        at("node_ties", aim.pk),
    ]

    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)
    assert judge(client, tree.contract, line, aim, "confirmed").status_code == 404
