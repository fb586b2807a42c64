"""The page of a review: what it shows, what its buttons and small pages do."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind, ItemState, PointKind
from reciproque.intake.jobs import export_person, forget_person
from reciproque.intake.tests.factories import AT, CONTRACT, ItemFactory, ReadingFactory, brought
from reciproque.office.keeping import document_from_json
from reciproque.office.papers.content import Bullets, Heading, PageBreak, Paper, Paragraph
from reciproque.office.papers.pdf import write_pdf

ITEM_PAGES = ["edit_item", "retype_item", "split_item", "join_items"]


def at(view, thing):
    return reverse(f"intake:{view}", args=[thing.pk])


@pytest.fixture
def reading(ada):
    return brought(CONTRACT, by=ada)


def test_every_item_leads_to_its_passage_and_back(client, ada, reading, read):
    client.force_login(ada)

    page = read(client.get(f"{at('reading_detail', reading)}?liste=commitments"))

    item = reading.items.get(kind=ItemKind.COMMITMENT)
    passage = page.select_one(f"#item-{item.pk} a.to-passage")["href"]
    assert page.select_one(f".review-source {passage} a.passage")["href"] == f"#item-{item.pk}"


def test_no_id_stands_twice_in_a_page(client, ada, reading, read):
    client.force_login(ada)

    for kind in ("framework", "neighbourhoods", "not_understood"):
        ids = [
            one["id"]
            for one in read(client.get(f"{at('reading_detail', reading)}?liste={kind}")).select("[id]")
        ]
        assert len(ids) == len(set(ids))


def test_what_a_document_says_is_escaped(client, ada, read):
    reading = brought("# Titre <script>alert(1)</script>\n\nTexte <img src=x onerror=alert(2)>\n", by=ada)
    ItemFactory(reading=reading, kind=ItemKind.LEFTOVER, words="<b>gras</b>", reason="<i>x</i>")
    client.force_login(ada)

    page = read(client.get(f"{at('reading_detail', reading)}?liste=not_understood"))

    assert page.select(".proposals b, .proposals i, main img, .review script") == []
    assert "<b>gras</b>" in page.select_one(".proposals").text


def act_on(client, thing, act, *, htmx=False, query="", **more):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"{at('act_on_review', thing)}{query}", {"acte": act} | more, headers=headers)


def test_a_button_answers_the_same_with_and_without_javascript(client, ada, reading, read):
    one, other = (
        reading.items.filter(kind=ItemKind.COMMITMENT).first(),
        reading.items.filter(kind="results")[0],
    )
    client.force_login(ada)

    plain = act_on(client, reading, f"check:{one.pk}:1")
    part = act_on(client, reading, f"check:{other.pk}:1", htmx=True, query="?liste=results")

    assert (
        plain["Location"]
        == f"{at('reading_detail', reading)}?liste=commitments&element={one.pk}#item-{one.pk}"
    )
    assert "accepted" in read(part).select_one(f"#item-{other.pk}")["class"]
    assert "Vus : 2 sur" in read(part).select_one("#avancement").text
    assert {item.state for item in reading.items.filter(pk__in=[one.pk, other.pk])} == {ItemState.CHECKED}


def test_discarding_what_others_hang_on_draws_the_whole_list_again(client, ada, reading, read):
    top = reading.items.get(words="Réussir dès l'enfance")
    client.force_login(ada)

    part = read(act_on(client, reading, f"discard:{top.pk}:1", htmx=True, query="?liste=framework"))

    assert len(part.select("#elements > li")) == reading.items.filter(kind=ItemKind.FRAMEWORK).count()


def test_correcting_by_the_page_changes_only_what_was_changed(client, ada, reading):
    place = reading.items.get(kind=ItemKind.NEIGHBOURHOOD, words="Le Port")
    before = place.data
    client.force_login(ada)

    form = {
        "words": "Le Vieux Port",
        "type": "QVA",
        "commune": "Valbourg",
        "population": "1200",
        "version": "1",
    }
    response = client.post(at("edit_item", place), form)

    place.refresh_from_db()
    assert response.status_code == 302
    assert (place.words, place.data) == ("Le Vieux Port", before | {"population": 1200})
    assert place.state == ItemState.CORRECTED


def test_saving_without_a_change_changes_nothing(client, ada, reading):
    place = reading.items.get(kind=ItemKind.NEIGHBOURHOOD, words="Le Port")
    client.force_login(ada)

    form = {"words": "Le Port", "type": "QVA", "commune": "Valbourg", "population": "1150", "version": "1"}
    client.post(at("edit_item", place), form)

    place.refresh_from_db()
    assert (place.state, place.version) == (ItemState.PROPOSED, 1)


def test_two_people_at_once_see_each_others_words(client, ada, reading, read):
    place = reading.items.get(kind=ItemKind.NEIGHBOURHOOD, words="Le Port")
    client.force_login(ada)
    form = {"type": "QVA", "commune": "Valbourg", "population": "1150", "version": "1"}
    client.post(at("edit_item", place), form | {"words": "Port Nord"})

    page = read(client.post(at("edit_item", place), form | {"words": "Port Sud"}))

    assert page.select_one("[name=words]").text.strip() == "Port Sud"
    assert "Port Nord" in page.select_one(".elsewhere").text
    assert page.select_one("[name=version]")["value"] == "2"


def test_moving_under_another_parent(client, ada, reading):
    item, parent = (
        reading.items.get(words="Rénover les logements"),
        reading.items.get(data_json__contains="Axe 1"),
    )
    client.force_login(ada)

    client.post(
        at("edit_item", item), {"words": item.words, "label": "objectif", "code": "2.1", "parent": parent.pk}
    )

    item.refresh_from_db()
    assert item.parent == parent


def test_a_parent_of_another_reading_is_no_choice(client, ada, reading, read):
    item, foreign = reading.items.get(words="Rénover les logements"), ItemFactory()
    client.force_login(ada)

    response = client.post(at("edit_item", item), {"words": item.words, "parent": foreign.pk})

    assert response.status_code == 200
    assert read(response).select(".summary")


@pytest.mark.parametrize("said", ["2019-13", "hier", "2019-7-3"])
def test_a_date_is_written_as_it_can_be_read(client, ada, reading, read, said):
    item = reading.items.filter(kind=ItemKind.DATE).first()
    client.force_login(ada)

    page = read(client.post(at("edit_item", item), {"words": item.words, "date": said}))

    assert "2019-07-03" in page.select_one(".summary").text


@pytest.mark.parametrize("view", ITEM_PAGES)
def test_the_small_pages_open(client, ada, reading, view):
    client.force_login(ada)

    for item in reading.items.all():
        assert client.get(at(view, item)).status_code == 200


def test_changing_list_splitting_and_joining_by_the_pages(client, ada, reading):
    result = reading.items.filter(kind=ItemKind.RESULT).order_by("position")
    one, two = result
    client.force_login(ada)

    client.post(at("split_item", one), {"parts": "Un\nDeux"})
    client.post(at("join_items", one), {"others": [two.pk]})
    client.post(at("retype_item", one), {"kind": ItemKind.INDICATOR})

    one.refresh_from_db()
    assert (one.kind, one.words) == (ItemKind.INDICATOR, "Un Des logements rénovés")


def test_a_passage_that_was_not_understood_is_taken_up(client, ada, reading):
    lost = reading.items.filter(kind=ItemKind.LEFTOVER).first()
    client.force_login(ada)
    url = f"{at('add_item', reading)}?liste=findings&depuis={lost.pk}"

    assert lost.words in client.get(url).content.decode()
    client.post(url, {"words": lost.words, "parent": ""})

    made = reading.items.get(kind=ItemKind.FINDING)
    lost.refresh_from_db()
    assert (made.anchor, lost.state) == (lost.anchor, ItemState.CHECKED)


@pytest.mark.parametrize(
    "query", ["liste=nimporte", "liste=not_understood", "depuis=abc", "depuis=999999", "montrer=x&ordre=y"]
)
def test_odd_addresses_show_a_page(client, ada, reading, query):
    client.force_login(ada)

    assert client.get(f"{at('reading_detail', reading)}?{query}").status_code == 200
    assert client.get(f"{at('add_item', reading)}?{query}").status_code == 200


def test_checking_a_whole_list(client, ada, reading):
    client.force_login(ada)

    act_on(client, reading, "list", liste="signatories")

    assert set(reading.items.filter(kind="signatories").values_list("state", flat=True)) == {
        ItemState.CHECKED
    }
    assert reading.items.filter(kind="results", state=ItemState.PROPOSED).count() == 2


def test_contradictions_and_missing_annexes_are_said(client, ada, reading, read):
    summary = json.loads(reading.summary_json)
    summary["contradictions"] = [{"text": "41 partenaires, 38 signatures", "anchor": "l3", "source_line": 3}]
    summary["missing_annexes"] = [{"text": "annexe 2", "anchor": "l4", "source_line": 4}]
    reading.summary_json = json.dumps(summary)
    reading.save()
    client.force_login(ada)

    said = read(client.get(at("reading_detail", reading))).select_one("main").text

    assert "41 partenaires, 38 signatures" in said
    assert "annexe 2" in said


def test_a_long_list_is_shown_page_by_page_and_an_item_is_found_on_its_own(client, ada, read):
    reading = ReadingFactory(asked_by=ada)
    items = [ItemFactory(reading=reading, position=n) for n in range(1, 320)]
    client.force_login(ada)

    first = read(client.get(at("reading_detail", reading)))
    its_page = read(client.get(f"{at('reading_detail', reading)}?liste=framework&element={items[310].pk}"))

    assert len(first.select(".proposal")) == 300
    assert its_page.select_one(f"#item-{items[310].pk}")
    assert [a.text for a in first.select(".pages a")] == ["Suivante"]


def test_an_act_on_an_older_version_shows_the_item_as_it_stands(client, ada, reading, read):
    item = reading.items.get(kind=ItemKind.COMMITMENT)
    client.force_login(ada)
    act_on(client, reading, f"check:{item.pk}:1")

    part = read(act_on(client, reading, f"discard:{item.pk}:1", htmx=True, query="?liste=commitments"))

    assert "a modifié cet élément" in part.select_one("#refus").text
    assert part.select_one(f"#item-{item.pk}")["data-version"] == "2"


@pytest.mark.parametrize("act", ["", "nimporte", "check", "check:999999:1", "check:abc", "hang:1", "list"])
def test_odd_acts_change_nothing(client, ada, reading, act):
    client.force_login(ada)

    assert act_on(client, reading, act, htmx=True).status_code in {200, 404}
    assert act_on(client, reading, act).status_code in {302, 404}
    assert not reading.steps.exists()


def test_an_item_of_another_reading_is_no_business_of_this_one(client, ada, reading):
    foreign = ItemFactory(reading__asked_by=ada)
    client.force_login(ada)

    act_on(client, reading, f"check:{foreign.pk}:1")

    foreign.refresh_from_db()
    assert foreign.state == ItemState.PROPOSED


def test_what_others_did_comes_by_itself_with_who_and_when(client, ada, reading, read):
    item = reading.items.get(kind=ItemKind.COMMITMENT)
    other = MembershipFactory(role=Role.ADMINISTRATOR).user
    client.force_login(ada)
    url = f"{at('review_presence', reading)}?liste=commitments"
    headers = {"HX-Request": "true"}
    assert not read(client.post(url, {"depuis": "0"}, headers=headers)).select(".proposal")
    reviewing.correct_item(item, words="Autrement dit", by=other, at=AT)
    reviewing.note_place(reading, ItemKind.COMMITMENT, item.pk, by=other, at=timezone.now())

    part = read(client.post(url, {"depuis": "0", "element": item.pk}, headers=headers))

    assert str(other) in part.select_one(f"#item-{item.pk} .who").text
    assert str(other) in part.select_one("#ici").text
    known = part.select_one("#depuis")["value"]
    assert not read(client.post(url, {"depuis": known}, headers=headers)).select(".proposal")


def test_a_page_of_a_part_of_the_list_gets_only_what_it_shows(client, ada, reading, read):
    one, other = reading.items.filter(kind=ItemKind.FRAMEWORK)[:2]
    reviewing.check_item(one, by=ada, at=AT)
    reviewing.check_item(other, by=ada, at=AT)
    client.force_login(ada)

    part = read(
        act_on(client, reading, f"check:{one.pk}", htmx=True, query="?liste=framework", montres=str(one.pk))
    )

    assert [li["id"] for li in part.select(".proposal")] == [f"item-{one.pk}"]


@pytest.mark.parametrize("shown", ["", "x,²,-1", "9" * 5_000])
def test_a_page_that_says_nonsense_of_what_it_shows_gets_nothing(client, ada, reading, read, shown):
    one = reading.items.filter(kind=ItemKind.FRAMEWORK).first()
    client.force_login(ada)

    answer = act_on(client, reading, f"check:{one.pk}", htmx=True, query="?liste=framework", montres=shown)

    assert answer.status_code == 200
    assert not read(answer).select(".proposal")


def test_a_review_opens_where_one_left_it(client, ada, reading):
    item = reading.items.get(kind=ItemKind.COMMITMENT)
    client.force_login(ada)
    client.post(f"{at('review_presence', reading)}?liste=commitments", {"element": item.pk})

    response = client.get(at("reading_detail", reading))

    assert (
        response["Location"]
        == f"{at('reading_detail', reading)}?liste=commitments&element={item.pk}#item-{item.pk}"
    )


def test_a_passage_becomes_an_item_under_the_objective_above(client, ada, reading):
    objective = reading.items.get(words="Rénover les logements")
    block = next(one for one in document_from_json(reading.document_json).blocks() if "comité" in one.text)
    client.force_login(ada)
    url = f"{at('add_item', reading)}?liste=results&passage={block.anchor}&texte=deux fois par an"

    form = client.get(url).content.decode()
    assert "deux fois par an" in form
    client.post(url, {"words": "deux fois par an", "parent": objective.pk})

    made = reading.items.get(kind=ItemKind.RESULT, state=ItemState.ADDED)
    assert (made.anchor, made.line, made.parent) == (block.anchor, block.place.line, objective)
    assert f'value="{objective.pk}" selected' in form


def test_sides_stand_beside_each_other_and_one_is_chosen(client, ada, read):
    text = """# Contrat de ville de Valbourg

Le contrat de ville de Valbourg a été signé le 23 octobre 2015.

## Durée

Le contrat de ville, signé le 30 juin 2015, court jusqu'en 2020. Voir l'annexe 4.
"""
    reading = brought(text, by=ada)
    client.force_login(ada)
    assert "se contredit" in read(client.get(at("reading_detail", reading))).text

    page = read(client.get(at("review_points", reading)))
    assert [side.select_one("h3").text for side in page.select(".side")] == [
        "23 octobre 2015",
        "30 juin 2015",
    ]
    assert page.select_one(".side mark").text == "23 octobre 2015"
    assert "annexe 4" in page.text.lower()
    point = reading.points.get(kind=PointKind.CONTRADICTION)
    client.post(reverse("intake:settle_point", args=[point.pk]), {"reponse": "settled:1", "version": "1"})

    assert "30 juin 2015" in read(client.get(at("review_points", reading))).select_one(".side.holds").text
    assert read(client.get(at("accept_reading", reading))).select_one("[name=contract_starts_on]")[
        "value"
    ] == ("2015-06-30")


def test_a_place_in_a_pdf_is_a_page_everywhere(client, ada, read):
    paper = Paper(
        "Contrat de ville de Valbourg",
        blocks=[
            Heading("Préambule"),
            Paragraph("Le contrat de ville de Valbourg a été signé le 23 octobre 2015. Voir l’annexe 4."),
            PageBreak(),
            Heading("Priorités"),
            Bullets(["Ouvrir un lieu d’accueil", "Former les professionnels"], numbered=True),
            PageBreak(),
            Heading("Objectifs prioritaires"),
            Bullets(["Accueillir les familles", "Isoler les logements"], numbered=True),
            Paragraph("Le contrat de ville, signé le 30 juin 2015, court jusqu’en 2020."),
        ],
    )
    reading = brought(write_pdf(paper), by=ada, name="contrat.pdf")
    [item, _other, again, *_more] = reading.items.filter(kind=ItemKind.FRAMEWORK)
    again.data_json = json.dumps({**again.data, "same_as": json.loads(item.proposed_json)["index"]})
    again.save()
    client.force_login(ada)
    points = read(client.get(at("review_points", reading)))
    pages = [
        points,
        read(client.get(at("double_list", reading))),
        read(client.get(reverse("intake:edit_item", args=[item.pk]))),
        read(client.get(at("add_item", reading) + f"?passage={item.anchor}")),
    ]

    assert [side.select_one(".remark").text for side in points.select(".side")] == ["page 1", "page 3"]
    assert [link.text.split(" :")[0] for link in pages[1].select("td a.remark")] == ["page 2", "page 3"]
    assert "page 2 du document" in pages[2].text
    assert "page 2 du document" in pages[3].text
    assert not any(" ligne " in page.select_one("main").text for page in pages)


def test_where_a_person_was_is_given_to_her_and_forgotten_with_her(ada, reading):
    item = reading.items.filter(kind=ItemKind.FRAMEWORK).first()
    reviewing.note_place(reading, ItemKind.FRAMEWORK, item.pk, by=ada, at=AT)

    assert [row["relecture"] for row in export_person(ada)] == [reading.name]
    forget_person(ada, AT)

    assert export_person(ada) == []
    assert not reading.reviewers.exists()


@pytest.mark.parametrize("key", ["9" * 30, "-" + "9" * 30, "9" * 4_000, "0", "x"])
def test_an_element_of_a_key_that_no_engine_counts_to_is_no_choice(client, ada, reading, key):
    item = reading.items.filter(kind=ItemKind.FRAMEWORK).first()
    client.force_login(ada)

    answer = client.post(
        reverse("intake:join_items", args=[item.pk]), {"others": [key], "version": item.version}
    )

    assert answer.status_code == 200
    assert reading.items.get(pk=item.pk).words == item.words
