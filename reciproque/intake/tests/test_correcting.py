"""A document brought again: what differs, what need not be reviewed twice, what changes in what stands."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reciproque.contracts.models import Passage, Signature
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.core.refusals import Refused
from reciproque.framework.models import Node, Result
from reciproque.governance.models import Body
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.actions.applying import apply_correction
from reciproque.intake.actions.correcting import say_correction, say_no_correction
from reciproque.intake.actions.reviewing import add_item, check_item, correct_item, discard_item
from reciproque.intake.choices import ItemKind, ItemState, ReadingState
from reciproque.intake.models import Reading
from reciproque.intake.queries import summary_of, terms_of, waiting_data
from reciproque.intake.queries.versions import corrections_of, items_that_differ, passages_that_differ
from reciproque.intake.rules.versions import differences, share_in_common
from reciproque.intake.tests.factories import AT, CONTRACT, brought
from reciproque.journal.models import Entry
from reciproque.office.document import Block, Kind, Place

LAST_ROW = "| Axe 2 : Habiter mieux | 2.1 Rénover les logements | Des logements rénovés | Logements |"
MORE_ROW = "| Axe 3 : Travailler | 3.1 Ouvrir une crèche | Des places | Places de crèche |"
CORRECTED = (
    CONTRACT.replace("1.1 Accompagner les familles", "1.1 Accompagner toutes les familles")
    .replace(LAST_ROW, f"{LAST_ROW}\n{MORE_ROW}")
    .replace("se réunit deux fois par an", "se réunit trois fois par an")
    .replace("## Préambule", "## Préambule\n\nCette version corrige une coquille de la première.")
)
OTHER = "# Un autre texte\n\n## Objectifs\n\n- Planter des arbres\n- Nettoyer la rivière\n"


@pytest.fixture
def first(ada):
    return brought(CONTRACT, by=ada)


def again(by, contract=None):
    return brought(CORRECTED, by=by, name="contrat-corrige.md", contract=contract)


def fresh(reading):
    return Reading.objects.get(pk=reading.pk)


def item(reading, words, kind=ItemKind.FRAMEWORK):
    return reading.items.get(words=words, kind=kind)


def accepted(first, by):
    accept_reading(first, contract=None, terms=terms_of(first), by=by, at=AT)
    return fresh(first)


def test_a_document_that_nearly_repeats_another_is_offered_as_its_correction(first, ada):
    assert summary_of(again(ada))["looks_like"]["reading"] == first.pk
    assert "looks_like" not in summary_of(brought(OTHER, by=ada, name="autre.md"))


def test_the_document_of_somebody_else_is_not_offered(first, tom):
    assert "looks_like" not in summary_of(again(tom))


def test_what_was_reviewed_is_carried_over_and_the_first_is_left(first, ada):
    correct_item(item(first, "Rénover les logements"), words="Rénover tous les logements", by=ada, at=AT)
    check_item(item(first, "Habiter mieux"), by=ada, at=AT)
    discard_item(item(first, "Le Port", ItemKind.NEIGHBOURHOOD), by=ada, at=AT)
    check_item(item(first, "Accompagner les familles"), by=ada, at=AT)  # changed in the corrected file
    under = item(first, "Rénover tous les logements")
    add_item(first, kind=ItemKind.RESULT, words="Moins de factures", parent=under, by=ada, at=AT)
    reading = again(ada)

    carried = say_correction(reading, first, by=ada, at=AT)

    assert carried == 4
    states = {one.words: one.state for one in reading.items.all()}
    assert states["Rénover tous les logements"] == ItemState.CORRECTED
    assert states["Habiter mieux"] == ItemState.CHECKED
    assert states["Le Port"] == ItemState.DISCARDED
    assert states["Accompagner toutes les familles"] == ItemState.PROPOSED
    added = item(reading, "Moins de factures", ItemKind.RESULT)
    assert added.parent.words == "Rénover tous les logements"
    assert fresh(first).state == ReadingState.DISCARDED
    assert Entry.objects.filter(act="reading.corrects").count() == 1


def test_it_is_said_once_and_only_of_a_document_of_the_same_contract(first, ada):
    reading = again(ada)
    elsewhere = brought(OTHER, by=ada, name="autre.md", contract=ContractFactory())

    with pytest.raises(Refused, match="même contrat"):
        say_correction(reading, elsewhere, by=ada, at=AT)
    say_correction(reading, first, by=ada, at=AT)
    with pytest.raises(Refused):
        say_correction(reading, fresh(first), by=ada, at=AT)


def test_who_may_not_review_both_says_nothing_of_them(first, ada, tom):
    with pytest.raises(PermissionDenied):
        say_correction(brought(OTHER, by=tom, name="autre.md"), first, by=tom, at=AT)


def test_another_document_is_not_offered_again(client, first, ada, read):
    reading = again(ada)
    client.force_login(ada)
    url = reverse("intake:reading_detail", args=[reading.pk])
    assert "Est-ce une version corrigée" in read(client.get(url)).main.text

    say_no_correction(reading, by=ada, at=AT)

    assert "Est-ce une version corrigée" not in read(client.get(url)).main.text


def test_the_differences_of_an_accepted_text_are_applied_as_chosen(first, ada):
    contract_reading = accepted(first, ada)
    text = contract_reading.text
    reading = again(ada, contract=text.contract)
    say_correction(reading, contract_reading, by=ada, at=AT)
    offered = {
        ((one.match.news or one.match.olds)[0].words, one.verb): one
        for one in corrections_of(items_that_differ(contract_reading, fresh(reading)))
    }
    assert not any(one.by_hand for one in offered.values())
    refused = offered.pop(("comité de pilotage", "edit"))

    made, left = apply_correction(fresh(reading), chosen={one.key for one in offered.values()}, by=ada, at=AT)

    assert (made, left) == (len(offered), 1)
    assert refused.match.details
    titles = set(
        Node.objects.filter(contract=text.contract, archived_at=None).values_list("title", flat=True)
    )
    assert {"Accompagner toutes les familles", "Travailler", "Ouvrir une crèche"} <= titles
    assert "Accompagner les familles" not in titles
    crib = Node.objects.get(title="Ouvrir une crèche")
    assert crib.parent.title == "Travailler"
    assert Result.objects.get(wording="Des places").node == crib
    assert Body.objects.get(contract=text.contract).meetings_per_year == 2
    done = fresh(reading)
    assert (done.state, done.text) == (ReadingState.ACCEPTED, text)
    assert item(done, "Ouvrir une crèche").target_key == crib.pk
    assert item(done, "Habiter mieux").target_key == Node.objects.get(title="Habiter mieux").pk
    assert Entry.objects.get(act="reading.correction_applied").subject_key == reading.pk


def test_passages_follow_their_words_into_the_corrected_file(first, ada):
    done = accepted(first, ada)
    reading = again(ada, contract=done.contract)
    say_correction(reading, done, by=ada, at=AT)
    apply_correction(fresh(reading), chosen=[], by=ada, at=AT)

    passage = Node.objects.get(title="Rénover les logements").passage
    assert passage.anchor in fresh(reading).document_json
    assert "Rénover les logements" in passage.quote
    assert item(reading, "Rénover les logements").anchor == passage.anchor
    assert Passage.objects.filter(text=done.text, anchor="").count() <= 1
    assert done.contract.texts.count() == 1


def test_what_waits_is_not_counted_twice(first, ada):
    done = accepted(first, ada)
    before = waiting_data(done.contract).count()
    reading = again(ada, contract=done.contract)
    say_correction(reading, done, by=ada, at=AT)
    apply_correction(fresh(reading), chosen=[], by=ada, at=AT)

    assert waiting_data(done.contract).count() == before


def test_it_is_applied_once_and_never_accepted_as_another_text(first, ada):
    done = accepted(first, ada)
    reading = again(ada, contract=done.contract)
    say_correction(reading, done, by=ada, at=AT)

    with pytest.raises(Refused, match="déjà accepté"):
        accept_reading(fresh(reading), contract=done.contract, terms=terms_of(reading), by=ada, at=AT)
    apply_correction(fresh(reading), chosen=[], by=ada, at=AT)
    with pytest.raises(Refused):
        apply_correction(fresh(reading), chosen=[], by=ada, at=AT)


def test_one_change_that_cannot_be_made_undoes_them_all(first, ada):
    done = accepted(first, ada)
    reading = again(ada, contract=done.contract)
    say_correction(reading, done, by=ada, at=AT)
    Node.objects.filter(title="Accompagner les familles").update(archived_at=AT)
    keys = {one.key for one in corrections_of(items_that_differ(done, fresh(reading)))}

    with pytest.raises(Refused):
        apply_correction(fresh(reading), chosen=keys, by=ada, at=AT)

    assert not Node.objects.filter(title="Ouvrir une crèche").exists()
    assert fresh(reading).state == ReadingState.READY


def test_signatories_that_come_and_go_do_so_on_the_text(first, ada):
    done = accepted(first, ada)
    changed = CORRECTED.replace("Ville de Valbourg, le Maire", "Région du Val, la Présidente")
    reading = brought(changed, by=ada, name="v3.md", contract=done.contract)
    say_correction(reading, done, by=ada, at=AT)
    found = corrections_of(items_that_differ(done, fresh(reading)))
    keys = [one.key for one in found if one.match.kind == ItemKind.SIGNATORY]

    apply_correction(fresh(reading), chosen=keys, by=ada, at=AT)

    live = Signature.objects.filter(text=done.text, archived_at=None).values_list("printed", flat=True)
    assert sorted(live) == ["Région du Val", "État"]


def test_the_page_shows_what_differs_and_applies(client, first, ada, read):
    done = accepted(first, ada)
    reading = again(ada, contract=done.contract)
    client.force_login(ada)
    response = client.post(reverse("intake:say_correction", args=[reading.pk]))
    page = read(client.get(response["Location"]))

    assert "Cette version corrige une coquille" in page.main.text
    ticked = [one["value"] for one in page.select("input[name=changement][checked]")]
    assert ticked
    done_page = client.post(response["Location"], {"changement": ticked}, follow=True)
    assert "appliquée au texte" in done_page.content.decode()
    assert Node.objects.filter(title="Ouvrir une crèche").exists()


def test_strangers_find_nothing(client, first, ada, tom):
    reading = again(ada)
    say_correction(reading, first, by=ada, at=AT)
    client.force_login(tom)

    assert client.get(reverse("intake:correction_detail", args=[reading.pk])).status_code == 404
    for view in ("say_correction", "say_no_correction"):
        assert client.post(reverse(f"intake:{view}", args=[reading.pk])).status_code == 404


def test_passages_added_removed_and_changed_are_told(first, ada):
    found, moved = passages_that_differ(first, again(ada))
    told = {(bool(one.before), bool(one.after)) for one in found}

    assert told == {(False, True), (True, True)}
    assert len(moved) > len(found)


def block(number, text):
    return Block(Kind.PARAGRAPH, text, Place(number), f"l{number}")


@pytest.mark.once
@given(st.lists(st.text("abc ", min_size=1), max_size=15), st.lists(st.text("abc ", min_size=1), max_size=15))
def test_every_passage_is_kept_or_told(old, new):
    before = [block(number, text) for number, text in enumerate(old)]
    after = [block(number, text) for number, text in enumerate(new)]

    found, moved = differences(before, after)

    gone = {one.before.anchor for one in found if one.before}
    come = {one.after.anchor for one in found if one.after}
    kept = set(moved) - gone
    assert gone | kept == {one.anchor for one in before}
    assert len(come) + len(kept) == len(after)
    assert share_in_common(old, old) == (1.0 if old else 0.0)
