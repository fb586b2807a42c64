"""Values asked of a producer without account: from the request of the team to the values that it takes."""

from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD, UserFactory
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.choices import Standing
from reciproque.monitoring.models import Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from tests.journeys.browsing import link_in
from tests.journeys.looking import look, not_valid

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SAM = "sam@caf.example"


@pytest.fixture
def contract():
    contract = ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))
    sam = UserFactory(name="Sam Diallo", email=SAM, password=make_password(None))
    FedIndicatorFactory(
        contract=contract, node=None, producer_person=sam, by_sex=True, wording="Familles accompagnées"
    )
    return contract


@pytest.mark.parametrize("scripts", [True, False])
def test_a_producer_fills_in_by_her_link(visitor, contract, scripts, tmp_path):
    alice, sam = visitor(), visitor(scripts=scripts)
    alice.sign_in(member_of(contract).email, PASSWORD)
    alice.go(f"/contrats/{contract.pk}/valeurs/demander/")
    wrong = look(alice) if scripts else []
    alice.press("Préparer")
    expect(alice.main).to_contain_text("Sam Diallo")
    alice.press("Envoyer à chacun son lien")
    expect(alice.main).to_contain_text("La demande est partie")

    sam.page.set_viewport_size({"width": 390, "height": 844})
    sam.go(link_in("Valeurs des indicateurs", SAM))
    cells = sam.page.locator("td.mine input[type=text]")
    for number, text in enumerate(["12", "5", "douze"]):
        cells.nth(number).fill(text)
        cells.nth(number).blur()
    if not scripts:
        sam.press("Enregistrer")
    expect(sam.page.locator(".cell-error")).to_have_count(1, timeout=10_000)
    cells.nth(2).fill("7")
    cells.nth(2).blur()
    wrong += look(sam) if scripts else []
    sam.press("Transmettre à l’équipe")
    expect(sam.main).to_contain_text("Vos valeurs sont transmises")
    expect(sam.page.locator("td.mine")).to_have_count(0)
    page = sam.html_of(sam.path)

    alice.page.reload()
    expect(alice.main).to_contain_text("1 valeur sur 1")
    wrong += look(alice) if scripts else []
    alice.press("Valider ces valeurs")
    expect(alice.main).to_contain_text("Les valeurs sont validées.")

    kept = Value.objects.filter(standing=Standing.OFFICIAL).values_list("breakdown__key", "number")
    assert sorted(number for _key, number in kept) == [5, 7, 12]
    assert {period // 100 for period in Value.objects.values_list("period", flat=True)} == {
        timezone.localdate().year - 1
    }
    assert wrong == []
    assert not_valid({"la grille": page, "la collecte": alice.html_of(alice.path)}, tmp_path) == []
