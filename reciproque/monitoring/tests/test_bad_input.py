"""What people type and bring that is not a value: a clear outcome in the grid, behind a link and in a file."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.enquiries.actions import open_round
from reciproque.enquiries.actions.mails import fresh_link
from reciproque.enquiries.models import Sheet
from reciproque.monitoring import actions
from reciproque.monitoring.choices import Standing, ValueStatus
from reciproque.monitoring.models import Value, ValueChange
from reciproque.monitoring.rules.figures import Figure
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory

JSON = {"Accept": "application/json"}
GOOD = [
    ("12,5", ValueStatus.NUMBER, 12.5),
    ("12 500", ValueStatus.NUMBER, 12500.0),
    ("0", ValueStatus.NUMBER, 0.0),
    ("n.d.", ValueStatus.MISSING, None),
    ("s", ValueStatus.SECRET, None),
    ("s.o.", ValueStatus.NOT_APPLICABLE, None),
]
BAD = [
    ("1e400", "n’est pas un nombre"),
    ("9" * 400, "hors de toute mesure"),
    ("12/05/2024", "est une date"),
    ("2024-05-12", "est une date"),
    ("beaucoup", "n’est pas un nombre"),
    ("=1+1", "n’est pas un nombre"),
]


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(client, contract):
    user = member_of(contract)
    client.force_login(user)
    return user


@pytest.fixture
def indicator(contract, team):
    return FedIndicatorFactory(contract=contract, node=None, wording="Familles suivies", producer_person=team)


def at(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def sheet_of(*rows, name="valeurs.csv"):
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return SimpleUploadedFile(name, file.getvalue().encode())


@pytest.fixture
def in_the_grid(client, indicator):
    def say(text):
        name = f"v-{indicator.pk}-202412-"
        form = {name: text, f"s{name[1:]}": ""}
        return client.post(at("enter_indicator", indicator.pk), form, headers=JSON).json()[name]["error"]

    return say


@pytest.fixture
def behind_a_link(client, contract, team, indicator):
    today = timezone.localdate()
    made = actions.prepare_collection(
        contract,
        first=202401,
        last=202412,
        title="Valeurs",
        due_on=today + timedelta(days=9),
        closes_on=today + timedelta(days=19),
        by=team,
        at=timezone.now(),
    )
    open_round(made.round, by=team, at=timezone.now())
    sheet = Sheet.objects.get(round=made.round)
    address = at("feed_by_link", fresh_link(team, made.round, at=timezone.now()).token, sheet.pk)
    client.logout()

    def say(text):
        name = f"v-{indicator.pk}-202412-"
        return client.post(address, {name: text, f"s{name[1:]}": ""}, headers=JSON).json()[name]["error"]

    return say


@pytest.fixture
def in_a_file(client, contract, read, indicator):
    def say(text):
        file = sheet_of(["Code", "Indicateur", "2024"], [f"I{indicator.pk}", indicator.wording, text])
        page = read(client.post(at("import_values", contract.pk), {"file": file}))
        told = [item.get_text(" ", strip=True) for item in page.select(".callout.error li")]
        if not told:
            keep(client, contract, page)
        return " ".join(told)

    return say


def keep(client, contract, page):
    form = {field["name"]: field["value"] for field in page.select("form input[type=hidden][name]")}
    return client.post(at("import_values", contract.pk), form, follow=True)


WAYS = ["in_the_grid", "behind_a_link", "in_a_file"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "status", "number"), GOOD)
def test_what_people_write_for_a_value_is_read(way, text, status, number, request):
    assert request.getfixturevalue(way)(text) == ""

    row = Value.objects.get()
    assert (row.status, row.number) == (status, number)
    assert row.standing == (Standing.DRAFT if way == "behind_a_link" else Standing.OFFICIAL)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "told"), BAD)
def test_what_is_no_value_is_told_at_its_cell_and_nothing_is_kept(way, text, told, request):
    assert told in request.getfixturevalue(way)(text)

    assert not Value.objects.exists()


def test_the_file_names_the_cell_that_is_wrong(in_a_file):
    assert in_a_file("1e400").startswith("C2 :")


def test_the_file_of_another_contract_is_told_as_such(client, contract, team, indicator, read):
    other = FedIndicatorFactory(contract=ContractFactory(), node=None, wording="Familles suivies")
    file = sheet_of(["Code", "Indicateur", "2024"], [f"I{other.pk}", "Familles suivies", "12"])

    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    assert "le fichier est peut-être d’un autre contrat" in page.get_text()
    assert not page.select("input[name=keep]")


def test_last_years_file_takes_nothing_back(client, contract, team, indicator, read):
    """Exported before the cells were written again here: what is more recent stays, and it is told."""
    ValueFactory(indicator=indicator, period=202312, number=10)
    exported = timezone.now() - timedelta(days=300)
    actions.record_values(
        contract,
        [actions.Said(indicator, 202312, Figure(ValueStatus.NUMBER, 12.0))],
        origin=actions.Origin("import"),
        standing=Standing.OFFICIAL,
        by=team,
        at=timezone.now(),
    )
    file = sheet_of(
        ["Code", "Indicateur", "2023", "Exporté le"],
        [f"I{indicator.pk}", indicator.wording, "10", exported.isoformat()],
    )

    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    assert "1 plus récente ici que dans le fichier (laissée telle quelle)" in page.get_text()
    assert not page.select("input[name=keep]")


def test_last_years_file_in_the_unit_of_last_year_is_refused(client, contract, team, indicator, read):
    actions.edit_indicator(
        indicator, seen=None, by=team, at=timezone.now(), unit="ménages", from_period=202412
    )
    rows = [
        ["Code", "Indicateur", "Unité", "2023", "2024"],
        [f"I{indicator.pk}", "Familles suivies", "familles", "9", "12"],
    ]

    page = read(client.post(at("import_values", contract.pk), {"file": sheet_of(*rows)}))

    [told] = [item.get_text(" ", strip=True) for item in page.select(".callout.error li")]
    assert told == (
        "E2 : le fichier compte en « familles », l’indicateur en « ménages » pour 2024 : prenez le modèle "
        "d’aujourd’hui, ou corrigez l’unité."
    )


def test_a_file_for_a_closed_year_is_told_at_its_cells(client, contract, team, indicator, read):
    actions.close_periods(contract, through=202412, by=team, at=timezone.now())
    file = sheet_of(["Code", "Indicateur", "2024"], [f"I{indicator.pk}", indicator.wording, "12"])

    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    assert "C2 : La période 2024 est close." in page.get_text(" ", strip=True)


def test_a_second_click_writes_nothing_twice_and_blames_nobody(client, contract, team, indicator, read):
    file = sheet_of(["Code", "Indicateur", "2024"], [f"I{indicator.pk}", indicator.wording, "12"])
    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    keep(client, contract, page)
    again = read(keep(client, contract, page))

    assert "Quelqu’un d’autre" not in again.get_text()
    assert Value.objects.get().number == 12
    name = f"v-{indicator.pk}-202412-"
    form = {name: "15", f"s{name[1:]}": "12"}
    told = [
        client.post(at("enter_indicator", indicator.pk), form, headers=JSON).json()[name] for _ in range(2)
    ]
    assert [one["error"] for one in told] == ["", ""]
    assert ValueChange.objects.filter(after="15").count() == 1


def test_somebody_elses_value_is_still_told(client, contract, team, indicator):
    ValueFactory(indicator=indicator, period=202412, number=9)
    name = f"v-{indicator.pk}-202412-"

    told = client.post(
        at("enter_indicator", indicator.pk), {name: "15", f"s{name[1:]}": ""}, headers=JSON
    ).json()[name]

    assert (told["current"], "Quelqu’un d’autre" in told["error"]) == ("9", True)


def test_a_share_keeps_what_it_is_made_of_through_a_file(client, contract, team, read):
    rate = FedIndicatorFactory(contract=contract, node=None, kind="ratio", unit="%", wording="Part")
    file = sheet_of(["Code", "Indicateur", "2024"], [f"I{rate.pk}", "Part", "12 sur 40"])

    keep(client, contract, read(client.post(at("import_values", contract.pk), {"file": file})))

    row = Value.objects.get()
    assert (row.number, row.numerator, row.denominator) == (30, 12, 40)
    again = sheet_of(["Code", "Indicateur", "2024"], [f"I{rate.pk}", "Part", "12 sur 40"])
    page = read(client.post(at("import_values", contract.pk), {"file": again}))
    assert "1 inchangée" in page.get_text(" ", strip=True)
