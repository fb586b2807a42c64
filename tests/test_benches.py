"""The benches still run, on a very small country, and what they bring holds: so that figures can be taken again."""

import importlib
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import asking, ground, pages, publishing, values
from bench.campaigns import ANSWERED, LEAVES, STATES, Campaigns
from bench.country import INDICATORS, OBJECTIVES, Country
from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.core.engine import insert_many
from reciproque.enquiries.choices import SheetState
from reciproque.enquiries.models import Answer, Sheet
from reciproque.evaluation.models import Campaign, ResultVerdict
from reciproque.framework.models import Node
from reciproque.monitoring.actions.loading import load_values
from reciproque.monitoring.imports.long_files import decoded, read_long
from reciproque.monitoring.imports.values import code_of
from reciproque.monitoring.models import Indicator, Value
from tests.doors import DOORS

pytestmark = pytest.mark.slow
BENCHES = sorted(path.stem for path in Path(ground.__file__).parent.glob("[a-z]*.py"))


@pytest.fixture
def country(monkeypatch):
    """Places of the demo city, few bodies, three years of values for the contract that has twenty."""
    monkeypatch.setattr(ground, "NATIONAL", Path("/nowhere"))
    monkeypatch.setattr(ground, "ORGANISATIONS", 60)
    monkeypatch.setattr(values, "BIG_YEARS", 3)
    ground.lay_the_ground()
    return Country()


@pytest.mark.parametrize("name", BENCHES)
@pytest.mark.once
def test_each_bench_opens(name):
    assert importlib.import_module(f"bench.{name}").__doc__


def test_a_country_has_its_values_and_its_campaigns(country):
    country.grow(2)
    figures, campaigns = values.Values(3), Campaigns()
    brought = figures.grow(range(1, 3))
    campaigns.grow(range(1, 3))
    _team, people = values.let_in(country.regional)
    few = values.count_queries(people)

    country.grow(3)
    brought += figures.grow(range(3, 4))
    campaigns.grow(range(3, 4))

    assert (Node.objects.count(), Indicator.objects.count()) == (3 * OBJECTIVES, 3 * INDICATORS)
    assert Value.objects.count() == brought
    assert values.wrong_headlines([1, 2, 3]) == []
    sent = sum(STATES[n % len(STATES)] == SheetState.SENT for n in LEAVES)
    assert Sheet.objects.count() == 3 * 3 * len(LEAVES)
    assert Answer.objects.count() == 3 * (3 * len(LEAVES) - sent) * len(ANSWERED)
    assert (Campaign.objects.count(), ResultVerdict.objects.count()) == (3 * 3, 3 * 3 * 60)
    assert values.count_queries(people) == few
    assert set(few) == set(values.LIMITS)


@pytest.mark.django_db(transaction=True)
def test_indexes_that_waited_are_there_again():
    def kept():
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, Value._meta.db_table))

    before = kept()
    with values.unchecked(Value):
        during = kept()

    assert kept() == before
    assert during < before


def test_the_pages_of_a_country_are_found_and_timed(country):
    country.grow(1)
    Campaigns().grow(range(1, 2))
    team, people = pages.let_in(country.regional)
    things = pages.things_of(1, team)
    reached = [door.address(things) for door in DOORS if not pages.lacking(door, things)]
    some = [pages.Page(name, f"/contrats/1/{name}/", "équipe") for name in ("indicateurs", "campagnes")]

    empty = pages.measure(some, people, rounds=1)

    assert len(reached) > len(DOORS) / 2
    assert empty > 0
    assert all(page.times[0] > 0 and page.queries[0] > 0 and page.size > 1_000 for page in some)


def test_the_cube_has_true_margins_and_loads_whole(tmp_path):
    places = ["Quartier 01", "Quartier 02"]
    contract, team, made = publishing.lay_contract(2, places)
    cube = tmp_path / "facts.csv"
    count = publishing.write_cube(cube, [code_of(one) for one in made], 2, places)

    with cube.open("rb") as file:
        read = read_long(decoded(file), contract=contract)
    told = load_values(contract, read.lines, read.cells, source="cube", by=team, at=timezone.now())

    assert not read.problems
    assert told.new == count == Value.objects.count() == 2 * 2 * 3 * 5 * 3
    assert publishing.wrong_headlines([one.pk for one in made]) == 0


def test_the_questions_asked_of_a_country_find_something(country, monkeypatch, capsys):
    country.grow(1)
    insert_many(asking.entries())
    name, said = list(asking.questions().items())[-1]
    monkeypatch.setattr(asking, "questions", lambda: {name: said})
    client = Client()
    client.force_login(MembershipFactory(role=Role.OBSERVER).user)

    asking.measure(client, 1)

    _legal, *lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert not any("(0 rows)" in line for line in lines)
