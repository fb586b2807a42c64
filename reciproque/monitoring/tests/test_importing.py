"""Values brought as a spreadsheet: judged whole, every problem at its cell, then kept; again, nothing changes."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Batch, Value
from reciproque.monitoring.tests.factories import FedIndicatorFactory
from reciproque.territories.tests.factories import NeighbourhoodFactory

HEADS = ["Indicateur", "Ventilation", "2023", "2024"]


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def indicator(contract):
    return FedIndicatorFactory(contract=contract, node=None, wording="Familles suivies", by_sex=True)


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


def at(name, contract):
    return reverse(f"monitoring:{name}", args=[contract.pk])


def sheet(*rows):
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return SimpleUploadedFile("valeurs.csv", file.getvalue().encode())


@pytest.fixture
def bring(client, contract, read, team):
    """Bring rows; returns the page that says what they would change."""
    return lambda *rows: read(client.post(at("import_values", contract), {"file": sheet(*rows)}))


def keep(client, contract, page):
    form = {field["name"]: field["value"] for field in page.select("form input[type=hidden][name]")}
    return client.post(at("import_values", contract), form, follow=True)


def problems(page):
    return [item.get_text(" ", strip=True) for item in page.select(".callout.error li")]


def effects(page):
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def kept():
    rows = Value.objects.filter(standing=Standing.OFFICIAL)
    return {(row.period, row.breakdown.key): (row.status, row.number) for row in rows}


def test_nothing_is_kept_before_it_is_agreed(client, contract, indicator, bring):
    page = bring(HEADS, ["Familles suivies", "", "12,5", "n.d."], ["familles suivies", "Femmes", "", "7"])

    assert kept() == {}
    assert [line[1:3] + line[5:] for line in effects(page)] == [
        ["C2", "2023", "12,5", "nouvelle"],
        ["D2", "2024", "n.d.", "nouvelle"],
        ["D3", "2024", "7", "nouvelle"],
    ]

    keep(client, contract, page)

    assert kept() == {
        (202312, ""): (ValueStatus.NUMBER, 12.5),
        (202412, ""): (ValueStatus.MISSING, None),
        (202412, "F|||"): (ValueStatus.NUMBER, 7.0),
    }
    assert Batch.objects.get().source == "valeurs.csv"


def test_the_same_file_again_changes_nothing(client, contract, indicator, bring):
    rows = [HEADS, ["Familles suivies", "", "12", "13"]]
    keep(client, contract, bring(*rows))

    page = bring(*rows)

    assert effects(page) == []
    assert "2 inchangées" in " ".join(page.get_text().split())
    assert not page.select("input[name=keep]")


def test_columns_stand_in_any_order_and_one_line_a_value_is_known_too(client, contract, indicator, bring):
    page = bring(
        ["Tableau de bord 2024"],
        ["Valeur", "Année", "Note libre", "Indicateur", "Sexe"],
        ["12", "2024", "vu avec la CAF", "Familles suivies", "H"],
    )
    keep(client, contract, page)

    assert kept() == {(202412, "H|||"): (ValueStatus.NUMBER, 12.0)}
    assert "Note libre" in page.get_text()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["Familles suivies", "", "beaucoup", ""], "C2 : « beaucoup » n’est pas un nombre."),
        (["Familles suivies", "", "", "1e400"], "D2 : « 1e400 » n’est pas un nombre."),
        (["Familles suivies", "", "12/05/2024", ""], "C2 : « 12/05/2024 » est une date, pas une valeur."),
        (
            ["Familles suivies", "Martiens", "3", ""],
            "B2 : « Martiens » n’est pas une ventilation de cet indicateur.",
        ),
        (
            ["Autre chose", "", "3", ""],
            "A2 : « Autre chose » n’est pas un indicateur à renseigner de ce contrat.",
        ),
    ],
)
def test_every_problem_stands_at_its_cell(indicator, bring, row, problem):
    told = problems(bring(HEADS, row))

    assert len(told) == 1
    assert told[0].startswith(problem)


def test_one_problem_keeps_everything_back(indicator, bring):
    page = bring(HEADS, ["Familles suivies", "", "12", "beaucoup"])

    assert not page.select("input[name=keep]")
    assert len(problems(page)) == 1


def test_a_file_of_another_contract_is_told_by_its_codes(contract, indicator, bring):
    other = FedIndicatorFactory()

    told = problems(bring(["Code", "Indicateur", "2024"], [f"I{other.pk}", other.wording, "3"]))

    assert "peut-être d’un autre contrat" in told[0]


def test_the_same_value_twice_is_told(indicator, bring):
    told = problems(
        bring(HEADS, ["Familles suivies", "", "1", ""], ["Familles suivies", "Ensemble", "2", ""])
    )

    assert told == ["C3 : la même valeur se trouve déjà en C2."]


@pytest.mark.parametrize("rows", [[["", ""]], [["rien", "du", "tout"]], [["Indicateur", "2024"]]])
def test_a_file_that_says_nothing_is_told(contract, indicator, bring, rows):
    assert len(problems(bring(*rows))) == 1


def test_the_template_comes_back_as_it_went(client, contract, indicator, bring, read, team):
    place = NeighbourhoodFactory(name="Bel-Air", contract_id=contract.pk)
    contract.neighbourhoods.add(place)
    indicator.by_place = True
    indicator.save()
    keep(
        client,
        contract,
        bring(HEADS, ["Familles suivies", "", "12", "13"], ["Familles suivies", "Bel-Air", "", "4"]),
    )

    for format in ("xlsx", "ods", "csv"):
        template = client.get(at("values_template", contract) + f"?format={format}")
        file = SimpleUploadedFile(f"modele.{format}", template.content)
        page = read(client.post(at("import_values", contract), {"file": file}))

        assert (problems(page), effects(page)) == ([], [])
        assert "3 inchangées" in " ".join(page.get_text().split())


def test_last_year_s_file_does_not_undo_what_came_since(client, contract, indicator, bring, read, team):
    keep(client, contract, bring(HEADS, ["Familles suivies", "", "12", ""]))
    heads = ["Indicateur", "2023", "Exporté le"]

    page = bring(heads, ["Familles suivies", "10", "2020-01-01T10:00:00+01:00"])

    assert [line[-1] for line in effects(page)] == ["plus récente ici"]
    assert not page.select("input[name=keep]")


def test_somebody_who_writes_between_the_two_buttons_is_not_overwritten(client, contract, indicator, bring):
    page = bring(HEADS, ["Familles suivies", "", "12", ""])
    name = f"{indicator.pk}-202312-"
    client.post(reverse("monitoring:enter_values", args=[contract.pk]), {f"v-{name}": "99", f"s-{name}": ""})

    response = keep(client, contract, page)

    assert kept() == {(202312, ""): (ValueStatus.NUMBER, 99.0)}
    assert "elle dit maintenant « 99 »" in response.content.decode()


def test_what_the_page_carries_cannot_be_altered_nor_lent(client, contract, indicator, bring, read):
    page = bring(HEADS, ["Familles suivies", "", "12", ""])
    carried = page.select_one("input[name=keep]")["value"]
    other = ContractFactory()
    client.force_login(member_of(other))

    for address, said in (
        (at("import_values", other), carried),
        (at("import_values", other), carried[:-2] + "xx"),
    ):
        response = client.post(address, {"keep": said}, follow=True)
        assert "déposez-le de nouveau" in response.content.decode()
    assert kept() == {}
