"""Reviewing a proposal: by keyboard alone, by mouse alone, without scripts, by two people; how many acts it takes."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.intake.choices import ItemKind, ItemState, PointKind
from reciproque.intake.models import Item, Point, Reading
from reciproque.intake.tests.factories import brought
from reciproque.journal.models import Entry
from tests.journeys.browsing import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DOCUMENT = Path(__file__).parent / "documents" / "protocole-rivemont.md"
METZ = Path(__file__).parents[3] / "shared" / "contracts" / "metz-protocole-2019-2022.md"

HEIGHT_BENEATH = """one => {
    const depth = (item) => Number(item.className.match(/depth-(\\d)/)[1]);
    let height = 0, next = one.nextElementSibling;
    for (; next && depth(next) > depth(one); next = next.nextElementSibling) height += next.offsetHeight;
    return height;
}"""


class Reviewer:
    """A person who reviews: what she presses and clicks is counted."""

    def __init__(self, visitor: Visitor, reading: Reading, person) -> None:
        self.visitor, self.page, self.reading = visitor, visitor.page, reading
        self.acts: Counter = Counter()
        self.times: list[float] = []
        self.page.on("requestfinished", self._time)
        visitor.sign_in(person.email, PASSWORD)
        expect(visitor.heading).not_to_have_text("Se connecter")

    def _time(self, request) -> None:
        if "/documents/" in request.url or "/elements/" in request.url:
            timing = request.timing
            self.times.append(timing["responseStart"] - timing["requestStart"])

    def open(self, kind: str = "framework") -> None:
        self.visitor.go(f"/documents/{self.reading.pk}/?liste={kind}")
        expect(self.current).to_have_count(1)

    @property
    def current(self):
        return self.page.locator("#elements > .proposal.current")

    def item(self, words: str):
        return self.page.locator("#elements > .proposal").filter(has_text=words).first

    def press(self, key: str, says: str = "") -> None:
        self.page.keyboard.press(key)
        self.acts["touches"] += 1
        if says:
            expect(self.page.locator("#annonce")).to_contain_text(says)

    def click(self, what) -> None:
        what.click()
        self.acts["clics"] += 1

    def stand_on(self, words: str) -> None:
        """Go down to an item, key by key."""
        for _ in range(60):
            if words in self.current.inner_text():
                return
            self.press("j")
        raise AssertionError(f"« {words} » n’est pas plus bas dans la liste")


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def reading(contract):
    return brought(DOCUMENT.read_bytes(), by=member_of(contract), name=DOCUMENT.name, contract=contract)


@pytest.fixture
def reviewer(visitor, reading, contract):
    def come(**options) -> Reviewer:
        return Reviewer(visitor(**options), reading, member_of(contract))

    return come


def state(words: str, kind: str = ItemKind.FRAMEWORK) -> str:
    """The state of the one item of a list that has these words."""
    return Item.objects.get(words=words, kind=kind).state


def axe(page) -> list[str]:
    return [
        f"{one['id']} : {one['nodes'][0]['html'][:140]}" for one in Axe().run(page).response["violations"]
    ]


def test_everything_is_done_by_keyboard(reviewer, reading):
    ann = reviewer()
    ann.open()
    first = ann.current.locator(".proposal-text").inner_text()

    ann.press("v", "Vérifié")
    assert state(first) == ItemState.CHECKED
    ann.press("z", "annulé")
    assert state(first) == ItemState.PROPOSED
    ann.press("t", "vérifiés")

    ann.stand_on("Prévenir le décrochage")
    ann.press("c")
    expect(ann.page.locator(".editing textarea")).to_be_focused()
    assert axe(ann.page) == []
    ann.page.keyboard.type(" dès la sixième, vite")
    ann.press("Enter", "Enregistré")
    assert state("Prévenir le décrochage scolaire dès la sixième, vite") == ItemState.CORRECTED
    expect(ann.current).to_be_focused()

    ann.press("s")
    expect(ann.page.locator(".editing textarea")).to_be_focused()
    for _ in range(4):
        ann.page.keyboard.press("ArrowLeft")
    ann.press("Control+Enter", "Séparé en 2")
    assert Item.objects.filter(words="vite", state=ItemState.ADDED).exists()
    ann.press("g", "Joint au suivant")
    assert state("Prévenir le décrochage scolaire dès la sixième, vite") == ItemState.CORRECTED

    ann.press("ArrowLeft", "Remonté")
    ann.press("ArrowRight", "Descendu")
    ann.press("m")
    expect(ann.page.locator("#placer-titre-tape")).to_be_focused()
    ann.page.keyboard.type("travailler")
    ann.press("Enter", "Déplacé sous")
    assert "Travailler" in Item.objects.get(words__startswith="Prévenir le décrochage").parent.words

    ann.press("x", "Écarté")
    ann.press("z", "annulé")
    ann.press("?")
    expect(ann.page.locator("#aide")).to_be_visible()
    assert axe(ann.page) == []
    ann.press("Escape")
    ann.press("p")
    expect(ann.page.locator(".review-source p.here")).to_be_focused()
    ann.press("Enter")
    expect(ann.page.locator("#en-faire a").first).to_be_focused()
    ann.press("Escape")
    ann.press("Escape")
    expect(ann.current).to_be_focused()
    ann.press("f")
    expect(ann.page).not_to_have_url(re.compile("liste=framework"))


def test_keys_keep_still_while_one_types_and_can_be_turned_off(reviewer):
    ann = reviewer()
    ann.open()
    ann.press("c")
    expect(ann.page.locator(".editing textarea")).to_be_focused()

    ann.page.keyboard.type("vxz")
    ann.press("Escape")
    expect(ann.page.locator(".editing")).to_have_count(0)
    ann.press("?")
    ann.page.get_by_role("button", name="Touches actives").click()
    ann.press("Escape")
    ann.press("v")
    ann.open()
    ann.press("x")
    ann.page.wait_for_timeout(300)

    assert not Item.objects.exclude(state=ItemState.PROPOSED).exists()


def test_a_form_that_is_refused_says_so_in_its_place(reviewer, reading):
    ann = reviewer()
    ann.open(ItemKind.DATE)
    ann.press("c")
    expect(ann.page.locator(".editing textarea")).to_be_focused()
    ann.page.locator(".editing textarea").fill("Signé par tous")
    ann.page.locator(".editing [name=date]").fill("hier")

    ann.page.locator(".editing [name=date]").press("Enter")

    expect(ann.page.locator(".editing .summary")).to_contain_text("Écrivez la date ainsi")
    expect(ann.page.locator(".editing .summary")).to_be_focused()
    assert axe(ann.page) == []
    ann.page.locator(".editing [name=date]").fill("2019-07-03")
    ann.page.locator(".editing").get_by_role("button", name="Enregistrer").click()
    expect(ann.page.locator("#annonce")).to_contain_text("Enregistré")
    assert state("Signé par tous", ItemKind.DATE) == ItemState.CORRECTED


def test_everything_is_done_by_mouse(reviewer):
    ann = reviewer()
    ann.open()
    name = ann.item("Prévenir le décrochage").locator(".proposal-text").inner_text()

    ann.click(ann.item("Prévenir le décrochage").get_by_role("button", name="C’est juste"))
    expect(ann.item("Prévenir le décrochage")).to_have_class(re.compile("accepted"))
    ann.click(ann.page.get_by_role("button", name="Annuler mon dernier acte"))
    expect(ann.page.locator("#annonce")).to_contain_text("annulé")
    assert state(name) == ItemState.PROPOSED
    ann.open(ItemKind.RESULT)
    ann.click(ann.item("Moins de départs").locator(".proposal-text"))
    ann.click(ann.page.locator("[data-gesture=retype]"))
    ann.click(ann.page.locator("#vers").get_by_role("button", name="Indicateurs"))
    expect(ann.page.locator("#annonce")).to_contain_text("indicateurs")
    assert state("Moins de départs sans diplôme", ItemKind.INDICATOR) == ItemState.CORRECTED


def test_a_selection_in_the_document_becomes_an_item_that_points_to_it(reviewer, reading):
    ann = reviewer()
    ann.open()
    block = ann.page.locator(".review-source p[id]").filter(has_text="Préambule").first
    anchor = block.get_attribute("id")

    ann.page.locator(".review-source").evaluate("one => { one.scrollTop = 0; }")
    ann.page.wait_for_timeout(300)  # the document follows the list when the page has been scrolled
    box = block.bounding_box()
    ann.page.mouse.move(box["x"] + 1, box["y"] + 10)
    ann.page.mouse.down()
    ann.page.mouse.move(box["x"] + 300, box["y"] + 10, steps=5)
    ann.page.mouse.up()
    expect(ann.page.locator("#en-faire")).to_be_visible()
    ann.click(ann.page.locator("#en-faire").get_by_role("link", name="Constats"))
    ann.click(ann.page.get_by_role("button", name="Ajouter", exact=True))

    made = Item.objects.get(kind=ItemKind.FINDING, state=ItemState.ADDED)
    assert (made.words, made.anchor) == ("Préambule", anchor)


def test_two_people_see_each_other_and_lose_nothing(reviewer, reading):
    ann, bob = reviewer(), reviewer()
    for one in (ann, bob):
        one.open()
    name = ann.current.locator(".proposal-text").inner_text()

    bob.press("c")
    expect(bob.page.locator(".editing textarea")).to_be_focused()
    bob.page.locator(".editing textarea").fill("De Bob")
    ann.press("c")
    expect(ann.page.locator(".editing textarea")).to_be_focused()
    ann.page.locator(".editing textarea").fill("D’Ann")
    ann.press("Enter", "Enregistré")
    expect(bob.page.locator("#ici")).to_contain_text("relit aussi ce document", timeout=15_000)
    bob.page.locator(".editing textarea").press("Enter")

    expect(bob.page.locator(".editing .summary")).to_contain_text("Quelqu’un d’autre a modifié")
    expect(bob.page.locator(".editing textarea")).to_have_value("De Bob")
    expect(bob.page.locator(".editing")).to_contain_text("D’Ann")
    bob.page.locator(".editing textarea").press("Enter")
    expect(bob.page.locator("#annonce")).to_contain_text("Enregistré")
    expect(ann.item("De Bob")).to_be_visible(timeout=15_000)  # by itself, with who and when
    expect(ann.item("De Bob").locator(".who")).to_be_visible()
    ann.press("z")
    expect(ann.page.locator("#refus")).to_contain_text("ne s’annule plus")
    assert Item.objects.filter(words="De Bob").exists()
    assert name


def test_what_was_being_typed_is_found_again_and_so_is_the_place(reviewer, reading):
    ann = reviewer()
    ann.open()
    ann.press("j")
    ann.press("j")
    ann.press("c")
    expect(ann.page.locator(".editing textarea")).to_be_focused()
    ann.page.locator(".editing textarea").press_sequentially(" et la suite")
    typed = ann.page.locator(".editing textarea").input_value()

    with ann.page.expect_response(re.compile("/presence/")):
        pass  # every five seconds the page says where she is
    ann.visitor.go("/documents/")
    ann.visitor.go(f"/documents/{reading.pk}/")

    expect(ann.page.locator(".editing textarea")).to_have_value(typed)
    expect(ann.page).to_have_url(re.compile("element="))


def test_without_scripts_everything_is_a_form_or_a_link(reviewer, reading):
    ann = reviewer(scripts=False)
    Point.objects.create(reading=reading, kind=PointKind.ANNEX, position=1, words="annexe 1", line=3)
    ann.visitor.go(f"/documents/{reading.pk}/?liste=framework")

    ann.page.get_by_role("button", name=re.compile("^Juste, avec tout dessous")).first.click()
    expect(ann.visitor.main).to_contain_text("vérifiés")
    ann.page.get_by_role("button", name="Annuler mon dernier acte").click()
    expect(ann.visitor.main).to_contain_text("annulé")
    ann.page.get_by_role("link", name=re.compile("^Corriger : Prévenir le décrochage")).click()
    ann.visitor.press("Remonter d’un niveau")
    expect(ann.visitor.main).to_contain_text("Remonté d’un niveau")
    ann.page.locator(".review-source p", has_text="Préambule").get_by_role("link", name="En faire…").click()
    ann.page.get_by_role("link", name="Constats").click()
    ann.visitor.press("Ajouter")
    assert Item.objects.filter(kind=ItemKind.FINDING, state=ItemState.ADDED).count() == 1
    ann.visitor.go(f"/documents/{reading.pk}/points/")
    ann.page.get_by_role("button", name=re.compile("^Demandée")).click()
    expect(ann.visitor.main).to_contain_text("demandée")


@pytest.mark.once
@pytest.mark.parametrize("kind", ["framework", "not_understood", "neighbourhoods"])
def test_the_review_is_accessible(reviewer, kind):
    ann = reviewer()
    ann.open(kind)

    assert axe(ann.page) == []


def test_a_long_contract_is_reviewed_with_few_acts(visitor, contract):
    """Honestly: what is doubtful one by one, each objective with what is beneath it once it was before the eyes."""
    if not METZ.exists():
        pytest.skip("Les documents de contrats ne sont pas à côté du dépôt (../shared/contracts).")
    person = member_of(contract)
    reading = brought(METZ.read_bytes(), by=person, name=METZ.name, contract=contract)
    ann = Reviewer(visitor(), reading, person)
    kinds = dict.fromkeys(reading.items.order_by("pk").values_list("kind", flat=True))
    for kind in kinds:
        ann.open(kind)
        ann.acts["listes"] += 1
        _review_list(ann, kind)

    left = reading.items.filter(state=ItemState.PROPOSED)
    assert list(left.values_list("kind", "words")) == []
    acts, nodes = sum(ann.acts.values()), reading.items.filter(kind=ItemKind.FRAMEWORK).count()
    told = {"objectifs": nodes, "éléments": reading.items.count(), "actes": acts, **ann.acts}
    told["réponses"], told["médiane, ms"] = len(ann.times), round(sorted(ann.times)[len(ann.times) // 2])
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    assert acts < 150
    assert Entry.objects.filter(subject_label="intake.item", act="item.checked_beneath").exists()


def _review_list(ann: Reviewer, kind: str) -> None:
    """Everything passes before the eyes: a screen at a time; then what is on it is said to be right."""
    if kind != ItemKind.FRAMEWORK:
        _read_through(ann)
        ann.press("T", "vérifié")
        return
    while ann.page.locator("#elements > [data-state=proposed]").count():
        if ann.current.get_attribute("data-state") != "proposed":
            ann.press("d" if ann.page.locator("#elements > .doubtful").count() else "j")
            continue
        beneath = ann.current.evaluate(HEIGHT_BENEATH)
        for _ in range(int(beneath // 650)):  # what does not fit on the screen is scrolled through
            ann.press("PageDown")
        key = "v" if "doubtful" in (ann.current.get_attribute("class") or "") else "t"
        waiting = ann.current.get_attribute("id")
        ann.press(key)
        expect(ann.page.locator(f"#{waiting}")).not_to_have_attribute("data-state", "proposed")


def _read_through(ann: Reviewer) -> None:
    height = ann.page.evaluate("document.getElementById('elements').offsetHeight")
    for _ in range(int(height // 650)):
        ann.press("PageDown")
