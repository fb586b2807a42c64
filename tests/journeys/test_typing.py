"""A block copied from a spreadsheet lands in the grid of values, saves itself, and is taken back."""

from datetime import date

import pytest
from playwright.sync_api import expect

from reciproque.accounts.tests.factories import PASSWORD
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.choices import ValueStatus
from reciproque.monitoring.models import Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASTE = """(cell, text) => {
    const board = new DataTransfer();
    board.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true }));
}"""


def kept():
    rows = Value.objects.order_by("indicator__position", "indicator_id", "period")
    return list(rows.values_list("status", "number"))


def test_a_pasted_block_saves_itself_and_is_taken_back(visitor):
    contract = ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))
    for wording in ("Familles accompagnées", "Jeunes suivis"):
        FedIndicatorFactory(contract=contract, node=None, wording=wording)
    alice = visitor()
    alice.sign_in(member_of(contract).email, PASSWORD)
    alice.go(f"/contrats/{contract.pk}/valeurs/")
    cells = alice.page.locator("table[data-grid] input[type=text]")
    said = alice.page.locator("[data-grid-status]")

    cells.first.evaluate(PASTE, "1 200\t13\nbeaucoup\tn.d.\n99\t")

    expect(said).to_contain_text("1 case à corriger – 1 case du bloc hors de la grille")
    expect(alice.page.locator(".cell-error")).to_have_count(1)
    assert kept() == [
        (ValueStatus.NUMBER, 1200.0),
        (ValueStatus.NUMBER, 13.0),
        (ValueStatus.MISSING, None),
    ]
    expect(alice.page.locator("input[aria-invalid=true]")).to_have_value("beaucoup")

    alice.press("Annuler la dernière saisie")

    expect(said).to_have_text("Enregistré")
    expect(cells.first).to_have_value("")
    assert kept() == []
