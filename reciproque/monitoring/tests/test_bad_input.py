"""What people type and bring that is not a value: a clear outcome in the grid, behind a link and in a file."""

import csv
import io
import zipfile
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
from reciproque.monitoring.actions import typing
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
    ("1 234,5", ValueStatus.NUMBER, 1234.5),
    ("\u22125", ValueStatus.NUMBER, -5.0),  # the minus of a text
    ("١٢", ValueStatus.NUMBER, 12.0),  # digits are digits
]
BAD = [
    ("1e400", "n’est pas un nombre"),
    ("9" * 400, "hors de toute mesure"),
    ("12/05/2024", "est une date"),
    ("2024-05-12", "est une date"),
    ("beaucoup", "n’est pas un nombre"),
    ("=1+1", "n’est pas un nombre"),
    ("NaN", "n’est pas un nombre"),
    ("-inf", "n’est pas un nombre"),
    ("12%", "se compte en « familles », pas en %"),
    ("12 €/mois", "n’est pas un nombre"),
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


def test_a_per_cent_is_read_where_shares_are_counted(client, contract, team):
    rate = FedIndicatorFactory(contract=contract, node=None, kind="ratio", unit="%")
    bare = FedIndicatorFactory(contract=contract, node=None, kind="ratio", unit="")
    form = {f"v-{one.pk}-202412-": "12 %" for one in (rate, bare)}

    client.post(at("enter_values", contract.pk), form | {f"s{name[1:]}": "" for name in form}, headers=JSON)

    kept = dict(Value.objects.values_list("indicator", "number"))
    assert kept == {rate.pk: pytest.approx(12), bare.pk: pytest.approx(0.12)}


def test_a_block_beyond_what_is_taken_at_once_says_so_in_each_cell(
    client, contract, team, indicator, monkeypatch, read
):
    monkeypatch.setattr(typing, "MOST_AT_ONCE", 3)
    form = {f"v-{indicator.pk}-{year}12-": str(year) for year in range(2021, 2026)}
    seen = {f"s{name[1:]}": "" for name in form}

    page = read(client.post(at("enter_indicator", indicator.pk), form | seen))

    assert sorted(Value.objects.values_list("period", flat=True)) == [202112, 202212, 202312]
    told = page.select(".cell-error")
    assert len(told) == 2
    assert all("Pas enregistré" in one.get_text() for one in told)
    assert [one["value"] for one in page.select("input[aria-invalid]")] == ["2024", "2025"]


def test_a_hundred_thousand_fields_are_refused_with_a_page(client, contract, team, indicator):
    form = {f"v-{indicator.pk}-202412-{n}": "1" for n in range(20_001)}

    answer = client.post(at("enter_indicator", indicator.pk), form)

    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert not Value.objects.exists()


@pytest.mark.parametrize("limit", [50, 1])
def test_a_file_too_large_is_told_by_its_size(client, contract, team, indicator, read, settings, limit):
    """Also beyond what the house lets arrive at all, where nothing of it was kept to look at."""
    settings.UPLOAD_LIMIT = limit * 1024 * 1024
    file = SimpleUploadedFile("valeurs.csv", b"Code;2024\n" + b"x" * (6 * 1024 * 1024))

    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    assert "la limite est de 5\xa0Mo" in page.get_text().replace("5 Mo", "5\xa0Mo")
    assert "vide" not in page.select_one(".summary").get_text()


def test_two_people_on_one_cell_see_each_other(client, contract, team, indicator):
    """The second is told what stands there, and writes over it knowing that."""
    name = f"v-{indicator.pk}-202412-"

    def say(text, seen):
        form = {name: text, f"s{name[1:]}": seen}
        return client.post(at("enter_indicator", indicator.pk), form, headers=JSON).json()[name]

    say("12", "")
    client.force_login(member_of(contract))

    refused = say("15", "")
    told = say("15", refused["current"])

    assert (refused["current"], told["error"]) == ("12", "")
    assert Value.objects.get().number == 15
    assert list(ValueChange.objects.order_by("pk").values_list("before", "after")) == [
        ("", "12"),
        ("12", "15"),
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_words_that_look_like_a_formula_leave_harmless_and_come_back(client, contract, team, read, form):
    opinion = FedIndicatorFactory(contract=contract, node=None, kind="judgement", wording="Avis")
    name = f"v-{opinion.pk}-202412-"
    harm = '=HYPERLINK("http://ailleurs";"Ouvrir")'
    client.post(at("enter_indicator", opinion.pk), {name: harm, f"s{name[1:]}": ""}, headers=JSON)

    template = client.get(at("values_template", contract.pk), {"format": form}).content
    file = SimpleUploadedFile(f"modele.{form}", template)
    page = read(client.post(at("import_values", contract.pk), {"file": file}))

    assert b";=HYPERLINK" not in template
    assert "<f>" not in "".join(parts_of(template))
    assert "1 inchangée" in page.get_text(" ", strip=True).replace("\xa0", " ")


def parts_of(data):
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [book.read(one).decode("utf-8", "replace") for one in book.namelist() if "sheet" in one]
