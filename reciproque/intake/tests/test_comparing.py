"""A text of a contract compared with what stands: before it is accepted, after it, and on paper."""

import io

import pytest
from django.urls import reverse
from docx import Document as WordDocument

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.core.refusals import Refused
from reciproque.framework.actions.describing import edit_node
from reciproque.framework.models import Node
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.comparing import forget_said, say_different, say_same
from reciproque.intake.choices import ItemKind
from reciproque.intake.models import HandMatch, Reading
from reciproque.intake.queries import terms_of
from reciproque.intake.queries.comparing import comparison_of
from reciproque.intake.rules.things import Change
from reciproque.intake.tests.factories import AT, CONTRACT, brought
from reciproque.journal.models import Entry

PROTOCOL = """# Protocole d'engagements renforcés de Valbourg

## Les quartiers

| Commune | Quartier | Statut | Population |
| --- | --- | --- | --- |
| Valbourg | Les Tilleuls | QPV | 2 450 |
| Valbourg | La Gare | QVA | 800 |

## Cadre stratégique

| Axe | Priorité | Résultats attendus | Indicateurs |
| --- | --- | --- | --- |
| Axe 1 : Réussir dès l'enfance | 1.1 Accompagner toutes les familles | Plus de familles suivies | Familles suivies |
| Axe 3 : Travailler | 3.1 Ouvrir une crèche à horaires décalés | Des places de crèche | Places |

## Gouvernance

Le comité de pilotage se réunit une fois par an.

## Engagements

L'État s'engage à ouvrir deux postes d'adultes-relais.

## Signataires

Pour l'État, le Préfet, Jean MARTIN

Pour la Caisse d'allocations familiales, la Directrice, Zoé LEROY
"""


@pytest.fixture
def contract(ada):
    reading = brought(CONTRACT, by=ada)
    return accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)


@pytest.fixture
def protocol(contract, ada):
    return brought(PROTOCOL, by=ada, name="protocole.md", contract=contract)


def accepted(reading, by):
    accept_reading(reading, contract=reading.contract, terms=terms_of(reading), by=by, at=AT)
    return Reading.objects.get(pk=reading.pk)


def told(reading, kind=ItemKind.FRAMEWORK):
    return {(match.news or match.olds)[0].words: match.main for match in comparison_of(reading).of(kind)}


def test_a_proposal_is_compared_with_what_stands(protocol):
    assert told(protocol) == {
        "Cadre stratégique": Change.SAME,
        "Réussir dès l'enfance": Change.SAME,
        "Accompagner toutes les familles": Change.PRIORITISED,
        "Travailler": Change.NEW,
        "Ouvrir une crèche à horaires décalés": Change.NEW,
        "Habiter mieux": Change.DROPPED,
        "Rénover les logements": Change.DROPPED,
    }


def test_places_parties_and_bodies_are_compared_too(protocol):
    places = {m.main: m for m in comparison_of(protocol).of(ItemKind.NEIGHBOURHOOD)}

    assert set(places) == {Change.AMENDED, Change.NEW, Change.DROPPED}
    assert places[Change.AMENDED].details == (("Population", "2300", "2450"),)
    assert sorted(told(protocol, ItemKind.SIGNATORY).values()) == [Change.DROPPED, Change.NEW, Change.SAME]
    [body] = comparison_of(protocol).of(ItemKind.BODY)
    assert body.details == (("Réunions par an", "2", "1"),)


def test_the_comparison_stays_what_it_was_after_the_acceptance_and_later_edits(protocol, contract, ada):
    before = told(protocol), told(protocol, ItemKind.NEIGHBOURHOOD), told(protocol, ItemKind.SIGNATORY)
    reading = accepted(protocol, ada)
    node = Node.objects.get(title="Habiter mieux")
    edit_node(node, seen=None, by=ada, at=AT, title="Travailler")

    found = told(reading), told(reading, ItemKind.NEIGHBOURHOOD), told(reading, ItemKind.SIGNATORY)

    assert found == before
    assert comparison_of(reading).frozen


def test_the_first_text_of_a_contract_changes_nothing(client, contract, ada, read):
    reading = Reading.objects.get(contract=contract)
    client.force_login(ada)

    page = read(client.get(reverse("intake:text_changes", args=[reading.text_id])))

    assert "il fonde" in page.main.text
    assert not page.select("table")


def test_a_reading_accepted_before_notes_were_kept_is_compared_without_what_it_brought(protocol, ada):
    reading = accepted(protocol, ada)
    reading.standing.delete()
    reading = Reading.objects.get(pk=reading.pk)

    assert told(reading)["Ouvrir une crèche à horaires décalés"] == Change.NEW
    assert told(reading)["Rénover les logements"] == Change.DROPPED
    assert not comparison_of(reading).frozen


def pair(reading, old, new):
    found = comparison_of(reading)
    old = next(one for one in found.old_things.values() if one.words == old)
    item = reading.items.get(words=new, kind=old.kind)
    return {"old": old.key, "item": item}


def test_a_person_parts_and_pairs_and_her_word_is_kept(protocol, ada):
    same = pair(protocol, "Accompagner les familles", "Accompagner toutes les familles")
    say_different(protocol, **same, by=ada, at=AT)
    assert told(protocol)["Accompagner toutes les familles"] == Change.NEW

    crib = pair(protocol, "Accompagner les familles", "Ouvrir une crèche à horaires décalés")
    say_same(protocol, **crib, by=ada, at=AT)
    match = next(m for m in comparison_of(protocol).of(ItemKind.FRAMEWORK) if m.by_hand)
    assert match.reason == "rapprochés à la main"
    assert match.news[0].words == "Ouvrir une crèche à horaires décalés"

    reading = accepted(protocol, ada)
    assert [m.by_hand for m in comparison_of(reading).of(ItemKind.FRAMEWORK)].count(True) == 1
    assert set(Entry.objects.filter(act__startswith="comparison.").values_list("act", flat=True)) == {
        "comparison.paired",
        "comparison.unpaired",
    }


def test_her_last_word_on_either_replaces_the_earlier_and_can_be_taken_back(protocol, ada):
    first = pair(protocol, "Habiter mieux", "Travailler")
    second = pair(protocol, "Rénover les logements", "Travailler")
    say_same(protocol, **first, by=ada, at=AT)
    say_same(protocol, **second, by=ada, at=AT)

    assert HandMatch.objects.filter(together=True).count() == 1
    forget_said(protocol, **second, by=ada, at=AT)
    assert told(protocol)["Travailler"] == Change.NEW
    with pytest.raises(Refused):
        forget_said(protocol, **second, by=ada, at=AT)


def test_things_of_other_lists_or_readings_are_not_paired(protocol, ada):
    body = protocol.items.filter(kind=ItemKind.BODY).first()
    node = pair(protocol, "Habiter mieux", "Travailler")["old"]

    for old, item in ((node, body), ("framework.node:999999", body), ("n’importe quoi", body)):
        with pytest.raises(Refused):
            say_same(protocol, old=old, item=item, by=ada, at=AT)


def test_the_working_page_shows_filters_and_corrects(client, protocol, ada, read):
    client.force_login(ada)
    url = reverse("intake:compare_reading", args=[protocol.pk])

    page = read(client.get(url))
    row = next(tr for tr in page.select("table.sides tbody tr") if "toutes" in tr.text)

    assert [one.text for one in row.select("ins")] == ["toutes (ajouté)"]
    assert [one.text for one in row.select("del")] == ["les (retiré)"] or not row.select("del")
    only = read(client.get(f"{url}?montrer=dropped"))
    assert len(only.select("table.sides tbody tr")) == 2
    assert "Rien n’est supprimé" in only.main.text or "n’est pas supprimé" in only.main.text

    value = row.select_one("button[name=paire]")["value"]
    response = client.post(reverse("intake:part_things", args=[protocol.pk]), {"paire": value})
    assert response.status_code == 302
    assert told(protocol)["Accompagner toutes les familles"] == Change.NEW

    link = read(client.get(url)).select_one("a[href*=rapprocher]")["href"]
    form = read(client.get(link))
    choice = form.select_one("input[name=other]")["value"]
    assert client.post(link, {"other": choice}).status_code == 302
    assert HandMatch.objects.filter(together=True).count() == 1
    assert client.post(link, {"other": "framework.node:0"}).status_code == 200


def test_strangers_see_neither_the_comparison_nor_the_page(client, protocol, tom):
    client.force_login(tom)
    pages = ["compare_reading", "reading_changes", "pair_thing"]

    assert {client.get(reverse(f"intake:{one}", args=[protocol.pk])).status_code for one in pages} == {404}
    assert client.post(reverse("intake:part_things", args=[protocol.pk])).status_code == 404


def test_whoever_reads_the_contract_reads_what_an_accepted_text_changes(
    client, protocol, contract, ada, read
):
    reader = MembershipFactory(role=Role.READER, contract_id=contract.pk).user
    client.force_login(reader)
    assert client.get(reverse("intake:reading_changes", args=[protocol.pk])).status_code == 404
    reading = accepted(protocol, ada)

    page = read(client.get(reverse("intake:text_changes", args=[reading.text_id])))

    assert [
        (dt.text, dd.text)
        for dt, dd in zip(page.select(".figures dt"), page.select(".figures dd"), strict=True)
    ][:4] == [("objectifs repris", "3"), ("reformulé", "1"), ("nouveaux", "2"), ("non repris", "2")]
    assert "Voir et corriger" not in page.main.text
    text = read(client.get(reverse("contracts:text_detail", args=[reading.text_id])))
    assert "Ce que ce texte change" in text.main.text
    assert "Liens proposés" not in text.main.text


def test_the_page_of_a_proposal_says_that_it_is_one(client, protocol, ada, read):
    client.force_login(ada)
    page = read(client.get(reverse("intake:reading_changes", args=[protocol.pk])))

    assert "projet" in page.main.text
    assert "Non repris par ce texte" in page.main.text


@pytest.mark.parametrize("paper", ["docx", "pdf"])
def test_the_page_leaves_the_house_as_a_paper(client, protocol, ada, paper):
    client.force_login(ada)
    response = client.get(reverse("intake:reading_changes_paper", args=[protocol.pk, paper]))

    assert response.status_code == 200
    assert f".{paper}" in response["Content-Disposition"]
    if paper == "docx":
        document = WordDocument(io.BytesIO(response.content))
        words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        assert "Accompagner [+ toutes] " in words
        assert "Ouvrir une crèche à horaires décalés" in words
    else:
        assert response.content.startswith(b"%PDF")


def test_an_unknown_paper_is_not_found(client, protocol, ada):
    client.force_login(ada)
    assert client.get(reverse("intake:reading_changes_paper", args=[protocol.pk, "exe"])).status_code == 404


def test_a_document_without_contract_has_nothing_to_be_compared_with(client, ada):
    reading = brought(PROTOCOL, by=ada)
    client.force_login(ada)

    assert client.get(reverse("intake:compare_reading", args=[reading.pk])).status_code == 404
    assert "Comparer" not in client.get(reverse("intake:reading_detail", args=[reading.pk])).content.decode()


def test_the_page_costs_no_query_more_for_more_objectives(
    client, protocol, contract, ada, query_count_is_flat
):
    tree = contract.trees.get()
    client.force_login(ada)

    def add():
        Node.objects.create(
            contract=contract,
            tree=tree,
            title="Un objectif de plus",
            label="objectif",
            search_key="x",
            position=9,
        )

    query_count_is_flat(reverse("intake:compare_reading", args=[protocol.pk]), add, at_most=24)
    query_count_is_flat(reverse("intake:reading_changes", args=[protocol.pk]), add, at_most=24)
