"""An indicator that comes to be counted otherwise: what was before keeps its unit, and is never held against it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reciproque.accounts.choices import Role
from reciproque.contracts.tests.factories import ContractFactory, member_of
from reciproque.core.refusals import Refused
from reciproque.monitoring import actions, queries
from reciproque.monitoring.actions.recording import rewrite_headlines
from reciproque.monitoring.choices import ProgressState
from reciproque.monitoring.models import SeriesBreak
from reciproque.monitoring.tests.factories import FedIndicatorFactory, ValueFactory

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def contract():
    return ContractFactory(starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))


@pytest.fixture
def team(contract, client):
    user = member_of(contract)
    client.force_login(user)
    return user


@pytest.fixture
def spending(contract):
    """Counted in thousands of euros from 2022 on."""
    course = {
        "baseline": 10.0,
        "baseline_on": date(2021, 12, 31),
        "target": 50.0,
        "target_on": date(2027, 12, 31),
    }
    indicator = FedIndicatorFactory(contract=contract, node=None, unit="k€", kind="amount", **course)
    for year, number in ((2022, 20.0), (2023, 24.0)):
        ValueFactory(indicator=indicator, period=year * 100 + 12, number=number)
    rewrite_headlines([indicator.pk])
    return indicator


def break_it(indicator, team, **more):
    new = {"unit": "€", "baseline": 24000.0, "baseline_on": date(2023, 12, 31), "target": 60000.0}
    return actions.edit_indicator(indicator, seen=None, by=team, at=AT, from_period=202412, **(new | more))


def count(indicator, number, period=202412):
    ValueFactory(indicator=indicator, period=period, number=number)
    rewrite_headlines([indicator.pk])
    return queries.situation_of(indicator, on=TODAY)


def test_figures_of_two_units_are_never_compared(spending, team):
    break_it(spending, team, target=None, target_on=None, baseline=None, baseline_on=None)

    alone = count(spending, 26_000.0)
    after = count(spending, 30_000.0, period=202512)

    assert alone.progress.state == ProgressState.NOT_ASSESSABLE
    assert "Une seule valeur" in alone.progress.reason
    assert after.progress.state == ProgressState.BETTER


def test_until_the_first_new_value_nothing_is_said_and_the_last_keeps_its_unit(spending, team):
    break_it(spending, team)

    situation = queries.situation_of(spending, on=TODAY)

    assert situation.unit == "k€"
    assert situation.progress.reason == "Aucune valeur validée depuis que l’on compte autrement."


def test_the_course_is_that_of_the_new_unit(spending, team):
    break_it(spending, team)

    assert count(spending, 33_000.0).progress.pace == pytest.approx(1.0, abs=0.01)


def test_what_is_still_said_in_the_old_unit_stands_in_the_way(spending, team):
    actions.edit_indicator(spending, seen=None, by=team, at=AT, milestones=[(date(2024, 12, 31), 30.0)])

    with pytest.raises(Refused) as refused:
        actions.edit_indicator(spending, seen=None, by=team, at=AT, from_period=202412, unit="€")

    assert [reason.split()[1] for reason in refused.value.reasons] == ["valeur", "cible", "jalons"]
    assert not SeriesBreak.objects.exists()
    spending.refresh_from_db()
    assert spending.unit == "k€"


def test_zero_is_zero_in_any_unit_and_another_way_of_counting_keeps_the_target(contract, team):
    indicator = FedIndicatorFactory(
        contract=contract,
        node=None,
        baseline=0.0,
        baseline_on=date(2021, 12, 31),
        target=9.0,
        target_on=date(2027, 12, 31),
    )

    actions.edit_indicator(
        indicator, seen=None, by=team, at=AT, from_period=202412, why_break="Sans les familles de passage"
    )

    assert SeriesBreak.objects.get().reason == "Sans les familles de passage"


def test_a_series_breaks_forward_and_is_mended_from_its_end(spending, team):
    break_it(spending, team)
    with pytest.raises(Refused, match="déjà une rupture"):
        break_it(spending, team, unit="M€", baseline=1.0, target=2.0)

    mended = actions.mend_series(spending, by=team, at=AT)

    assert (mended.unit, mended.breaks.count()) == ("k€", 0)
    with pytest.raises(Refused, match="pas de rupture"):
        actions.mend_series(spending, by=team, at=AT)


def test_the_chart_draws_two_lines_and_the_table_two_units(spending, team, client, read):
    break_it(spending, team)
    count(spending, 33_000.0)

    page = read(client.get(reverse("monitoring:indicator_detail", args=[spending.pk])))

    assert len(page.select("svg.wide path.serie")) == 2
    for one in ("svg.wide", "svg:not(.wide)"):  # the second is what a telephone shows
        assert len(page.select(f"figure.chart {one} line.break")) == 1
    cells = [row.select_one("td").get_text(strip=True) for row in page.select("figure.chart tbody tr")]
    assert cells == ["33\u202f000\u00a0€", "24\u00a0k€", "20\u00a0k€"]
    assert "à partir de 2024 (avant : k€)" in page.get_text()


def form_of(page):
    form = {
        field["name"]: field.get("value", "")
        for field in page.select("form[data-guard] input[name]")
        if field.get("type") != "checkbox"
    }
    form |= {area["name"]: area.get_text().lstrip("\n") for area in page.select("textarea[name]")}
    chosen = {one["name"]: one.select_one("option[selected]") for one in page.select("select[name]")}
    return form | {name: option["value"] if option else "" for name, option in chosen.items()}


def test_the_form_asks_what_becomes_of_the_values_when_the_unit_changes(spending, team, client, read):
    address = reverse("monitoring:edit_indicator", args=[spending.pk])
    form = form_of(read(client.get(address))) | {"unit": "milliers d’euros"}

    asked = read(client.post(address, form)).get_text()
    client.post(address, form | {"unit_change": "rename"})

    assert "dites ce que deviennent les valeurs déjà là" in asked
    spending.refresh_from_db()
    assert (spending.unit, spending.breaks.count()) == ("milliers d’euros", 0)


def test_the_form_breaks_a_series(spending, team, client, read):
    address = reverse("monitoring:edit_indicator", args=[spending.pk])
    form = form_of(read(client.get(address))) | {
        "unit": "€", "unit_change": "change", "changes_from": "2024", "baseline": "24 000", "target": "60000",
        "baseline_on": "2023-12-31", "target_on": "2027-12-31",
    }  # fmt: skip

    wrong = read(client.post(address, form | {"changes_from": "bientôt"})).get_text()
    response = client.post(address, form)

    assert "n’est pas une période" in wrong
    assert response.status_code == 302
    assert SeriesBreak.objects.values_list("from_period", "unit_before").get() == (202412, "k€")


def test_a_reader_breaks_nothing(spending, team, contract):
    reader = member_of(contract, Role.READER)

    with pytest.raises(PermissionDenied):
        break_it(spending, reader)

    assert not SeriesBreak.objects.exists()
