"""Objectives tied to a list: by keyboard, without JavaScript, by two people at once, on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import member_of
from reciproque.framework.models import DismissedTie, Tie
from reciproque.framework.tests.factories import NodeFactory, TreeFactory
from reciproque.references.tests.factories import NomenclatureFactory, ReferenceFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground():
    """A contract with an axis and an objective, and a list of two lines, one of which the words suggest."""
    themes = NomenclatureFactory(name="Thèmes")
    bees = ReferenceFactory(nomenclature=themes, title="Apiculture, ruches")
    iron = ReferenceFactory(nomenclature=themes, title="Forge")
    axis = NodeFactory(tree=TreeFactory(), title="Métiers")
    aim = NodeFactory(parent=axis, title="Apprendre l’apiculture, poser des ruches")
    return aim, bees, iron


def come(visitor, aim, line, **options):
    somebody = visitor(**options)
    somebody.sign_in(member_of(aim.contract).email, PASSWORD)
    somebody.go(f"/contrats/{aim.contract_id}/cadre/reperes/{line.nomenclature_id}/")
    return somebody


def cell(somebody, aim, column):
    return somebody.page.locator(f"tr[data-node='{aim.pk}'] td").nth(column)


def test_a_matrix_is_filled_by_keyboard(visitor, ground):
    aim, bees, iron = ground
    alice = come(visitor, aim, bees)
    keys = alice.page.keyboard

    cell(alice, aim.parent, 0).focus()
    keys.press("ArrowDown")
    expect(cell(alice, aim, 0)).to_be_focused()
    expect(cell(alice, aim, 0)).to_contain_text("suggéré")
    keys.press("Space")
    expect(cell(alice, aim, 0)).to_have_text("confirmé")
    expect(cell(alice, aim.parent, 0)).to_contain_text("couvert")
    expect(cell(alice, aim, 0)).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Space")
    expect(cell(alice, aim, 1)).to_have_text("confirmé")
    keys.press("Delete")
    expect(cell(alice, aim, 1)).to_have_text("")

    assert list(Tie.objects.values_list("reference", flat=True)) == [bees.pk]
    alice.page.reload()
    expect(cell(alice, aim, 0)).to_have_text("confirmé")
    assert iron.ties.count() == 0


def test_a_suggestion_is_set_aside_with_the_mouse_on_a_telephone(visitor, ground):
    aim, bees, _iron = ground
    alice = come(visitor, aim, bees)
    alice.page.set_viewport_size({"width": 390, "height": 800})

    cell(alice, aim, 0).click()
    alice.page.get_by_role("button", name="Écarter").click()
    expect(cell(alice, aim, 0)).to_have_text("")

    assert DismissedTie.objects.count() == 1
    assert [one["id"] for one in Axe().run(alice.page).response["violations"]] == []


def test_the_same_is_done_without_javascript(visitor, ground):
    aim, bees, _iron = ground
    alice = come(visitor, aim, bees, scripts=False)

    alice.follow("Cocher des cases")
    alice.page.locator(f"[name='lien-{aim.pk}'][value='{bees.pk}']").check()
    alice.press("Enregistrer les rattachements")

    expect(alice.main).to_contain_text("Les rattachements sont enregistrés.")
    assert Tie.objects.get().node == aim


def test_the_second_of_two_sees_what_the_first_confirmed(visitor, ground):
    aim, bees, _iron = ground
    alice, bob = come(visitor, aim, bees), come(visitor, aim, bees)

    cell(alice, aim, 0).click()
    alice.page.get_by_role("button", name="Rattacher").click()
    expect(cell(alice, aim, 0)).to_have_text("confirmé")
    cell(bob, aim, 0).click()
    bob.page.get_by_role("button", name="Écarter").click()

    expect(bob.page.locator(".cell-said")).to_contain_text("vient d’être confirmé par")
    expect(cell(bob, aim, 0)).to_have_text("confirmé")
    assert Tie.objects.count() == 1
